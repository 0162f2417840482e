using AngleSharp.Dom;

namespace FeedService.Readers;

/// <summary>What a reader sees as one piece of text: what stands in a block between line breaks and other blocks.</summary>
internal sealed record MailPassage(IReadOnlyList<INode> Nodes)
{
    /// <summary>What is left of its text.</summary>
    public string Text => string.Concat(Nodes.Where(node => node.Parent is not null).Select(node => node.TextContent));

    public IEnumerable<IElement> Links => Nodes.OfType<IElement>()
        .SelectMany(element => element.QuerySelectorAll("a[href]").Prepend(element))
        .Where(element => element.LocalName == "a" && element.HasAttribute("href"));

    public IEnumerable<IText> Texts => Nodes.SelectMany(node => node.DescendantsAndSelf<IText>());

    /// <summary>Takes it out with the line break before it.</summary>
    public void Remove()
    {
        if (Nodes.FirstOrDefault(node => node.Parent is not null)?.PreviousSibling is IElement { LocalName: "br" } above)
            above.Remove();
        foreach (var node in Nodes)
            node.Parent?.RemoveChild(node);
    }
}

/// <summary>The passages of a text.</summary>
internal static class MailPassages
{
    private static readonly HashSet<string> Blocks =
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
    ];

    public static bool IsBlock(INode node) => node is IElement element && Blocks.Contains(element.LocalName);

    /// <summary>It is a block, or there is one in it: links around tables are common in mail.</summary>
    public static bool HoldsBlock(INode node) => IsBlock(node) || node.ChildNodes.Any(HoldsBlock);

    public static List<MailPassage> Of(INode container)
    {
        var passages = new List<MailPassage>();
        Add(container, passages);
        return passages;
    }

    private static void Add(INode container, List<MailPassage> passages)
    {
        var nodes = new List<INode>();
        foreach (var node in container.ChildNodes)
        {
            var isBlock = HoldsBlock(node);
            if (!isBlock && node is not IElement { LocalName: "br" })
            {
                nodes.Add(node);
                continue;
            }
            if (nodes.Count > 0)
                passages.Add(new MailPassage(nodes));
            nodes = [];
            if (isBlock)
                Add(node, passages);
        }
        if (nodes.Count > 0)
            passages.Add(new MailPassage(nodes));
    }
}
