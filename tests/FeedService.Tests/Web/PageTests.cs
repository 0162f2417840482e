using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FeedService.Tests.Feeds;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>The pages of the shipped sample.</summary>
public sealed class PageTests(ShippedCollection shipped) : IClassFixture<ShippedCollection>
{
    [Fact]
    public async Task Every_page_is_valid_HTML()
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsStrictMode = true });

        foreach (var path in await Paths())
        {
            var document = parser.ParseDocument(await shipped.Service.Text(path));
            Assert.Equal("CSS1Compat", document.CompatMode);
            Assert.Single(document.QuerySelectorAll("title"));
            Assert.Single(document.QuerySelectorAll("h1"));
            Assert.Empty(document.QuerySelectorAll("script, [style], [onclick]"));
            Assert.Equal("utf-8", document.CharacterSet);
        }
    }

    [Fact]
    public async Task Tidy_finds_nothing()
    {
        var tidy = Shared.Program("tidy");
        foreach (var path in await Paths())
        {
            var result = Run.With(tidy, ["-e", "-q", "-utf8"], await shipped.Service.Text(path));

            Assert.Equal((path, 0, ""), (path, result.ExitCode, result.Error));
        }
    }

    [Fact]
    public async Task A_page_tells_its_language_and_direction()
    {
        var root = (await Page("/articles/welt-arabische-sternnamen")).DocumentElement;
        var index = (await Page("/")).DocumentElement;
        var inList = (await Page("/topics/himmel")).QuerySelector("article[lang=ar]")!;

        Assert.Equal(("ar", "rtl"), (root.GetAttribute("lang"), root.GetAttribute("dir")));
        Assert.Equal(("de", "ltr"), (index.GetAttribute("lang"), index.GetAttribute("dir")));
        Assert.Equal("rtl", inList.GetAttribute("dir"));
    }

    [Theory]
    [InlineData("/", 15)]
    [InlineData("/topics/himmel", 3)]
    [InlineData("/articles/himmel-ein-garten-fuer-die-nacht", 9)]
    public async Task Autodiscovery_leads_to_feeds_Atom_first(string path, int count)
    {
        var links = (await Page(path)).QuerySelectorAll<IHtmlLinkElement>("head > link[rel=alternate]").ToList();

        Assert.Equal(count, links.Count);
        Assert.Equal(["application/atom+xml", "application/rss+xml", "application/feed+json"],
            links.Take(3).Select(link => link.Type!));
        foreach (var link in links)
        {
            using var feed = await shipped.Service.Client.GetAsync(new Uri(link.Href!).AbsolutePath,
                TestContext.Current.CancellationToken);
            Assert.Equal(link.Type, feed.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith(TestService.Address, link.Href, StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(link.Title));
        }
    }

    [Fact]
    public async Task The_index_leads_to_the_page_of_each_topic()
    {
        var index = await Page("/");

        Assert.Equal(shipped.Slugs.Select(slug => $"{TestService.Address}/topics/{slug}"),
            index.QuerySelectorAll<IHtmlAnchorElement>("h2 a").Select(a => a.Href));
    }

    [Fact]
    public async Task Every_link_of_a_page_leads_somewhere()
    {
        foreach (var path in await Paths())
        {
            foreach (var link in (await Page(path)).QuerySelectorAll<IHtmlAnchorElement>("a[href]")
                .Select(a => new Uri(a.Href)).Where(link => link.Host == "feeds.example.org"))
                Assert.Equal((path, link, System.Net.HttpStatusCode.OK),
                    (path, link, await shipped.Service.Status(link.AbsolutePath)));
        }
    }

    [Fact]
    public async Task An_article_is_shown_with_its_content()
    {
        var page = await Page("/articles/himmel-ein-garten-fuer-die-nacht");

        Assert.Equal("Ein Garten für die Nacht: Falter, Duft und Sterne", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Das Licht bleibt aus", "Der Blick nach oben"],
            page.QuerySelectorAll("article h2").Select(heading => heading.TextContent).Take(2));
        Assert.Equal(TestService.Address + "/media/himmel/nachtgarten.png",
            page.QuerySelector<IHtmlImageElement>("article img")!.Source);
        Assert.Equal(TestService.Address + "/articles/himmel-ein-garten-fuer-die-nacht",
            page.QuerySelector<IHtmlLinkElement>("link[rel=canonical]")!.Href);
    }

    private async Task<IHtmlDocument> Page(string path) =>
        new HtmlParser().ParseDocument(await shipped.Service.Text(path));

    // Everything that the index and the topics lead to.
    private async Task<IReadOnlyList<string>> Paths()
    {
        var paths = new List<string> { "/" };
        foreach (var slug in shipped.Slugs)
        {
            paths.Add("/topics/" + slug);
            var page = await Page("/topics/" + slug);
            paths.AddRange(page.QuerySelectorAll<IHtmlAnchorElement>("article a")
                .Select(a => new Uri(a.Href).AbsolutePath));
        }
        return [.. paths.Distinct()];
    }
}
