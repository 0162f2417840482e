using System.Text;
using FeedService.Feeds;
using FeedService.Store;
using FeedService.Topics;
using FeedService.Web.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FeedService.Web;

/// <summary>The pages on which people find feeds.</summary>
public sealed class PageEndpoints(
    ArticleStore store, Catalog catalog, Addresses addresses, IServiceProvider services, ILoggerFactory logging)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDocument("/", Index);
        routes.MapDocument("/topics/{slug}", TopicOf);
        routes.MapDocument("/articles/{slug}", ArticleOf);
    }

    private async Task<Answer> Index(HttpContext context)
    {
        if (catalog.Topics.Count == 0)
            return Answer.NotYet();
        return await Page<IndexPage>(new()
        {
            [nameof(IndexPage.Topics)] = catalog.Topics,
            [nameof(IndexPage.Counts)] =
                catalog.Topics.ToDictionary(topic => topic.Topic.Slug, topic => store.Count(topic.State.Number)),
        });
    }

    private async Task<Answer> TopicOf(HttpContext context)
    {
        var slug = (string)context.Request.RouteValues["slug"]!;
        if (catalog.FindAlias(slug) is { } current)
            return Answer.Moved(addresses.Topic(current));
        if (catalog.Find(slug) is not { } topic)
            return Answer.Missing(catalog, $"There is no topic {slug}. All topics: {addresses.Home}");
        if (topic.IsGone)
            return Answer.Gone($"The topic {slug} has been removed.");
        return await Page<TopicPage>(new()
        {
            [nameof(TopicPage.Topic)] = topic.Topic,
            [nameof(TopicPage.Articles)] = store.Newest(topic.State.Number, topic.Topic.Limit).ToList(),
        });
    }

    private async Task<Answer> ArticleOf(HttpContext context)
    {
        var slug = (string)context.Request.RouteValues["slug"]!;
        if (store.Find(slug) is not { } stored)
            return Answer.Missing(catalog, $"There is no article {slug}. All topics: {addresses.Home}");
        if (stored.Withdrawn is not null)
            return Answer.Gone("The article has been removed.");
        var topics = store.TopicsOf([stored.Key])[stored.Key].Select(catalog.Find)
            .Where(topic => topic is { IsGone: false }).Select(topic => topic!.Topic);
        return await Page<ArticlePage>(new()
        {
            [nameof(ArticlePage.Stored)] = stored,
            [nameof(ArticlePage.Topics)] = topics.ToList(),
        });
    }

    private async Task<Answer> Page<TPage>(Dictionary<string, object?> parameters) where TPage : IComponent
    {
        parameters["Site"] = catalog.Site;
        parameters["Addresses"] = addresses;
        await using var renderer = new HtmlRenderer(services, logging);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return Answer.Of(Rendered.Of(Encoding.UTF8.GetBytes(html), "text/html", catalog.LastModified));
    }
}
