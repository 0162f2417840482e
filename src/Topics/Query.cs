using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>
/// What a search asks for: the terms of a rule, combined as names are in an <see cref="Expression"/>. However it was
/// written, it has one canonical text, and that is what it means.
/// </summary>
public sealed class Query
{
    /// <summary>How long one may be, in characters.</summary>
    public const int Longest = 200;

    private readonly TermIndex index;

    private Query(Expression expression)
    {
        Expression = expression;
        Terms = expression.Names.ToDictionary(name => name, name => Term.Parse(name).Term!);
        index = new TermIndex(Terms.Values);
    }

    public Expression Expression { get; }

    /// <summary>The canonical spelling.</summary>
    public string Text => Expression.Text;

    /// <summary>The terms by their canonical texts.</summary>
    public IReadOnlyDictionary<string, Term> Terms { get; }

    /// <summary>The query, or what is wrong with it, for people.</summary>
    public static (Query? Query, string? Reason) Parse(string text)
    {
        var folded = Fold(text);
        if (folded.Length > Longest)
            return (null, $"A search has at most {Longest} characters.");
        if (IsPattern(folded))
            return (null, PatternReason);
        var (expression, reason) = Expression.Parse(folded, Canonical, everything: null);
        return expression is null ? (null, reason) : (new Query(expression), null);
    }

    /// <summary>Whether an article is what it asks for, in its title, lead or body.</summary>
    public bool Matches(Article article)
    {
        var hits = index.Find(new Subject(article));
        bool IsThere(string name) => hits.ContainsKey(Terms[name]);
        return Expression.Alternatives.Any(one => one.With.All(IsThere) && !one.Without.Any(IsThere));
    }

    private const string PatternReason = "A search takes no regular expressions; topic files do.";

    // Without the characters that folding drops, others may come together to one that folds.
    private static string Fold(string text)
    {
        for (var round = 0; round < 3; round++)
            text = string.Join(' ', Folding.Fold(Articles.Text.Clean(text))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text;
    }

    private static bool IsPattern(string text) => text is ['/', .., '/'];

    private static (string? Name, string? Reason) Canonical(string text)
    {
        if (text.Length == 0)
            return (null, "There is nothing to look for: write a word.");
        if (IsPattern(text))
            return (null, PatternReason);
        var (term, message, _) = Term.Parse(text);
        if (term is null)
            return (null, message + ".");
        if (term.Piece is null)
            return (string.Join(' ', term.Words.Select(Written)), null);
        // In front of a piece these would be signs again.
        var piece = term.Piece.Trim(' ', '*', '!', '/');
        return piece.Any(char.IsLetterOrDigit) || piece.Any(char.IsSurrogate)
            ? (piece, null)
            : (null, $"\"{text}\" has no letter or digit to look for.");
    }

    private static string Written(TermWord word) => word.Match switch
    {
        WordMatch.Prefix => word.Text + "*",
        WordMatch.Suffix => "*" + word.Text,
        _ => word.Text,
    };
}
