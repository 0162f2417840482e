using FeedService.Feeds;
using FeedService.Topics;

namespace FeedService.Web;

/// <summary>The feeds themselves, and the list of them.</summary>
public sealed class FeedEndpoints(Catalog catalog, FeedRenderer renderer, Addresses addresses)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDocument("/feeds/{name}", Feed);
        routes.MapDocument("/feeds.opml", Opml);
    }

    private async Task<Answer> Feed(HttpContext context)
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
        if (topic.IsGone || await renderer.RenderAsync(slug, format) is not { } document)
            return Answer.Gone($"The topic {slug} has been removed.");
        return Answer.Of(document, Links(slug, format));
    }

    private Task<Answer> Opml(HttpContext context)
    {
        if (catalog.Topics.Count == 0)
            return Task.FromResult(Answer.NotYet());
        var list = OpmlWriter.Write(catalog.Site, catalog.Topics, catalog.LastModified, addresses);
        return Task.FromResult(Answer.Of(Rendered.Of(list, OpmlWriter.MediaType, catalog.LastModified)));
    }

    private List<string> Links(string slug, FeedFormat format) =>
    [
        .. FeedFormat.All.OrderBy(other => other != format).Select(other =>
            $"<{addresses.Feed(slug, other)}>; rel=\"{(other == format ? "self" : "alternate")}\"; "
            + $"type=\"{other.MediaType}\""),
    ];
}
