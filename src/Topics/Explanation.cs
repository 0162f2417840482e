using System.Text;
using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>Why an article is, or is not, in a topic, for people.</summary>
public static class Explanation
{
    public static string Of(Topic topic, Article article)
    {
        var evidence = new TopicMatcher([topic]).Look(article);
        var isIn = topic.Rule.Holds(evidence);
        var text = new StringBuilder().Append(isIn ? "in      " : "not in  ").Append(topic.Slug).Append('\n');
        if (topic.Rule.Blocks.Count == 0)
            return text.Append("          every article belongs to it").ToString();
        for (var i = 0; i < topic.Rule.Blocks.Count; i++)
        {
            if (topic.Rule.Blocks.Count > 1)
                text.Append("        ").Append(i == 0 ? "either\n" : "or\n");
            Append(text, topic.Rule.Blocks[i], evidence);
        }
        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, Block block, Evidence evidence)
    {
        foreach (var clause in block.Clauses)
        {
            text.Append(clause.Holds(evidence, block) ? "        + " : "        - ")
                .Append(clause.Key).Append(": ").Append(clause.Wanted).Append("\n            found: ")
                .Append(clause.Found(evidence, block)).Append('\n');
            foreach (var quote in Quotes(clause, block, evidence))
                text.Append("            … ").Append(quote).Append(" …\n");
        }
        if (block.Min > 1)
        {
            var count = block.Occurrences(evidence);
            text.Append(count >= block.Min ? "        + " : "        - ").Append("min: ").Append(block.Min)
                .Append("\n            found: ").Append(count).Append('\n');
        }
    }

    // The first place of each term, with a few words around it.
    private static IEnumerable<string> Quotes(Clause clause, Block block, Evidence evidence)
    {
        if (clause is not TermClause terms)
            yield break;
        foreach (var term in terms.Terms)
        {
            foreach (var hit in evidence.Hits(term, block.Parts).Take(1))
            {
                var (text, start, end) = Place(term, hit, evidence.Subject);
                var (from, to) = (Math.Max(0, start - 25), Math.Min(text.Length, end + 25));
                yield return $"{text[from..start]}[{text[start..end]}]{text[end..to]}".Replace('\n', ' ');
            }
        }
    }

    /// <summary>
    /// Where a hit stands in the text as it was written: folding keeps the number of words, if not their lengths.
    /// </summary>
    private static (string Text, int Start, int End) Place(Term term, Hit hit, Subject subject)
    {
        var (text, folded) = (subject.Text(hit.Part), subject.Folded(hit.Part));
        if (term.Pattern is not null)
            return (text, hit.Start, hit.Start + hit.Length);

        var (written, found) = (Folding.Words(text).ToList(), Folding.Words(folded).ToList());
        var first = found.FindIndex(word => word.Start == hit.Start);
        var last = found.FindIndex(word => word.Start + word.Length == hit.Start + hit.Length);
        return first >= 0 && last >= 0 && written.Count == found.Count
            ? (text, written[first].Start, written[last].Start + written[last].Length)
            : (folded, hit.Start, hit.Start + hit.Length);
    }
}
