using System.Globalization;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>Headers that no honest client sends: refused or passed over, and others are served as before.</summary>
public sealed class HostileHeadersTests(Served served) : IClassFixture<Served>
{
    private const string Feed = "/feeds/all.rss";

    private Uri Root => served.Service.Root;

    [Theory]
    [InlineData(1, 16_000, 200)]
    [InlineData(1, 16_384, 431)]
    [InlineData(1, 1_000_000, 431)]
    [InlineData(15, 1000, 200)]
    [InlineData(17, 1000, 431)]
    [InlineData(62, 10, 200)]
    [InlineData(63, 10, 431)]
    [InlineData(10_000, 0, 431)]
    public async Task Many_headers_are_too_many(int count, int length, int status)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('x', length)}\r\n"));

        var answers = await Connection.Exchange(Root,
            $"GET {Feed} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");

        Assert.Equal([status], answers.Select(answer => answer.Status));
        await StillServes();
    }

    [Theory]
    [InlineData("X-A: a\0b")]
    [InlineData("X\0A: a")]
    [InlineData("X-A: a\rX-B: b")]
    [InlineData("X-A: a\r")]
    [InlineData("X-A: a\r\n b")]
    [InlineData("X-A: a\r\n\tb")]
    [InlineData(" X-A: a")]
    [InlineData("X-A")]
    [InlineData(": a")]
    [InlineData("X-A : a")]
    [InlineData("X A: a")]
    [InlineData("X-\u00e4: a")]
    [InlineData("Host: b")]
    public async Task A_header_that_is_none_is_a_bad_request(string header)
    {
        var answers = await Connection.Exchange(Root, $"GET {Feed} HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\n");

        Assert.Equal([400], answers.Select(answer => answer.Status));
        await StillServes();
    }

    [Theory]
    [InlineData("User-Agent: L\u00c3\u00a4ufer/1.0")]
    [InlineData("User-Agent: L\u00e4ufer/1.0")]
    [InlineData("User-Agent: \u0001\u001b[31m")]
    [InlineData("Cookie: \u00f0\u009f\u0090\u008b")]
    [InlineData("Range: bytes=99999999999999999999-")]
    [InlineData("If-Range: \"")]
    [InlineData("Host:")]
    public async Task A_strange_header_is_passed_over(string header)
    {
        var answer = await served.Get(Feed, header);

        Assert.Equal((200, (await served.Get(Feed)).Text), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("", 10_000, "", 200)]
    [InlineData("", 10_000, "*", 304)]
    [InlineData("\"a\"", 3_900, "*", 304)]
    [InlineData("\"\"", 5_000, "\"\"", 200)]
    [InlineData("a", 7_500, "{0}", 304)]
    [InlineData("W/", 5_000, "{0}", 304)]
    [InlineData("\"", 7_500, "{0}", 304)]
    [InlineData("W/\"a\"", 2_500, "{0}", 304)]
    public async Task A_list_of_thousands_of_tags_is_read_to_its_end(string tag, int count, string last, int status)
    {
        var current = (await served.Get(Feed))["etag"];
        var list = string.Join(',', Enumerable.Repeat(tag, count))
            + ',' + last.Replace("{0}", current, StringComparison.Ordinal);

        var answer = await served.Get(Feed, "If-None-Match: " + list);

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("\"abc")]
    [InlineData("abc\"")]
    [InlineData("\"")]
    [InlineData("W/")]
    [InlineData("W/\"")]
    [InlineData("\"a\" \"b\"")]
    [InlineData("\"a\"\"b\"")]
    [InlineData("\"*\"")]
    [InlineData("'*'")]
    [InlineData(",,,")]
    public async Task A_tag_that_is_none_matches_nothing(string tags)
    {
        var answer = await served.Get(Feed, "If-None-Match: " + tags);

        Assert.Equal(200, answer.Status);
        Assert.NotEmpty(answer.Body);
    }

    [Theory]
    [InlineData("Mon, 00 Foo 0000 99:99:99 GMT", 200, 200)]
    [InlineData("Sat, 01 Jan 0001 00:00:00 GMT", 200, 200)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 304, 200)]
    [InlineData("Fri, 31 Dec 99999 23:59:59 GMT", 200, 200)]
    [InlineData("Tue, 29 Feb 2022 00:00:00 GMT", 200, 200)]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 200, 412)]
    [InlineData("Sun Nov  6 08:49:37 1994", 200, 412)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", 200, 412)]
    [InlineData("1994-11-06T08:49:37Z", 200, 200)]
    [InlineData("784111777", 200, 200)]
    [InlineData("-1", 200, 200)]
    [InlineData("99999999999999999999", 200, 200)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT; length=5", 200, 200)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 2094 08:49:37 GMT", 200, 200)]
    [InlineData("\u00d9\u00a1", 200, 200)]
    [InlineData("((((((((((((((((((((((((", 200, 200)]
    public async Task An_absurd_date_is_none(string date, int modifiedSince, int unmodifiedSince)
    {
        var modified = await served.Get(Feed, "If-Modified-Since: " + date);
        var unmodified = await served.Get(Feed, "If-Unmodified-Since: " + date);

        Assert.Equal((modifiedSince, unmodifiedSince), (modified.Status, unmodified.Status));
    }

    [Theory]
    [InlineData("gzip;q=-1", null)]
    [InlineData("gzip;q=1e9", null)]
    [InlineData("gzip;q=99999999999999999999999999", null)]
    [InlineData("gzip;q=NaN", null)]
    [InlineData("gzip;q=", null)]
    [InlineData("gzip;q=0,5", null)]
    [InlineData("gzip;q=\"1\"", null)]
    [InlineData("gzip;q=1;q=0", null)]
    [InlineData("gzip;q=0.0000000000000000001", null)]
    [InlineData(";q=1", null)]
    [InlineData("\"gzip\"", null)]
    [InlineData(",,,gzip,,,", "gzip")]
    [InlineData("br;q=0.999, gzip;q=1.000", "gzip")]
    public async Task An_absurd_weight_asks_for_nothing(string accepted, string? coding)
    {
        var answer = await served.Get(Feed, "Accept-Encoding: " + accepted);

        Assert.Equal((200, coding), (answer.Status, answer["content-encoding"]));
        Assert.Equal((await served.Get(Feed)).Body, answer.Decoded());
    }

    [Theory]
    [InlineData("Accept-Encoding", ";")]
    [InlineData("Accept-Encoding", "gzip,")]
    [InlineData("Accept-Encoding", "gzip;q=1;")]
    [InlineData("Accept", "text/html,")]
    [InlineData("Accept", "text/html;")]
    [InlineData("Accept", "text/html;q=\"")]
    [InlineData("Accept", "\"\\")]
    [InlineData("If-Modified-Since", "(")]
    [InlineData("Range", "0-,")]
    [InlineData("Connection", "close,")]
    public async Task A_header_that_goes_on_and_on_harms_nobody(string name, string part)
    {
        var value = string.Concat(Enumerable.Repeat(part, 15_000 / part.Length));

        var answer = await served.Get(Feed, $"{name}: {value}");

        Assert.Equal(200, answer.Status);
        await StillServes();
    }

    private async Task StillServes()
    {
        var answer = await served.Get(Feed);

        Assert.Equal((200, answer["content-length"]),
            (answer.Status, answer.Body.Length.ToString(CultureInfo.InvariantCulture)));
    }
}
