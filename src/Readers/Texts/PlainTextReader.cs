using System.Text;

namespace FeedService.Readers;

/// <summary>Plain text, as scrapers leave it; a YAML block on its top is front matter.</summary>
public sealed class PlainTextReader : IArticleReader
{
    // The parser finds a sibling by counting from the first, so the time they take grows with their square.
    private const int LongestFamily = 1000;

    private const int MostHeaders = 30;

    private static readonly string[] MailHeaders =
        ["From:", "To:", "Received:", "Return-Path:", "Delivered-To:", "MIME-Version:", "Message-ID:", "Reply-To:"];

    private static readonly string[] Names = [".txt", ".text"];

    public IReadOnlyList<string> Extensions => Names;

    /// <summary>Whether a file of this name is plain text.</summary>
    public static bool Takes(string name) => Names.Contains(Path.GetExtension(name).ToLowerInvariant());

    public IEnumerable<Reading> Read(Source source)
    {
        var text = source.Text();
        if (!source.Profile.PublishesMail && IsMail(text))
            return [Reading.Withheld(source, MailReader.Private)];
        var (front, page) = Understand(source, text);
        return
        [
            new Manuscript
            {
                Fields = front.Fields,
                Title = page.Title,
                TitleDoubt = page.TitleConfidence is Confidence.Low ? (page.TitleLine, Doubt(page)) : null,
                Lead = page.Lead,
                Authors = [.. page.Authors],
                Agencies = page.Agencies,
                Badges = [.. page.Badges],
                Access = page.Access,
                Html = Html([.. page.Body]),
            }.ToReading(source),
        ];
    }

    public IEnumerable<string> Inspect(Source source)
    {
        var (front, page) = Understand(source, source.Text());
        foreach (var (key, line, _) in front.Fields.Entries)
            yield return $"{line,5}  field        {key}: {front.Fields.Text(key)}";
        foreach (var line in page.Lines)
            yield return $"{line.Number,5}  {line.Kind.ToString().ToLowerInvariant(),-11}  {Start(line.Text),-60}  "
                + line.Why;
        yield return $"       title: {page.Title ?? "none"}; {(page.TitleConfidence is Confidence.High
            ? "sure"
            : "uncertain, " + Doubt(page))}";
        yield return $"       agencies: {string.Join(", ", page.Agencies)}; "
            + $"access: {page.Access.ToString().ToLowerInvariant()}";
    }

    // Mails are saved as text too, and are as private then.
    private static bool IsMail(string text) => text.Split('\n', MostHeaders + 1).Take(MostHeaders)
        .TakeWhile(line => line.Trim().Length > 0)
        .Count(line => MailHeaders.Any(name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))) >= 2;

    private static string Doubt(ScrapedText page) => page.Title is null
        ? "no line reads as a headline"
        : "no line stands out as the headline";

    private static (FrontMatter Front, ScrapedText Page) Understand(Source source, string text)
    {
        var front = FrontMatter.Split(text);
        return (front, ScrapedText.Read(front.Body, source.Profile, front.BodyLine));
    }

    private static string Html(IReadOnlyList<ScrapedLine> body)
    {
        var html = new StringBuilder();
        var isLong = body.Count > LongestFamily;
        var early = body.TakeWhile(line => line.Is(LineKind.Caption, LineKind.Credit)).ToList();
        var ordered = body.Skip(early.Count).Take(1).Concat(early).Concat(body.Skip(early.Count + 1)).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            var line = ordered[i];
            var next = i + 1 < ordered.Count ? ordered[i + 1] : null;
            if (isLong && i % LongestFamily == 0)
                html.Append(i == 0 ? "<div>\n" : "</div>\n<div>\n");
            html.Append(line.Kind switch
            {
                LineKind.Lead or LineKind.Paragraph => $"<p>{Encode(line.Text)}</p>\n",
                LineKind.Heading => $"<h2>{Encode(line.Text.TrimStart('#').Trim())}</h2>\n",
                LineKind.Item => $"<ul><li>{Encode(line.Text[1..].Trim())}</li></ul>\n",
                LineKind.Caption =>
                    $"<figure><figcaption>{Encode(line.Text)}"
                    + (next is { Kind: LineKind.Credit } ? $" <small>© {Encode(next.CreditText())}</small>" : "")
                    + "</figcaption></figure>\n",
                _ => "",
            });
        }
        return html.Append(isLong ? "</div>" : "").ToString().Replace("</ul>\n<ul>", "", StringComparison.Ordinal);
    }

    private static string Start(string text) => text.Length <= 60 ? text : text[..59] + "…";

    private static string Encode(string text) => Articles.Html.Encode(text);
}
