using FeedService.Import;
using FeedService.Tests.Support;
using FeedService.Topics;
using FeedService.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace FeedService.Tests.Web;

/// <summary>Two nodes on one store and one Redis: what one has rendered, the other sends.</summary>
public sealed class SharedDocumentsTests : IAsyncLifetime
{
    private static readonly string[] Codings = ["identity", "gzip", "br"];
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly List<TestService> nodes = [];
    private Redis redis = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => redis = await Redis.Start();

    public async ValueTask DisposeAsync()
    {
        for (var last = nodes.Count - 1; last >= 0; last--)
            await nodes[last].DisposeAsync();
        redis.Dispose();
    }

    [Fact]
    public async Task What_one_node_rendered_the_other_sends_byte_for_byte_without_rendering()
    {
        var (one, other) = await Pair();
        var rendered = other.Counting("feedservice.documents.made");
        foreach (var path in Served.Documents)
            await Raw.Send(one.Root, "GET " + path);
        await HasKeys(Served.Documents.Length);

        foreach (var path in Served.Documents)
        {
            foreach (var request in from method in new[] { "GET ", "HEAD " } from coding in Codings select (method, coding))
            {
                var accept = "Accept-Encoding: " + request.coding;
                var expected = await Raw.Send(one.Root, request.method + path, accept);
                var answer = await Raw.Send(other.Root, request.method + path, accept);
                var known = await Raw.Send(other.Root, request.method + path, "If-None-Match: " + expected["etag"]);
                var since = await Raw.Send(other.Root, request.method + path,
                    "If-Modified-Since: " + expected["last-modified"]);

                Assert.Equal((200, expected.Undated), (answer.Status, answer.Undated.Replace(
                    other.Root.Authority, one.Root.Authority, StringComparison.Ordinal)));
                Assert.Equal(expected.Body, answer.Body);
                Assert.Equal((304, 304), (known.Status, since.Status));
            }
        }

        Assert.Equal(0, rendered());
    }

    [Theory]
    [InlineData("If-None-Match", "etag")]
    [InlineData("If-Modified-Since", "last-modified")]
    public async Task A_poll_on_the_other_node_is_a_304_without_a_rendering(string condition, string validator)
    {
        var (one, other) = await Pair();
        var rendered = other.Counting("feedservice.documents.made");
        var first = await Raw.Send(one.Root, "GET /feeds/sea.rss");
        await HasKeys(1);

        var answer = await Raw.Send(other.Root, "GET /feeds/sea.rss", $"{condition}: {first[validator]}");

        Assert.Equal((304, first["etag"], 0), (answer.Status, answer["etag"], rendered()));
    }

    [Fact]
    public async Task A_hit_after_that_never_reaches_Redis()
    {
        var (one, other) = await Pair();
        var first = await Raw.Send(one.Root, "GET /feeds/sea.rss");
        await HasKeys(1);
        await Raw.Send(other.Root, "GET /feeds/sea.rss");
        var (rendered, gets) = (other.Counting("feedservice.documents.made"), await Gets());

        var answers = new List<Raw.Answer>();
        for (var i = 0; i < 50; i++)
            answers.Add(await Raw.Send((i % 2 == 0 ? one : other).Root, "GET /feeds/sea.rss"));
        var getsAfter = await Gets();
        redis.Kill();
        answers.Add(await Raw.Send(other.Root, "GET /feeds/sea.rss"));
        var poll = await Raw.Send(other.Root, "GET /feeds/sea.rss", "If-None-Match: " + first["etag"]);

        Assert.Equal((gets, 304, 0), (getsAfter, poll.Status, rendered()));
        Assert.All(answers, answer => Assert.Equal((200, first.Undated), (answer.Status, answer.Undated)));
        Assert.All(answers, answer => Assert.Equal(first.Body, answer.Body));

        Task<string> Gets() => redis.Ask(async (_, server) =>
            (await server.InfoAsync("commandstats"))[0].FirstOrDefault(line => line.Key == "cmdstat_get").Value
                .Split(',')[0]);
    }

