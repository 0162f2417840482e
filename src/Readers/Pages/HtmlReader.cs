using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>A page as a browser or a crawler saved it (HTML).</summary>
public sealed class HtmlReader : IArticleReader
{
    public IReadOnlyList<string> Extensions { get; } = [".html", ".htm", ".xhtml"];

    public IEnumerable<Reading> Read(Source source)
    {
        var page = SavedPage.Read(source);
        return
        [
            page.WhyNot is { } reason
                ? Reading.Unreadable(source, null, reason)
                : page.Manuscript.ToReading(source),
        ];
    }

    public IEnumerable<string> Inspect(Source source)
    {
        var page = SavedPage.Read(source);
        foreach (var (key, origin, value) in page.Fields)
            yield return $"{value.Line,5}  {origin,-10}  {key}: {Show(value)}";
        yield return $"       body: {Html.PlainText(page.Manuscript.Html).Length} characters of text";
        if (page.WhyNot is { } reason)
            yield return $"       no article: {reason}";
    }

    private static string Show(Field field) => field switch
    {
        Field.Value value => value.Text,
        Field.Items items => $"[{string.Join(", ", items.List.Select(Show))}]",
        Field.Map map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Show(entry.Value)}"))}}}",
        _ => "",
    };
}
