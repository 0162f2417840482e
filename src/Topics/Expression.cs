namespace FeedService.Topics;

/// <summary>
/// Names combined in an address: <c>a+b</c> is both, <c>a,b</c> either, <c>a+!b</c> the first without the second;
/// <c>+</c> binds before <c>,</c>. However it was written, it has one canonical text.
/// </summary>
public sealed record Expression
{
    /// <summary>How many names one may have.</summary>
    public const int MostNames = 8;

    private readonly string? everything;

    private Expression(List<Alternative> alternatives, string? everything)
    {
        this.everything = everything;
        Alternatives = Shortest(alternatives, everything);
        Text = string.Join(',', Alternatives.Select(alternative => alternative.Written(everything)));
    }

    /// <summary>In the order of their texts; none holds whenever another one does.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; }

    /// <summary>The canonical spelling.</summary>
    public string Text { get; }

    /// <summary>Each name once.</summary>
    public IEnumerable<string> Names =>
        Alternatives.SelectMany(alternative => alternative.With.Concat(alternative.Without)).Distinct();

    public bool Equals(Expression? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The expression, or what is wrong with it, for people.</summary>
    /// <param name="canonical">The one spelling of a name, or a reason why it is none.</param>
    /// <param name="everything">The name of what holds always; null where there is no such thing.</param>
    public static (Expression? Expression, string? Reason) Parse(string text,
        Func<string, (string? Name, string? Reason)> canonical, string? everything)
    {
        if (text.AsSpan().Count('+') + text.AsSpan().Count(',') >= MostNames)
            return (null, $"At most {MostNames} can be combined.");
        var alternatives = new List<Alternative>();
        foreach (var part in text.Split(','))
        {
            var (with, without) = (new SortedSet<string>(StringComparer.Ordinal),
                new SortedSet<string>(StringComparer.Ordinal));
            foreach (var term in part.Split('+', StringSplitOptions.TrimEntries))
            {
                var isNegated = term.StartsWith('!');
                var (name, reason) = canonical(isNegated ? term[1..].Trim() : term);
                if (name is null)
                    return (null, reason);
                (isNegated ? without : with).Add(name);
            }
            if (everything is null && with.Count == 0)
                return (null, "What is left out has to be left out of something: write a+!b.");
            if (everything is not null)
                with.Remove(everything);
            // What is asked for and left out at once is nowhere.
            if (!with.Overlaps(without) && (everything is null || !without.Contains(everything)))
                alternatives.Add(new Alternative([.. with], [.. without]));
        }
        return alternatives.Count == 0
            ? (null, "Nothing can be in a topic and not in it.")
            : (new Expression(alternatives, everything), null);
    }

    /// <summary>What is left of it when some names hold for nothing; null where nothing is.</summary>
    public Expression? Reduced(Func<string, bool> isNowhere)
    {
        var left = Alternatives.Where(one => !one.With.Any(isNowhere))
            .Select(one => one with { Without = [.. one.Without.Where(name => !isNowhere(name))] }).ToList();
        return left.Count == 0 ? null : new Expression(left, everything);
    }

    // Without what another alternative covers, in one order.
    private static List<Alternative> Shortest(List<Alternative> alternatives, string? everything)
    {
        var distinct = alternatives.DistinctBy(alternative => alternative.Written(everything)).ToList();
        return [.. distinct.Where(one => !distinct.Exists(other => other != one && other.Covers(one)))
            .OrderBy(alternative => alternative.Written(everything), StringComparer.Ordinal)];
    }
}

/// <summary>Names that hold together, and names that must not. Each sorted.</summary>
public sealed record Alternative(IReadOnlyList<string> With, IReadOnlyList<string> Without)
{
    /// <summary>Whether it holds whenever another one does, for it asks for no more.</summary>
    public bool Covers(Alternative other) => !With.Except(other.With).Any() && !Without.Except(other.Without).Any();

    public string Written(string? everything) => string.Join('+',
        (With.Count == 0 ? [everything!] : With).Concat(Without.Select(name => "!" + name)));
}
