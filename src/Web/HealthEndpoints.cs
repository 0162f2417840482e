using Microsoft.AspNetCore.Http.HttpResults;

namespace FeedService.Web;

/// <summary>Whether the process lives, this start's import is done, and requests are welcome.</summary>
public sealed class HealthEndpoints(Readiness readiness)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/healthz", methods, Health);
        routes.MapMethods("/healthz/live", methods, Live);
        routes.MapMethods("/healthz/ready", methods, (Delegate)Ready);
    }

    private ContentHttpResult Health(HttpContext context) => Tell(context, readiness.ReasonOfImport());

    private ContentHttpResult Live(HttpContext context) => Tell(context, null);

    private async Task<ContentHttpResult> Ready(HttpContext context) => Tell(context, await readiness.ReasonAsync());

    private static ContentHttpResult Tell(HttpContext context, string? reason)
    {
        context.Response.Headers.CacheControl = "no-store";
        return reason is null
            ? TypedResults.Text("ok\n")
            : TypedResults.Text(reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
