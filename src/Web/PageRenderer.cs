using System.Text;
using FeedService.Feeds;
using FeedService.Topics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FeedService.Web;

/// <summary>A page as bytes of HTML.</summary>
public sealed class PageRenderer(Catalog catalog, Addresses addresses, IServiceProvider services, ILoggerFactory logging)
{
    /// <param name="parameters">The page's own; every page is given the site and the addresses too.</param>
    public async Task<byte[]> RenderAsync<TPage>(Dictionary<string, object?> parameters) where TPage : IComponent
    {
        parameters["Site"] = catalog.Site;
        parameters["Addresses"] = addresses;
        await using var renderer = new HtmlRenderer(services, logging);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return Encoding.UTF8.GetBytes(html);
    }
}
