using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

public sealed class ArticlePageTests
{
    private const string Evil = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;";

    [Fact]
    public async Task Hostile_words_are_inert_on_every_page()
    {
        var quoted = "'" + Evil.Replace("'", "''", StringComparison.Ordinal) + "'";
        var folder = new TempFolder()
            .Site($"title: {quoted}\ndescription: {quoted}\nauthor: {quoted}\nrights: {quoted}")
            .Topic("sea", $"title: {quoted}\ndescription: {quoted}\nmatch: {{ any: [whale] }}")
            .Article("1.md",
                $"title: {quoted}\nslug: one\nsummary: {quoted}\ntags: [{quoted}]\nauthor: {quoted}\n"
                + $"image: {{ src: 'https://example.org/a.png', alt: {quoted}, credit: {quoted} }}",
                "A whale. <script>alert(3)</script><img src=x onerror=alert(4)><a href=\"javascript:alert(5)\">a</a><svg/onload=alert(6)>");
        await using var service = await TestService.Start(folder);

        foreach (var path in new[] { "/", "/topics/sea", "/topics/all", "/articles/one" })
        {
            var page = new HtmlParser().ParseDocument(await service.Text(path));
            Assert.Empty(page.QuerySelectorAll(
                "script, svg, iframe, [onerror], [onload], a[href^='javascript:'], title > *, h1 > *"));
            Assert.DoesNotContain(page.All,
                element => element.Attributes.Any(
                    attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
            Assert.Contains("alert(1)", page.Title, StringComparison.Ordinal);
            Assert.Equal("style", page.QuerySelector("head")!.LastElementChild!.LocalName);
        }
    }

    [Fact]
    public async Task A_link_that_runs_something_is_no_link_on_the_page()
    {
        await using var service = await TestService.Start(new TempFolder()
            .Article("1.md", "title: One\nslug: one\nurl: 'javascript:alert(1)'\nimage: 'javascript:alert(2)'"));

        var page = await service.Text("/articles/one");

        Assert.DoesNotContain("javascript:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_that_was_published_elsewhere_names_that_place_as_canonical()
    {
        await using var service = await TestService.Start(new TempFolder()
            .Article("1.md", "title: One\nslug: one\nurl: https://paper.example.org/one?a=1&b=2"));

        var page = new HtmlParser().ParseDocument(await service.Text("/articles/one"));

        Assert.Equal("https://paper.example.org/one?a=1&b=2",
            page.QuerySelector<IHtmlLinkElement>("link[rel=canonical]")!.Href);
        Assert.Equal("https://paper.example.org/one?a=1&b=2",
            page.QuerySelector<IHtmlAnchorElement>("a[rel=external]")!.Href);
    }

    [Fact]
    public async Task A_withdrawn_article_is_gone_and_an_unknown_one_was_never_there()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One\nslug: one")
            .Article("2.md", "title: Two"));
        service.Folder.Article("1.md", "title: One\ndraft: true");

        await TestService.Eventually(async () => await service.Status("/articles/one") == HttpStatusCode.Gone,
            TimeSpan.FromSeconds(10));

        Assert.Equal(HttpStatusCode.NotFound, await service.Status("/articles/unknown"));
    }

    [Fact]
    public async Task A_topic_whose_file_is_gone_answers_410_in_every_format_and_on_its_page()
    {
        await using var service = await TestService.Start(new TempFolder()
            .Topic("sea", "title: Sea\nmatch: { any: [whale] }").Article("1.md", "title: One\nslug: one", "A whale."));
        Assert.Contains("Sea", await service.Text("/articles/one"), StringComparison.Ordinal);
        File.Delete(Path.Combine(service.Folder.Path, "feeds", "sea.yaml"));

        await TestService.Eventually(async () => await service.Status("/feeds/sea.rss") == HttpStatusCode.Gone,
            TimeSpan.FromSeconds(15));

        Assert.Equal([HttpStatusCode.Gone, HttpStatusCode.Gone, HttpStatusCode.Gone],
            [await service.Status("/feeds/sea.atom"), await service.Status("/feeds/sea.json"),
                await service.Status("/topics/sea")]);
        Assert.DoesNotContain("sea", await service.Text("/feeds.opml"), StringComparison.Ordinal);
        Assert.DoesNotContain("Sea", await service.Text("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("Sea", await service.Text("/articles/one"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_the_content_shows_already_is_not_shown_twice_and_its_credit_is_not_doubled()
    {
        var folder = new TempFolder().Article("1.md", "title: One\nslug: one\nimage: { src: a.png, credit: © dpa }")
            .Article("2.md", "title: Two\nslug: two\nimage: a.png", "![a](a.png)");
        folder.Write("feeds/articles/a.png", "png");
        await using var service = await TestService.Start(folder);

        var one = new HtmlParser().ParseDocument(await service.Text("/articles/one"));
        var two = new HtmlParser().ParseDocument(await service.Text("/articles/two"));

        Assert.Equal("© dpa", one.QuerySelector("figcaption")!.TextContent);
        Assert.Single(two.QuerySelectorAll("img"));
    }
}
