using FeedService.Feeds;
using FeedService.Topics;

namespace FeedService.Web;

/// <summary>
/// Answers with documents that are at hand, before anything else looks at the request: a poll costs two look-ups. All
/// others go on, on another thread, for this one may be the socket's, which must never wait.
/// </summary>
public sealed class Front(
    RequestDelegate next, Documents documents, Catalog catalog, Addresses addresses, HttpDate date)
{
    private readonly string root = addresses.Path;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Method is not ("GET" or "HEAD") || documents.Find(Address(request.Path.Value)) is not { } document
            || Navigation.Is(request) || IsOld(request))
            return GoOn(context);
        context.Response.Headers.Date = date.Now;
        return Delivery.Send(context, document);
    }

    // Blogs had feeds at /?feed=rss2.
    private bool IsOld(HttpRequest request) => request.QueryString.HasValue
        && catalog.Site.Redirects.Find(request.Path.Value ?? "", request.QueryString.Value!) is not null;

    // A proxy may have taken the root's path away already.
    private ReadOnlySpan<char> Address(string? path) =>
        root.Length > 0 && path is not null && path.StartsWith(root, StringComparison.Ordinal)
            && path.AsSpan(root.Length) is ['/', ..] address ? address : path;

    private async Task GoOn(HttpContext context)
    {
        await Task.Yield();
        await next(context);
    }
}
