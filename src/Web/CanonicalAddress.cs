using FeedService.Feeds;
using FeedService.Topics;

namespace FeedService.Web;

/// <summary>One spelling for each address: others are redirected before any cache sees them.</summary>
public sealed class CanonicalAddress(RequestDelegate next, Addresses addresses)
{
    private static readonly string[] Lowered = ["/feeds/", "/topics/", "/articles/", "/feeds.opml", "/healthz", "/status"];

    private readonly PathString root = new(addresses.Path);

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        // The root alone; without one, no path is that of OPTIONS * (RFC 9112 §3.2.4).
        var canonical = path.Length == 0 && context.Request.PathBase.HasValue ? "/" : Canonical(path);
        // A proxy may have taken the root's path away already.
        var isInRoot = !context.Request.PathBase.HasValue || context.Request.PathBase.Value == root.Value;
        if (canonical == path && isInRoot)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = addresses.Root
            + new PathString(canonical).ToUriComponent() + context.Request.QueryString;
        return Task.CompletedTask;
    }

    private static string Canonical(string path)
    {
        if (!Array.Exists(Lowered, start => path.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            return path;
        var canonical = Topic.Canonical(path.TrimEnd('/'));
        // What no slug can hold leads nowhere under another name either.
        return canonical.Contains('\uFFFD') || path.Any(char.IsControl) ? path : canonical;
    }
}
