using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>
/// Requests with bodies, which nothing here takes, and requests that mean one thing to a proxy and another to a server
/// (RFC 9112 §11.2). Each is followed by a poll of the health on the same connection: either that is answered, or the
/// connection ends, and nothing that lay in a body is ever answered.
/// </summary>
public sealed class FramingTests(Served served) : IClassFixture<Served>
{
    private const string Next = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    // It would be answered with 308.
    private const string Smuggled = "GET /FEEDS/smuggled.rss HTTP/1.1\r\nHost: a\r\n\r\n";

    public static TheoryData<string, string, int> Requests => new()
    {
        { "GET /feeds/all.rss", "", 200 },
        { "HEAD /feeds/all.rss", "", 200 },
        { "GET /feeds/all.rss", "If-None-Match: *\r\n", 304 },
        { "GET /topics/sea", "", 200 },
        { "GET /feeds/none.rss", "", 404 },
        { "GET /favicon.ico", "", 404 },
        { "GET /feeds/ALL.rss", "", 308 },
        { "GET /media/none.png", "", 404 },
        { "POST /feeds/all.rss", "", 405 },
        { "PUT /feeds/all.rss", "", 405 },
        { "get /feeds/all.rss", "", 405 },
        { "OPTIONS *", "", 405 },
        { "PROPFIND /unknown", "", 404 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public Task A_body_is_not_taken_for_a_request(string line, string headers, int status) =>
        IsAnsweredOnce(line, headers + $"Content-Length: {Smuggled.Length}\r\n", Smuggled, status);

    [Theory]
    [MemberData(nameof(Requests))]
    public Task A_body_in_chunks_is_not_taken_for_a_request(string line, string headers, int status) =>
        IsAnsweredOnce(line, headers + "Transfer-Encoding: chunked\r\n",
            $"{Smuggled.Length:x}\r\n{Smuggled}\r\n0\r\n\r\n", status);

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_body_of_no_bytes_keeps_the_connection(string line, string headers, int status)
    {
        using var connection = await Connection.Open(served.Service.Root);

        await connection.Send($"{line} HTTP/1.1\r\nHost: a\r\n{headers}Content-Length: 0\r\n\r\n{Next}");
        var answer = await connection.Read(line.Split(' ')[0]);
        var next = await connection.ReadAll();

        Assert.Equal(status, answer.Status);
        Assert.Equal(["ok\n"], next.Select(one => one.Text));
    }

    [Fact]
    public async Task A_large_body_is_not_waited_for()
    {
        using var connection = await Connection.Open(served.Service.Root);

        await connection.Send("POST /feeds/all.rss HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000000\r\n\r\nsome");
        var answers = await connection.ReadAll();

        Assert.Equal([405], answers.Select(answer => answer.Status));
    }

    [Theory]
    [InlineData("GET /feeds/all.rss", "Content-Length: 5\r\n", "hello", 200)]
    [InlineData("GET /feeds/none.rss", "Content-Length: 5\r\n", "hello", 404)]
    [InlineData("POST /feeds/all.rss", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n", 405)]
    public async Task Who_expects_100_gets_the_answer_instead(string line, string headers, string body, int status)
    {
        using var connection = await Connection.Open(served.Service.Root);

        await connection.Send($"{line} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n{headers}\r\n");
        var answer = await connection.Read();
        await connection.Send(body + Smuggled);
        var others = await connection.ReadAll();

        Assert.Equal(status, answer.Status);
        Assert.Empty(others);
    }

    [Theory]
    [InlineData("100-continue")]
    [InlineData("100-CONTINUE")]
    [InlineData("tea")]
    public async Task Who_expects_something_without_a_body_gets_the_answer(string expectation)
    {
        var answers = await Connection.Exchange(served.Service.Root,
            $"GET /feeds/all.rss HTTP/1.1\r\nHost: a\r\nExpect: {expectation}\r\n\r\n{Next}");

        Assert.Equal([200, 200], answers.Select(answer => answer.Status));
        Assert.Equal("ok\n", answers[1].Text);
    }

    [Theory]
    [InlineData("Content-Length: {0}", "Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked", "Content-Length: {0}")]
    [InlineData("Content-Length: 0", "Transfer-Encoding: chunked")]
    [InlineData("Content-Length: {0}", "Transfer-Encoding: gzip, chunked")]
    [InlineData("Content-Length: {0}", "Transfer-Encoding: CHUNKED")]
    public async Task Two_framings_end_the_connection(string one, string other)
    {
        var body = "0\r\n\r\n" + Smuggled;
        var headers = string.Join("\r\n", one, other)
            .Replace("{0}", $"{body.Length}", StringComparison.Ordinal) + "\r\n";

        await IsAnsweredOnce("POST /feeds/all.rss", headers, body, 405, mayGoOn: false);
        await IsAnsweredOnce("GET /feeds/none.rss", headers, body, 404, mayGoOn: false);
        await IsAnsweredOnce("GET /feeds/all.rss", "If-None-Match: *\r\n" + headers, body, 304, mayGoOn: false);
    }

    [Theory]
    [InlineData("Content-Length: 0\r\nContent-Length: 45")]
    [InlineData("Content-Length: 45\r\nContent-Length: 0")]
    [InlineData("Content-Length: 45\r\nContent-Length: 45")]
    [InlineData("Content-Length: 0, 45")]
    [InlineData("Content-Length: -45")]
    [InlineData("Content-Length: 0x2d")]
    [InlineData("Content-Length: 4 5")]
    [InlineData("Content-Length: 45;")]
    [InlineData("Content-Length:")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Content-Length : 45")]
    [InlineData("Content-Length\t: 45")]
    [InlineData("Content-Length\0: 45")]
    [InlineData("Transfer-Encoding : chunked")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity")]
    [InlineData("Transfer-Encoding: \u000bchunked")]
    [InlineData("Transfer-Encoding:\r\n chunked")]
    [InlineData("Transfer-Encoding:")]
    [InlineData("Transfer-Encoding: identity")]
    [InlineData("X: y\rTransfer-Encoding: chunked")]
    public async Task A_framing_that_is_none_is_a_bad_request(string headers)
    {
        foreach (var method in new[] { "GET", "POST" })
            await IsAnsweredOnce(method + " /feeds/all.rss", headers + "\r\n", Smuggled, 400, mayGoOn: false);
    }

    [Theory]
    [InlineData("zz\r\nhello\r\n0\r\n\r\n")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("fffffffffffffffff\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhelloworld\r\n0\r\n\r\n")]
    [InlineData("5;ext=\"\n\"\r\nhello\r\n0\r\n\r\n")]
    [InlineData("0\r\nContent-Length: 45\r\n\r\n")]
    [InlineData("0\n\n")]
    [InlineData("\r\n\r\n")]
    public Task Chunks_that_are_none_end_the_connection(string body) =>
        IsAnsweredOnce("GET /feeds/all.rss", "Transfer-Encoding: chunked\r\n", body + Smuggled, 200, mayGoOn: false);

    [Fact]
    public async Task HTTP_1_0_has_no_chunks()
    {
        var answers = await Connection.Exchange(served.Service.Root, "GET /feeds/all.rss HTTP/1.0\r\n"
            + $"Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Smuggled}");

        Assert.Equal([200], answers.Select(answer => answer.Status));
    }

    private async Task IsAnsweredOnce(string line, string headers, string body, int status, bool mayGoOn = true)
    {
        using var connection = await Connection.Open(served.Service.Root);

        await connection.Send($"{line} HTTP/1.1\r\nHost: a\r\n{headers}\r\n{body}{Next}");
        var answer = await connection.Read(line.Split(' ')[0]);
        var others = await connection.ReadAll();

        Assert.Equal((headers, status), (headers, answer.Status));
        Assert.All(others, other => Assert.Equal((mayGoOn, 200, "ok\n"), (true, other.Status, other.Text)));
        Assert.Equal(200, (await served.Get("/feeds/all.rss")).Status);
    }
}
