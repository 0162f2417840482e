using System.Text;

namespace FeedService.Topics;

/// <summary>An explanation for a terminal.</summary>
public static class ExplanationText
{
    public static string Of(Explanation explanation)
    {
        var text = new StringBuilder(explanation.IsIn ? "in      " : "not in  ").Append(explanation.Topic.Slug);
        if (explanation.Blocks.Count == 0)
            return text.Append("\n          every article belongs to it").ToString();
        for (var i = 0; i < explanation.Blocks.Count; i++)
        {
            if (explanation.Blocks.Count > 1)
                text.Append(i == 0 ? "\n        either" : "\n        or");
            foreach (var finding in explanation.Blocks[i].Findings)
                Append(text, finding);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, ClauseFinding finding)
    {
        text.Append(finding.Holds ? "\n        + " : "\n        - ").Append(finding.Key).Append(": ")
            .Append(finding.Wanted).Append("\n            found: ").Append(finding.Found);
        foreach (var quote in finding.Quotes)
        {
            text.Append("\n            … ").Append(quote.Before).Append('[').Append(quote.Words).Append(']')
                .Append(quote.After).Append(" …");
        }
    }
}
