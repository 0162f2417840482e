using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>Why an article is, or is not, in a topic.</summary>
/// <param name="Blocks">The blocks of the topic's rule, of which one has to hold; none takes everything.</param>
public sealed record Explanation(Topic Topic, bool IsIn, IReadOnlyList<BlockFinding> Blocks)
{
    /// <summary>Whether a single condition keeps the article out.</summary>
    public bool IsNear => !IsIn && Blocks.Any(block => block.IsNear);

    public static Explanation Of(Topic topic, Article article) =>
        Of(topic, new TopicMatcher([topic]).Look(article));

    /// <summary>First the topics that the article is in, then those it is nearly in.</summary>
    public static IReadOnlyList<Explanation> Of(IReadOnlyList<Topic> topics, Article article)
    {
        var evidence = new TopicMatcher(topics).Look(article);
        return [.. topics.Select(topic => Of(topic, evidence))
            .OrderBy(explanation => !explanation.IsIn).ThenBy(explanation => !explanation.IsNear)];
    }

    private static Explanation Of(Topic topic, Evidence evidence) => new(topic, topic.Rule.Holds(evidence),
        [.. topic.Rule.Blocks.Select(block => BlockFinding.Of(block, evidence))]);
}

/// <summary>What was found of the conditions of a block, all of which have to hold.</summary>
public sealed record BlockFinding(IReadOnlyList<ClauseFinding> Findings)
{
    /// <summary>
    /// All but one condition hold. Where terms are asked for, one must be there: to be German is not nearly about Mars.
    /// </summary>
    public bool IsNear => Findings.Count(finding => !finding.Holds) == 1
        && (Findings.Any(finding => finding.IsOfTerms)
            ? Findings.Any(finding => finding is { IsOfTerms: true, Quotes.Count: > 0 })
            : Findings.Any(finding => finding is { Holds: true, Key: not "not" }));

    internal static BlockFinding Of(Block block, Evidence evidence)
    {
        var findings = block.Clauses.Select(clause => new ClauseFinding(clause.Key, clause.Holds(evidence, block),
            clause.Wanted, clause.Found(evidence, block), [.. Quote.Of(clause, block, evidence)])).ToList();
        if (block.Min > 1)
        {
            var count = block.Occurrences(evidence);
            findings.Add(new ClauseFinding("min", count >= block.Min, $"{block.Min}", $"{count}", []));
        }
        return new BlockFinding(findings);
    }
}

/// <summary>A condition, and what the article has of it.</summary>
/// <param name="Key">Its key in the topic file.</param>
public sealed record ClauseFinding(string Key, bool Holds, string Wanted, string Found, IReadOnlyList<Quote> Quotes)
{
    public bool IsOfTerms => Key is "any" or "all";
}

/// <summary>Where a term stands: its words, with a few of those around them.</summary>
public sealed record Quote(Part Part, string Before, string Words, string After)
{
    private const int Around = 25;

    /// <summary>The first place of each term of a clause.</summary>
    internal static IEnumerable<Quote> Of(Clause clause, Block block, Evidence evidence) => clause switch
    {
        TermClause terms => terms.Terms
            .SelectMany(term => evidence.Hits(term, block.Parts).Take(1),
                (term, hit) => Of(term, hit, evidence.Subject)),
        NotClause not => not.Block.Clauses.SelectMany(inner => Of(inner, not.Block, evidence)),
        _ => [],
    };

    private static Quote Of(Term term, Hit hit, Subject subject)
    {
        var (text, start, end) = Place(term, hit, subject);
        var (from, to) = (Math.Max(0, start - Around), Math.Min(text.Length, end + Around));
        // Neither half a word nor, in a script without spaces, half a character.
        if (from > 0 && text.IndexOf(' ', from, start - from) is var space and >= 0)
            from = space + 1;
        else if (char.IsLowSurrogate(text[from]))
            from++;
        if (to < text.Length && text.AsSpan(end, to - end).LastIndexOf(' ') is var last and >= 0)
            to = end + last;
        else if (to < text.Length && char.IsLowSurrogate(text[to]))
            to--;
        return new Quote(hit.Part, Line(text[from..start]), Line(text[start..end]), Line(text[end..to]));
    }

    private static string Line(string text) => text.Replace('\n', ' ');

    /// <summary>
    /// Where a hit stands in the text as it was written: folding keeps the number of words, if not their lengths.
    /// </summary>
    private static (string Text, int Start, int End) Place(Term term, Hit hit, Subject subject)
    {
        var (text, folded) = (subject.Text(hit.Part), subject.Folded(hit.Part));
        if (term.Pattern is not null)
            return (text, hit.Start, hit.Start + hit.Length);

        var (written, found) = (Folding.Words(text), Folding.Words(folded));
        var first = found.FindIndex(word => word.Start == hit.Start);
        var last = found.FindIndex(word => word.Start + word.Length == hit.Start + hit.Length);
        return first >= 0 && last >= 0 && written.Count == found.Count
            ? (text, written[first].Start, written[last].Start + written[last].Length)
            : (folded, hit.Start, hit.Start + hit.Length);
    }
}