    [Fact]
    public async Task A_new_version_is_never_answered_with_an_older_document()
    {
        var (one, other) = await Pair(settings: null, services => services.AddSingleton(new DocumentLimits(0)));
        // A look at the folder would take the titles back.
        foreach (var node in nodes)
            await node.Services.GetRequiredService<Watcher>().StopAsync(Cancellation);
        for (var round = 1; round <= 1000; round++)
        {
            one.Change($"Round {round}.");
            // The other node lags, and puts an older document in the place of the new one, or the other way round.
            var answers = await Task.WhenAll(one.Text("/feeds/all.rss"), other.Text("/feeds/all.rss"));
            Refresh(other);

            var after = await Task.WhenAll(one.Text("/feeds/all.rss"), other.Text("/feeds/all.rss"));

            var wanted = $"Round {round}.";
            Assert.Equal([wanted, wanted, wanted], after.Prepend(answers[0]).Select(Title));
        }
    }

    [Fact]
    public async Task A_store_that_was_made_anew_is_never_answered_with_what_was_left_of_the_one_before()
    {
        await using var before = await Alone("title: One\nslug: one", "Before.");
        foreach (var path in new[] { "/feeds/all.rss", "/", "/articles/one" })
            await before.Text(path);
        await HasKeys(3);
        await Task.Delay(1100, Cancellation);
        await using var anew = await Alone("title: Another\nslug: one", "After.");
        var found = anew.Counting("feedservice.documents.shared");

        var answers = new[] { await anew.Text("/feeds/all.rss"), await anew.Text("/articles/one"), await anew.Text("/") };

        Assert.Equal(before.Services.GetRequiredService<Catalog>().State.Version,
            anew.Services.GetRequiredService<Catalog>().State.Version);
        Assert.All(answers[..2], answer => Assert.Contains("Another", answer, StringComparison.Ordinal));
        Assert.Equal(0, found());
    }

    [Fact]
    public async Task Nodes_with_another_address_share_nothing()
    {
        var (one, other) = await Pair(settings => settings with { Address = "https://other.example" });
        Refresh(one);
        await one.Text("/feeds/sea.rss");
        await HasKeys(1);

        var answer = await other.Text("/feeds/sea.rss");

        Assert.Contains("https://other.example/feeds/sea.rss", answer, StringComparison.Ordinal);
        await HasKeys(2);
    }

    [Fact]
    public async Task What_strangers_make_up_and_what_stands_in_for_a_broken_feed_is_not_shared()
    {
        var writer = new WatchedWriter();
        var (one, _) = await Pair(settings: null, writer.TakePlace);
        foreach (var path in new[] { "/feeds/all+!sea.rss", "/feeds/all,sea.atom", "/feeds/search.atom?q=whale",
            "/topics/all+!sea", "/feeds/none.rss" })
            await Raw.Send(one.Root, "GET " + path);
        await one.Text("/feeds/sea.rss");
        await HasKeys(1);
        var kept = await Values();
        writer.Before = _ => throw new InvalidOperationException("out of ink");
        one.Change("Two");

        var answer = await Raw.Send(one.Root, "GET /feeds/sea.rss");
        await one.Text("/feeds/sea.atom");
        await HasKeys(2);

        Assert.Equal((200, "no-cache"), (answer.Status, answer["cache-control"]));
        Assert.Contains(kept.Single(), await Values());

        async Task<string[]> Values()
        {
            var keys = await redis.Keys();
            return await redis.Ask(async (database, _) => (await database.StringGetAsync(
                [.. keys.Select(key => (RedisKey)key)])).Select(value => Convert.ToBase64String((byte[])value!)).ToArray());
        }
    }

