using System.Net;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

public sealed class OldAddressTests
{
    [Theory]
    [InlineData("/feed", "/feeds/all.rss")]
    [InlineData("/feed/", "/feeds/all.rss")]
    [InlineData("/feed/?utm_source=x", "/feeds/all.rss")]
    [InlineData("/?feed=rss2", "/feeds/all.rss")]
    [InlineData("/wp/tag/k%C3%A4se/feed", "/feeds/k%C3%A4se.atom")]
    [InlineData("/about", "/topics/all")]
    [InlineData("/umlaut", "/topics/k%C3%A4se")]
    [InlineData("/elsewhere", "https://example.net/new")]
    public async Task An_old_address_leads_for_good_to_what_is_there_now(string old, string target)
    {
        await using var service = await Start();

        var answer = await service.Client.GetAsync(old, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.MovedPermanently, target.StartsWith('/') ? TestService.Address + target : target),
            (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Other_addresses_are_what_they_were()
    {
        await using var service = await Start();

        var home = await service.Status("/");
        await service.Text("/");
        var homeAtHand = await service.Status("/?feed=atom");
        var unknown = await service.Status("/feeder");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), (home, homeAtHand, unknown));
    }

    [Fact]
    public async Task An_old_address_with_a_query_is_found_though_the_page_without_one_is_at_hand()
    {
        await using var service = await Start();
        await service.Text("/");
        await service.Text("/");

        var old = await service.Status("/?feed=rss2");

        Assert.Equal(HttpStatusCode.MovedPermanently, old);
    }

    [Fact]
    public async Task Old_addresses_lie_where_the_old_site_was_and_not_below_the_root()
    {
        await using var service =
            await TestService.Start(Folder(), address: "https://example.org/news");

        var answer = await service.Client.GetAsync("/feed", TestContext.Current.CancellationToken);

        Assert.Equal("https://example.org/news/feeds/all.rss", answer.Headers.Location!.OriginalString);
    }

    private static Task<TestService> Start() => TestService.Start(Folder());

    private static TempFolder Folder() => new TempFolder().Article("1.md", "title: One").Site("""
        redirects:
          /feed: all.rss
          /?feed=rss2: all.rss
          /wp/tag/käse/feed/: käse.atom
          /about: /topics/all
          /umlaut: /topics/käse
          /elsewhere: https://example.net/new
        """);
}
