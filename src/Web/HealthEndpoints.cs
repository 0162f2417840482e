using FeedService.Import;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FeedService.Web;

/// <summary>Whether this start's import is done.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/healthz", [HttpMethods.Get, HttpMethods.Head], Health);

    private static ContentHttpResult Health(Watcher watcher, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return watcher.First.IsCompletedSuccessfully
            ? TypedResults.Text("ok\n")
            : TypedResults.Text("the first import is under way\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
