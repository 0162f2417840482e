using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>A feed as bytes.</summary>
/// <param name="Version">The topic's, which these are the entries of.</param>
/// <param name="LastModified">The topic's, in whole seconds.</param>
/// <param name="TimeToLive">How long a copy of it is good enough.</param>
public sealed record RenderedFeed(byte[] Body, long Version, DateTimeOffset LastModified, TimeSpan TimeToLive);

/// <summary>A topic as the bytes of a feed. Keeps nothing: the same store gives the same bytes.</summary>
public sealed class FeedRenderer(
    ArticleStore store, Catalog catalog, FeedBuilder builder, IEnumerable<IFeedWriter> writers,
    ILogger<FeedRenderer> log)
{
    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>The current feed of a topic, or null where there is none.</summary>
    public async Task<RenderedFeed?> RenderAsync(string slug, FeedFormat format)
    {
        if (catalog.Find(slug) is not { IsGone: false })
            return null;
        var writer = writers.Single(writer => writer.Format == format);
        var (feed, state) = await Build(slug);
        return new RenderedFeed(Write(writer, feed), state.Version, state.LastModified, feed.TimeToLive);
    }

    /// <summary>
    /// A feed and the state of just these entries. The store has what a batch wrote a moment before the catalog knows;
    /// a new entry that went out under the older time would never be seen by readers that compare times.
    /// </summary>
    private async Task<(Feed Feed, StoredTopic State)> Build(string slug)
    {
        var end = Environment.TickCount64 + (long)LongestCommit.TotalMilliseconds;
        while (true)
        {
            var topic = catalog.Find(slug)!;
            var feed = builder.Build(topic);
            var state = store.Topic(topic.State.Number);
            if (state.Version == topic.State.Version || Environment.TickCount64 > end)
                // Should the catalog lag for long, the feed is made again when it has caught up.
                return (feed, state with { Version = topic.State.Version });
            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>The feed; if it cannot be written, the feed without the entries that cannot.</summary>
    private byte[] Write(IFeedWriter writer, Feed feed)
    {
        try
        {
            return writer.Write(feed);
        }
        catch (Exception error)
        {
            var good = feed.Entries.Where(entry => CanWrite(writer, feed, entry)).ToList();
            if (good.Count == feed.Entries.Count)
                throw;
            log.LogError(error, "{Count} entries of {Slug}.{Extension} could not be written and are left out",
                feed.Entries.Count - good.Count, feed.Slug, writer.Format.Extension);
            return writer.Write(feed with { Entries = good });
        }
    }

    private bool CanWrite(IFeedWriter writer, Feed feed, Entry entry)
    {
        try
        {
            writer.Write(feed with { Entries = [entry] });
            return true;
        }
        catch (Exception error)
        {
            log.LogError("{Id} cannot be written as {Format}: {Reason}", entry.Id, writer.Format.Name, error.Message);
            return false;
        }
    }
}
