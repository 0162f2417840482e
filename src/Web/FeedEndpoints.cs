using FeedService.Feeds;
using FeedService.Store;
using FeedService.Topics;
using FeedService.Web.Pages;

namespace FeedService.Web;

/// <summary>The feeds themselves, and the list of them.</summary>
public sealed class FeedEndpoints(
    Catalog catalog, ArticleStore store, FeedRenderer renderer, PageRenderer pages, Addresses addresses)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDocument("/feeds/{name}", Feed);
        routes.MapDocument("/feeds.opml", Opml);
    }

    private Answer Feed(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var dot = name.LastIndexOf('.');
        if (dot < 0 || FeedFormat.Of(name[(dot + 1)..]) is not { } format)
            return Answer.NotFound("A feed's address ends in .rss, .atom or .json.");
        var slug = name[..dot];
        if (catalog.FindAlias(slug) is { } current)
            return Answer.Moved(addresses.Feed(current, format));
        if (catalog.Find(slug) is not { } topic)
            return Answer.Missing(catalog, $"There is no topic {slug}. All topics: {addresses.Home}");
        if (topic.IsGone)
            return Answer.Gone($"The topic {slug} has been removed.");
        return Navigation.Is(context.Request)
            ? Answer.Once(() => Preview(topic, format))
            : Answer.Of(topic, () => Render(slug, format));
    }

    private async Task<Document> Render(string slug, FeedFormat format)
    {
        var feed = await renderer.RenderAsync(slug, format)
            ?? throw new InvalidOperationException($"the topic {slug} was removed meanwhile");
        return new Document(feed.Body, format.MediaType, feed.LastModified)
        {
            Version = feed.Version,
            IsPolled = true,
            CacheControl = Document.Cacheable(feed.TimeToLive),
            Link = string.Join(", ", FeedFormat.All.OrderBy(other => other != format).Select(other =>
                $"<{addresses.Feed(slug, other)}>; rel=\"{(other == format ? "self" : "alternate")}\"; "
                + $"type=\"{other.MediaType}\"")),
        };
    }

    /// <summary>
    /// What a person sees who opens the feed. Only for this request: a shared cache must never give it to a reader.
    /// </summary>
    private async Task<Document> Preview(CatalogTopic topic, FeedFormat format)
    {
        var page = await pages.RenderAsync<PreviewPage>(new()
        {
            [nameof(PreviewPage.Topic)] = topic.Topic,
            [nameof(PreviewPage.Format)] = format,
            [nameof(PreviewPage.Articles)] = store.Newest(topic.State.Number, topic.Topic.Limit).ToList(),
        });
        return new Document(page, "text/html", topic.State.LastModified) { CacheControl = "no-store" };
    }

    private Answer Opml(HttpContext context)
    {
        var (version, modified) = (catalog.Version, catalog.LastModified);
        return catalog.Topics.Count == 0 ? Answer.NotYet() : Answer.Of(version, () =>
        {
            var list = OpmlWriter.Write(catalog.Site, catalog.Topics, modified, addresses);
            return Task.FromResult(new Document(list, OpmlWriter.MediaType, modified) { Version = version });
        });
    }
}
