using System.Text.RegularExpressions;

namespace FeedService.Topics;

/// <summary>How one word of a term is compared with a word of the text.</summary>
public enum WordMatch { Whole, Prefix, Suffix }

/// <summary>One word of a term, folded.</summary>
public readonly record struct TermWord(string Text, WordMatch Match)
{
    public bool Fits(ReadOnlySpan<char> word) => Match switch
    {
        WordMatch.Prefix => word.StartsWith(Text, StringComparison.Ordinal),
        WordMatch.Suffix => word.EndsWith(Text, StringComparison.Ordinal),
        _ => word.SequenceEqual(Text),
    };
}

/// <summary>
/// What a rule looks for in a text: a word, <c>word*</c>, <c>*word</c>, several of them as a phrase, <c>/regex/</c>,
/// or, in scripts without spaces, a piece of text.
/// </summary>
public sealed partial class Term
{
    private Term(string source) => Source = source;

    /// <summary>As the topic file has it.</summary>
    public string Source { get; }

    /// <summary>The words of a phrase; empty for the other kinds.</summary>
    public IReadOnlyList<TermWord> Words { get; private init; } = [];

    /// <summary>Folded text that is looked for anywhere; null for the other kinds.</summary>
    public string? Piece { get; private init; }

    public Regex? Pattern { get; private init; }

    /// <summary>The term, or what is wrong with it and what to write instead.</summary>
    public static (Term? Term, string? Message, string? Hint) Parse(string source)
    {
        var text = source.Trim();
        if (text is ['/', .. var pattern, '/'] && pattern.Length > 0)
            return ParseRegex(source, pattern);

        var folded = Folding.Fold(text);
        if (Folding.IsWithoutSpaces(folded))
            return (new Term(source) { Piece = folded.Trim('*') }, null, null);
        if (InnerStar().IsMatch(text))
            return (null, $"\"{source}\" has a * inside a word", "write word* or *word, or /a regex/");

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(Split).ToList();
        if (words.Count == 0)
            return (null, $"\"{source}\" has no letter or digit to look for", null);
        if (words is [{ Text.Length: 1 }])
            return (null, $"\"{source}\" is a single letter, which stands in every text", "write a longer word");
        return (new Term(source) { Words = words }, null, null);
    }

    // The star belongs to the outer end of a hyphenated word: Kim-Jong* is kim, jong*.
    private static IEnumerable<TermWord> Split(string word)
    {
        var folded = Folding.Fold(word);
        var parts = Folding.Words(folded).Select(part => folded.Substring(part.Start, part.Length)).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            yield return new TermWord(parts[i],
                i == parts.Count - 1 && word.EndsWith('*') ? WordMatch.Prefix
                : i == 0 && word.StartsWith('*') ? WordMatch.Suffix : WordMatch.Whole);
        }
    }

    private static (Term?, string?, string?) ParseRegex(string source, string pattern)
    {
        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1));
            return regex.IsMatch("")
                ? (null, $"{source} matches the empty text, and so every article", "ask for at least one character")
                : (new Term(source) { Pattern = regex }, null, null);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return (null, $"{source} is no regular expression: {error.Message}", "lookarounds and back references are left out");
        }
    }

    [GeneratedRegex(@"[^\s*-]\*[^\s*-]|^\*\S+\*$|^\*+$|\*\*")]
    private static partial Regex InnerStar();
}
