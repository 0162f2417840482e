using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>A feed as bytes.</summary>
/// <param name="Of">The state of the topics that these are the entries of.</param>
/// <param name="LastModified">In whole seconds.</param>
/// <param name="TimeToLive">How long a copy of it is good enough.</param>
public sealed record RenderedFeed(byte[] Body, TopicState Of, DateTimeOffset LastModified, TimeSpan TimeToLive);

/// <summary>What an address names, as the bytes of a feed. Keeps nothing: the same store gives the same bytes.</summary>
public sealed class FeedRenderer(
    ArticleStore store, Catalog catalog, Selections selections, FeedBuilder builder, IEnumerable<IFeedWriter> writers,
    ILogger<FeedRenderer> log)
{
    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>The current feed of a topic, or of topics combined; null where there is none.</summary>
    /// <param name="name">In its canonical spelling.</param>
    public async Task<RenderedFeed?> RenderAsync(string name, FeedFormat format) =>
        await RenderAsync(() => selections.Find(name).Selection, format);

    private async Task<RenderedFeed?> RenderAsync(Func<Selection?> find, FeedFormat format)
    {
        if (await Together(find, builder.Build) is not var (feed, state))
            return null;
        return new RenderedFeed(Write(format, feed), state, state.LastModified, feed.TimeToLive);
    }

    /// <summary>The feed of a search; null while not everything can be searched.</summary>
    public async Task<RenderedFeed?> RenderAsync(Query query, FeedFormat format) =>
        await RenderAsync(() => selections.Of(query), format);

    /// <summary>
    /// An archive document of a topic; null where there is none. It has a Last-Modified of its own, for most never
    /// change again.
    /// </summary>
    /// <param name="number">Counts from 1.</param>
    public async Task<RenderedFeed?> RenderArchiveAsync(string slug, long number, FeedFormat format)
    {
        if (await Together(() => selections.Find(slug).Selection, topic =>
            (Feed: builder.BuildArchive(topic, number), Changed: store.ArchiveChanged(topic.State!.Number, number)))
            is not var (made, state))
            return null;
        return new RenderedFeed(Write(format, made.Feed), state, made.Changed, made.Feed.TimeToLive);
    }

    /// <summary>
    /// Something and the state of just that. The store has what a batch wrote a moment before the catalog knows; a new
    /// entry that went out under the older time would never be seen by readers that compare times.
    /// </summary>
    private async Task<(T Made, TopicState State)?> Together<T>(Func<Selection?> find, Func<Selection, T> make)
    {
        var end = Environment.TickCount64 + (long)LongestCommit.TotalMilliseconds;
        while (find() is { } selection)
        {
            var made = make(selection);
            var state = store.State([.. selection.Parts.Select(slug => catalog.Find(slug)!.State.Number)]);
            if (state.Version == selection.Reading.Version || Environment.TickCount64 > end)
                // Should the catalog lag for long, the feed is made again when it has caught up.
                return (made, state with { Version = selection.Reading.Version });
            await Task.Delay(BetweenLooks);
        }
        return null;
    }

    /// <summary>The feed; if it cannot be written, the feed without the entries that cannot.</summary>
    private byte[] Write(FeedFormat format, Feed feed)
    {
        var writer = writers.Single(writer => writer.Format == format);
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
