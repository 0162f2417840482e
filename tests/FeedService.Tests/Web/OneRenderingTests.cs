using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using FeedService.Store;
using FeedService.Tests.Support;
using FeedService.Topics;
using FeedService.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

/// <summary>A feed is rendered once a change, whatever those do who wait for it.</summary>
public sealed class OneRenderingTests
{
    private readonly WatchedWriter writer = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_clients_at_once_are_served_by_one_rendering()
    {
        writer.Before = _ => Thread.Sleep(300);
        await using var service = await Start();

        var answers = await Ask(service, 200);

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(1, writer.Count);
    }

    [Fact]
    public async Task Of_many_documents_only_a_few_are_rendered_at_once()
    {
        var (now, most) = (0, 0);
        writer.Before = _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            Thread.Sleep(20);
            Interlocked.Decrement(ref now);
        };
        var folder = new TempFolder().Article("1.md", "title: One");
        for (var i = 0; i < 200; i++)
            folder.Topic($"t{i}", $"title: T{i}\nmatch: {{ any: [some] }}");
        await using var service = await TestService.Start(folder, writer.TakePlace);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => service.Status($"/feeds/t{i}.rss")));

        Assert.All(answers, answer => Assert.Equal(System.Net.HttpStatusCode.OK, answer));
        Assert.Equal(200, writer.Count);
        Assert.InRange(most, 1, Math.Max(4, 2 * Environment.ProcessorCount));
    }

    [Fact]
    public async Task They_are_served_when_the_first_of_them_leaves()
    {
        var begun = new TaskCompletionSource();
        using var go = new ManualResetEventSlim();
        writer.Before = _ =>
        {
            begun.TrySetResult();
            go.Wait(Cancellation);
        };
        await using var service = await Start();
        using (var first = await Connect(service))
        {
            first.LingerState = new LingerOption(true, 0);
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        }

        var others = Ask(service, 200);
        await Task.Delay(100, Cancellation);
        go.Set();
        var answers = await others;

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(1, writer.Count);
    }

    [Fact]
    public async Task They_are_served_while_the_first_of_them_reads_nothing_for_twenty_seconds()
    {
        writer.Before = _ => Thread.Sleep(300);
        await using var service = await Start(new string('x', 400_000));
        using var first = await Connect(service, receiveBuffer: 4096);

        var start = Environment.TickCount64;
        var answers = await Ask(service, 200).WaitAsync(TimeSpan.FromSeconds(15), Cancellation);
        while (Environment.TickCount64 - start < 20_000)
        {
            Assert.Equal(200, (await Raw.Send(service.Root, "GET /feeds/all.rss")).Status);
            await Task.Delay(1000, Cancellation);
        }

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(1, writer.Count);
    }

    [Fact]
    public async Task They_are_served_when_the_rendering_fails_once()
    {
        writer.Before = time =>
        {
            Thread.Sleep(300);
            if (time == 1)
                throw new InvalidOperationException("out of ink");
        };
        await using var service = await Start();

        var answers = await Ask(service, 200);

        Assert.All(answers, answer => Assert.Equal((200, true),
            (answer.Status, answer.Text.Contains("<title>One</title>", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_hundred_polls_of_a_cold_cache_are_304_after_one_rendering()
    {
        await using var before = await Start();
        var tag = (await Raw.Send(before.Root, "GET /feeds/all.rss"))["etag"]!;
        var rendered = writer.Count;
        writer.Before = _ => Thread.Sleep(300);
        await using var service = await Start();

        var answers = await Ask(service, 100, "If-None-Match: " + tag);
        var full = await Raw.Send(service.Root, "GET /feeds/all.rss");

        Assert.All(answers, answer => Assert.Equal((304, 0), (answer.Status, answer.Body.Length)));
        Assert.Equal((200, tag), (full.Status, full["etag"]));
        Assert.Equal(rendered + 1, writer.Count);
    }

    [Theory]
    [InlineData(100_000_000)]
    [InlineData(0)]
    public async Task No_older_bytes_follow_a_change_that_lands_while_they_are_rendered(long room)
    {
        await using var service = await Start(room: room);
        for (var round = 1; round <= 1000; round++)
        {
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var go = new ManualResetEventSlim();
            var isFirst = 1;
            writer.Before = _ =>
            {
                if (Interlocked.Exchange(ref isFirst, 0) == 0)
                    return;
                begun.SetResult();
                go.Wait(Cancellation);
            };
            service.Change($"Round {round}a.");
            var older = service.Text("/feeds/all.rss");
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
            service.Change($"Round {round}b.");

            var during = await service.Text("/feeds/all.rss");
            go.Set();
            var afterOlder = await older;
            var after = await service.Text("/feeds/all.rss");

            Assert.Equal([$"Round {round}a.", $"Round {round}b.", $"Round {round}b."],
                new[] { afterOlder, during, after }.Select(Title));
        }
    }

    [Fact]
    public async Task No_stale_body_follows_a_fresh_one_however_many_ask_while_it_changes()
    {
        await using var service =
            await TestService.Start(new TempFolder().Article("1.md", "title: Round 0 ."));
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

    [Theory]
    [InlineData(100_000_000)]
    [InlineData(0)]
    public async Task No_older_page_follows_a_change_however_many_ask_while_it_lands(long room)
    {
        await using var service = await Start(room: room);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(service.Folder.Path, "store.db")}");
        using var stop = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await service.Text("/articles/1");
        }, Cancellation)).ToList();

        for (var round = 1; round <= 300; round++)
        {
            Dapper.SqlMapper.Execute(connection, "update article set title = @title", new { title = $"Round {round}." });
            service.Change("All");
            Assert.Contains($"<h1>Round {round}.</h1>", await service.Text("/articles/1"), StringComparison.Ordinal);
        }

        await stop.CancelAsync();
        await Task.WhenAll(asking);
    }

    [Fact]
    public async Task A_page_that_was_made_before_the_catalog_knew_of_a_change_is_made_again()
    {
        await using var service = await Start();
        using (var batch = service.Services.GetRequiredService<ArticleStore>().Begin(DateTimeOffset.UtcNow))
        {
            batch.SetMeta(MetaKeys.Site, "title: Renamed");
            batch.TouchAllTopics();
            batch.Commit(DateTimeOffset.UtcNow);
        }
        var catalog = service.Services.GetRequiredService<Catalog>();

        var before = await service.Text("/articles/1");
        catalog.Refresh(catalog.Authority);
        var after = await service.Text("/articles/1");

        Assert.DoesNotContain("Renamed", before, StringComparison.Ordinal);
        Assert.Contains("Renamed", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ends_well_late_goes_out_when_its_successor_fails()
    {
        using var go = new ManualResetEventSlim();
        writer.Before = time =>
        {
            if (time > 1)
                throw new InvalidOperationException("out of ink");
            go.Wait(Cancellation);
        };
        await using var service = await Start();
        var first = service.Text("/feeds/all.rss");
        await TestService.Eventually(() => Task.FromResult(writer.Count == 1), TimeSpan.FromSeconds(10));
        service.Change("Two");
        var second = service.Text("/feeds/all.rss");
        await TestService.Eventually(() => Task.FromResult(writer.Count > 1), TimeSpan.FromSeconds(10));

        go.Set();
        var titles = new[] { Title(await first), Title(await service.Text("/feeds/all.rss")) };

        Assert.Equal(["FeedService", "FeedService"], titles);
        await Task.WhenAny(second);
    }

    [Fact]
    public async Task A_rendering_that_fails_is_tried_again_after_a_while_and_not_by_every_client()
    {
        await using var service = await Start();
        await service.Text("/feeds/all.rss");
        writer.Before = _ => throw new InvalidOperationException("out of ink");
        service.Change("Two");

        await Ask(service, 20);
        var tries = writer.Count;
        await Ask(service, 20);
        writer.Before = _ => { };

        Assert.Equal(tries, writer.Count);
        await TestService.Eventually(async () =>
            Title(await service.Text("/feeds/all.rss")) == "Two", TimeSpan.FromSeconds(15));
    }

    private async Task<TestService> Start(string body = "Some text.", long room = 100_000_000)
    {
        var service = await TestService.Start(
            new TempFolder().Site("id: tag:example.org,2024:x").Article("1.md", "title: One\ndate: 2026-01-01", body),
            services =>
            {
                writer.TakePlace(services);
                services.AddSingleton(new DocumentLimits(room)).ShareInMemory();
            });
        await service.WhenShared();
        return service;
    }

    private static async Task<Raw.Answer[]> Ask(TestService service, int clients, params string[] headers) =>
        await Task.WhenAll(Enumerable.Range(0, clients)
            .Select(_ => Raw.Send(service.Root, "GET /feeds/all.rss", headers)));

    private static async Task<TcpClient> Connect(TestService service, int receiveBuffer = 65536)
    {
        var client = new TcpClient { ReceiveBufferSize = receiveBuffer };
        await client.ConnectAsync(service.Root.Host, service.Root.Port, Cancellation);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET /feeds/all.rss HTTP/1.1\r\nHost: {service.Root.Authority}\r\n\r\n"),
            Cancellation);
        return client;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); known < value;)
            known = Interlocked.CompareExchange(ref most, value, known) is var was && was == known ? value : was;
    }

    private static string Title(string rss) => rss.Split("<title>")[1].Split("</title>")[0];
}
