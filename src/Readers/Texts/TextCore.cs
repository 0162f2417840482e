namespace FeedService.Readers;

/// <summary>
/// The run of paragraphs with the most text, in which no gap is wide: where the article is on its page.
/// </summary>
/// <param name="Start">The index of its first paragraph, -1 where there is none.</param>
/// <param name="End">The index of its last paragraph.</param>
public readonly record struct TextCore(int Start, int End)
{
    private const int LargestGap = 7, BlockGap = 2;
    private const double LargestStranger = 0.25, FewestKnownWords = 0.2;

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
        return core.WithoutStrangers(lines, recurring);
    }

    public bool Surrounds(int line) => line > Start && line < End;

    // What the site says below of itself, its terms and other articles has other words than the article.
    private TextCore WithoutStrangers(IReadOnlyList<ScrapedLine> lines, IReadOnlySet<string> recurring)
    {
        if (!Exists)
            return this;
        var blocks = Blocks(lines, recurring);
        var counts = blocks.SelectMany(block => block.Words).CountBy(word => word).ToDictionary();
        var weight = blocks.Sum(block => block.Weight);
        var last = blocks.Count - 1;
        for (; last > 0 && IsStranger(blocks[last]); last--)
        {
            foreach (var word in blocks[last].Words)
                counts[word]--;
        }
        return this with { End = blocks[last].End };

        bool IsStranger(Block block) => block.Weight < LargestStranger * weight
            && block.Words.Count(word => counts[word] > 1) < FewestKnownWords * block.Words.Count;
    }

    private List<Block> Blocks(IReadOnlyList<ScrapedLine> lines, IReadOnlySet<string> recurring)
    {
        var blocks = new List<Block>();
        var gap = BlockGap;
        for (var i = Start; i <= End; i++)
        {
            if (!lines[i].Is(LineKind.Paragraph))
            {
                gap += Width(lines[i], recurring);
                continue;
            }
            if (gap >= BlockGap)
                blocks.Add(new Block([]));
            blocks[^1].Add(i, lines[i]);
            gap = 0;
        }
        return blocks;
    }

    private sealed record Block(HashSet<string> Words)
    {
        public int End { get; private set; }
        public int Weight { get; private set; }

        public void Add(int at, ScrapedLine line)
        {
            (End, Weight) = (at, Weight + line.Weight);
            Words.UnionWith(line.Words());
        }
    }

    private static int Width(ScrapedLine line, IReadOnlySet<string> recurring) =>
        line.Is(LineKind.Copyright) ? LargestGap + 1
        : line.Is(LineKind.Dropped, LineKind.Caption, LineKind.Credit) || line.IsShortSentence
            || recurring.Contains(line.Text) ? 0
        : 1;
}
