using System.Globalization;
using System.Net.Sockets;
using System.Text;
using FeedService.Tests.Support;
using FeedService.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

/// <summary>What is kept, and for whom: in the documents at hand, and below them in those that nodes share.</summary>
public sealed class CacheTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>With room for documents at hand, and with none, so that each is looked for among the shared.</summary>
    public static TheoryData<long> Rooms => [100_000_000, 0];

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task A_thousand_spellings_of_a_request_add_no_entry(long room)
    {
        var writer = new WatchedWriter();
        await using var service = await Start(room, writer.TakePlace);
        var first = await Raw.Send(service.Root, "GET /feeds/all.rss");
        await TestService.Eventually(() => Task.FromResult(service.Entries() == 1), TimeSpan.FromSeconds(10));

        await Parallel.ForAsync(0, 1000, Cancellation, async (i, _) =>
        {
            var answer = await Raw.Send(service.Root, $"GET /feeds/all.rss?utm_source={i}&a[]={i % 7}&*",
                $"Host: h{i}.example", $"X-Forwarded-Host: f{i}.example", $"User-Agent: reader/{i}", $"Cookie: a={i}",
                $"Accept-Language: x-{i}", $"Accept-Encoding: {(i % 3 == 0 ? "gzip" : "br")};q=0.{i % 900 + 100}, x-{i}");
            Assert.Equal((200, first["etag"], first["link"]), (answer.Status, answer["etag"], answer["link"]));
        });

        Assert.Equal((1, 1), (service.Entries(), writer.Count));
    }

    [Theory]
    [InlineData("Authorization: Basic YTpi")]
    [InlineData("Cache-Control: no-cache")]
    [InlineData("Cache-Control: only-if-cached")]
    [InlineData("Pragma: no-cache")]
    [InlineData("Range: bytes=0-9")]
    [InlineData("A-IM: feed")]
    [InlineData("Expect: 100-continue")]
    [InlineData("TE: deflate,gzip;q=0.3")]
    [InlineData("X-Original-URL: /evil")]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    public async Task No_header_changes_the_body(string header)
    {
        foreach (var room in Rooms)
        {
            await using var service = await Start(room);
            var first = await Raw.Send(service.Root, "GET /feeds/all.rss");

            var answer = await Raw.Send(service.Root, "GET /feeds/all.rss", header);

            Assert.Equal(200, answer.Status);
            Assert.Equal(first.Body, answer.Body);
        }
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task What_is_not_there_leaves_no_entry(long room)
    {
        await using var service = await Start(room);

        for (var i = 0; i < 20; i++)
        {
            await Raw.Send(service.Root, $"GET /feeds/none{i}.rss");
            await Raw.Send(service.Root, $"GET /articles/none{i}");
            await Raw.Send(service.Root, $"GET /FEEDS/ALL.rss?{i}");
        }

        Assert.Equal(0, service.Entries());
    }

    [Fact]
    public async Task A_change_leaves_no_more_entries_than_there_were()
    {
        await using var service = await Start();
        var shared = service.Counting("feedservice.documents.shared");

        for (var i = 0; i < 10; i++)
        {
            service.Change($"Round {i}");
            await Raw.Send(service.Root, "GET /feeds/all.rss");
        }

        await TestService.Eventually(() => Task.FromResult(service.Entries() == 1), TimeSpan.FromSeconds(10));
        Assert.Equal(0, shared());
    }

    [Fact]
    public async Task Documents_take_no_more_memory_than_they_may()
    {
        var folder = new TempFolder();
        for (var i = 0; i < 60; i++)
            folder.Article($"{i}.md", $"title: One\nslug: a{i}", new string('x', 5000));
        await using var service = await Start(100_000, folder: folder);
        var documents = service.Services.GetRequiredService<Documents>();

        for (var i = 0; i < 60; i++)
            await service.Text($"/articles/a{i}");

        Assert.Null(documents.Find("/articles/a0"));
        Assert.NotNull(documents.Find("/articles/a59"));
        Assert.InRange(Enumerable.Range(0, 60).Sum(i => documents.Find($"/articles/a{i}")?.Size ?? 0), 50_000, 100_000);
    }

    [Fact]
    public async Task What_is_asked_for_again_is_compressed_as_well_as_can_be()
    {
        var body = string.Join("\n\n", Enumerable.Range(0, 2000).Select(i => $"Word {i * 7919 % 1000} and {i}."));
        await using var service = await Start(folder: new TempFolder().Article("1.md", "title: One", body));
        var sizes = new Dictionary<string, int>();
        foreach (var coding in new[] { "br", "gzip" })
            sizes[coding] = (await Raw.Send(service.Root, "GET /feeds/all.rss", "Accept-Encoding: " + coding)).Body.Length;

        foreach (var (coding, size) in sizes)
        {
            await TestService.Eventually(async () =>
                (await Raw.Send(service.Root, "GET /feeds/all.rss", "Accept-Encoding: " + coding)).Body.Length < size,
                TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task What_stands_in_for_a_broken_feed_is_not_kept()
    {
        var writer = new WatchedWriter();
        await using var service = await Start(change: writer.TakePlace);
        var good = await Raw.Send(service.Root, "GET /feeds/all.rss");
        await TestService.Eventually(() => Task.FromResult(service.Entries() == 1), TimeSpan.FromSeconds(10));
        writer.Before = _ => throw new InvalidOperationException("out of ink");
        service.Change("Two");

        var answer = await Raw.Send(service.Root, "GET /feeds/all.rss");

        Assert.Equal((200, good["etag"], "no-cache"), (answer.Status, answer["etag"], answer["cache-control"]));
        Assert.Equal(good.Body, answer.Body);
        Assert.Equal("no-cache", (await Raw.Send(service.Root, "GET /feeds/all.rss"))["cache-control"]);
    }

    [Fact]
    public async Task What_cannot_be_made_at_all_asks_to_come_back()
    {
        var writer = new WatchedWriter { Before = _ => throw new InvalidOperationException("out of ink") };
        await using var service = await Start(change: writer.TakePlace);

        var answer = await Raw.Send(service.Root, "GET /feeds/all.rss");
        var conditional = await Raw.Send(service.Root, "GET /feeds/all.rss", "If-None-Match: *");
        writer.Before = _ => { };

        Assert.Equal((503, "5", "no-cache"), (answer.Status, answer["retry-after"], answer["cache-control"]));
        Assert.Equal(503, conditional.Status);
        await TestService.Eventually(async () => (int)await service.Status("/feeds/all.rss") == 200,
            TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_harms_nobody()
    {
        var body = string.Join("\n\n", Enumerable.Repeat(new string('x', 1000), 400));
        foreach (var room in Rooms)
        {
            await using var service = await Start(room, folder: new TempFolder().Article("1.md", "title: One", body));
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
    }

    private static async Task<TestService> Start(long room = 100_000_000, Action<IServiceCollection>? change = null,
        TempFolder? folder = null)
    {
        var service = await TestService.Start(folder ?? new TempFolder().Article("1.md", "title: One"), services =>
        {
            services.AddSingleton(new DocumentLimits(room)).ShareInMemory();
            change?.Invoke(services);
        });
        await service.WhenShared();
        return service;
    }
}
