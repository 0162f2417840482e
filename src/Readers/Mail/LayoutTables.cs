using AngleSharp.Dom;

namespace FeedService.Readers;

/// <summary>Tables that put text where it should be seen, as in most mail, and tables that hold data.</summary>
internal static class LayoutTables
{
    private const int LongestDatum = 80;

    /// <summary>Puts what is in the cells of each layout table in its place, in order.</summary>
    public static int Unfold(IElement body)
    {
        var tables = body.QuerySelectorAll("table").Reverse().ToList();
        var layouts = tables.Where(table => !HoldsData(table)).ToList();
        foreach (var table in layouts)
        {
            var content = table.Owner!.CreateDocumentFragment();
            foreach (var cell in Cells(table).ToList())
                Move(cell, content);
            table.Replace([.. content.ChildNodes]);
        }
        return layouts.Count;
    }

    private static bool HoldsData(IElement table)
    {
        if (table.GetAttribute("role") is "presentation" or "none" || table.QuerySelector("table") is not null)
            return false;
        var rows = Rows(table).Select(row => row.Children.Where(IsCell).ToList()).Where(row => row.Count > 0).ToList();
        if (rows.Count < 2 || rows.TrueForAll(row => row.Count < 2))
            return false;
        if (rows[0].TrueForAll(cell => cell.LocalName == "th") || rows.TrueForAll(row => row[0].LocalName == "th"))
            return true;
        return rows.TrueForAll(row => Width(row) == Width(rows[0])) && rows.SelectMany(row => row).All(IsDatum);
    }

    private static bool IsDatum(IElement cell) => cell.QuerySelector("img, p + p, h1, h2, h3, ul, ol, hr") is null
        && cell.TextContent.Trim() is { Length: > 0 and <= LongestDatum };

    private static int Width(IEnumerable<IElement> cells) =>
        cells.Sum(cell => int.TryParse(cell.GetAttribute("colspan"), out var span) ? Math.Clamp(span, 1, 100) : 1);

    private static IEnumerable<IElement> Rows(IElement table) => table.Children.SelectMany(part =>
        part.LocalName is "tr" ? [part] : part.Children.Where(row => row.LocalName is "tr"));

    private static IEnumerable<IElement> Cells(IElement table) =>
        table.Children.Where(part => part.LocalName is "caption").Concat(Rows(table).SelectMany(row =>
            row.Children.Where(IsCell)));

    private static bool IsCell(IElement element) => element.LocalName is "td" or "th";

    // What stands in a cell without a block of its own becomes a paragraph.
    private static void Move(IElement cell, INode content)
    {
        IElement? paragraph = null;
        foreach (var node in cell.ChildNodes.ToList())
        {
            if (MailPassages.HoldsBlock(node))
            {
                paragraph = null;
                content.AppendChild(node);
                continue;
            }
            if (paragraph is null && node is IText text && string.IsNullOrWhiteSpace(text.Data))
                continue;
            paragraph ??= (IElement)content.AppendChild(cell.Owner!.CreateElement("p"));
            paragraph.AppendChild(node);
        }
    }
}
