using System.Text;
using FeedService.Feeds;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>Feed readers get feeds, whatever they say they like; browsers get a page about the feed.</summary>
public sealed class ReaderHeadersTests(Served served) : IClassFixture<Served>
{
    private const string FirefoxAccept = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private const string ChromiumAccept = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,"
        + "image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

    private const string Firefox = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private const string Chromium = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 "
        + "(KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    private const string Safari = "User-Agent: Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
        + "(KHTML, like Gecko) Version/18.5 Safari/605.1.15";

    private static readonly Dictionary<string, string[]> Browsers = new()
    {
        ["Chromium"] = [Chromium, ChromiumAccept, "Accept-Language: de-DE,de;q=0.9",
            "Accept-Encoding: gzip, deflate, br, zstd", "Upgrade-Insecure-Requests: 1", "Sec-Fetch-Site: none",
            "Sec-Fetch-Mode: navigate", "Sec-Fetch-User: ?1", "Sec-Fetch-Dest: document"],
        ["Chromium over plain HTTP"] = [Chromium, ChromiumAccept, "Accept-Language: de-DE,de;q=0.9",
            "Accept-Encoding: gzip, deflate", "Upgrade-Insecure-Requests: 1"],
        ["Firefox"] = [Firefox, FirefoxAccept, "Accept-Language: en-US,en;q=0.5",
            "Accept-Encoding: gzip, deflate, br, zstd", "Upgrade-Insecure-Requests: 1", "Sec-Fetch-Dest: document",
            "Sec-Fetch-Mode: navigate", "Sec-Fetch-Site: none", "Sec-Fetch-User: ?1", "Priority: u=0, i"],
        ["Firefox over plain HTTP"] = [Firefox, FirefoxAccept, "Accept-Language: en-US,en;q=0.5",
            "Accept-Encoding: gzip, deflate"],
        ["Safari"] = [FirefoxAccept, Safari, "Accept-Language: en-GB,en;q=0.9", "Accept-Encoding: gzip, deflate",
            "Sec-Fetch-Dest: document", "Priority: u=0, i"],
        ["A browser without a name"] = [FirefoxAccept],
    };

    public static TheoryData<string, string> ReadersAndFormats => [.. Reader.All.SelectMany(reader =>
        FeedFormat.All.Select(format => (reader.Name, format.Extension)))];

    public static TheoryData<string, string> BrowsersAndFormats => [.. Browsers.Keys.SelectMany(browser =>
        FeedFormat.All.Select(format => (browser, format.Extension)))];

    public static TheoryData<string> EachBrowser => [.. Browsers.Keys];

    [Theory]
    [MemberData(nameof(ReadersAndFormats))]
    public async Task A_reader_gets_the_feed_and_then_what_its_second_poll_asks_for(string name, string extension)
    {
        var (reader, format) = (Named(name), FeedFormat.Of(extension)!);
        var plain = await served.Get("/feeds/all." + extension);

        var first = await served.Get("/feeds/all." + extension, reader.Headers);
        var second = await served.Get("/feeds/all." + extension, Polling(reader, first));

        Assert.Equal((200, format.MediaType + "; charset=utf-8"), (first.Status, first["content-type"]));
        Assert.Equal(plain.Body, first.Decoded());
        Assert.Equal(("Accept-Encoding", plain["cache-control"]), (first["vary"], first["cache-control"]));
        Assert.True(Takes(reader, first["content-encoding"]), first["content-encoding"]);
        Assert.Equal((reader.Kept == Kept.Nothing ? 200 : 304, first["etag"]), (second.Status, second["etag"]));
        Assert.Equal(reader.Kept == Kept.Nothing ? plain.Body : [], second.Decoded());
    }

    [Fact]
    public async Task Thunderbird_begins_with_a_time_of_long_ago()
    {
        string[] headers = [.. Named("Thunderbird").Headers, "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT"];

        var answer = await served.Get("/feeds/all.rss", headers);

        Assert.Equal((200, "application/rss+xml; charset=utf-8"), (answer.Status, answer["content-type"]));
    }

    [Theory]
    [InlineData("/feeds/all.rss")]
    [InlineData("/feeds/all.atom")]
    [InlineData("/feeds/all.json")]
    public async Task What_rsstail_learns_from_HEAD_is_what_its_GET_gets(string path)
    {
        var reader = Named("rsstail 1.8");

        var before = await served.Get(path, reader.Headers);
        var head = await served.Head(path, reader.Headers);
        var get = await served.Get(path, reader.Headers);

        // Between them it may have been compressed well, once.
        Assert.Contains(head.Undated, new[] { before.Undated, get.Undated });
        Assert.Empty(head.Body);
    }

    [Fact]
    public async Task Liferea_finds_a_page_at_the_root_and_no_icon()
    {
        var reader = Named("Liferea 1.14.4");

        var (page, icon) = (await served.Get("/", reader.Headers), await served.Get("/favicon.ico", reader.Headers));

        Assert.Equal((200, "text/html; charset=utf-8", 404), (page.Status, page["content-type"], icon.Status));
    }

