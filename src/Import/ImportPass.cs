using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>
/// The writing of one import. Opens a transaction when there is something to write, and publishes at most once a
/// second, so that Last-Modified, which grows with every change, never runs ahead of the clock (RFC 9110 §8.8.2.1).
/// </summary>
public sealed class ImportPass(ArticleStore store, Catalog catalog, string temporaryAuthority,
    TimeProvider time) : IDisposable
{
    // What was read is safe, and seen, after this long.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(5);

    private StoreBatch? batch;
    private DateTimeOffset begun;

    public StoreBatch Batch
    {
        get
        {
            if (batch is null)
            {
                begun = time.GetUtcNow();
                batch = store.Begin(begun);
            }
            return batch;
        }
    }

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>Whether what was published makes another import worth while, now.</summary>
    public bool NeedsAnotherLook { get; private set; }

    /// <summary>Publishes what there is if that has been waiting for long.</summary>
    public void Pause()
    {
        if (batch is not null && time.GetUtcNow() - begun > LongestBatch)
            Commit();
    }

    /// <summary>Publishes the last of it. Who joined a topic in the course of the import is given a place.</summary>
    public void End()
    {
        if (batch is not null || store.HasNewcomers())
            Batch.Settle();
        Commit();
    }

    private void Commit()
    {
        if (batch is null)
            return;
        if (batch.ChangesTopics)
            WaitForNextSecond();
        batch.Commit(time.GetUtcNow());
        NeedsAnotherLook |= batch.NeedsAnotherLook;
        Dispose();
        catalog.Refresh(temporaryAuthority);
    }

    public void Dispose()
    {
        batch?.Dispose();
        batch = null;
    }

    private void WaitForNextSecond()
    {
        var wait = catalog.State.LastModified.AddSeconds(1) - time.GetUtcNow();
        if (wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(1))
            Thread.Sleep(wait);
    }
}
