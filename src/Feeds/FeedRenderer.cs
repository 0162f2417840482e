using System.Collections.Concurrent;
using System.Security.Cryptography;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>A document as it goes out, with its validators (RFC 9110 §8.8).</summary>
/// <param name="ETag">Weak, because one tag stands for the compressed forms too (§8.8.3.3).</param>
public sealed record Rendered(byte[] Body, string MediaType, string ETag, DateTimeOffset LastModified)
{
    /// <summary>Stands in for a newer one that could not be made, and should be kept by nobody.</summary>
    public bool IsSubstitute { get; init; }

    public static Rendered Of(byte[] body, string mediaType, DateTimeOffset lastModified) =>
        new(body, mediaType, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"", lastModified);
}

/// <summary>
/// Renders each feed once per version, however many ask at once, and independently of all of them: a client that
/// leaves cancels nothing. The last good document goes out when a new one cannot be made.
/// </summary>
public sealed class FeedRenderer(
    ArticleStore store, Catalog catalog, FeedBuilder builder, IEnumerable<IFeedWriter> writers,
    ILogger<FeedRenderer> log)
{
    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<(string Slug, FeedFormat Format), Attempt> attempts = new();

    /// <summary>The current feed of a topic, or null where there is none.</summary>
    public async Task<Rendered?> RenderAsync(string slug, FeedFormat format)
    {
        if (catalog.Find(slug) is not { IsGone: false, State.Version: var version })
            return null;
        var attempt = attempts.AddOrUpdate((slug, format),
            _ => new Attempt(version, null, () => Render(slug, format)),
            (_, known) => known.Version >= version && !known.HasFailed
                ? known : new Attempt(version, known.Good, () => Render(slug, format)));
        try
        {
            return await attempt.Result.Value;
        }
        catch (Exception error) when (attempt.LastGood is not null)
        {
            log.LogError(error, "{Slug}.{Extension} could not be rendered; the last good one goes out", slug,
                format.Extension);
            return attempt.LastGood with { IsSubstitute = true };
        }
    }

    private async Task<Rendered> Render(string slug, FeedFormat format)
    {
        var writer = writers.Single(writer => writer.Format == format);
        var (feed, lastModified) = await Build(slug);
        return Rendered.Of(Write(writer, feed), format.MediaType, lastModified);
    }

    /// <summary>
    /// A feed and the Last-Modified of just these entries. The store has what a batch wrote a moment before the catalog
    /// knows; a new entry that went out under the older time would never be seen by readers that compare times.
    /// </summary>
    private async Task<(Feed Feed, DateTimeOffset LastModified)> Build(string slug)
    {
        var end = Environment.TickCount64 + (long)LongestCommit.TotalMilliseconds;
        while (true)
        {
            var topic = catalog.Find(slug)!;
            var feed = builder.Build(topic);
            var state = store.Topics().Single(state => state.Slug == slug);
            if (state.Version == topic.State.Version || Environment.TickCount64 > end)
                return (feed, state.LastModified);
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

    private sealed class Attempt(long version, Rendered? lastGood, Func<Task<Rendered>> render)
    {
        public long Version { get; } = version;

        public Rendered? LastGood { get; } = lastGood;

        public Lazy<Task<Rendered>> Result { get; } = new(() => Task.Run(render));

        public bool HasFailed => Result is { IsValueCreated: true, Value.IsFaulted: true };

        public Rendered? Good => Result is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } done }
            ? done.Result
            : LastGood;
    }
}
