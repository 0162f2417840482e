using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>One condition of a block.</summary>
/// <param name="Key">Its key in the topic file.</param>
public abstract record Clause(string Key)
{
    /// <summary>What it asks for, one by one.</summary>
    public abstract IReadOnlyList<string> Wishes { get; }

    /// <summary>The lines of the topic file in which the wishes stand.</summary>
    public IReadOnlyList<int> Lines { get; init; } = [];

    /// <summary>Whether the article has one of the wishes, by its place among them.</summary>
    public abstract bool Has(int wish, Evidence evidence, Block block);

    public abstract bool Holds(Evidence evidence, Block block);

    /// <summary>What it asks for, for people.</summary>
    public abstract string Wanted { get; }

    /// <summary>What the article has of it, for people.</summary>
    public abstract string Found(Evidence evidence, Block block);
}

/// <summary><c>any</c> or <c>all</c> of some terms.</summary>
public sealed record TermClause(string Key, IReadOnlyList<Term> Terms) : Clause(Key)
{
    public bool NeedsAll => Key == "all";

    public override IReadOnlyList<string> Wishes => [.. Terms.Select(term => term.Source)];

    public override bool Has(int wish, Evidence evidence, Block block) => evidence.Count(Terms[wish], block.Parts) > 0;

    public override bool Holds(Evidence evidence, Block block)
    {
        for (var i = 0; i < Terms.Count; i++)
        {
            if (evidence.Count(Terms[i], block.Parts) > 0 != NeedsAll)
                return !NeedsAll;
        }
        return NeedsAll;
    }

    public override string Wanted => string.Join(", ", Wishes);

    public override string Found(Evidence evidence, Block block)
    {
        var counts = Terms.Where(term => NeedsAll || evidence.Count(term, block.Parts) > 0)
            .Select(term => $"{term.Source} {Places(evidence.Hits(term, block.Parts).ToList())}");
        return string.Join(", ", counts) is { Length: > 0 } found ? found : "none of them";
    }

    private static string Places(List<Hit> hits) => hits.Count == 0 ? "0×" : $"{hits.Count}× ("
        + string.Join(", ", hits.GroupBy(hit => hit.Part)
            .Select(part => $"{part.Key.ToString().ToLowerInvariant()} {part.Count()}")) + ")";
}

/// <summary>A block that must not hold.</summary>
public sealed record NotClause(Block Block) : Clause("not")
{
    public override IReadOnlyList<string> Wishes => [];

    public override bool Has(int wish, Evidence evidence, Block block) => false;

    public override bool Holds(Evidence evidence, Block block) => !Block.Holds(evidence);

    public override string Wanted =>
        string.Join("; ", Block.Clauses.Select(clause => $"{clause.Key}: {clause.Wanted}"));

    public override string Found(Evidence evidence, Block block) =>
        string.Join("; ", Block.Clauses.Select(clause => $"{clause.Key}: {clause.Found(evidence, Block)}"));
}

/// <summary>Something the article says of itself that has to be one of some values, compared folded.</summary>
public sealed record FieldClause : Clause
{
    private readonly IReadOnlyList<string> wanted;
    private readonly string[] folded;
    private readonly Func<Article, IEnumerable<string>> values;
    private readonly char? separator;

    private FieldClause(string key, IReadOnlyList<string> wanted, Func<Article, IEnumerable<string>> values,
        char? separator = null)
        : base(key)
    {
        (this.wanted, this.values, this.separator) = (wanted, values, separator);
        folded = [.. wanted.Select(Folding.Fold)];
    }

    /// <summary>The values it takes.</summary>
    public IReadOnlyList<string> Folded => folded;

    public static FieldClause Tags(IReadOnlyList<string> wanted) => new("tags", wanted, article => article.Tags);

    public static FieldClause Authors(IReadOnlyList<string> wanted) =>
        new("authors", wanted, article => article.Authors);

    public static FieldClause Access(IReadOnlyList<string> wanted) =>
        new("access", wanted, article => [article.Access.ToString()]);

    /// <summary><c>de</c> takes <c>de-AT</c> too.</summary>
    public static FieldClause Language(IReadOnlyList<string> wanted) =>
        new("language", wanted, article => [article.Language], '-');

    /// <summary>A folder takes what lies in folders below it.</summary>
    public static FieldClause Folder(IReadOnlyList<string> wanted) =>
        new("folder", [.. wanted.Select(folder => folder.Trim('/'))],
        article => [Path.GetDirectoryName(article.Path) ?? ""], '/');

    /// <summary>The publisher's name, the host of its site, also without its <c>www.</c>, or an agency.</summary>
    public static FieldClause Source(IReadOnlyList<string> wanted) => new("source", wanted, article =>
    [
        .. article.Agencies,
        .. article.Publisher is { } publisher ? [publisher.Name] : Array.Empty<string>(),
        .. new[] { article.Publisher?.Url, article.Url }.OfType<string>().Select(url => new Uri(url).Host),
    ], '.');

    public override IReadOnlyList<string> Wishes => wanted;

    public override bool Has(int wish, Evidence evidence, Block block)
    {
        foreach (var own in evidence.Folded(Key, values))
        {
            if (own == folded[wish] || IsBelow(own, folded[wish]))
                return true;
        }
        return false;
    }

    public override bool Holds(Evidence evidence, Block block)
    {
        for (var i = 0; i < folded.Length; i++)
        {
            if (Has(i, evidence, block))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Everything that could be asked for under this key so that the article fits: its own values, and what these lie
    /// below.
    /// </summary>
    public IEnumerable<string> Fitting(Evidence evidence)
    {
        foreach (var own in evidence.Folded(Key, values))
        {
            yield return own;
            for (var i = 1; separator is not null && i < own.Length - 1; i++)
            {
                if (own[i] == separator)
                    yield return separator == '.' ? own[(i + 1)..] : own[..i];
            }
        }
    }

    // A host lies below its domain, which stands at its end; what else has parts begins with the greatest.
    private bool IsBelow(string own, string one) => own.Length > one.Length && separator is not null
        && (separator == '.'
            ? own[^(one.Length + 1)] == '.' && own.EndsWith(one, StringComparison.Ordinal)
            : own[one.Length] == separator && own.StartsWith(one, StringComparison.Ordinal));

    public override string Wanted => string.Join(", ", wanted);

    public override string Found(Evidence evidence, Block block) =>
        string.Join(", ", values(evidence.Article)) is { Length: > 0 } found ? found : "none";
}

/// <summary>Published at or after an instant; an article without a date is not.</summary>
public sealed record AfterClause(DateTimeOffset Instant) : Clause("after")
{
    public override IReadOnlyList<string> Wishes => [Wanted];

    public override bool Has(int wish, Evidence evidence, Block block) => Holds(evidence, block);

    public override bool Holds(Evidence evidence, Block block) => evidence.Article.Published >= Instant;

    public override string Wanted => Dates.Rfc3339(Instant);

    public override string Found(Evidence evidence, Block block) =>
        evidence.Article.Published is { } published ? Dates.Rfc3339(published) : "no date";
}
