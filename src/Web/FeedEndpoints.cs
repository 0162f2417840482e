using System.Globalization;
using FeedService.Feeds;
using FeedService.Store;
using FeedService.Topics;
using FeedService.Web.Pages;

namespace FeedService.Web;

/// <summary>The feeds themselves, their archives, and the list of them.</summary>
public sealed class FeedEndpoints(Catalog catalog, Selections selections, ArticleStore store, FeedRenderer renderer,
    PageRenderer pages, Addresses addresses)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDocument("/feeds/{name}", Feed);
        routes.MapDocument("/feeds/{slug}/archive/{name}", Archive);
        routes.MapDocument("/feeds.opml", Opml);
        routes.MapMethods("/feeds", [HttpMethods.Get, HttpMethods.Head], (Delegate)Combine);
    }

    /// <summary>Leads from the form on the front page to the feed that was asked for in it.</summary>
    private IResult Combine(HttpContext context, string? topic, string? how, string? other)
    {
        var name = how switch { "or" => $"{topic},{other}", "without" => $"{topic}+!{other}", _ => $"{topic}+{other}" };
        var found = selections.Find(Topic.Canonical(name));
        if ((found.Elsewhere ?? found.Selection?.Topic.Slug) is not { } canonical)
            return TypedResults.Text($"{found.Gone ?? found.Reason} All topics: {addresses.Home}\n", "text/plain",
                statusCode: StatusCodes.Status404NotFound);
        context.Response.Headers.Location = addresses.Feed(canonical, FeedFormat.Atom);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private Answer Feed(HttpContext context)
    {
        var (name, format) = Split((string)context.Request.RouteValues["name"]!);
        if (format is null)
            return Answer.NotFound("A feed's address ends in .rss, .atom or .json.");
        if (name == Topic.SearchSlug)
            return Search(context, format);
        var found = selections.Find(name);
        return found.Selection is { } selection
            ? Of(context, selection, format)
            : Answer.Without(found, catalog, addresses.Home, other => addresses.Feed(other, format));
    }

    private Answer Search(HttpContext context, FeedFormat format)
    {
        var text = context.Request.Query["q"].ToString();
        var (query, reason) = Query.Parse(text);
        if (query is null)
            return Answer.Refused($"{reason} As in {addresses.Search("kim jong un*", format)}");
        if (query.Text != text)
            return Answer.Spelled(addresses.Search(query.Text, format));
        return selections.Of(query) is { } selection
            ? Of(context, selection, format)
            : Answer.NotYet();
    }

    private Answer Of(HttpContext context, Selection selection, FeedFormat format) => Navigation.Is(context.Request)
        ? Answer.Once(() => Preview(selection, format, selection.Newest().Articles))
        : Of(selection, format);

    /// <summary>The current feed of what was found.</summary>
    public Answer Of(Selection selection, FeedFormat format)
    {
        var slug = selection.Topic.Slug;
        var answer = Answer.Of(selection.Reading, () => catalog.StateOf(selection.Parts), async () =>
        {
            var feed = await (selection.Query is { } query
                ? renderer.RenderAsync(query, format)
                : renderer.RenderAsync(slug, format)) ?? throw Removed(slug);
            return Document(feed, feed.Of.Version, format, other => addresses.Of(selection, other));
        });
        return answer with
        {
            IsMadeUp = selection.State is null,
            Name = selection.Query is { } searched ? $"{slug}.{format.Extension}?q={searched.Text}" : null,
        };
    }

    private Answer Archive(HttpContext context)
    {
        var slug = (string)context.Request.RouteValues["slug"]!;
        var (name, format) = Split((string)context.Request.RouteValues["name"]!);
        var isNumber = long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && name[0] != '0';
        if (format is null || !isNumber)
            return Answer.NotFound("An archive document's address ends in a number and .rss, .atom or .json.");
        var found = selections.Find(slug);
        if (found.Selection is not { } topic)
            return Answer.Without(found, catalog, addresses.Home, other => addresses.Archive(other, number, format));
        if (topic.State is null || number > topic.State.Archives)
            return Answer.NotFound($"{slug} has no archive document {name}. Its feed: {addresses.Feed(slug, format)}");
        return Navigation.Is(context.Request)
            ? Answer.Once(() => Preview(topic, format, store.Archive(topic.State.Number, number)))
            : OfArchive(topic, number, format);
    }

    /// <summary>An archive document of a topic that has it.</summary>
    public Answer OfArchive(Selection topic, long number, FeedFormat format)
    {
        var slug = topic.Topic.Slug;
        var changed = store.ArchiveChanged(topic.State!.Number, number);
        return Answer.Of(changed, topic.Reading, () => catalog.StateOf(topic.Parts), async () =>
        {
            var feed = await renderer.RenderArchiveAsync(slug, number, format) ?? throw Removed(slug);
            return Document(feed, feed.LastModified.ToUnixTimeMilliseconds(), format,
                other => addresses.Archive(slug, number, other));
        });
    }

    private static InvalidOperationException Removed(string slug) => new($"the topic {slug} was removed meanwhile");

    private static Document Document(RenderedFeed feed, long version, FeedFormat format,
        Func<FeedFormat, string> address) => new(feed.Body, format.MediaType, feed.LastModified)
        {
            Version = version,
            Reading = feed.Of.Version,
            IsPolled = true,
            CacheControl = Web.Document.Cacheable(feed.TimeToLive),
            Link = string.Join(", ", FeedFormat.All.OrderBy(other => other != format).Select(other =>
                $"<{address(other)}>; rel=\"{(other == format ? "self" : "alternate")}\"; type=\"{other.MediaType}\"")),
        };

    /// <summary>
    /// What a person sees who opens the feed. Only for this request: a shared cache must never give it to a reader.
    /// </summary>
    private async Task<Document> Preview(Selection selection, FeedFormat format, IEnumerable<StoredArticle> articles)
    {
        var page = await pages.RenderAsync<PreviewPage>(new()
        {
            [nameof(PreviewPage.Selection)] = selection,
            [nameof(PreviewPage.Format)] = format,
            [nameof(PreviewPage.Articles)] = articles.ToList(),
        });
        return new Document(page, "text/html", selection.Reading.LastModified) { CacheControl = "no-store" };
    }

    private Answer Opml(HttpContext context) => catalog.Topics.Count == 0 ? Answer.NotYet() : OfOpml();

    /// <summary>The list of all topics.</summary>
    public Answer OfOpml()
    {
        var state = catalog.State;
        return Answer.Of(state, () => catalog.State, () => Task.FromResult(
            new Document(OpmlWriter.Write(catalog.Site, catalog.Topics, state.LastModified, addresses),
                OpmlWriter.MediaType, state.LastModified)
            { Version = state.Version }));
    }

    private static (string Name, FeedFormat? Format) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? (name, null) : (name[..dot], FeedFormat.Of(name[(dot + 1)..]));
    }
}
