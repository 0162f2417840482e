namespace FeedService.Store;

/// <summary>What one process of all that share a store may do at a time.</summary>
public abstract class StoreLock : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes it if it is free.</summary>
    /// <returns>Whether this process has it, now.</returns>
    public abstract bool Has();

    public abstract void Release();

    /// <summary>Waits until it is free.</summary>
    /// <returns>False when that was cancelled.</returns>
    public bool Take(CancellationToken cancellation)
    {
        while (!Has())
        {
            if (cancellation.WaitHandle.WaitOne(BetweenTries))
                return false;
        }
        return true;
    }

    public abstract void Dispose();

    /// <summary>The lock of a store that needs none.</summary>
    internal sealed class Open : StoreLock
    {
        public override bool Has() => true;

        public override void Release()
        {
        }

        public override void Dispose()
        {
        }
    }
}
