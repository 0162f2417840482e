using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>A label with the articles that have it, and how they spell it.</summary>
internal sealed class LabelTally(Label label)
{
    private readonly Dictionary<string, int> spellings = [];
    private readonly List<MemberArticle> articles = [];

    public Label Label => label;

    public IReadOnlyList<MemberArticle> Articles => articles;

    /// <summary>The most frequent one; of several, the first in ordinal order.</summary>
    public string Spelling => spellings.OrderByDescending(pair => pair.Value)
        .ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;

    public void Add(MemberArticle article, string spelling)
    {
        spellings[spelling] = spellings.GetValueOrDefault(spelling) + 1;
        // One may have several spellings.
        if (articles.Count == 0 || articles[^1].Key != article.Key)
            articles.Add(article);
    }
}

/// <summary>Counts the labels of articles that are told one after another.</summary>
/// <param name="settled">Labels that need no count.</param>
internal sealed class LabelTallies(Automatic automatic, IReadOnlySet<Label> settled)
{
    // By spelling, so that each is folded once.
    private readonly Dictionary<(LabelKind, string), LabelTally?> bySpelling = [];
    private readonly Dictionary<Label, LabelTally> byLabel = [];

    /// <summary>The labels that enough articles have, in an order that does not depend on when they came.</summary>
    public IEnumerable<LabelTally> Enough => byLabel.Values
        .Where(tally => tally.Articles.Count >= automatic.Fewest(tally.Label.Kind))
        .OrderBy(tally => tally.Label.Kind).ThenBy(tally => tally.Label.Folded, StringComparer.Ordinal);

    public void Add(MemberArticle article, ArticleLabels labels)
    {
        foreach (var kind in automatic.Kinds)
        {
            foreach (var spelling in Label.Spellings(kind, labels))
                Tally(kind, spelling)?.Add(article, spelling);
        }
    }

    private LabelTally? Tally(LabelKind kind, string spelling)
    {
        if (bySpelling.TryGetValue((kind, spelling), out var known))
            return known;
        var label = Label.Of(kind, spelling);
        LabelTally? tally = null;
        if (!settled.Contains(label) && !byLabel.TryGetValue(label, out tally))
            byLabel[label] = tally = new LabelTally(label);
        return bySpelling[(kind, spelling)] = tally;
    }
}
