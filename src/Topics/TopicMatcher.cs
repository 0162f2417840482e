using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>Decides which of some topics an article belongs to.</summary>
public sealed class TopicMatcher
{
    private readonly IReadOnlyList<Topic> topics;
    private readonly TermIndex index;
    private readonly List<int> asked = [];

    // Topics that ask for nothing but a tag, an author and the like are looked up: there may be thousands of them.
    private readonly Dictionary<string, (FieldClause Clause, Dictionary<string, List<int>> Topics)> lookups = [];

    public TopicMatcher(IReadOnlyList<Topic> topics)
    {
        this.topics = topics;
        index = new TermIndex(topics.SelectMany(topic => topic.Rule.Terms));
        for (var i = 0; i < topics.Count; i++)
        {
            if (topics[i].Rule.Only is FieldClause clause)
                AddLookup(clause, i);
            else
                asked.Add(i);
        }
    }

    public IReadOnlyList<Topic> Match(Article article)
    {
        var evidence = Look(article);
        var matched = new List<int>();
        foreach (var i in asked)
        {
            if (topics[i].Rule.Holds(evidence))
                matched.Add(i);
        }
        foreach (var (clause, byValue) in lookups.Values)
        {
            foreach (var value in clause.Fitting(evidence))
                matched.AddRange(byValue.GetValueOrDefault(value) ?? []);
        }
        return [.. matched.Distinct().Order().Select(i => topics[i])];
    }

    /// <summary>What of the topics' terms stands in an article, and where.</summary>
    public Evidence Look(Article article)
    {
        var subject = new Subject(article);
        return new Evidence(subject, index.Find(subject));
    }

    private void AddLookup(FieldClause clause, int topic)
    {
        if (!lookups.TryGetValue(clause.Key, out var lookup))
            lookups[clause.Key] = lookup = (clause, []);
        foreach (var value in clause.Folded)
        {
            if (!lookup.Topics.TryGetValue(value, out var found))
                lookup.Topics[value] = found = [];
            found.Add(topic);
        }
    }
}
