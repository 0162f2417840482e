using FeedService.Topics;

namespace FeedService.Import;

/// <summary>
/// Puts new articles into the index of words whenever an import is over, so that it costs an import nothing.
/// </summary>
public sealed class Indexing : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Importer importer;
    private readonly WordIndexer indexer;
    private readonly ILogger<Indexing> log;
    private readonly SemaphoreSlim hint = new(0);

    public Indexing(Importer importer, WordIndexer indexer, ILogger<Indexing> log)
    {
        (this.importer, this.indexer, this.log) = (importer, indexer, log);
        importer.Ran += () => hint.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await IndexAll(stoppingToken);
                await hint.WaitAsync(Longest, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task IndexAll(CancellationToken cancellation)
    {
        var count = 0;
        try
        {
            while (importer is { IsLeading: true, IsRunning: false } && indexer.Next(Patience) is { } indexed and > 0)
            {
                count += indexed;
                // An import that waits comes first.
                await Task.Delay(1, cancellation);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The index of words could not be brought up to date");
        }
        if (count > 1000)
            log.LogInformation("{Count} articles can be searched now", count);
    }
}
