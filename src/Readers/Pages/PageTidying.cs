using AngleSharp.Dom;

namespace FeedService.Readers;

/// <summary>What a site puts between and around the paragraphs of an article, taken out by its shape.</summary>
public static class PageTidying
{
    // In letters and digits, so that all scripts count alike but for those that need fewer.
    private const int Label = 60;
    private const int Sentence = 80;

    private static readonly HashSet<string> Blocks =
    [
        "address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody",
        "td", "th", "tr", "ul",
    ];

    /// <summary>
    /// What is found by its shape goes only as far as it is the smaller part: else it is what the article is made of.
    /// </summary>
    public static void Tidy(IElement body, string title)
    {
        DropTitle(body, JsonLd.Bare(title));
        DropFew(body, Promotions(body));
        DropFew(body, Repetitions(body));
        DropFew(body, Surroundings(body));
        DropEmptyHeadings(body);
    }

    /// <summary>A page shows its title above the body, and so does a feed's reader.</summary>
    private static void DropTitle(IElement body, string title)
    {
        foreach (var heading in body.QuerySelectorAll("h1, h2, h3").Take(2).ToList())
        {
            if (title.Length > 0 && JsonLd.Bare(heading.TextContent) == title)
                heading.Remove();
        }
    }

    private static void DropFew(IElement body, IReadOnlyCollection<IElement> elements)
    {
        if (elements.Sum(Letters) * 3 > Letters(body))
            return;
        foreach (var element in elements)
            element.Remove();
    }

    /// <summary>Lists and lines that are nothing but links.</summary>
    private static List<IElement> Promotions(IElement body)
    {
        var promotions = new List<IElement>();
        foreach (var block in Leaves(body).Where(block => !IsPart(block)))
        {
            var letters = Letters(block);
            if (letters > 0 && block.QuerySelector("img") is null
                && block.QuerySelectorAll("a[href]").Sum(Letters) * 10 >= letters * 8)
                promotions.Add(block);
        }
        return promotions;
    }

    /// <summary>The labels that come again and again, and the second showing of any longer line.</summary>
    private static List<IElement> Repetitions(IElement body)
    {
        var alike = Leaves(body).Where(block => !IsPart(block) && block.QuerySelector("img") is null)
            .GroupBy(block => JsonLd.Bare(block.TextContent)).Where(group => group.Key.Length > 0);
        return [.. alike.SelectMany(group => group.Key.Length >= Label / 2 ? group.Skip(1)
            : group.Count() > 2 && !IsHeading(group.First()) ? group : [])];
    }

    /// <summary>Short lines above the first sentence and below the last that are no sentences themselves.</summary>
    private static List<IElement> Surroundings(IElement body)
    {
        var blocks = Leaves(body).ToList();
        var first = blocks.FindIndex(IsSentence);
        var last = blocks.FindLastIndex(IsSentence);
        return first < 0 ? [] : [.. blocks.Take(first).Concat(blocks.Skip(last + 1))
            .Where(block => !IsPart(block) && !IsHeading(block) && IsLabel(block))];
    }

    /// <summary>A heading under which nothing stands any more.</summary>
    private static void DropEmptyHeadings(IElement body)
    {
        const string shown = "h1, h2, h3, h4, h5, h6, p, li, img, td, blockquote, pre, video, audio, dd, div";
        var blocks = body.QuerySelectorAll(shown)
            .Where(block => IsHeading(block) || block.LocalName is "img" or "video" or "audio"
                || block.LocalName is not "div" && Letters(block) > 0
                || block.ChildNodes.OfType<IText>().Any(text => text.Data.Any(char.IsLetterOrDigit))).ToList();
        for (var i = blocks.Count - 1; i >= 0 && IsHeading(blocks[i]); i--)
            blocks[i].Remove();
    }

    private static bool IsSentence(IElement block) => Letters(block) >= Sentence
        || block.TextContent.Count(c => c is >= '\u3040' and <= '\uD7A3') >= Sentence / 3;

    private static bool IsLabel(IElement block)
    {
        var text = block.TextContent.Trim();
        return text.Length > 0 && Letters(block) < Label && block.QuerySelector("img, video, audio, iframe") is null
            && text[^1] is not ('.' or '!' or '?' or '…' or '。' or '"' or '”' or '“' or '»');
    }

    // A caption belongs to its picture, a cell to its table, a line of code to its program.
    private static bool IsPart(IElement block) => block.LocalName is "figcaption" or "pre" or "hr" or "td" or "th"
        || block.Closest("figure, table, pre, blockquote") is not null;

    private static bool IsHeading(IElement block) => block.LocalName is ['h', >= '1' and <= '6'];

    private static IEnumerable<IElement> Leaves(IElement body)
    {
        var holders = new HashSet<IElement>();
        var blocks = body.QuerySelectorAll("*").Where(element => Blocks.Contains(element.LocalName)).ToList();
        foreach (var block in blocks)
        {
            for (var above = block.ParentElement; above is not null && holders.Add(above);)
                above = above.ParentElement;
        }
        return blocks.Where(block => !holders.Contains(block));
    }

    private static int Letters(IElement element) => element.TextContent.Count(char.IsLetterOrDigit);
}
