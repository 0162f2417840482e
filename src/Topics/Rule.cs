using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>
/// Which articles belong to a topic: blocks, of which one has to hold. Without a block, every article.
/// </summary>
public sealed record Rule(IReadOnlyList<Block> Blocks)
{
    public static readonly Rule Everything = new([]);

    public IEnumerable<Term> Terms => Blocks.SelectMany(block => block.AllTerms);

    /// <summary>Its one condition where it has no other; else null.</summary>
    public Clause? Only => Blocks is [{ Clauses: [var clause] }] ? clause : null;

    // Asked of every topic for every article, so nothing here or in the blocks allocates.
    public bool Holds(Evidence evidence)
    {
        for (var i = 0; i < Blocks.Count; i++)
        {
            if (Blocks[i].Holds(evidence))
                return true;
        }
        return Blocks.Count == 0;
    }
}

/// <summary>Conditions that all have to hold.</summary>
/// <param name="Parts">Where terms are looked for.</param>
/// <param name="Min">In how many places it takes one of the terms.</param>
public sealed record Block(IReadOnlyList<Clause> Clauses, IReadOnlyList<Part> Parts, int Min)
{
    public IEnumerable<Term> Terms => Clauses.OfType<TermClause>().SelectMany(clause => clause.Terms);

    public IEnumerable<Term> AllTerms =>
        Terms.Concat(Clauses.OfType<NotClause>().SelectMany(clause => clause.Block.AllTerms));

    public bool Holds(Evidence evidence)
    {
        for (var i = 0; i < Clauses.Count; i++)
        {
            if (!Clauses[i].Holds(evidence, this))
                return false;
        }
        return Min <= 1 || Occurrences(evidence) >= Min;
    }

    /// <summary>A place that several terms fit counts once: <c>Bahn*</c> and <c>*bahn</c> in Bahn.</summary>
    public int Occurrences(Evidence evidence) => Terms
        .SelectMany(term => evidence.Hits(term, Parts),
            (term, hit) => (IsInOwnText: term.Pattern is not null, hit.Part, hit.Start))
        .Distinct().Count();
}

/// <summary>What was found of a rule's terms in an article.</summary>
public sealed class Evidence(Subject subject, Dictionary<Term, List<Hit>> hits)
{
    private readonly Dictionary<string, string[]> folded = [];

    public Article Article { get; } = subject.Article;

    public Subject Subject => subject;

    /// <summary>
    /// The places of a term in these parts. A lead that stands in the body too is counted there alone.
    /// </summary>
    public IEnumerable<Hit> Hits(Term term, IReadOnlyList<Part> parts)
    {
        if (!hits.TryGetValue(term, out var places))
            return [];
        var skipsLead = subject.IsLeadInBody && parts.Contains(Part.Body);
        return places.Where(hit => parts.Contains(hit.Part) && !(skipsLead && hit.Part == Part.Lead));
    }

    /// <summary>Values of the article, folded once for all topics that ask for them.</summary>
    /// <param name="key">Names the values.</param>
    public string[] Folded(string key, Func<Article, IEnumerable<string>> values) =>
        folded.TryGetValue(key, out var known) ? known : folded[key] = [.. values(Article).Select(Folding.Fold)];

    public int Count(Term term, IReadOnlyList<Part> parts) => hits.ContainsKey(term) ? Hits(term, parts).Count() : 0;
}
