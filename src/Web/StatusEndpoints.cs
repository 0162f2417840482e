using FeedService.Import;
using FeedService.Store;
using FeedService.Topics;
using FeedService.Web.Pages;

namespace FeedService.Web;

/// <summary>The operator's page: what the last import did, what was set aside and why, and the topics.</summary>
public sealed class StatusEndpoints(Watcher watcher, ArticleStore store, Catalog catalog, PageRenderer pages,
    Operator operators)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/status", [HttpMethods.Get, HttpMethods.Head], (Delegate)Status);

    private async Task<IResult> Status(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (operators.Refuse(context) is { } refusal)
            return refusal;
        var page = await pages.RenderAsync<StatusPage>(new()
        {
            [nameof(StatusPage.State)] = watcher.State,
            [nameof(StatusPage.Topics)] = catalog.Topics,
            [nameof(StatusPage.Counts)] =
                catalog.Topics.ToDictionary(topic => topic.Topic.Slug, topic => store.Count(topic.State.Number)),
        });
        return TypedResults.Bytes(page, "text/html; charset=utf-8");
    }
}
