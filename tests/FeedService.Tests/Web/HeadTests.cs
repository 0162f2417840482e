using System.Text.RegularExpressions;
using FeedService.Store;
using FeedService.Tests.Support;
using FeedService.Topics;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

/// <summary>The whole head of each kind of answer, on a connection that stays.</summary>
public sealed partial class HeadTests(Served served) : IClassFixture<Served>
{
    private const string Links = """
        <https://feeds.example.org/feeds/sea.rss>; rel="self"; type="application/rss+xml", \
        <https://feeds.example.org/feeds/sea.atom>; rel="alternate"; type="application/atom+xml", \
        <https://feeds.example.org/feeds/sea.json>; rel="alternate"; type="application/feed+json"
        """;

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Of_a_feed(string method)
    {
        var length = (await served.Get("/feeds/sea.rss")).Body.Length;

        foreach (var _ in new[] { "first", "at hand" })
        {
            Assert.Equal(Lines($"""
                HTTP/1.1 200 OK
                Content-Length: {length}
                Content-Type: application/rss+xml; charset=utf-8
                Date: <date>
                Access-Control-Allow-Origin: *
                Cache-Control: public, max-age=300, stale-while-revalidate=600, stale-if-error=86400
                ETag: <tag>
                Last-Modified: <date>
                Vary: Accept-Encoding
                X-Content-Type-Options: nosniff
                Link: {Links.ReplaceLineEndings("").Replace("\\", "", StringComparison.Ordinal)}
                """), await Head(served.Service, method, "/feeds/sea.rss"));
        }
    }

