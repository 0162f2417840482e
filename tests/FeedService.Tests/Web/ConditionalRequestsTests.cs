using System.Globalization;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>RFC 9110 §13, for every document.</summary>
public sealed class ConditionalRequestsTests(Served served) : IClassFixture<Served>
{
    public static IEnumerable<TheoryDataRow<string>> EachDocument() =>
        Served.Documents.Select(path => new TheoryDataRow<string>(path));

    [Theory]
    [MemberData(nameof(EachDocument))]
    public async Task Every_document_has_both_validators(string path)
    {
        var answer = await served.Get(path);

        Assert.Equal(200, answer.Status);
        Assert.Matches("^W/\"[0-9a-f]{24}\"$", answer["etag"]);
        Assert.Equal(answer["last-modified"],
            Time(answer["last-modified"]!).ToString("r", CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(EachDocument))]
    public async Task A_client_that_has_the_document_gets_304(string path)
    {
        var first = await served.Get(path);

        var byTag = await served.Get(path, "If-None-Match: " + first["etag"]);
        var byTime = await served.Get(path, "If-Modified-Since: " + first["last-modified"]);

        Assert.Equal((304, 304), (byTag.Status, byTime.Status));
    }

    [Theory]
    [MemberData(nameof(EachDocument))]
    public async Task A_304_has_what_a_cache_needs_of_a_200_and_no_body(string path)
    {
        var full = await served.Get(path, "Accept-Encoding: gzip");

        var answer = await served.Get(path, "Accept-Encoding: gzip", "If-None-Match: " + full["etag"]);

        Assert.Equal(304, answer.Status);
        Assert.Empty(answer.Body);
        Assert.Equal(["access-control-allow-origin", "cache-control", "connection", "date", "etag", "last-modified", "vary"],
            answer.Headers.Keys.Order());
        Assert.All(["etag", "last-modified", "cache-control", "vary", "access-control-allow-origin"],
            name => Assert.Equal(full[name], answer[name]));
        Assert.Equal("Accept-Encoding", answer["vary"]);
        Assert.InRange(Time(answer["date"]!), DateTimeOffset.UtcNow.AddSeconds(-2), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task If_None_Match_is_compared_weakly()
    {
        var tag = (await served.Get("/feeds/all.rss"))["etag"]!;

        var weak = await served.Get("/feeds/all.rss", "If-None-Match: " + tag);
        var strong = await served.Get("/feeds/all.rss", "If-None-Match: " + tag[2..]);

        Assert.Equal((304, 304), (weak.Status, strong.Status));
    }

    [Theory]
    [InlineData("\"a\", {0}, \"b\"")]
    [InlineData("\"a\",{0}")]
    [InlineData("*")]
    public async Task If_None_Match_may_be_a_list_or_a_star(string list)
    {
        var tag = (await served.Get("/feeds/all.rss"))["etag"]!;

        var answer =
            await served.Get("/feeds/all.rss", "If-None-Match: " + list.Replace("{0}", tag, StringComparison.Ordinal));

        Assert.Equal(304, answer.Status);
    }

    [Fact]
    public async Task If_None_Match_may_stand_on_two_lines()
    {
        var tag = (await served.Get("/feeds/all.rss"))["etag"]!;

        var answer = await served.Get("/feeds/all.rss", "If-None-Match: \"a\"", "If-None-Match: " + tag);

        Assert.Equal(304, answer.Status);
    }

    [Fact]
    public async Task If_None_Match_wins_over_If_Modified_Since()
    {
        var full = await served.Get("/feeds/all.rss");
        var longAgo = "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT";

        var known = await served.Get("/feeds/all.rss", "If-None-Match: " + full["etag"], longAgo);
        var unknown = await served.Get("/feeds/all.rss", "If-None-Match: \"other\"",
            "If-Modified-Since: " + full["last-modified"]);

        Assert.Equal((304, 200), (known.Status, unknown.Status));
        Assert.Equal(full.Body, unknown.Body);
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 304)]
    [InlineData(1, 304)]
    [InlineData(86400, 304)]
    public async Task If_Modified_Since_alone_is_compared_with_Last_Modified(int seconds, int status)
    {
        var modified = Time((await served.Get("/feeds/all.rss"))["last-modified"]!);

        var answer = await served.Get("/feeds/all.rss",
            "If-Modified-Since: " + modified.AddSeconds(seconds).ToString("r", CultureInfo.InvariantCulture));

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("ddd, dd MMM yyyy HH:mm:ss 'GMT'")]
    [InlineData("dddd, dd-MMM-yy HH:mm:ss 'GMT'")]
    [InlineData("ddd MMM d HH:mm:ss yyyy")]
    public async Task If_Modified_Since_may_have_each_of_the_three_forms_of_dates(string form)
    {
        var modified = Time((await served.Get("/feeds/all.rss"))["last-modified"]!);
        Task<Raw.Answer> Since(DateTimeOffset time) => served.Get("/feeds/all.rss",
            "If-Modified-Since: " + time.ToString(form, CultureInfo.InvariantCulture));

        var known = await Since(modified);
        var older = await Since(modified.AddSeconds(-1));

        Assert.Equal((304, 200), (known.Status, older.Status));
    }

    [Theory]
    [InlineData("If-Modified-Since: yesterday")]
    [InlineData("If-Modified-Since: 1767225600")]
    [InlineData("If-Modified-Since:")]
    [InlineData("If-None-Match: unquoted")]
    [InlineData("If-None-Match: \"half")]
    [InlineData("If-None-Match:")]
    [InlineData("If-Unmodified-Since: tomorrow")]
    [InlineData("If-Match: unquoted")]
    public async Task What_is_no_date_and_no_tag_is_ignored(string header)
    {
        var answer = await served.Get("/feeds/all.rss", header);

        Assert.Equal(200, answer.Status);
        Assert.NotEmpty(answer.Body);
    }

    [Theory]
    [InlineData("If-Match: \"other\"", 412)]
    [InlineData("If-Match: *", 200)]
    [InlineData("If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT", 412)]
    [InlineData("If-Unmodified-Since: Fri, 01 Jan 2100 00:00:00 GMT", 200)]
    public async Task A_condition_that_does_not_hold_gives_412(string header, int status)
    {
        var answer = await served.Get("/feeds/all.rss", header);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task If_Match_is_compared_strongly_so_a_weak_tag_never_matches()
    {
        var tag = (await served.Get("/feeds/all.rss"))["etag"]!;

        var answers = new[] { await served.Get("/feeds/all.rss", "If-Match: " + tag),
            await served.Get("/feeds/all.rss", "If-Match: " + tag[2..]) };

        Assert.All(answers, answer => Assert.Equal(412, answer.Status));
    }

    [Fact]
    public async Task HEAD_is_judged_as_GET_is()
    {
        var tag = (await served.Get("/feeds/all.rss"))["etag"];

        var answer = await served.Head("/feeds/all.rss", "If-None-Match: " + tag);

        Assert.Equal((304, tag), (answer.Status, answer["etag"]));
    }

    [Fact]
    public async Task A_cold_cache_knows_what_a_client_has()
    {
        await using var first = await TestService.Start(new TempFolder().Site("id: tag:example.org,2024:x")
            .Article("1.md", "title: One\ndate: 2026-01-01"));
        await using var second = await TestService.Start(new TempFolder().Site("id: tag:example.org,2024:x")
            .Article("1.md", "title: One\ndate: 2026-01-01"));
        var tag = (await Raw.Send(first.Root, "GET /feeds/all.atom"))["etag"];

        var answer = await Raw.Send(second.Root, "GET /feeds/all.atom", "If-None-Match: " + tag);

        Assert.Equal(304, answer.Status);
    }

    [Fact]
    public async Task A_condition_means_nothing_where_there_is_no_document()
    {
        var answer = await served.Get("/feeds/none.rss", "If-None-Match: *");

        Assert.Equal(404, answer.Status);
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, "r", CultureInfo.InvariantCulture);
}
