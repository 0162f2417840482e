using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>Connections and what is said on them (RFC 9112), byte for byte.</summary>
public sealed class ExchangeTests(Served served) : IClassFixture<Served>
{
    private Uri Root => served.Service.Root;

    [Fact]
    public async Task A_connection_serves_one_request_after_the_other()
    {
        var feed = await served.Get("/feeds/sea.atom");
        (string Request, int Status)[] exchanges =
        [
            (Get("/feeds/sea.atom"), 200), (Get("/feeds/sea.atom", "If-None-Match: " + feed["etag"]), 304),
            (Get("/feeds/none.atom"), 404), (Ask("HEAD", "/feeds/none.atom"), 404),
            (Ask("HEAD", "/feeds/sea.atom"), 200), (Get("/favicon.ico"), 404),
            (Get("/feeds/ocean.atom"), 301), (Get("/feeds/SEA.atom"), 308),
            (Get("/feeds/sea.atom", "If-Match: \"other\""), 412), (Get("/feeds/all.rss", "Accept-Encoding: br"), 200),
            (Ask("DELETE", "/feeds/sea.atom"), 405), (Get("/media/none.png"), 404),
            (Get("/topics/sea"), 200), (Get("/healthz"), 200),
        ];
        using var connection = await Connection.Open(Root);

        foreach (var (request, status) in exchanges.Concat(exchanges.Reverse()))
        {
            await connection.Send(request);
            var answer = await connection.Read(request.Split(' ')[0]);

            Assert.Equal((request, status, null), (request, answer.Status, answer["connection"]));
        }
        await connection.Send(Get("/feeds/sea.atom", "Connection: close"));
        var last = await connection.ReadAll();

        Assert.Equal([feed.Text], last.Select(answer => answer.Text));
        Assert.Equal("close", last[0]["connection"]);
    }

    [Fact]
    public async Task Twenty_requests_in_one_write_are_answered_in_their_order()
    {
        var writer = new WatchedWriter { Before = _ => Thread.Sleep(100) };
        await using var service = await Start(writer);
        string[] paths =
        [
            "/feeds/all.atom", "/feeds/all.rss", "/feeds/all.atom", "/feeds/none.rss", "/feeds/t1.rss", "/",
            "/feeds/t1.json", "/feeds/ALL.rss", "/feeds/t2.rss", "/feeds/all.atom", "/healthz", "/feeds/t3.rss",
            "/topics/t1", "/feeds/all.atom", "/feeds/t4.rss", "/articles/one", "/media/none.png", "/feeds/t5.rss",
            "/feeds.opml", "/feeds/all.rss",
        ];
        _ = await service.Text("/feeds/all.atom");

        var answers = await Connection.Exchange(service.Root, string.Concat(paths[..^1].Select(path => Get(path)))
            + Get(paths[^1], "Connection: close"));

        Assert.Equal(6, writer.Count);
        Assert.Equal(20, answers.Count);
        foreach (var (path, answer) in paths.Zip(answers))
        {
            using var connection = await Connection.Open(service.Root);
            await connection.Send(Get(path));
            var alone = await connection.Read();
            Assert.Equal((path, alone.Status, alone["content-type"], alone["etag"], alone["location"], alone.Text),
                (path, answer.Status, answer["content-type"], answer["etag"], answer["location"], answer.Text));
        }
    }

