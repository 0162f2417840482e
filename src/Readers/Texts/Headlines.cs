using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>
/// How much a found title is worth. High: it reads as a headline, has words of the text, and no other line above the
/// text comes near. Low: everything else, also when there is none.
/// </summary>
public enum Confidence { Low, High }

/// <summary>What makes a line a headline, or a label over one.</summary>
public static partial class Headlines
{
    private const double FewestPoints = 3, LeastLead = 0.9;

    /// <summary>The index of the best headline above the text, or -1, and how sure it is one.</summary>
    public static (int Line, Confidence Confidence) Best(IReadOnlyList<ScrapedLine> lines, TextCore core)
    {
        if (!core.Exists)
            return (lines.Count > 1 && lines[0].Is(LineKind.Brief, LineKind.Heading) ? 0 : -1, Confidence.Low);

        var words = lines.Skip(core.Start).Take(core.End - core.Start + 1).SelectMany(line => line.Words()).ToHashSet();
        var candidates = Enumerable.Range(0, core.Start)
            .Where(i => lines[i].Is(LineKind.Brief, LineKind.Heading))
            .Select((i, place) => (Line: i, Points: Score(lines, i, words) - 0.04 * Math.Min(place, 25)
                + (HasDeck(lines, i) ? 0.5 : 0)))
            .Where(candidate => candidate.Points > 0).ToList();
        if (candidates.Count == 0)
            return (-1, Confidence.Low);
        var best = candidates.MaxBy(candidate => candidate.Points);
        var said = lines[best.Line].Words().ToHashSet();
        var rival = candidates.Where(other => other.Line != best.Line && !SaysTheSame(lines[other.Line], said))
            .Select(other => other.Points).DefaultIfEmpty().Max();
        var isAllAbove = best.Line == 0 && core.Start == 1;
        var isSure = isAllAbove || best.Points >= FewestPoints && best.Points - rival >= LeastLead;
        return (best.Line, isSure ? Confidence.High : Confidence.Low);
    }

    // The headline once more, as in a breadcrumb or a link.
    private static bool SaysTheSame(ScrapedLine line, HashSet<string> said)
    {
        var words = line.Words().ToHashSet();
        return words.Count(said.Contains) * 4 >= Math.Min(words.Count, said.Count) * 3;
    }

    /// <summary>
    /// The lines, with headlines above the text whole again that were broken over two: the second goes on in lower
    /// case, or after a comma, a dash or a colon.
    /// </summary>
    public static List<ScrapedLine> Joined(List<ScrapedLine> lines)
    {
        var text = lines.FindIndex(line => line.Is(LineKind.Paragraph));
        var joined = new List<ScrapedLine>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0 && i < text && IsContinued(joined[^1], lines[i]) && lines[i].Number == lines[i - 1].Number + 1)
                joined[^1] = joined[^1] with { Text = joined[^1].Text + " " + lines[i].Text };
            else
                joined.Add(lines[i]);
        }
        return joined;
    }

    private static bool IsContinued(ScrapedLine line, ScrapedLine next) =>
        line.Is(LineKind.Brief) && next.Is(LineKind.Brief) && line.Weight is >= 15 and <= 140 && next.Weight <= 140
            && (char.IsLower(next.Text[0]) || line.Text[^1] is ',' or '–' or '—' or ':');

    /// <summary>Short enough, and without anything a label would not have.</summary>
    public static bool IsBadge(string text) =>
        text.Length <= 30 && text.Split(' ').Length <= 3 && !text.Any(char.IsDigit)
            && text[^1] is not ('.' or ':' or ',');

    public static bool IsKnownBadge(string text) => KnownBadge().IsMatch(text);

    private static double Score(IReadOnlyList<ScrapedLine> lines, int at, HashSet<string> core)
    {
        var line = lines[at];
        var words = line.Words().Distinct().ToList();
        if (line.Weight < 10 || words.Count == 0)
            return 0;
        double shared = words.Count(core.Contains);
        var score = 2 * shared / words.Count + Math.Min(shared, 4) * 0.3;
        score += line.Weight is >= 25 and <= 140 ? 1.2 : line.Weight is > 140 and < 220 ? 0.3 : 0;
        score += line.Is(LineKind.Heading) ? 1 : 0;
        score -= line.Text[^1] is '.' or ':' or ',' ? 1 : 0;
        score += at > 0 && IsKnownBadge(lines[at - 1].Text) ? 0.5 : 0;
        score -= Path().IsMatch(line.Text) ? 1 : 0;
        return shared > 0 ? score : score / 4;
    }

    /// <summary>Whether a longer line stands below it: the sentence that explains a headline.</summary>
    private static bool HasDeck(IReadOnlyList<ScrapedLine> lines, int at) =>
        lines[at].Weight >= 25 && at + 1 < lines.Count
        && lines[at + 1].Is(LineKind.Brief) && lines[at + 1].Weight > lines[at].Weight;

    /// <summary>
    /// Whether this line, the one below the headline, is the sentence that explains it: set without a full stop, and
    /// above the text.
    /// </summary>
    public static bool IsDeck(IReadOnlyList<ScrapedLine> lines, int at, TextCore core) =>
        at > 0 && at < core.Start && lines[at].Is(LineKind.Brief) && lines[at].Weight is >= 50 and <= 200
            && lines[at].Text[^1] is not ':' && lines[at + 1].Text != lines[at].Text && lines[at].Words().Count() >= 4;

    // A breadcrumb: Home » Politics » …, or one step of it: 4. …
    [GeneratedRegex(@"\s[»›>/|]\s|^\d{1,2}\.\s")]
    private static partial Regex Path();

    [GeneratedRegex(
        @"^(update|exklusiv|exclusive|eilmeldung|breaking( news)?|live(blog|ticker)?|"
        + @"analyse|analysis|kommentar|opinion|meinung|interview|reportage|.+ plus|.+\+)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex KnownBadge();
}
