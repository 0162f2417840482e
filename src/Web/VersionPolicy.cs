using System.Globalization;
using FeedService.Topics;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace FeedService.Web;

/// <summary>
/// Caches each address once per version and encoding. The version is part of the key, so what changes is never served
/// stale, not even by a request that was under way meanwhile; evicting by tag would let that one store its old answer.
/// </summary>
public sealed class VersionPolicy(Catalog catalog) : IOutputCachePolicy
{
    public const string Name = "version";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        // HEAD is answered by the renderer, which costs no more than a hit; so there is one entry and not two.
        var isCached = HttpMethods.IsGet(http.Request.Method);
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = isCached;
        // A client that leaves or reads slowly must not hold up those who wait behind it.
        context.AllowLocking = false;
        context.ResponseExpirationTimeSpan = Longest;
        var key = context.CacheVaryByRules;
        key.QueryKeys = StringValues.Empty;
        key.VaryByHost = false;
        key.VaryByValues["version"] = Version(http.Request).ToString(CultureInfo.InvariantCulture);
        key.VaryByValues["encoding"] = Delivery.Encoding(http.Request);
        return ValueTask.CompletedTask;
    }

    // A feed changes with its topic, every other address with any topic.
    private long Version(HttpRequest request) =>
        request.RouteValues["name"] is string name && name.LastIndexOf('.') is var dot and > 0
            && catalog.Find(name[..dot]) is { } topic
            ? topic.State.Version : catalog.Version;

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        context.AllowCacheStorage &= http.Response.StatusCode == StatusCodes.Status200OK
            && !http.RequestAborted.IsCancellationRequested;
        return ValueTask.CompletedTask;
    }
}
