using System.Collections.Concurrent;
using System.Security.Cryptography;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>A document as it goes out, with its validators (RFC 9110 §8.8).</summary>
/// <param name="ETag">Weak, because one tag stands for the compressed forms too (§8.8.3.3).</param>
public sealed record Rendered(byte[] Body, string MediaType, string ETag, DateTimeOffset LastModified)
{
    public static Rendered Of(byte[] body, string mediaType, DateTimeOffset lastModified) =>
        new(body, mediaType, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"", lastModified);
}

/// <summary>
/// Renders each feed once per version, however many ask at once, and independently of all of them: a client that
/// leaves cancels nothing. The last good document goes out when a new one cannot be made.
/// </summary>
public sealed class FeedRenderer(
    Catalog catalog, FeedBuilder builder, IEnumerable<IFeedWriter> writers, ILogger<FeedRenderer> log)
{
    private readonly ConcurrentDictionary<(string Slug, FeedFormat Format), Attempt> attempts = new();

    /// <summary>The current feed of a topic, or null where there is none.</summary>
    public async Task<Rendered?> RenderAsync(string slug, FeedFormat format)
    {
        if (catalog.Find(slug) is not { IsGone: false } topic)
            return null;
        var version = topic.State.Version;
        var attempt = attempts.AddOrUpdate((slug, format),
            _ => new Attempt(version, null, () => Render(topic, format)),
            (_, known) => known.Version >= version && !known.HasFailed ? known : new Attempt(version, known.Good, () => Render(topic, format)));
        try
        {
            return await attempt.Result.Value;
        }
        catch (Exception error) when (attempt.LastGood is not null)
        {
            log.LogError(error, "{Slug}.{Extension} could not be rendered; the last good one goes out", slug, format.Extension);
            return attempt.LastGood;
        }
    }

    private Rendered Render(CatalogTopic topic, FeedFormat format)
    {
        var writer = writers.Single(writer => writer.Format == format);
        var feed = builder.Build(topic);
        return Rendered.Of(Write(writer, feed), format.MediaType, topic.State.LastModified);
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

    private sealed class Attempt(long version, Rendered? lastGood, Func<Rendered> render)
    {
        public long Version { get; } = version;

        public Rendered? LastGood { get; } = lastGood;

        public Lazy<Task<Rendered>> Result { get; } = new(() => Task.Run(render));

        public bool HasFailed => Result is { IsValueCreated: true, Value.IsFaulted: true };

        public Rendered? Good => Result is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } done } ? done.Result : LastGood;
    }
}
