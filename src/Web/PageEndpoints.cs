using FeedService.Feeds;
using FeedService.Store;
using FeedService.Topics;
using FeedService.Web.Pages;

namespace FeedService.Web;

/// <summary>The pages on which people find feeds.</summary>
public sealed class PageEndpoints(ArticleStore store, Catalog catalog, Addresses addresses, PageRenderer pages)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDocument("/", Index);
        routes.MapDocument("/topics/{slug}", TopicOf);
        routes.MapDocument("/articles/{slug}", ArticleOf);
    }

    private Answer Index(HttpContext context)
    {
        var (version, modified) = (catalog.Version, catalog.LastModified);
        return catalog.Topics.Count == 0 ? Answer.NotYet() : Answer.Of(version, async () =>
        {
            var page = await pages.RenderAsync<IndexPage>(new()
            {
                [nameof(IndexPage.Topics)] = catalog.Topics,
                [nameof(IndexPage.Counts)] =
                    catalog.Topics.ToDictionary(topic => topic.Topic.Slug, topic => store.Count(topic.State.Number)),
            });
            return new Document(page, "text/html", modified) { Version = version };
        });
    }

    private Answer TopicOf(HttpContext context)
    {
        var slug = (string)context.Request.RouteValues["slug"]!;
        if (catalog.FindAlias(slug) is { } current)
            return Answer.Moved(addresses.Topic(current));
        if (catalog.Find(slug) is not { } topic)
            return Answer.Missing(catalog, $"There is no topic {slug}. All topics: {addresses.Home}");
        if (topic.IsGone)
            return Answer.Gone($"The topic {slug} has been removed.");
        return Answer.Of(topic, async () =>
        {
            var page = await pages.RenderAsync<TopicPage>(new()
            {
                [nameof(TopicPage.Topic)] = topic.Topic,
                [nameof(TopicPage.Articles)] = store.Newest(topic.State.Number, topic.Topic.Limit).ToList(),
            });
            return new Document(page, "text/html", topic.State.LastModified) { Version = topic.State.Version };
        });
    }

    private Answer ArticleOf(HttpContext context)
    {
        var slug = (string)context.Request.RouteValues["slug"]!;
        // Before the article: read after it, they could be of a change that this text has not seen.
        var (version, modified) = (catalog.Version, catalog.LastModified);
        if (store.Find(slug) is not { } stored)
            return Answer.Missing(catalog, $"There is no article {slug}. All topics: {addresses.Home}");
        if (stored.Withdrawn is not null)
            return Answer.Gone("The article has been removed.");
        return Answer.Of(version, async () =>
        {
            var topics = store.TopicsOf([stored.Key])[stored.Key].Select(catalog.Find)
                .Where(topic => topic is { IsGone: false }).Select(topic => topic!.Topic);
            var page = await pages.RenderAsync<ArticlePage>(new()
            {
                [nameof(ArticlePage.Stored)] = stored,
                [nameof(ArticlePage.Topics)] = topics.ToList(),
            });
            return new Document(page, "text/html", modified) { Version = version };
        });
    }
}
