namespace FeedService.Readers;

/// <summary>The run of paragraphs with the most text, in which no gap is wide: where the article is on its page.</summary>
/// <param name="Start">The index of its first paragraph, -1 where there is none.</param>
/// <param name="End">The index of its last paragraph.</param>
public readonly record struct TextCore(int Start, int End)
{
    private const int LargestGap = 7;

    public static readonly TextCore None = new(-1, -1);

    public bool Exists => Start >= 0;

    /// <param name="recurring">Lines that stand in the page again and again, and so in the midst of its text.</param>
    public static TextCore Of(IReadOnlyList<ScrapedLine> lines, IReadOnlySet<string> recurring)
    {
        var core = None;
        int start = -1, gap = 0, weight = 0, most = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!lines[i].Is(LineKind.Paragraph))
            {
                gap += Width(lines[i], recurring);
                continue;
            }
            if (start < 0 || gap > LargestGap)
                (start, weight) = (i, 0);
            gap = 0;
            weight += lines[i].Weight;
            if (weight > most)
                (core, most) = (new TextCore(start, i), weight);
        }
        return core;
    }

    public bool Surrounds(int line) => line > Start && line < End;

    private static int Width(ScrapedLine line, IReadOnlySet<string> recurring) =>
        line.Is(LineKind.Copyright) ? LargestGap + 1
        : line.Is(LineKind.Dropped, LineKind.Caption, LineKind.Credit) || line.IsShortSentence
            || recurring.Contains(line.Text) ? 0
        : 1;
}
