using FeedService.Import;
using FeedService.Store;

namespace FeedService.Web;

/// <summary>Whether a balancer may send requests here, and why not.</summary>
public sealed class Readiness(
    ArticleStore store, Watcher watcher, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Readiness> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);

    private readonly Lock asking = new();
    private Task<bool>? reached;
    private long asked;

    /// <summary>Null when ready.</summary>
    public async Task<string?> ReasonAsync() =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "stopping"
        : ReasonOfImport() is { } reason ? reason
        : await IsReachedAsync() ? null
        : "the database does not answer";

    /// <summary>Why the first import is not done; null when it is.</summary>
    public string? ReasonOfImport() =>
        watcher.First.IsCompletedSuccessfully ? null
        : watcher.State.Failure is { } failure ? $"the first import failed: {failure}"
        : "the first import is under way";

    private async Task<bool> IsReachedAsync()
    {
        var answer = Ask();
        try
        {
            return await answer.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // One question at a time, however long it takes and however many want to know.
    private Task<bool> Ask()
    {
        lock (asking)
        {
            if (reached is { IsCompleted: false } || (reached is not null && time.GetElapsedTime(asked) < Validity))
                return reached;
            var before = reached?.Result ?? true;
            asked = time.GetTimestamp();
            return reached = Task.Run(() => Reach(before));
        }
    }

    private bool Reach(bool before)
    {
        try
        {
            store.Ping();
            return true;
        }
        catch (Exception error)
        {
            // Others are not told where the database is.
            if (before)
                log.LogError("The database does not answer: {Reason}", error.Message);
            return false;
        }
    }
}
