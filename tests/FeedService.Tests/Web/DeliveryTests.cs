using System.Globalization;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

public sealed class DeliveryTests(Served served) : IClassFixture<Served>
{
    public static IEnumerable<TheoryDataRow<string>> EachDocument() =>
        Served.Documents.Select(path => new TheoryDataRow<string>(path));

    [Theory]
    [InlineData("/feeds/all.rss", "application/rss+xml; charset=utf-8", 3600)]
    [InlineData("/feeds/all.atom", "application/atom+xml; charset=utf-8", 3600)]
    [InlineData("/feeds/all.json", "application/feed+json; charset=utf-8", 3600)]
    [InlineData("/feeds.opml", "text/x-opml; charset=utf-8", 300)]
    [InlineData("/", "text/html; charset=utf-8", 300)]
    public async Task A_document_tells_its_media_type_and_how_long_to_keep_it(string path, string type, int maxAge)
    {
        var answer = await served.Get(path);

        Assert.Equal(type, answer["content-type"]);
        Assert.Equal($"public, max-age={maxAge}, stale-while-revalidate=600, stale-if-error=86400",
            answer["cache-control"]);
        Assert.Equal(("Accept-Encoding", "nosniff", "*"),
            (answer["vary"], answer["x-content-type-options"], answer["access-control-allow-origin"]));
        Assert.Null(answer["server"]);
    }

    [Fact]
    public async Task A_feed_links_to_itself_and_to_its_other_formats()
    {
        var answer = await served.Get("/feeds/gr%C3%B6%C3%9Fe.atom");

        Assert.Equal("""
            <https://feeds.example.org/feeds/gr%C3%B6%C3%9Fe.atom>; rel="self"; type="application/atom+xml",_
            <https://feeds.example.org/feeds/gr%C3%B6%C3%9Fe.rss>; rel="alternate"; type="application/rss+xml",_
            <https://feeds.example.org/feeds/gr%C3%B6%C3%9Fe.json>; rel="alternate"; type="application/feed+json"
            """.ReplaceLineEndings("").Replace('_', ' '), answer["link"]);
    }

    [Theory]
    [InlineData(null, "identity")]
    [InlineData("", "identity")]
    [InlineData("identity", "identity")]
    [InlineData("deflate", "identity")]
    [InlineData("gzip", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("deflate, gzip, br, zstd", "br")]
    [InlineData("br;q=0.5, gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("gzip;q=0", "identity")]
    [InlineData("*", "br")]
    [InlineData("*;q=0", "identity")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("br;q=0, gzip;q=0, *", "identity")]
    [InlineData("identity, gzip;q=0.5", "identity")]
    [InlineData("gzip;q=1.0,deflate;q=0.6,identity;q=0.3", "gzip")]
    [InlineData("gzip;q=2", "identity")]
    [InlineData("gzip;;q", "identity")]
    public async Task The_body_comes_in_the_best_form_that_the_client_takes(string? accepted, string encoding)
    {
        var plain = await served.Get("/feeds/all.rss");

        var answer = await served.Get("/feeds/all.rss", accepted is null ? [] : ["Accept-Encoding: " + accepted]);

        Assert.Equal(encoding, answer["content-encoding"] ?? "identity");
        Assert.Equal(plain.Body, answer.Decoded());
        Assert.Equal(plain["etag"], answer["etag"]);
        Assert.Equal(answer.Body.Length.ToString(CultureInfo.InvariantCulture), answer["content-length"]);
    }

    [Theory]
    [MemberData(nameof(EachDocument))]
    public async Task HEAD_has_the_headers_of_GET_for_each_encoding(string path)
    {
        foreach (var encoding in new[] { "br", "gzip", "identity" })
        {
            // Between the two the document may have been compressed better.
            await TestService.Eventually(async () =>
            {
                var get = await served.Get(path, "Accept-Encoding: " + encoding);
                var head = await served.Head(path, "Accept-Encoding: " + encoding);
                Assert.Empty(head.Body);
                Assert.Equal(get.Body.Length.ToString(CultureInfo.InvariantCulture), get["content-length"]);
                return Headers(get).SequenceEqual(Headers(head));
            }, TimeSpan.FromSeconds(5));
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("get")]
    public async Task Another_method_is_refused_with_those_that_are_taken(string method)
    {
        foreach (var path in Served.Documents.Append("/healthz").Append("/media/a.png"))
        {
            var answer = await Raw.Send(served.Service.Root, $"{method} {path}", "Content-Length: 0");

            Assert.Equal((405, "GET, HEAD"), (answer.Status, answer["allow"]));
        }
    }

    [Theory]
    [InlineData("/feeds/none.rss")]
    [InlineData("/feeds/all.xml")]
    [InlineData("/feeds/all")]
    [InlineData("/feeds/.rss")]
    [InlineData("/feeds")]
    [InlineData("/topics/none")]
    [InlineData("/articles/none")]
    [InlineData("/favicon.ico")]
    [InlineData("/feeds/all.rss/more")]
    [InlineData("/feeds/%00.rss")]
    public async Task What_never_was_is_not_found(string path)
    {
        var answer = await served.Get(path);

        Assert.Contains(answer.Status, path.Contains("%00", StringComparison.Ordinal) ? new[] { 400, 404 } : [404]);
    }

    [Theory]
    [InlineData("/feeds/none.rss", 404)]
    [InlineData("/articles/none", 404)]
    [InlineData("/feeds/ocean.rss", 301)]
    public async Task What_is_no_document_says_why_and_is_asked_for_again(string path, int status)
    {
        var answer = await served.Get(path);

        Assert.Equal((status, "text/plain; charset=utf-8", "no-cache"),
            (answer.Status, answer["content-type"], answer["cache-control"]));
        Assert.NotEmpty(answer.Body);
    }

    [Fact]
    public async Task The_Date_is_now_and_there_is_no_Age_on_a_cached_answer()
    {
        await served.Get("/feeds/all.rss");
        await Task.Delay(2100, TestContext.Current.CancellationToken);

        var answer = await served.Get("/feeds/all.rss");

        Assert.Null(answer["age"]);
        Assert.InRange(DateTimeOffset.ParseExact(answer["date"]!, "r", CultureInfo.InvariantCulture),
            DateTimeOffset.UtcNow.AddSeconds(-1.5), DateTimeOffset.UtcNow);
    }

    private static IEnumerable<KeyValuePair<string, string>> Headers(Raw.Answer answer) =>
        answer.Headers.Where(header => header.Key != "date").OrderBy(header => header.Key, StringComparer.Ordinal);
}