    [Theory]
    [MemberData(nameof(BrowsersAndFormats))]
    public async Task A_browser_gets_a_page_with_the_address_of_the_feed(string browser, string extension)
    {
        var page = await served.Get("/feeds/sea." + extension, Browsers[browser]);
        var after = await served.Get("/feeds/sea." + extension, Named("newsboat 2.21").Headers);

        Assert.Equal((200, "text/html; charset=utf-8", "no-store"),
            (page.Status, page["content-type"], page["cache-control"]));
        Assert.Equal(("Accept-Encoding", null), (page["vary"], page["link"]));
        Assert.Contains($"<code>{TestService.Address}/feeds/sea.{extension}</code>",
            Encoding.UTF8.GetString(page.Decoded()), StringComparison.Ordinal);
        Assert.Equal((200, FeedFormat.Of(extension)!.MediaType + "; charset=utf-8"),
            (after.Status, after["content-type"]));
    }

    [Theory]
    [MemberData(nameof(EachBrowser))]
    public async Task A_browser_that_comes_first_leaves_nothing_to_readers_and_a_reader_nothing_to_it(string browser)
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"));
        var types = new List<string?>();

        foreach (var headers in new[] { Browsers[browser], Named("sfeed 1.7").Headers, Browsers[browser],
            Named("NetNewsWire").Headers, Named("Miniflux").Headers, Browsers[browser] })
            types.Add((await Raw.Send(service.Root, "GET /feeds/all.atom", headers))["content-type"]);

        const string Page = "text/html; charset=utf-8", Feed = "application/atom+xml; charset=utf-8";
        Assert.Equal([Page, Feed, Page, Feed, Feed, Page], types);
    }

    [Theory]
    [MemberData(nameof(EachBrowser))]
    public async Task HEAD_of_a_browser_has_the_headers_of_its_page(string browser)
    {
        var get = await served.Get("/feeds/sea.rss", Browsers[browser]);

        var head = await served.Head("/feeds/sea.rss", Browsers[browser]);

        Assert.Equal(get.Undated, head.Undated);
        Assert.Empty(head.Body);
    }

    [Theory]
    [MemberData(nameof(EachBrowser))]
    public async Task A_browser_that_has_the_feed_gets_the_page(string browser)
    {
        var feed = await served.Get("/feeds/sea.rss");

        var answers = new[]
        {
            await served.Get("/feeds/sea.rss", [.. Browsers[browser], "If-None-Match: " + feed["etag"]]),
            await served.Get("/feeds/sea.rss", [.. Browsers[browser], "If-Modified-Since: " + feed["last-modified"]]),
        };

        Assert.All(answers, answer =>
            Assert.Equal((200, "text/html; charset=utf-8"), (answer.Status, answer["content-type"])));
    }

    [Theory]
    [MemberData(nameof(EachBrowser))]
    public async Task A_reader_that_has_the_page_of_a_browser_gets_the_feed(string browser)
    {
        var page = await served.Get("/feeds/sea.rss", Browsers[browser]);

        var answer = await served.Get("/feeds/sea.rss", "If-None-Match: " + page["etag"]);

        Assert.Equal((200, "application/rss+xml; charset=utf-8"), (answer.Status, answer["content-type"]));
    }

    [Theory]
    [InlineData("Sec-Fetch-Dest: empty", "Accept: */*")]
    [InlineData("Sec-Fetch-Dest: empty", "Accept: application/json, text/plain, */*")]
    [InlineData("Sec-Fetch-Dest: empty", "Accept: text/html,application/xhtml+xml", "User-Agent: Mozilla/5.0",
        "Accept-Language: de")]
    [InlineData("Sec-Fetch-Dest: audio", "Accept: */*")]
    [InlineData("Sec-Fetch-Dest: video", "Accept: audio/webm,audio/ogg,application/ogg;q=0.7,*/*;q=0.5")]
    [InlineData("Sec-Fetch-Dest: image", "Accept: image/avif,image/webp,*/*")]
    public async Task A_page_or_a_player_that_fetches_the_feed_gets_it(params string[] headers)
    {
        var answer = await served.Get("/feeds/sea.json",
            [Firefox, "Accept-Language: de", "Accept-Encoding: identity", .. headers]);

        Assert.Equal((200, "application/feed+json; charset=utf-8", "*"),
            (answer.Status, answer["content-type"], answer["access-control-allow-origin"]));
    }

    private static Reader Named(string name) => Reader.All.Single(reader => reader.Name == name);

    private static string[] Polling(Reader reader, Raw.Answer first)
    {
        var headers = reader.Headers.ToList();
        if (reader.Kept == Kept.TagAndTime)
            headers.Add("If-None-Match: " + first["etag"]);
        if (reader.Kept != Kept.Nothing)
            headers.Add("If-Modified-Since: " + first["last-modified"]);
        if (reader.OnPoll is { } more)
            headers.Add(more);
        return [.. headers];
    }

    private static bool Takes(Reader reader, string? coding) => coding is null
        || reader.Headers.Any(header => header.StartsWith("Accept-Encoding:", StringComparison.Ordinal)
            && header.Contains(coding, StringComparison.Ordinal));
}