    [Theory]
    [InlineData("GET", "gzip")]
    [InlineData("HEAD", "br")]
    public async Task Of_a_compressed_page(string method, string coding)
    {
        var head = await Head(served.Service, method, "/topics/sea", "Accept-Encoding: " + coding);

        Assert.Equal(Lines($"""
            HTTP/1.1 200 OK
            Content-Length: <length>
            Content-Type: text/html; charset=utf-8
            Date: <date>
            Access-Control-Allow-Origin: *
            Cache-Control: public, max-age=300, stale-while-revalidate=600, stale-if-error=86400
            Content-Encoding: {coding}
            ETag: <tag>
            Last-Modified: <date>
            Vary: Accept-Encoding
            X-Content-Type-Options: nosniff
            """), Length().Replace(head, "Content-Length: <length>"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Of_what_a_client_has(string method) => Assert.Equal(Lines("""
        HTTP/1.1 304 Not Modified
        Date: <date>
        Access-Control-Allow-Origin: *
        Cache-Control: public, max-age=300, stale-while-revalidate=600, stale-if-error=86400
        ETag: <tag>
        Last-Modified: <date>
        Vary: Accept-Encoding
        """), await Head(served.Service, method, "/feeds/sea.rss", "If-None-Match: *"));

    [Fact]
    public async Task Of_a_condition_that_does_not_hold()
    {
        var head = await Head(served.Service, "GET", "/feeds/sea.rss", "If-Match: \"other\"");

        Assert.StartsWith(Lines("""
            HTTP/1.1 412 Precondition Failed
            Content-Length: 0
            Date: <date>
            """), head, StringComparison.Ordinal);
        // A cache that kept it would give it to those who ask without the condition (RFC 9111 §3).
        Assert.DoesNotMatch("public|max-age|stale", head);
    }

    [Fact]
    public async Task Of_a_feed_that_never_was() => Assert.Equal(Lines("""
        HTTP/1.1 404 Not Found
        Content-Length: 63
        Content-Type: text/plain; charset=utf-8
        Date: <date>
        Cache-Control: no-cache
        X-Content-Type-Options: nosniff
        """), await Head(served.Service, "GET", "/feeds/none.rss"));

    [Fact]
    public async Task Of_a_feed_under_a_former_name() => Assert.Equal(Lines("""
        HTTP/1.1 301 Moved Permanently
        Content-Length: 49
        Content-Type: text/plain; charset=utf-8
        Date: <date>
        Cache-Control: no-cache
        Location: https://feeds.example.org/feeds/sea.rss
        X-Content-Type-Options: nosniff
        """), await Head(served.Service, "GET", "/feeds/ocean.rss"));

    [Fact]
    public async Task Of_another_spelling() => Assert.Equal(Lines("""
        HTTP/1.1 308 Permanent Redirect
        Content-Length: 0
        Date: <date>
        Cache-Control: no-cache
        Location: https://feeds.example.org/feeds/sea.rss
        """), await Head(served.Service, "GET", "/feeds/SEA.rss"));

    [Theory]
    [InlineData("DELETE")]
    [InlineData("get")]
    public async Task Of_a_method_that_is_not_taken(string method) => Assert.Equal(Lines("""
        HTTP/1.1 405 Method Not Allowed
        Content-Length: 0
        Date: <date>
        Allow: GET, HEAD
        Cache-Control: no-cache
        """), await Head(served.Service, method, "/feeds/sea.rss"));

    [Fact]
    public async Task Of_a_topic_that_is_gone()
    {
        await using var service = await TestService.Start(
            new TempFolder().Topic("sea", "title: Sea\nmatch: { any: [whale] }"));
        var catalog = service.Services.GetRequiredService<Catalog>();
        using (var batch = service.Services.GetRequiredService<ArticleStore>().Begin(DateTimeOffset.UtcNow))
        {
            batch.Retire(catalog.Find("sea")!.State.Number);
            batch.Commit(DateTimeOffset.UtcNow);
        }
        catalog.Refresh(catalog.Authority);

        Assert.Equal(Lines("""
            HTTP/1.1 410 Gone
            Content-Length: 32
            Content-Type: text/plain; charset=utf-8
            Date: <date>
            Cache-Control: no-cache
            X-Content-Type-Options: nosniff
            """), await Head(service, "GET", "/feeds/sea.rss"));
    }

    [Fact]
    public async Task Of_a_feed_that_cannot_be_made()
    {
        var writer = new WatchedWriter { Before = _ => throw new InvalidOperationException("out of ink") };
        await using var service = await TestService.Start(
            new TempFolder().Article("1.md", "title: One"), writer.TakePlace);

        Assert.Equal(Lines("""
            HTTP/1.1 503 Service Unavailable
            Content-Length: 58
            Content-Type: text/plain; charset=utf-8
            Date: <date>
            Cache-Control: no-cache
            Retry-After: 5
            X-Content-Type-Options: nosniff
            """), await Head(service, "GET", "/feeds/all.rss"));
    }

    [Fact]
    public async Task Of_a_request_without_a_host()
    {
        var answers = await Connection.Exchange(served.Service.Root, "GET / HTTP/1.1\r\n\r\n");

        Assert.Equal([Lines("""
            HTTP/1.1 400 Bad Request
            Content-Length: 0
            Connection: close
            Date: <date>
            """)], answers.Select(answer => Shape(answer.Head)));
    }

    [Fact]
    public async Task Of_the_health() => Assert.Equal(Lines("""
        HTTP/1.1 200 OK
        Content-Length: 3
        Content-Type: text/plain; charset=utf-8
        Date: <date>
        Cache-Control: no-store
        """), await Head(served.Service, "GET", "/healthz"));

    // The next answer on the connection proves that this one ended where its head says.
    private static async Task<string> Head(TestService service, string method, string path, params string[] headers)
    {
        using var connection = await Connection.Open(service.Root);
        await connection.Send(string.Join("\r\n", [$"{method} {path} HTTP/1.1", "Host: a", .. headers])
            + "\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = await connection.Read(method);
        Assert.Equal("ok\n", (await connection.Read()).Text);
        return Shape(answer.Head);
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\r\n");

    private static string Shape(string head) => Tag().Replace(Date().Replace(head, "<date>"), "<tag>");

    [GeneratedRegex(@"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex Date();

    // Of what is asked for again it changes once, when it has been compressed well.
    [GeneratedRegex("Content-Length: [1-9][0-9]*")]
    private static partial Regex Length();

    [GeneratedRegex("W/\"[0-9a-f]{24}\"")]
    private static partial Regex Tag();
}
