namespace FeedService.Web;

/// <summary>Compresses in the background, one document after the other, what is asked for more than once.</summary>
public sealed class Compressor(Documents documents) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => documents.CompressAsync(stoppingToken);
}
