using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using FeedService.Tests.Support;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

public sealed class CacheTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_queries_nor_odd_headers_make_new_entries()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"));
        var first = await Raw.Send(service.Root, "GET /feeds/all.rss");
        string[] odd =
        [
            "Host: evil.example", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https",
            "X-Forwarded-Prefix: /evil", "Forwarded: host=evil.example",
            "Accept: text/html;q=0.1, application/rss+xml", "Accept-Language: fr", "Cookie: a=b",
            "Authorization: Basic YTpi", "Cache-Control: no-cache",
            "Pragma: no-cache", "Range: bytes=0-9", "A-IM: feed", "User-Agent:", "Accept-Encoding: deflate, zstd",
            "X-Original-URL: /evil",
        ];

        foreach (var target in new[] { "/feeds/all.rss", "/feeds/all.rss?utm_source=x", "/feeds/all.rss?=1",
            "/feeds/all.rss?*", "/feeds/all.rss?a&b=%00" })
            foreach (var header in odd)
            {
                var answer = await Raw.Send(service.Root, "GET " + target, header);
                Assert.Equal(200, answer.Status);
                Assert.Equal(first.Body, answer.Body);
                Assert.Equal(first["link"], answer["link"]);
            }

        Assert.Equal(1, Entries(service));
    }

    [Fact]
    public async Task There_is_an_entry_for_each_encoding_and_none_for_what_is_not_there()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"));

        foreach (var encoding in new[] { "br", "gzip, br;q=0.9", "gzip", "identity", "br;q=1.0", "deflate" })
            await Raw.Send(service.Root, "GET /feeds/all.rss", "Accept-Encoding: " + encoding);
        for (var i = 0; i < 20; i++)
            await Raw.Send(service.Root, $"GET /feeds/none{i}.rss");

        Assert.Equal(3, Entries(service));
    }

    [Fact]
    public async Task No_stale_body_follows_a_fresh_one_however_many_ask_while_it_changes()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: Round 0 ."));
        var seen = new ConcurrentBag<(long Start, long End, int Round, string Modified, string Tag)>();
        using var stop = new CancellationTokenSource();

        var asking = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var start = Environment.TickCount64;
                using var answer =
                    await service.Client.GetAsync($"/feeds/all.{(i % 2 == 0 ? "rss" : "atom")}", Cancellation);
                var body = await answer.Content.ReadAsStringAsync(Cancellation);
                var round = int.Parse(body.Split("Round ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
                seen.Add((start, Environment.TickCount64, round, $"{i % 2} {answer.Content.Headers.LastModified:r}",
                    answer.Headers.ETag!.Tag));
            }
        }, Cancellation)).ToList();
        for (var round = 1; round <= 3; round++)
        {
            service.Folder.Article("1.md", $"title: Round {round} .");
            await TestService.Eventually(() => Task.FromResult(seen.Any(one => one.Round == round)),
                TimeSpan.FromSeconds(10));
        }
        await stop.CancelAsync();
        await Task.WhenAll(asking);

        for (var round = 1; round <= 3; round++)
        {
            // Each format becomes new at the same moment; a tick is as exact as the clock is.
            var known = seen.Where(one => one.Round >= round).Min(one => one.End) + 20;
            Assert.DoesNotContain(seen, one => one.Start > known && one.Round < round);
        }
        Assert.All(seen.GroupBy(one => one.Modified), same => Assert.Single(same.Select(one => one.Tag).Distinct()));
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_harms_nobody()
    {
        var body = string.Join("\n\n", Enumerable.Repeat(new string('x', 1000), 400));
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One", body));
        for (var i = 0; i < 10; i++)
        {
            using var client = new TcpClient { LingerState = new LingerOption(true, 0) };
            await client.ConnectAsync(service.Root.Host, service.Root.Port, Cancellation);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"GET /feeds/all.rss HTTP/1.1\r\nHost: {service.Root.Authority}\r\n\r\n"),
                Cancellation);
        }

        var answer = await Raw.Send(service.Root, "GET /feeds/all.rss");

        Assert.Equal(200, answer.Status);
        Assert.Equal(answer["content-length"], answer.Body.Length.ToString(CultureInfo.InvariantCulture));
        Assert.EndsWith("</rss>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_for_a_broken_feed_is_not_kept()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"));
        var good = await Raw.Send(service.Root, "GET /feeds/all.rss");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(service.Folder.Path, "store.db")}"))
            Dapper.SqlMapper.Execute(connection, "update article set published = 9223372036854775807");
        var batch = service.Services.GetRequiredService<FeedService.Store.ArticleStore>().Begin(DateTimeOffset.UtcNow);
        batch.TouchAllTopics();
        batch.Commit(DateTimeOffset.UtcNow);
        batch.Dispose();
        service.Services.GetRequiredService<FeedService.Topics.Catalog>().Refresh("tag:feeds.example.org,2026");
        var before = Entries(service);

        var answer = await Raw.Send(service.Root, "GET /feeds/all.rss");

        Assert.Equal((200, good["etag"], "no-cache"), (answer.Status, answer["etag"], answer["cache-control"]));
        Assert.Equal(good.Body, answer.Body);
        Assert.Equal(before, Entries(service));
    }

    // Nothing public tells what the cache holds.
    private static int Entries(TestService service)
    {
        var store = service.Services.GetRequiredService<IOutputCacheStore>();
        var cache = store.GetType()
            .GetField("_cache", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(store)!;
        return ((IEnumerable)cache.GetType().GetProperty("Keys")!.GetValue(cache)!).Cast<object>().Count();
    }
}
