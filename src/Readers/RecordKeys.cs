using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>
/// The keys of the articles in one file: their own id, else their URL, else their title. Never their place in the
/// file, for one more in front would make them all others.
/// </summary>
internal sealed class RecordKeys
{
    private const int Longest = 300;

    private readonly HashSet<string> titles = [];

    public string Of(Manuscript manuscript)
    {
        var fields = manuscript.Fields;
        var own = fields.Text("id", "guid", "_id", "uuid", "uri") ?? fields.Text(Readers.Manuscript.Urls);
        if (own is not null)
            return Short(Text.Line(own));
        var title = Text.Slug(fields.Text("title", "headline") ?? manuscript.Title ?? "");
        if (title.Length == 0)
            return Short(Text.Slug(fields.Text("summary") ?? Html.Beginning(manuscript.Html)));
        if (titles.Add(title))
            return Short(title);
        return Short($"{title}-"
            + $"{Text.Slug(fields.Text(ArticleDates.PublishedNames) ?? Html.Beginning(manuscript.Html))}");
    }

    private static string Short(string key) => key.Length <= Longest ? key : key[..Longest];
}
