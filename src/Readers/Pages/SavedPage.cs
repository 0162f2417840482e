using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What was understood of a saved page.</summary>
/// <param name="Fields">What it says of its article, with where it says so.</param>
/// <param name="WhyNot">Why it is no article; null when it is one.</param>
public sealed partial record SavedPage(IReadOnlyList<PageField> Fields, string Html, string? WhyNot)
{
    private const int MostBytes = 10_000_000;
    private const int Deepest = 1_500;

    // Of tags that begin or end; real pages have a tenth of it.
    private const int MostMarks = 200_000;

    // Where programs that save pages say of which: in a comment before the page's own text.
    private const int Beginning = 4000;

    // A page of this many letters beside its links is read for its text.
    private const int FewLetters = 200;

    public Manuscript Manuscript => new()
    {
        Fields = new Field.Map(1, [.. Fields.Select(each => (each.Key, each.Value.Line, each.Value))]),
        Html = Html,
    };

    public static SavedPage Read(Source source)
    {
        var text = source.PageText(MostBytes);
        if (Articles.Html.IsTooDeep(text, Deepest))
            return No("its HTML is nested too deeply to be a text");
        if (text.AsSpan().Count('<') > MostMarks)
            return No("it has more tags than any page");
        using var document = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true })
            .ParseDocument(text);
        var metadata = new PageMetadata(document, SavedFrom(text));
        var body = PageBody.Of(document, metadata);
        return new SavedPage(metadata.Fields, Articles.Html.Inner(body), WhyNoArticle(metadata, body));
    }

    private static SavedPage No(string reason) => new([], "", reason);

    private static string? WhyNoArticle(PageMetadata metadata, IElement body)
    {
        var letters = Letters(body);
        var linked = body.QuerySelectorAll("a").Sum(Letters);
        if (metadata.Title is null && letters == 0)
            return "there is neither a title nor any text in it";
        if (metadata.IsArticle)
            return null;
        if (letters == 0 && metadata.Fields.All(field => field.Key != "summary"))
            return "there is no text in it";
        return letters - linked < FewLetters && linked > letters / 2 ? "it lists other pages, and is no article" : null;
    }

    private static int Letters(IElement element) => element.TextContent.Count(char.IsLetterOrDigit);

    // Browsers tell the length of the address too, SingleFile writes a comment of several lines.
    private static Told? SavedFrom(string text)
    {
        var match = SavedFromComment().Match(text[..Math.Min(text.Length, Beginning)]);
        return match.Success && Links.Absolute(match.Groups[1].Value) is { } url && Links.IsHttp(url)
            ? new Told("saved from", text[..match.Index].Count(c => c == '\n') + 1, url) : null;
    }

    [GeneratedRegex(@"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>""]+)",
        RegexOptions.IgnoreCase)]
    private static partial Regex SavedFromComment();
}
