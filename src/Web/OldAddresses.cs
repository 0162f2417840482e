using FeedService.Feeds;
using FeedService.Topics;

namespace FeedService.Web;

/// <summary>Leads from the addresses of the site that was here before to what is there now.</summary>
public sealed class OldAddresses(RequestDelegate next, Catalog catalog, Addresses addresses)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Method is not ("GET" or "HEAD")
            || catalog.Site.Redirects.Find(request.Path.Value ?? "", request.QueryString.Value ?? "") is not { } target)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = target.StartsWith('/') ? addresses.Root + target : target;
        return Task.CompletedTask;
    }
}
