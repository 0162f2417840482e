using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FeedService.Articles;
using SmartReader;

namespace FeedService.Readers;

/// <summary>The text of a page's article, without the site around it.</summary>
public static class PageBody
{
    // Real pages have up to 10,000; SmartReader is not asked about what no person wrote.
    private const int MostElements = 20_000;

    // In characters: below it SmartReader takes in more and more of the page, until it has all of it.
    private const int Enough = 200;

    /// <summary>The article's HTML, with references as the page wrote them or as its base makes them.</summary>
    /// <param name="document">Is taken apart.</param>
    public static IElement Of(IHtmlDocument document, PageMetadata metadata)
    {
        PageReferences.Prepare(document, metadata.Base);
        PagePruning.Prune(document);
        var marked = Marked(document);
        var whole = document.Body?.InnerHtml ?? "";
        var isForSmartReader = document.All.Length <= MostElements && Length(document.Body) > 0;
        var found = isForSmartReader ? Found(document) : null;
        var body = Length(found) < Length(marked) / 3 ? marked! : found ?? Parse(whole);
        if (Length(body) < (metadata.ArticleBody?.Length ?? 0) / 3)
            body = Paragraphs(metadata.ArticleBody!);
        PageReferences.Restore(body);
        PageTidying.Tidy(body, metadata.Title?.Text ?? "");
        return body;
    }

    private static int Length(IElement? element) => element is null ? 0 : Text.Line(element.TextContent).Length;

    // Everything is at hand here: nothing of this fetches.
    private static IElement? Found(IHtmlDocument document)
    {
        using var reader = new Reader(PageReferences.Place, document)
        {
            DisableJSONLD = true,
            ContinueIfNotReadable = true,
            CharThreshold = Enough,
        };
        var article = reader.GetArticle();
        return string.IsNullOrWhiteSpace(article.Content) ? null : Parse(article.Content);
    }

    /// <summary>What the page itself marks as its article's body, as far as there is only one.</summary>
    private static IElement? Marked(IHtmlDocument document)
    {
        foreach (var selector in new[] { "[itemprop~='articleBody' i]", "article", "main, [role='main']" })
        {
            if (document.QuerySelectorAll(selector) is [var only])
                return Parse(only.InnerHtml);
        }
        return null;
    }

    private static IElement Paragraphs(string text) => Parse(string.Concat(text.Split('\n')
        .Where(line => !string.IsNullOrWhiteSpace(line))
        .Select(line => $"<p>{Articles.Html.Encode(line.Trim())}</p>")));

    private static IElement Parse(string html) => new HtmlParser().ParseDocument(html).Body!;
}
