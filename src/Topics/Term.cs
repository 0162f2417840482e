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
public sealed class Term
{
    private static readonly char[] Separators =
        [' ', '\t', '\n', '\u00A0', '\u3000', '-', '\u2010', '\u2011', '\u2012', '\u2013'];

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

        var parts = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Any(part => part.Length > 1
            && (part is ['*', .., '*'] || part.AsSpan(1, part.Length - 2).Contains('*')) && !IsPiece(part)))
            return (null, $"\"{source}\" has a * inside a word or on both sides of it",
                "write word* or *word, or /a regex/");
        var folded = Folding.Fold(text);
        if (Folding.IsWithoutSpaces(folded))
            return (new Term(source) { Piece = folded.Trim('*') }, null, null);

        var words = parts.SelectMany(WordsOf).ToList();
        if (words.Count == 0)
            return (null, $"\"{source}\" has no letter or digit to look for", "write a word");
        if (words is [{ Text.Length: 1 }])
            return (null, $"\"{source}\" is a single letter, which stands in every text", "write a longer word");
        return (new Term(source) { Words = words }, null, null);
    }

    // Found anywhere in any case, so that stars around it say nothing.
    private static bool IsPiece(string part) =>
        Folding.IsWithoutSpaces(part) && !part.Trim('*').Contains('*', StringComparison.Ordinal);

    // A star counts for the word it touches: Kim-Jong* is kim, jong*.
    private static IEnumerable<TermWord> WordsOf(string part)
    {
        var folded = Folding.Fold(part);
        var words = Folding.Words(folded).Select(word => folded.Substring(word.Start, word.Length)).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            yield return new TermWord(words[i],
                i == words.Count - 1 && part.EndsWith('*') ? WordMatch.Prefix
                : i == 0 && part.StartsWith('*') ? WordMatch.Suffix : WordMatch.Whole);
        }
    }

    private static (Term?, string?, string?) ParseRegex(string source, string pattern)
    {
        try
        {
            var regex = new Regex(pattern,
                RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1));
            return regex.IsMatch("")
                ? (null, $"{source} matches the empty text, and so every article", "ask for at least one character")
                : (new Term(source) { Pattern = regex }, null, null);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return (null, $"{source} is no regular expression: {error.Message}",
                "lookarounds and back references are left out");
        }
    }
}
