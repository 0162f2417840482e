using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>Decides which of some topics an article belongs to.</summary>
public sealed class TopicMatcher(IReadOnlyList<Topic> topics)
{
    private readonly TermIndex index = new(topics.SelectMany(topic => topic.Rule.Terms));

    public IReadOnlyList<Topic> Match(Article article)
    {
        var evidence = Look(article);
        var matched = new List<Topic>();
        foreach (var topic in topics)
        {
            if (topic.Rule.Holds(evidence))
                matched.Add(topic);
        }
        return matched;
    }

    /// <summary>What of the topics' terms stands in an article, and where.</summary>
    public Evidence Look(Article article)
    {
        var subject = new Subject(article);
        return new Evidence(subject, index.Find(subject));
    }
}