    [Fact]
    public async Task Ten_connections_that_each_send_twenty_requests_at_once_get_their_own_answers()
    {
        await using var service = await Start(new WatchedWriter { Before = _ => Thread.Sleep(20) });

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Connection.Exchange(service.Root,
            string.Concat(Enumerable.Range(0, 20).Select(n =>
                Get($"/feeds/t{(i + n) % 6}.rss", n < 19 ? "X-Pad: " + new string('x', n) : "Connection: close"))))));

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(Enumerable.Range(0, 20).Select(n => $"T{(i + n) % 6}"),
                answers[i].Select(answer => answer.Text.Split("<title>")[1].Split("</title>")[0]));
        }
    }

    [Fact]
    public async Task A_request_may_come_byte_by_byte()
    {
        var expected = await served.Get("/feeds/all.rss");
        using var connection = await Connection.Open(Root);

        foreach (var one in Get("/feeds/all.rss") + Get("/feeds/none.rss", "Connection: close"))
            await connection.Send(one.ToString());
        var answers = await connection.ReadAll();

        Assert.Equal([200, 404], answers.Select(answer => answer.Status));
        Assert.Equal(expected.Body, answers[0].Body);
    }

    [Fact]
    public async Task A_request_may_be_cut_in_two_anywhere()
    {
        var request = Get("/feeds/all.rss", "Accept-Encoding: gzip", "If-None-Match: \"other\"");
        var expected = await served.Get("/feeds/all.rss");
        using var connection = await Connection.Open(Root);

        for (var at = 1; at < request.Length; at++)
        {
            await connection.Send(request[..at]);
            await Task.Yield();
            await connection.Send(request[at..]);
            var answer = await connection.Read();

            Assert.Equal((at, 200, expected["etag"]), (at, answer.Status, answer["etag"]));
        }
    }

    [Theory]
    [InlineData("/feeds/all.rss", 200, "")]
    [InlineData("/feeds/all.rss", 200, "Host: feeds.example.org\r\n")]
    [InlineData("/topics/sea", 200, "")]
    [InlineData("/feeds/none.rss", 404, "")]
    [InlineData("/feeds/ocean.rss", 301, "")]
    public async Task HTTP_1_0_gets_a_whole_answer_and_the_end_of_the_connection(string path, int status, string host)
    {
        var expected = await served.Get(path);

        var answers = await Connection.Exchange(Root, $"GET {path} HTTP/1.0\r\n{host}\r\n");

        var answer = Assert.Single(answers);
        Assert.Equal((status, "close", null), (answer.Status, answer["connection"], answer["transfer-encoding"]));
        Assert.StartsWith("HTTP/1.1 ", answer.Head, StringComparison.Ordinal);
        Assert.Equal(expected["content-length"], answer["content-length"]);
        Assert.Contains(answer.Text, expected.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTP_1_0_may_keep_the_connection()
    {
        var expected = await served.Get("/feeds/all.rss");
        using var connection = await Connection.Open(Root);
        var kept = new List<Raw.Answer>();

        foreach (var line in new[] { "", "If-None-Match: *\r\n" })
        {
            await connection.Send($"GET /feeds/all.rss HTTP/1.0\r\nConnection: keep-alive\r\n{line}\r\n");
            kept.Add(await connection.Read());
        }
        await connection.Send("GET /feeds/all.rss HTTP/1.0\r\n\r\n");
        var last = await connection.ReadAll();

        Assert.Equal([(200, "keep-alive"), (304, "keep-alive")],
            kept.Select(answer => (answer.Status, answer["connection"])));
        Assert.Equal(("close", expected.Text), (last.Single()["connection"], last[0].Text));
        Assert.Equal(expected.Body, kept[0].Body);
    }

    [Theory]
    [InlineData("GET /feeds/all.rss HTTP/1.1\r\n\r\n")]
    [InlineData("GET /feeds/all.rss HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n")]
    [InlineData("GET /feeds/all.rss HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /feeds/all.rss HTTP/1.1\r\nHost: a, b\r\n\r\n")]
    [InlineData("GET /feeds/all.rss HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET /feeds/all.rss HTTP/1.1\r\nHost: user@a\r\n\r\n")]
    [InlineData("GET /feeds/all.rss HTTP/1.1\r\nHost: a/feeds\r\n\r\n")]
    [InlineData("GET /feeds/all.rss HTTP/1.1\r\nHost: \u00ff\r\n\r\n")]
    public async Task HTTP_1_1_needs_one_host_that_is_one(string request)
    {
        var answers = await Connection.Exchange(Root, request + Get("/healthz"));

        Assert.Equal([(400, "close", 0)],
            answers.Select(answer => (answer.Status, answer["connection"], answer.Body.Length)));
    }

    [Theory]
    [InlineData("http://evil.example/feeds/all.rss", "evil.example", "/feeds/all.rss")]
    [InlineData("http://evil.example", "evil.example", "/")]
    [InlineData("http://evil.example/feeds/../feeds/all.rss?x=1", "evil.example", "/feeds/all.rss")]
    [InlineData("https://feeds.example.org/feeds/all.rss", "feeds.example.org", "/feeds/all.rss")]
    public async Task An_absolute_form_asks_for_the_same_and_changes_no_link(string target, string host, string path)
    {
        var expected = await served.Get(path);

        var answer = await served.Get(target, "Host: " + host);

        Assert.Equal((200, expected["etag"], expected["link"]), (answer.Status, answer["etag"], answer["link"]));
        Assert.Equal(expected.Body, answer.Body);
    }

    [Fact]
    public async Task A_redirect_of_an_absolute_form_leads_to_the_service_and_not_to_the_host_that_was_named()
    {
        var answer = await served.Get("http://evil.example/FEEDS/all.rss", "Host: evil.example");

        Assert.Equal((308, TestService.Address + "/feeds/all.rss"), (answer.Status, answer["location"]));
    }

    [Theory]
    [InlineData("GET http://evil.example/feeds/all.rss", 400)]
    [InlineData("GET ftp://feeds.example.org/feeds/all.rss", 400)]
    [InlineData("GET feeds/all.rss", 400)]
    [InlineData("GET *", 405)]
    [InlineData("GET feeds.example.org:80", 405)]
    [InlineData("OPTIONS *", 405)]
    [InlineData("OPTIONS /feeds/all.rss", 405)]
    [InlineData("CONNECT feeds.example.org:80", 405)]
    [InlineData("TRACE /feeds/all.rss", 405)]
    [InlineData("M-SEARCH *", 405)]
    public async Task Other_forms_of_a_target_are_refused(string line, int status)
    {
        var answers = await Connection.Exchange(Root, $"{line} HTTP/1.1\r\nHost: feeds.example.org:80\r\n"
            + "Connection: close\r\n\r\n" + Get("/healthz"));

        Assert.Equal([(status, 0)], answers.Select(answer => (answer.Status, answer.Body.Length)));
        Assert.Equal(status == 405, answers[0]["allow"] is not null);
    }

    [Theory]
    [InlineData("GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505)]
    [InlineData("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505)]
    [InlineData("GET / HTTP/0.9\r\n\r\n", 505)]
    [InlineData("GET /\r\n\r\n", 400)]
    [InlineData("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET / / HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData(" GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GE(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n", 400)]
    public async Task What_is_no_request_ends_the_connection(string bytes, int status)
    {
        var answers = await Connection.Exchange(Root, bytes + Get("/healthz"));

        Assert.Equal([(status, "close")], answers.Select(answer => (answer.Status, answer["connection"])));
    }

    [Theory]
    [InlineData("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==")]
    [InlineData("Connection: Content-Length, ETag\r\nTE: trailers")]
    public async Task What_a_client_would_rather_speak_changes_nothing(string headers)
    {
        var expected = await served.Get("/feeds/all.rss");
        using var connection = await Connection.Open(Root);

        await connection.Send(Get("/feeds/all.rss", headers) + Get("/healthz"));
        var answers = new[] { await connection.Read(), await connection.Read() };

        Assert.Equal((200, expected["etag"], expected.Text), (answers[0].Status, answers[0]["etag"], answers[0].Text));
        Assert.Equal((200, "ok\n"), (answers[1].Status, answers[1].Text));
    }

    private static string Get(string path, params string[] headers) => Ask("GET", path, headers);

    private static string Ask(string method, string path, params string[] headers) =>
        string.Join("\r\n", [$"{method} {path} HTTP/1.1", "Host: feeds.example.org", .. headers]) + "\r\n\r\n";

    private static Task<TestService> Start(WatchedWriter writer)
    {
        var folder = new TempFolder().Article("1.md", "title: One\nslug: one\ndate: 2026-01-01", "A whale.");
        for (var i = 0; i < 6; i++)
            folder.Topic($"t{i}", $"title: T{i}\nmatch: {{ any: [whale] }}");
        return TestService.Start(folder, writer.TakePlace);
    }
}
