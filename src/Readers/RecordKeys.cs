using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>
/// The keys of the articles in one file: their own id, else their URL, else their title and day. Never their place in
/// the file, for one more in front would make them all others.
/// </summary>
internal sealed class RecordKeys
{
    private const int Longest = 300;
    private const int HashBytes = 8;

    private readonly HashSet<string> taken = [];

    public string Of(Manuscript manuscript)
    {
        var fields = manuscript.Fields;
        var own = fields.Text("id", "guid", "_id", "uuid", "uri") ?? fields.Text(Readers.Manuscript.Urls);
        if (own is not null)
            return Short(Text.Line(own));
        var title = Text.Slug(fields.Text("title", "headline") ?? manuscript.Title ?? "");
        if (title.Length == 0)
            return Short(Text.Slug(fields.Text("summary") ?? Html.Beginning(manuscript.Html)));
        // What has a date has it in its key even when its title is the only one of its kind so far.
        var key = DayOf(fields) is { Length: > 0 } day ? $"{title}-{day}" : title;
        return Short(taken.Add(key) ? key : $"{key}-{Text.Slug(Html.Beginning(manuscript.Html))}");
    }

    // In Greenwich, so that the folder's time zone changes no key.
    private static string? DayOf(Field.Map fields)
    {
        var told = ArticleDates.Told(fields);
        return told is null ? null : Dates.Parse(told, TimeZoneInfo.Utc) is { } date
            ? date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Text.Slug(told);
    }

    private static string Short(string key)
    {
        if (key.Length <= Longest)
            return key;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, HashBytes));
        var length = Longest - hash.Length - 1;
        return $"{key[..(char.IsHighSurrogate(key[length - 1]) ? length - 1 : length)]}-{hash}";
    }
}
