using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace FeedService.Readers;

/// <summary>What by a page's own marks is no part of its article, taken off before the article is looked for.</summary>
public static class PagePruning
{
    private const int LongParagraph = 80;

    private const string NoText = "script, style, template, button, select, textarea, input, dialog, [hidden]";

    private const string Surroundings = "nav, footer, [role='navigation'], [role='dialog'], [role='search'], "
        + "[role='contentinfo'], [aria-modal='true'], #comments, #disqus_thread, #respond, .comments, .comment-list, "
        + ".screen-reader-text, .sr-only, .visually-hidden";

    public static void Prune(IHtmlDocument document)
    {
        foreach (var element in document.QuerySelectorAll(NoText).ToList())
            element.Remove();
        var paragraphs = Long(document).ToList();
        var all = paragraphs.Sum(Letters);
        foreach (var element in document.QuerySelectorAll(Surroundings).ToList())
        {
            if (element != document.Body && Long(element).Sum(Letters) * 2 <= all)
                element.Remove();
        }
        KeepArticle(document.Body, paragraphs, all);
    }

    /// <summary>What calls itself the article, or the page's main part, is it when it holds most of the text.</summary>
    private static void KeepArticle(IElement? body, List<IElement> paragraphs, int all)
    {
        foreach (var name in new[] { "article", "main, [role='main']" })
        {
            var most = paragraphs.GroupBy(p => p.Closest(name)).Where(group => group.Key is not null)
                .MaxBy(group => group.Sum(Letters));
            if (most is null || most.Sum(Letters) * 3 < all * 2 || body is null || most.Key == body)
                continue;
            var article = most.Key!;
            body.InnerHtml = "";
            body.AppendChild(article);
            return;
        }
    }

    private static IEnumerable<IElement> Long(IParentNode within) =>
        within.QuerySelectorAll("p").Where(p => Letters(p) >= LongParagraph);

    private static int Letters(IElement element) => element.TextContent.Count(char.IsLetterOrDigit);
}
