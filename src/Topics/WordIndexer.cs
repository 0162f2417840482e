using FeedService.Store;

namespace FeedService.Topics;

/// <summary>Brings the store's index of words up to date, a few articles at a time.</summary>
public sealed class WordIndexer
{
    // About a twentieth of a second, for which an import may have to wait.
    private const int AtATime = 50;

    // Under which the store keeps how the words were made.
    private const string MetaKey = "index";

    private readonly ArticleStore store;
    private readonly TimeProvider time;

    public WordIndexer(ArticleStore store, TimeProvider time)
    {
        (this.store, this.time) = (store, time);
        if (store.Meta(MetaKey) == SearchWords.Generation)
            return;
        using var batch = store.Begin(time.GetUtcNow());
        batch.IndexAllAgain();
        batch.SetMeta(MetaKey, SearchWords.Generation);
        batch.Commit(time.GetUtcNow());
    }

    /// <summary>Indexes articles that wait for it, if nothing else is being written just now.</summary>
    /// <param name="patience">How long to wait for who writes.</param>
    /// <returns>How many articles there were; null when something else is being written.</returns>
    public int? Next(TimeSpan patience)
    {
        using var batch = store.TryBegin(time.GetUtcNow(), patience);
        if (batch is null)
            return null;
        var count = batch.Index(AtATime, SearchWords.Of);
        batch.Commit(time.GetUtcNow());
        return count;
    }

    /// <summary>Indexes what waits for it if that is little.</summary>
    /// <returns>Whether the index was up to date then.</returns>
    public bool CatchUp(int most, TimeSpan patience)
    {
        for (var left = store.CountUnindexed(most + 1); left > 0; left -= AtATime)
        {
            if (left > most || Next(patience) is null)
                return false;
        }
        return true;
    }
}
