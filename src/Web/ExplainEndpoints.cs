using FeedService.Feeds;
using FeedService.Topics;
using FeedService.Web.Pages;

namespace FeedService.Web;

/// <summary>The operator's page that tells why an article is in a topic, or is not.</summary>
public sealed class ExplainEndpoints(ArticleNames articles, Catalog catalog, PageRenderer pages, Operator operators)
{
    public const string Path = "/status/explain";

    private const int LongestName = 2000;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (Delegate)Explain);

    private async Task<IResult> Explain(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (operators.Refuse(context) is { } refusal)
            return refusal;
        var (name, slug) = (Asked(context, "article"), Asked(context, "topic"));
        var found = name.Length > 0 ? articles.Find(name) : null;
        var topics = catalog.Topics.Select(topic => topic.Topic)
            .Where(topic => slug.Length == 0 ? topic.Slug != Topic.AllSlug : topic.Slug == Topic.Canonical(slug))
            .ToList();
        var page = await pages.RenderAsync<ExplainPage>(new()
        {
            [nameof(ExplainPage.Article)] = name,
            [nameof(ExplainPage.Topic)] = slug,
            [nameof(ExplainPage.Found)] = found,
            [nameof(ExplainPage.Explanations)] = found is null ? [] : Explanation.Of(topics, found.Article),
        });
        return TypedResults.Bytes(page, "text/html; charset=utf-8");
    }

    private static string Asked(HttpContext context, string name) =>
        context.Request.Query[name].ToString() is { Length: <= LongestName } text ? text.Trim() : "";
}
