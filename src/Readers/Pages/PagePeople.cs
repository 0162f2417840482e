using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Who wrote a page's article, as the page names them; its site is nobody.</summary>
public sealed partial class PagePeople(IHtmlDocument document, MetaTags metas, IReadOnlyCollection<string> siteNames)
{
    private const int LongestName = 60;

    // Looking around an element takes as long as the page is deep.
    private const int MostElements = 50, LongestText = 300;
    private const string Elsewhere = "aside, footer, nav, figure, [class*='comment' i], [id*='comment' i]";

    /// <summary>Of the first place that names anybody.</summary>
    public List<Told> Authors(IEnumerable<Told> jsonLd)
    {
        IEnumerable<Told>[] places =
        [
            jsonLd, metas.Each("author"), metas.Each("article:author", "og:article:author"),
            metas.Each("byl", "parsely-author", "sailthru:author", "dc:creator", "dcterms:creator", "citation_author",
                "dc:contributor"),
            Marked("[itemprop~='author' i] [itemprop~='name' i]"), Marked("[itemprop~='author' i]"),
            Marked("a[rel~='author' i]"),
            Marked("[class*='byline' i], [class*='author' i]").Where(told => By().IsMatch(told.Text)).Take(1),
        ];
        return places.Select(Names).FirstOrDefault(names => names.Count > 0) ?? [];
    }

    private IEnumerable<Told> Marked(string selector) => document.QuerySelectorAll(selector)
        .Take(MostElements).Where(element => element.Closest(Elsewhere) is null)
        .Select(element => (element, Text: element.TextContent)).Where(each => each.Text.Length <= LongestText)
        .Select(each => Told.By(each.element, "body", each.Text)).OfType<Told>();

    private List<Told> Names(IEnumerable<Told> told) => [.. told
        .SelectMany(each => Each(each.Text).Select(name => each with { Text = name }))
        .Where(each => IsName(each.Text)).DistinctBy(each => each.Text)];

    private static IEnumerable<string> Each(string text)
    {
        var names = By().Replace(text.Trim(), "");
        var parts = Between().Split(names);
        // "Doe, Jane" is one person, "Jane Doe, John Roe" are two.
        return parts.Length > 1 && parts.All(part => part.Trim().Contains(' ', StringComparison.Ordinal))
            ? parts.Select(part => part.Trim()) : [names.Trim()];
    }

    private bool IsName(string text) => text.Length is > 1 and <= LongestName && char.IsLetter(text[0])
        && !Links.IsHttp(text) && !text.Contains("www.", StringComparison.OrdinalIgnoreCase)
        && !text.Contains('@', StringComparison.Ordinal) && text is not ("null" or "undefined" or "admin")
        && !siteNames.Contains(JsonLd.Bare(text));

    [GeneratedRegex(@"^(?:by|von|par|por|door|av|di|af)[:\s]+(?=\S)", RegexOptions.IgnoreCase)]
    private static partial Regex By();

    [GeneratedRegex(@"\s*[,;|]\s*|\s+(?:and|und|et|y|e|en|og|och|&)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Between();
}
