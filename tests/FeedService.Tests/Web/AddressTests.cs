using System.Net;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

public sealed class AddressTests(Served served) : IClassFixture<Served>
{
    private const string Size = "gr%C3%B6%C3%9Fe";

    [Theory]
    [InlineData("/feeds/All.rss", "/feeds/all.rss")]
    [InlineData("/FEEDS/ALL.RSS", "/feeds/all.rss")]
    [InlineData("/feeds/all.rss/", "/feeds/all.rss")]
    [InlineData("/feeds/all.rss//", "/feeds/all.rss")]
    [InlineData("/Feeds.OPML", "/feeds.opml")]
    [InlineData("/feeds.opml/", "/feeds.opml")]
    [InlineData("/topics/SEA", "/topics/sea")]
    [InlineData("/Topics/sea/", "/topics/sea")]
    [InlineData("/articles/Moby", "/articles/moby")]
    [InlineData("/feeds/GR%C3%96%C3%9FE.rss", $"/feeds/{Size}.rss")]
    [InlineData("/feeds/gro%CC%88%C3%9Fe.rss", $"/feeds/{Size}.rss")]
    [InlineData("/feeds/All.rss?utm=1&x=%20", "/feeds/all.rss?utm=1&x=%20")]
    public async Task Another_spelling_leads_to_the_address(string path, string canonical)
    {
        var answer = await served.Get(path);

        Assert.Equal((308, TestService.Address + canonical), (answer.Status, answer["location"]));
    }

    [Theory]
    [InlineData($"/feeds/{Size}.rss")]
    [InlineData("/feeds/gr%c3%b6%c3%9fe.rss")]
    [InlineData("/%66eeds/all.rss")]
    public async Task What_means_the_same_as_bytes_is_served_as_it_is(string path)
    {
        var answer = await served.Get(path);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_former_slug_leads_to_the_topic_for_good()
    {
        var feed = await served.Get("/feeds/ocean.json");
        var page = await served.Get("/topics/ocean");

        Assert.Equal((301, TestService.Address + "/feeds/sea.json"), (feed.Status, feed["location"]));
        Assert.Equal((301, TestService.Address + "/topics/sea"), (page.Status, page["location"]));
    }

    [Theory]
    [InlineData("Host: evil.example")]
    [InlineData("X-Forwarded-Host: evil.example")]
    [InlineData("X-Forwarded-Proto: gopher")]
    [InlineData("Forwarded: for=1.2.3.4;host=evil.example;proto=https")]
    public async Task No_header_changes_a_link(string header)
    {
        foreach (var path in Served.Documents)
            Assert.Equal((await served.Get(path)).Body, (await served.Get(path, header)).Body);

        var moved = await served.Get("/feeds/ALL.rss", header);

        Assert.Equal(TestService.Address + "/feeds/all.rss", moved["location"]);
    }

    [Theory]
    [InlineData("https://example.org/news")]
    [InlineData("https://example.org/news/")]
    public async Task An_address_may_have_a_path(string address)
    {
        await using var service =
            await TestService.Start(new TempFolder().Topic("sea", "title: Sea\nmatch: { any: [whale] }")
            .Article("moby.md", "title: Moby\nslug: moby", "A whale ![a](a.png)"), address: address);
        service.Folder.Write("feeds/articles/a.png", "png");

        var feed = await service.Text("/news/feeds/sea.atom");
        var statuses = new[]
        {
            await service.Status("/news/"), await service.Status("/news/topics/sea"),
            await service.Status("/news/articles/moby"),
            await service.Status("/news/feeds.opml"), await service.Status("/news/media/a.png"),
            await service.Status("/news/healthz"),
        };
        var moved = await Raw.Send(service.Root, "GET /news/Feeds/SEA.atom");

        Assert.All(["https://example.org/news/feeds/sea.atom", "https://example.org/news/topics/sea",
            "https://example.org/news/articles/moby"],
            link => Assert.Contains($"href=\"{link}\"", feed, StringComparison.Ordinal));
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal((308, "https://example.org/news/feeds/sea.atom"), (moved.Status, moved["location"]));
    }

    [Fact]
    public async Task A_proxy_may_take_the_path_away()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            address: "https://example.org/news");

        var stripped = await service.Text("/feeds/all.atom");

        Assert.Equal(await service.Text("/news/feeds/all.atom"), stripped);
    }

    [Fact]
    public async Task Another_spelling_of_the_path_leads_to_the_address_too()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            address: "https://example.org/news");

        var answer = await Raw.Send(service.Root, "GET /NEWS/feeds/all.atom");

        Assert.Equal((308, "https://example.org/news/feeds/all.atom"), (answer.Status, answer["location"]));
    }
}
