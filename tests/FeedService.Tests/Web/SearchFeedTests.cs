using System.Net;
using System.Xml.Linq;
using FeedService.Feeds;
using FeedService.Store;
using FeedService.Tests.Support;
using FeedService.Topics;
using FeedService.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

public sealed class SearchFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kim%20jong%20un*", "Three, One")]
    [InlineData("kim%20jong%20un*%2B!besuch", "One")]
    [InlineData("*bahn,kim", "Three, Two, One")]
    [InlineData("*bahn%2Bkim", "")]
    [InlineData("%E5%B9%B9%E7%B7%9A", "Four")]
    [InlineData("nowhere", "")]
    public async Task A_search_is_a_feed_of_what_matches_newest_first(string query, string titles)
    {
        await using var service = await Start();

        var feed = XElement.Parse(await service.Text($"/feeds/search.atom?q={query}"));

        Assert.Equal(titles, string.Join(", ",
            feed.Elements(Atom("entry")).Select(entry => entry.Element(Atom("title"))!.Value)));
    }

    [Theory]
    [InlineData("Kim+Jong+Un*", "kim%20jong%20un*")]
    [InlineData("kim,*BAHN", "*bahn,kim")]
    [InlineData("b%C3%BCro%2B!Stra%C3%9Fe", "buro%2B!strasse")]
    public async Task Another_spelling_is_redirected_to_the_canonical_one(string query, string canonical)
    {
        await using var service = await Start();

        using var answer = await service.Client.GetAsync($"/feeds/search.json?q={query}", Cancellation);

        Assert.Equal((HttpStatusCode.PermanentRedirect, $"{TestService.Address}/feeds/search.json?q={canonical}"),
            (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, await service.Status($"/feeds/search.json?q={canonical}"));
    }

    [Fact]
    public async Task However_a_client_encodes_the_canonical_spelling_it_is_not_redirected()
    {
        await using var service = await Start();

        foreach (var query in new[] { "kim+jong+un*", "kim%20jong%20un%2A", "%6bim jong un*", "kim%20jong%20un*&utm_source=x" })
            Assert.Equal(HttpStatusCode.OK, await service.Status($"/feeds/search.rss?q={query}"));
    }

    [Theory]
    [InlineData("", "There is nothing to look for: write a word.")]
    [InlineData("?q=", "There is nothing to look for: write a word.")]
    [InlineData("?q=%2Fkim.*%2F", "A search takes no regular expressions; topic files do.")]
    [InlineData("?q=a", "\"a\" is a single letter, which stands in every text.")]
    [InlineData("?q=!kim", "What is left out has to be left out of something: write a+!b.")]
    [InlineData("?q=aa,bb,cc,dd,ee,ff,gg,hh,ii", "At most 8 can be combined.")]
    public async Task What_cannot_be_searched_for_is_refused_with_a_reason(string query, string reason)
    {
        await using var service = await Start();

        using var answer = await service.Client.GetAsync("/feeds/search.rss" + query, Cancellation);

        Assert.Equal(
            (HttpStatusCode.BadRequest, $"{reason} As in {TestService.Address}/feeds/search.rss?q=kim%20jong%20un*\n"),
            (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task A_search_feed_is_valid_and_has_an_id_and_validators_of_its_own()
    {
        await using var service = await Start();

        foreach (var format in FeedFormat.All)
        {
            var address = $"/feeds/search.{format.Extension}?q=kim%20jong%20un*%2B!besuch";
            var body = await service.Client.GetByteArrayAsync(address, Cancellation);
            Assert.Empty(FeedJudge.Feed(body, format, TestService.Address + address));
        }
        using var one = await service.Client.GetAsync("/feeds/search.atom?q=kim", Cancellation);
        using var other = await service.Client.GetAsync("/feeds/search.atom?q=bahn", Cancellation);
        Assert.NotEqual(one.Headers.ETag, other.Headers.ETag);
        Assert.Equal("tag:example.org,2024:x:search:kim",
            XElement.Parse(await one.Content.ReadAsStringAsync(Cancellation)).Element(Atom("id"))!.Value);
    }

    [Fact]
    public async Task A_search_is_polled_like_a_topic_and_sees_what_is_new()
    {
        await using var service = await Start();
        using var first = await service.Client.GetAsync("/feeds/search.atom?q=kim", Cancellation);
        async Task<HttpStatusCode> Again()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/search.atom?q=kim");
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var answer = await service.Client.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.NotModified, await Again());
        service.Folder.Article("5.md", "title: Five\ndate: 2026-01-05", "Kim again.");
        await TestService.Eventually(async () => await Again() == HttpStatusCode.OK, Patience);

        Assert.Contains("Five", await service.Text("/feeds/search.atom?q=kim"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_search_is_made_once_and_kept_apart_from_others()
    {
        await using var service = await Start();
        var documents = service.Services.GetRequiredService<Documents>();

        _ = await service.Text("/feeds/search.rss?q=kim");
        _ = await service.Text("/feeds/search.rss?q=%6bim");

        Assert.NotNull(documents.Find("search.rss?q=kim"));
        Assert.Null(documents.Find("/feeds/search.rss"));
        Assert.Equal(HttpStatusCode.NotFound, await service.Status("/feeds/search.rss%3Fq=kim"));
    }

    [Fact]
    public async Task A_browser_is_shown_a_page_with_the_address_to_copy()
    {
        await using var service = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/search.atom?q=kim%20jong%20un*");
        request.Headers.Add("Sec-Fetch-Dest", "document");

        using var answer = await service.Client.SendAsync(request, Cancellation);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"<code>{TestService.Address}/feeds/search.atom?q=kim%20jong%20un*</code>", page,
            StringComparison.Ordinal);
        Assert.Contains($"<form action=\"{TestService.Address}/feeds/search.atom\">", await service.Text("/"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_has_to_wait_for_an_import_is_what_it_was_and_a_new_one_not_yet_there()
    {
        await using var service = await Start();
        var before = await service.Text("/feeds/search.atom?q=kim");
        var store = service.Services.GetRequiredService<ArticleStore>();
        using (var batch = store.Begin(DateTimeOffset.UtcNow))
        {
            batch.IndexAllAgain();
            batch.TouchAllTopics();
            batch.Commit(DateTimeOffset.UtcNow.AddSeconds(2));
        }
        using var import = store.Begin(DateTimeOffset.UtcNow);
        var catalog = service.Services.GetRequiredService<Catalog>();
        catalog.Refresh(catalog.Authority);

        using var other = await service.Client.GetAsync("/feeds/search.atom?q=bahn", Cancellation);

        Assert.Equal(before, await service.Text("/feeds/search.atom?q=kim"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Not everything that was imported can be searched yet.\n"),
            (other.StatusCode, await other.Content.ReadAsStringAsync(Cancellation)));
        Assert.NotNull(other.Headers.RetryAfter);
    }

    private static XName Atom(string name) => XName.Get(name, "http://www.w3.org/2005/Atom");

    private static Task<TestService> Start() => TestService.Start(new TempFolder()
        .Site("title: The site\nid: tag:example.org,2024:x")
        .Article("1.md", "title: One\ndate: 2026-01-01", "Kim Jong Uns Rede.")
        .Article("2.md", "title: Two\ndate: 2026-01-02", "Eine Straßenbahn in der Stadt.")
        .Article("3.md", "title: Three\ndate: 2026-01-03", "Zu Besuch bei Kim Jong-un.")
        .Article("4.md", "title: Four\ndate: 2026-01-04", "東海道新幹線 fährt seit 1964."));
}
