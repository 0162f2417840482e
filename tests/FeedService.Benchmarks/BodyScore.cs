using System.Text.RegularExpressions;

namespace FeedService.Benchmarks;

/// <summary>How well a found text agrees with the expected one, order set aside but for that within shingles.</summary>
internal readonly partial record struct BodyScore(double Precision, double Recall)
{
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>By the words of both as multisets, in any case of letters; a CJK character is a word.</summary>
    public static BodyScore OfWords(string expected, string found) =>
        Of(Words(expected), Words(found));

    /// <summary>
    /// By runs of four words as multisets, as the article extraction benchmark of Zyte (Scrapinghub) defines it; a
    /// text of fewer words is one run.
    /// </summary>
    public static BodyScore OfShingles(string expected, string found, int length = 4) =>
        Of(Shingles(expected, length), Shingles(found, length));

    /// <summary>Of several texts, each with the same weight; F1 is then that of both means, as Zyte has it.</summary>
    public static BodyScore Mean(IReadOnlyCollection<BodyScore> scores) =>
        new(scores.Average(score => score.Precision), scores.Average(score => score.Recall));

    private static BodyScore Of(Dictionary<string, int> expected, Dictionary<string, int> found)
    {
        var (all, got) = (expected.Values.Sum(), found.Values.Sum());
        if (all == 0 && got == 0)
            return new BodyScore(1, 1);
        double common = found.Sum(pair => Math.Min(pair.Value, expected.GetValueOrDefault(pair.Key)));
        return new BodyScore(got == 0 ? 0 : common / got, all == 0 ? 0 : common / all);
    }

    private static Dictionary<string, int> Words(string text) =>
        Word().Matches(text).CountBy(match => match.Value.ToLowerInvariant()).ToDictionary();

    private static Dictionary<string, int> Shingles(string text, int length)
    {
        var tokens = Token().Matches(text).Select(match => match.Value).ToArray();
        return Enumerable.Range(0, Math.Max(tokens.Length > 0 ? 1 : 0, tokens.Length - length + 1))
            .Select(i => string.Join(' ', tokens[i..Math.Min(tokens.Length, i + length)]))
            .CountBy(shingle => shingle).ToDictionary();
    }

    [GeneratedRegex(@"[\u3040-\u9FFF\uAC00-\uD7A3]|[\w-[\u3040-\u9FFF\uAC00-\uD7A3]]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Token();
}
