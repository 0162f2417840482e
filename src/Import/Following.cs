using System.Data.Common;

namespace FeedService.Import;

/// <summary>Takes in what other processes write into the store: other nodes, and commands typed beside this one.</summary>
public sealed class Following(Importer importer, ILogger<Following> log) : BackgroundService
{
    // What is told may get lost; a look costs one small question.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // Waiting needs a thread of its own: one that answers clients must not do it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private void Run(CancellationToken cancellation)
    {
        var isCutOff = false;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                Follow(ref isCutOff, cancellation);
            }
            catch (DbException error)
            {
                if (!isCutOff)
                    log.LogWarning("The database cannot be asked: {Reason}. What was rendered is served on",
                        error.Message);
                isCutOff = true;
                cancellation.WaitHandle.WaitOne(BetweenLooks);
            }
        }
    }

    private void Follow(ref bool isCutOff, CancellationToken cancellation)
    {
        using var watch = importer.Watch();
        while (!cancellation.IsCancellationRequested)
        {
            importer.TakeIn();
            // It may have been lost with a connection, and be another node's by now.
            if (importer.IsLeading)
                importer.TryLead();
            if (isCutOff)
                log.LogInformation("The database is there again");
            isCutOff = false;
            watch.Wait(BetweenLooks, cancellation);
        }
    }
}
