namespace FeedService.Readers;

/// <summary>What pictures leave behind in scraped text: alternative texts, captions, credits.</summary>
public static class Captions
{
    private const int FewestInGallery = 3, LongestCredit = 80;

    /// <summary>Finds them among lines of which only the form is known yet.</summary>
    public static void Mark(IList<ScrapedLine> lines)
    {
        MarkRepeated(lines);
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Is(LineKind.Credit) && lines[i - 1].Is(LineKind.Paragraph, LineKind.Brief))
                lines[i - 1] = lines[i - 1].As(LineKind.Caption, "stands before a credit");
            else if (lines[i].Is(LineKind.Brief) && lines[i - 1].Is(LineKind.Credit)
                && lines[i - 1].CreditText().Length == 0)
                lines[i] = lines[i].As(LineKind.Credit, "who the label above names");
        }
        DropGalleries(lines);
    }

    /// <summary>
    /// Finds what in the midst of a text is neither it nor a heading of it: a line that stands there twice in a row,
    /// as alternative text and as caption, and one over a caption that names a picture's maker.
    /// </summary>
    public static void DropAlternatives(IList<ScrapedLine> lines, TextCore core)
    {
        bool IsTwice(int i) => i + 1 < lines.Count && lines[i].Text == lines[i + 1].Text;
        var paragraphs = Enumerable.Range(core.Start, core.End - core.Start + 1)
            .Where(i => lines[i].Is(LineKind.Paragraph)).ToList();
        var isAllTwice = paragraphs.Count(IsTwice) * 2 > paragraphs.Count;
        for (var i = core.Start; i < core.End; i++)
        {
            if (lines[i].Is(LineKind.Brief, LineKind.Paragraph) && IsTwice(i) && !isAllTwice)
                lines[i] = lines[i].As(LineKind.Dropped, "stands here twice, as a picture's texts do");
            else if (lines[i].Is(LineKind.Brief) && lines[i + 1].Is(LineKind.Caption) && i > core.Start)
                lines[i] = lines[i].As(LineKind.Dropped, "a picture's alternative text, over its caption");
        }
    }

    // Alternative text and caption are often the same, but for a credit at the caption's end.
    private static void MarkRepeated(IList<ScrapedLine> lines)
    {
        for (var i = 1; i < lines.Count; i++)
        {
            var (above, line) = (lines[i - 1], lines[i]);
            if (line.Text == above.Text && !line.Is(LineKind.Flag))
                lines[i] = line.As(LineKind.Dropped, "repeats the line above");
            else if (line.Is(LineKind.Caption, LineKind.Brief, LineKind.Paragraph)
                && IsCredited(line.Text, above.Text))
            {
                lines[i - 1] = above.As(LineKind.Dropped, "the caption below says it too");
                lines[i] = line.As(LineKind.Caption, "repeats the line above and adds a credit");
            }
        }
    }

    private static bool IsCredited(string caption, string alternative) =>
        alternative.Length >= 15 && caption.Length - alternative.Length is > 1 and <= LongestCredit
            && caption.StartsWith(alternative, StringComparison.Ordinal)
            && caption.AsSpan(alternative.Length).TrimStart(" .,:;/|-–—(©\u00A0") is [var first, ..]
            && char.IsUpper(first) && caption[^1] is not ('.' or '!' or '?');

    // Without the pictures, the captions of a whole series explain nothing.
    private static void DropGalleries(IList<ScrapedLine> lines)
    {
        for (var start = 0; start < lines.Count; start++)
        {
            var end = start;
            var captions = 0;
            for (; end < lines.Count && lines[end].Is(LineKind.Caption, LineKind.Credit, LineKind.Dropped); end++)
                captions += lines[end].Is(LineKind.Caption) ? 1 : 0;
            for (var i = start; captions >= FewestInGallery && i < end; i++)
                lines[i] = lines[i].As(LineKind.Dropped, "of a gallery of pictures");
            start = end;
        }
    }
}
