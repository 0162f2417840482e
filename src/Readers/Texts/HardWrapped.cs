using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>
/// Text whose lines were broken at a fixed width, as in mail: each block between blank lines is one line, unless a
/// break in it was meant.
/// </summary>
public static partial class HardWrapped
{
    private const int Narrowest = 55, Widest = 82, FewestLines = 8;

    /// <param name="lines">With the spaces that they begin with.</param>
    /// <returns>Without these.</returns>
    public static List<(int Number, string Text)> Join(List<(int Number, string Text)> lines)
    {
        var trimmed = lines.ConvertAll(line => (line.Number, Text: line.Text.Trim()));
        var filled = trimmed.Where(line => line.Text.Length > 0).Select(line => line.Text).ToList();
        if (!Is(filled))
            return trimmed;
        var width = filled.Where(line => line.Length <= Widest).Max(line => line.Length);
        var words = filled.SelectMany(line => Word().Matches(line)).Select(match => match.Value).ToHashSet();
        var joined = new List<(int Number, List<string> Parts)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var (number, text) = trimmed[i];
            if (i > 0 && IsContinued(trimmed[i - 1].Text, lines[i].Text, Indent(lines[i - 1].Text), width))
                Append(joined[^1].Parts, text, words);
            else
                joined.Add((number, [text]));
        }
        return joined.ConvertAll(line => (line.Number, string.Concat(line.Parts)));
    }

    private static bool Is(List<string> filled)
    {
        var broken = filled.Count(line => line.Length is >= Narrowest and <= Widest
            && line[^1] is not ('.' or '!' or '?'));
        return filled.Count >= FewestLines && broken * 2 > filled.Count
            && filled.All(line => line.Length <= Widest + 20);
    }

    // Where the next word had room, the break was meant.
    private static bool IsContinued(string above, string line, int indentAbove, int width)
    {
        var text = line.Trim();
        if (above.Length == 0 || text.Length == 0 || Bullet().IsMatch(text) || Indent(line) > indentAbove)
            return false;
        var space = text.IndexOf(' ');
        return above.Length + 1 + (space < 0 ? text.Length : space) > width * 3 / 4;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    // A hyphen at a line's end may be the word's own; only a word that is known whole loses it.
    private static void Append(List<string> parts, string text, HashSet<string> words)
    {
        var (head, tail) = (LastWord().Match(parts[^1]), FirstWord().Match(text));
        if (!head.Success || !tail.Success || Suspending().IsMatch(text))
            parts.Add(" ");
        else if (parts[^1][^1] == '\u00AD' || words.Contains(head.Groups[1].Value + tail.Value))
            parts[^1] = parts[^1][..^1];
        parts.Add(text);
    }

    [GeneratedRegex(@"\p{L}{4,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<!\p{L})(\p{L}+)[-\u00AD\u2010]$")]
    private static partial Regex LastWord();

    [GeneratedRegex(@"^\p{Ll}\p{L}*")]
    private static partial Regex FirstWord();

    // As in "Mund- und Nasenschutz".
    [GeneratedRegex(@"^(und|oder|bzw|and|or|et|ou|y|o|e|en|of|och|eller|og|i|или|и)\b")]
    private static partial Regex Suspending();

    [GeneratedRegex(@"^([-*•–·]|\d{1,2}[.)])\s")]
    private static partial Regex Bullet();
}