    [Fact]
    public async Task Foreign_and_damaged_bytes_under_a_key_are_as_good_as_none()
    {
        var (one, _) = await Pair();
        var expected = await Raw.Send(one.Root, "GET /feeds/sea.rss");
        await HasKeys(1);
        var key = (await redis.Keys()).Single();
        var good = await redis.Ask(async (database, _) => (byte[])(await database.StringGetAsync(key))!);
        var random = new Random(1);
        var damaged = Enumerable.Range(0, 20).Select(_ => good.ToArray()).ToList();
        damaged.ForEach(bytes => bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8)));
        byte[][] foreign = [[], [1], new byte[32], new byte[5000], good[..^1], [.. good, 0], good[..40],
            "<rss/>"u8.ToArray(), [.. Enumerable.Repeat((byte)0xff, 9000)], .. damaged];

        foreach (var bytes in foreign)
        {
            await redis.Ask((database, _) => database.StringSetAsync(key, bytes));
            Assert.Null(Document.FromBytes(bytes));
            var node = await Node(one);
            var answer = await Raw.Send(node.Root, "GET /feeds/sea.rss");

            Assert.Equal((200, expected.Undated), (answer.Status, answer.Undated));
            Assert.Equal(expected.Body, answer.Body);
        }

        Assert.NotNull(Document.FromBytes(good));
    }

    [Fact]
    public async Task What_is_no_string_under_a_key_stops_nobody()
    {
        var log = new LogLines();
        var (one, other) = await Pair(settings: null, services => services.AddSingleton<ILoggerProvider>(log));
        await one.Text("/feeds/sea.rss");
        await HasKeys(1);
        var key = (await redis.Keys()).Single();
        await redis.Ask(async (database, _) => await database.KeyDeleteAsync(key) && await database.SetAddAsync(key, "x"));

        var answer = await Raw.Send(other.Root, "GET /feeds/sea.rss");

        Assert.Equal((200, true), (answer.Status, other.Services.GetRequiredService<SharedDocuments>().Answers));
        Assert.Single(log.About("Redis refuses"));
        Assert.Empty(log.About("Redis does not answer"));
    }

    private static void Refresh(TestService node)
    {
        var catalog = node.Services.GetRequiredService<Catalog>();
        catalog.Refresh(catalog.Authority);
    }

    private static string Title(string rss) => rss.Split("<title>")[1].Split("</title>")[0];

    private Task HasKeys(int count) =>
        TestService.Eventually(async () => (await redis.Keys()).Length == count, Soon);

    private async Task<(TestService One, TestService Other)> Pair(Func<Settings, Settings>? settings = null,
        Action<IServiceCollection>? change = null)
    {
        var one = await TestService.Start(new TempFolder()
            .Topic("sea", "title: The Sea\nmatch: { any: [whale] }")
            .Article("moby.md", "title: Moby\nslug: moby\ndate: 2026-01-02T03:04:05Z",
                string.Join("\n\n", Enumerable.Repeat("A whale, again a whale.", 50))), Sharing(change),
            settings: usual => usual with { Redis = redis.Address });
        nodes.Add(one);
        await one.WhenShared();
        return (one, await Node(one, settings, change));
    }

    /// <summary>One more node on the store of another.</summary>
    private async Task<TestService> Node(TestService one, Func<Settings, Settings>? settings = null,
        Action<IServiceCollection>? change = null)
    {
        var shared = TestService.SettingsFor(one.Folder) with { Redis = redis.Address };
        var node = await TestService.Start(new TempFolder(), Sharing(change),
            settings: usual => settings is null ? shared : settings(shared));
        nodes.Add(node);
        await node.WhenShared();
        return node;
    }

    private async Task<TestService> Alone(string fields, string body)
    {
        var node = await TestService.Start(
            new TempFolder().Site("id: tag:example.org,2024:x").Article("1.md", fields, body), Sharing(null),
            settings: usual => usual with { Redis = redis.Address });
        await node.WhenShared();
        return node;
    }

    // Compressed forms stay as they were at first, which all nodes have alike.
    private static Action<IServiceCollection> Sharing(Action<IServiceCollection>? change) => services =>
    {
        services.RemoveAll<SharedDocuments>().SharePatiently();
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService)
            && service.ImplementationType == typeof(Compressor)));
        change?.Invoke(services);
    };
}
