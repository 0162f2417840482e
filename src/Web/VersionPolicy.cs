using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace FeedService.Web;

/// <summary>
/// Caches each address once per version and coding. The version is part of the key, so what changes is never served
/// stale, not even by a request that was under way meanwhile; evicting by tag would let that one store its old answer.
/// </summary>
public sealed class VersionPolicy : IOutputCachePolicy
{
    public const string Name = "version";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var answer = Delivery.AnswerTo(context.HttpContext);
        // The cache has rules of its own for conditions, and an entry of its own for HEAD. Those are answered from the
        // documents at hand, and made only if they are not.
        context.EnableOutputCaching = answer is { Version: not null, IsMadeUp: false } && HttpMethods.IsGet(request.Method)
            && !Preconditions.AreIn(request);
        context.AllowCacheLookup = context.AllowCacheStorage = context.EnableOutputCaching;
        // A client that leaves or reads slowly must not hold up those who wait behind it.
        context.AllowLocking = false;
        context.ResponseExpirationTimeSpan = Longest;
        context.Tags.Add(Delivery.Address(request));
        var key = context.CacheVaryByRules;
        key.QueryKeys = StringValues.Empty;
        key.VaryByHost = false;
        key.VaryByValues["version"] = answer.Version?.ToString(CultureInfo.InvariantCulture) ?? "";
        key.VaryByValues["coding"] = Codings.Preferred(request).ToString();
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        context.AllowCacheStorage &= http.Response.StatusCode == StatusCodes.Status200OK
            && http.Features.Get<Document>() is { MayBeKept: true } && !http.RequestAborted.IsCancellationRequested;
        return ValueTask.CompletedTask;
    }
}
