using FeedService.Feeds;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Support;

/// <summary>The writer of RSS, which counts and can be made to wait or to fail.</summary>
public sealed class WatchedWriter : IFeedWriter
{
    private readonly RssWriter rss = new();
    private int count;

    public FeedFormat Format => FeedFormat.Rss;

    /// <summary>How often it began to write.</summary>
    public int Count => count;

    /// <summary>What happens before it writes; is given how often it has begun, from 1.</summary>
    public Action<int> Before { get; set; } = _ => { };

    public byte[] Write(Feed feed)
    {
        Before(Interlocked.Increment(ref count));
        return rss.Write(feed);
    }

    /// <summary>Takes the place of the service's own.</summary>
    public void TakePlace(IServiceCollection services)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(RssWriter)));
        services.AddSingleton<IFeedWriter>(this);
    }
}
