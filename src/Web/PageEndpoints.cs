using FeedService.Feeds;
using FeedService.Store;
using FeedService.Topics;
using FeedService.Web.Pages;

namespace FeedService.Web;

/// <summary>The pages on which people find feeds.</summary>
public sealed class PageEndpoints(ArticleStore store, Catalog catalog, Selections selections,
    Addresses addresses, PageRenderer pages)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDocument("/", Index);
        routes.MapDocument("/topics/{slug}", TopicOf);
        routes.MapDocument("/articles/{slug}", ArticleOf);
    }

    private Answer Index(HttpContext context) => catalog.Topics.Count == 0 ? Answer.NotYet() : OfIndex();

    /// <summary>The page that shows all topics.</summary>
    public Answer OfIndex()
    {
        var state = catalog.State;
        return Answer.Of(state, () => catalog.State, async () =>
        {
            var page = await pages.RenderAsync<IndexPage>(new()
            {
                [nameof(IndexPage.Topics)] = catalog.Topics,
                [nameof(IndexPage.Counts)] =
                    catalog.Topics.ToDictionary(topic => topic.Topic.Slug, topic => store.Count(topic.State.Number)),
            });
            return new Document(page, "text/html", state.LastModified) { Version = state.Version };
        });
    }

    private Answer TopicOf(HttpContext context)
    {
        var found = selections.Find((string)context.Request.RouteValues["slug"]!);
        return found.Selection is { } selection
            ? Of(selection)
            : Answer.Without(found, catalog, addresses.Home, addresses.Topic);
    }

    /// <summary>The page of a topic, or of topics combined.</summary>
    public Answer Of(Selection selection)
    {
        var state = selection.Reading;
        return Answer.Of(state, () => catalog.StateOf(selection.Parts), async () =>
        {
            var page = await pages.RenderAsync<TopicPage>(new()
            {
                [nameof(TopicPage.Topic)] = selection.Topic,
                [nameof(TopicPage.Articles)] = selection.Newest().Articles.ToList(),
            });
            return new Document(page, "text/html", state.LastModified) { Version = state.Version };
        }) with
        { IsMadeUp = selection.State is null };
    }

    private Answer ArticleOf(HttpContext context)
    {
        var slug = (string)context.Request.RouteValues["slug"]!;
        // Before the article: read after it, they could be of a change that this text has not seen.
        var (state, looks) = (catalog.State, store.AppearanceChanged());
        if (store.Find(slug) is not { } stored)
            return Answer.Missing(catalog, $"There is no article {slug}. All topics: {addresses.Home}");
        return stored.Withdrawn is null ? Of(stored, state, looks) : Answer.Gone("The article has been removed.");
    }

    /// <summary>The page of an article. It changes with the article, its topics, or the looks of everything.</summary>
    /// <param name="state">The catalog's, from before the article was read.</param>
    /// <param name="looks">When everything last changed its looks, from before that too.</param>
    public Answer Of(StoredArticle stored, TopicState state, DateTimeOffset looks)
    {
        var changed = stored.Touched > looks ? stored.Touched : looks;
        // A catalog that has not heard of a change yet names topics as they were, and the page is made again when it has.
        if (changed > state.LastModified)
            changed = state.LastModified;
        return Answer.Of(changed, state, () => catalog.State, async () =>
        {
            var topics = store.TopicsOf([stored.Key])[stored.Key].Select(catalog.Find)
                .Where(topic => topic is { IsGone: false }).Select(topic => topic!.Topic);
            var page = await pages.RenderAsync<ArticlePage>(new()
            {
                [nameof(ArticlePage.Stored)] = stored,
                [nameof(ArticlePage.Topics)] = topics.ToList(),
            });
            return new Document(page, "text/html", changed) { Version = changed.ToUnixTimeMilliseconds() };
        });
    }
}
