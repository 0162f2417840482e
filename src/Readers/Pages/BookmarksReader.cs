using System.Net;
using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Lists of links: Netscape's bookmark file, which every browser writes, and Pocket's export.</summary>
public sealed partial class BookmarksReader : IArticleReader
{
    public IReadOnlyList<string> Extensions { get; } = [".html", ".htm"];

    public bool Recognises(string beginning) => Beginning().IsMatch(beginning);

    public IEnumerable<Reading> Read(Source source)
    {
        var text = source.Text();
        if (!Recognises(text[..Math.Min(text.Length, 8192)]))
            throw new UnreadableException(null, "is no list of bookmarks");
        var readings = new Readings(source);
        var (line, counted) = (1, 0);
        foreach (Match link in Link().Matches(text))
        {
            line += text.AsSpan(counted, link.Index - counted).Count('\n');
            counted = link.Index;
            var end = link.Index + link.Length;
            var manuscript = new Manuscript { Fields = Fields(line, link.Value, text, end) };
            if (Links.IsHttp(manuscript.Fields.Text("url")))
                yield return readings.Of(manuscript);
            else
                readings.Skip(line, "no web address");
        }
        foreach (var rest in readings.Rest())
            yield return rest;
    }

    public IEnumerable<string> Inspect(Source source) => JsonFile.Inspect(source, Read(source));

    private static Field.Map Fields(int line, string tag, string text, int end)
    {
        var told = Attribute().Matches(tag).DistinctBy(match => match.Groups[1].Value.ToLowerInvariant()).ToDictionary(
            match => match.Groups[1].Value.ToLowerInvariant(), match => WebUtility.HtmlDecode(match.Groups[2].Value));
        string? Told(string name) => told.GetValueOrDefault(name);

        var url = Told("href");
        var title = Until(text, end);
        var after = text.AsSpan(end + title.Length);
        var description = Description().Match(after[..Math.Min(after.Length, 40)].ToString());
        return new FieldList(line).Add("url", url).Add("title", title.Trim().Length > 0 ? title : url)
            .Add("date", Told("time_added") ?? Told("add_date")).Add("tags", Told("tags"))
            .Add("private", Told("private")).Add("summary",
                description.Success ? Until(text, end + title.Length + description.Length) : null).ToMap();
    }

    /// <summary>The text from here to the next tag.</summary>
    private static string Until(string text, int start)
    {
        var end = text.IndexOf('<', start);
        return text[start..(end < 0 ? text.Length : end)];
    }

    [GeneratedRegex(@"<!doctype\s+netscape-bookmark-file|<title>\s*pocket export\s*</title>", RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"<a\s[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"([A-Za-z_]+)\s*=\s*""([^""]*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^</a>\s*<dd>", RegexOptions.IgnoreCase)]
    private static partial Regex Description();
}
