using System.Diagnostics;
using FeedService.Import;
using FeedService.Tests.Commands;
using FeedService.Tests.Support;
using FeedService.Web;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedService.Tests.Web;

/// <summary>A Redis that is away, slow or held costs speed and nothing else.</summary>
public sealed class RedisOutageTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly LogLines log = new();
    private readonly Redis redis = Redis.At(Cli.FreePort());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => redis.Dispose();

    [Fact]
    public async Task The_start_waits_for_no_Redis_and_finds_it_later()
    {
        var start = Stopwatch.StartNew();
        await using var service = await Start();
        var began = start.Elapsed;

        var first = await Raw.Send(service.Root, "GET /feeds/all.rss");
        await TestService.Eventually(() => Task.FromResult(log.About("Redis does not answer").Count == 1), Soon);
        await redis.Begin();
        await service.WhenShared();
        await service.Text("/feeds/all.atom");

        Assert.Equal(200, first.Status);
        Assert.InRange(began, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await TestService.Eventually(async () => (await redis.Keys()).Length == 1, Soon);
        Assert.Single(log.About("Redis answers"));
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("paused")]
    public async Task While_Redis_is_away_everything_is_served_and_said_once(string how)
    {
        await redis.Begin();
        await using var service = await Start();
        await service.WhenShared();
        await service.Text("/feeds/all.rss");

        Leave(how);
        var times = new List<TimeSpan>();
        for (var i = 0; i < 60; i++)
        {
            var time = Stopwatch.StartNew();
            var answer = await Raw.Send(service.Root, $"GET /articles/a{i}");
            times.Add(time.Elapsed);
            Assert.Equal(200, answer.Status);
            await Task.Delay(50, Cancellation);
        }
        await ComeBack(how);
        await service.WhenShared();

        // One request has waited for it.
        Assert.InRange(times.Count(time => time > TimeSpan.FromMilliseconds(90)), 0, 6);
        Assert.Equal((1, 2), (log.About("Redis does not answer").Count, log.About("Redis answers").Count));
        await service.Text("/feeds/all.json");
        await TestService.Eventually(async () =>
            (await redis.Keys()).Any(key => key.EndsWith("/feeds/all.json", StringComparison.Ordinal)), Soon);
    }

    [Fact]
    public async Task A_Redis_that_was_started_anew_is_filled_again()
    {
        await redis.Begin();
        await using var service = await Start();
        await service.WhenShared();
        await service.Text("/feeds/all.rss");
        await TestService.Eventually(async () => (await redis.Keys()).Length == 1, Soon);

        redis.Kill();
        await redis.Begin();
        service.Change("Two");
        await TestService.Eventually(async () =>
        {
            service.Change("Three");
            await service.Text("/feeds/all.rss");
            return (await redis.Keys()).Length == 1;
        }, Soon);

        Assert.InRange(log.About("Redis does not answer").Count, 0, 2);
    }

    [Fact]
    public async Task While_Redis_is_held_other_clients_are_answered_at_once()
    {
        await redis.Begin();
        using var folder = Articles();
        var url = $"http://127.0.0.1:{Cli.FreePort()}";
        // A process of its own, for the thread that all sockets share is there only when the program begins.
        using var server = Cli.Start(folder, [], "serve", "--feeds", "feeds", "--redis", redis.Address, "--urls", url);
        await Cli.Until(server.StandardOutput, "all topics");
        await Raw.Send(new Uri(url), "GET /feeds/all.rss");
        redis.Pause();

        var longest = TimeSpan.Zero;
        for (var round = 0; round < 40; round++)
        {
            var making = Raw.Send(new Uri(url), $"GET /articles/a{round}");
            var time = Stopwatch.StartNew();
            var hit = await Raw.Send(new Uri(url), "GET /feeds/all.rss");
            longest = time.Elapsed > longest ? time.Elapsed : longest;
            Assert.Equal((200, 200), (hit.Status, (await making).Status));
        }
        redis.GoOn();
        server.Kill();

        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_goes_on_after_an_answer_leaves_the_thread_that_brought_it()
    {
        using var stop = new CancellationTokenSource();
        var shared = new SharedDocuments(new SocketStore(), new ImportSettings("", "", false, ""),
            NullLogger<SharedDocuments>.Instance)
        { Patience = TimeSpan.FromSeconds(20) };
        await shared.StartAsync(stop.Token);
        await TestService.Eventually(() => Task.FromResult(shared.Answers), Soon);
        var threads = new List<bool>();

        for (var i = 0; i < 20; i++)
        {
            await shared.FindAsync("/", Answer.Of(default, () => default, () => throw new InvalidOperationException()));
            threads.Add(Thread.CurrentThread.IsThreadPoolThread);
        }
        await shared.StopAsync(Cancellation);

        Assert.All(threads, Assert.True);
    }

    private static TempFolder Articles()
    {
        var folder = new TempFolder();
        for (var i = 0; i < 60; i++)
            folder.Article($"{i}.md", $"title: Number {i}\nslug: a{i}");
        return folder;
    }

    private Task<TestService> Start() => TestService.Start(Articles(),
        services => services.AddSingleton<ILoggerProvider>(log), settings: usual => usual with { Redis = redis.Address });

    private void Leave(string how)
    {
        if (how == "killed")
            redis.Kill();
        else
            redis.Pause();
    }

    private async Task ComeBack(string how)
    {
        if (how == "killed")
            await redis.Begin();
        else
            redis.GoOn();
    }

    /// <summary>Answers on a thread of its own, as inline completions of sockets do.</summary>
    private sealed class SocketStore : IOutputCacheStore
    {
        public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
        {
            var answer = new TaskCompletionSource<byte[]?>();
            new Thread(() =>
            {
                Thread.Sleep(20);
                answer.SetResult(null);
            }).Start();
            return new ValueTask<byte[]?>(answer.Task);
        }

        public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor,
            CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
