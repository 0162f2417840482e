using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>
/// Notes while articles are saved whether one brings a label that may become a topic: only then are labels counted.
/// </summary>
/// <param name="settled">Labels that have a topic, or can have none.</param>
public sealed class LabelWatch(Automatic automatic, IReadOnlySet<Label> settled)
{
    /// <summary>Whether labels have to be counted.</summary>
    public bool HasMetNew { get; private set; }

    /// <param name="article">What the batch has just saved.</param>
    public void Meet(Article article, StoreBatch batch)
    {
        if (HasMetNew || !batch.HasNewLabels || automatic.Of(article.Labels).All(settled.Contains))
            return;
        HasMetNew = true;
        // With the article, so that the next import counts if this one comes to no end.
        batch.SetMeta(MetaKeys.Automatic, "");
    }
}
