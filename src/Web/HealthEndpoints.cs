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
        if (watcher.First.IsCompletedSuccessfully)
            return TypedResults.Text("ok\n");
        var reason = watcher.State.Failure is { } failure
            ? $"the first import failed: {failure}\n"
            : "the first import is under way\n";
        return TypedResults.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
