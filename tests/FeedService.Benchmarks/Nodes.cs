using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace FeedService.Benchmarks;

/// <summary>
/// Two nodes on one PostgreSQL and one Redis, under load and with a publication a second, while one after another is
/// killed, stopped or restarted. Tells whether anybody was sent an error or something older, and whether anything was lost.
/// </summary>
internal sealed class Nodes(NodeServers servers, double perSecond)
{
    private const int Topics = 20;
    private const int Bulk = 3000;

    private static readonly string[] Formats = ["rss", "atom", "json"];

    private readonly List<string> addresses = [.. Enumerable.Range(0, Topics).Select(topic => $"topic{topic}").Append("all")
        .SelectMany(slug => Formats, (slug, format) => $"/feeds/{slug}.{format}")];
    private readonly List<(int Number, long At)> published = [];
    private readonly List<double> delays = [];
    private NodeLoad[] loads = [];

    public static async Task<int> Run(string service, int seconds, double perSecond)
    {
        var folder = Directory.CreateTempSubdirectory("feedservice-nodes-");
        Console.WriteLine($"logs in {folder.FullName}");
        using var servers = new NodeServers(folder.FullName, service);
        return await new Nodes(servers, perSecond).Run(seconds);
    }

    private async Task<int> Run(int seconds)
    {
        Write();
        servers.StartPostgres();
        servers.StartRedis();
        await Task.Delay(2000);
        for (var node = 0; node < servers.Nodes; node++)
        {
            servers.StartNode(node);
            await Until(node, "/healthz", TimeSpan.FromSeconds(30));
        }
        loads = [.. Enumerable.Range(0, servers.Nodes).Select(node =>
            new NodeLoad(servers.Root(node), addresses, 16, perSecond / servers.Nodes))];
        foreach (var address in addresses)
            await Task.WhenAll(loads.Select(load => load.Poll(address, isWhole: true)));

        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await Task.WhenAll([.. loads.Select(load => load.Run(end.Token)), Publish(end.Token), Trouble(seconds),
            servers.Supervise(TimeSpan.FromSeconds(3), end.Token)]);
        return await Judge();
    }

    private void Write()
    {
        File.WriteAllText(Path.Combine(servers.Feeds, "_site.yaml"), "{ title: Nodes, id: 'tag:example.org,2026:nodes' }");
        for (var topic = 0; topic < Topics; topic++)
        {
            File.WriteAllText(Path.Combine(servers.Feeds, $"topic{topic}.yaml"),
                $"{{ title: Topic {topic}, limit: 20, match: {{ tags: [t{topic}] }} }}");
        }
        for (var topic = 0; topic < Topics; topic++)
            Article("first", 1, topic, DateTime.UtcNow);
    }

    // Whole at once, as an editor's save should be.
    private void Article(string folder, int number, int topic, DateTime at)
    {
        var path = Path.Combine(servers.Feeds, "articles", folder, $"{number}-{topic}.md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".tmp", string.Create(CultureInfo.InvariantCulture, $"""
            ---
            title: {(folder == "bulk" ? "Old news" : "Publication")} {number}
            date: {at:yyyy-MM-ddTHH:mm:ssZ}
            tags: [t{topic}]
            ---
            Text of {folder} {number} in topic {topic}.
            """));
        File.Move(path + ".tmp", path);
    }

    private async Task Publish(CancellationToken cancellation)
    {
        for (var number = 2; !cancellation.IsCancellationRequested; number++)
        {
            Article("news", number, number % Topics, DateTime.UtcNow);
            lock (published)
                published.Add((number, Stopwatch.GetTimestamp()));
            _ = Watch(number, Stopwatch.GetTimestamp());
            await Task.Delay(1000, CancellationToken.None);
        }
    }

    // When both nodes have it, as their clients see it.
    private async Task Watch(int number, long since)
    {
        while (loads.Any(load => load.NewestOf("/feeds/all.json") < number))
            await Task.Delay(20);
        lock (delays)
            delays.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
    }

    private async Task Trouble(int seconds)
    {
        var clock = Stopwatch.StartNew();
        await At(0.1, "a node is killed, and started 3 s later", () =>
        {
            servers.Signal("node1", "KILL");
            return Task.CompletedTask;
        });
        await At(0.25, $"the importer is killed in the middle of {Bulk} articles", async () =>
        {
            for (var number = 0; number < Bulk; number++)
                Article("bulk", number, number % Topics, DateTime.UtcNow.AddYears(-1).AddSeconds(-number));
            await Task.Delay(700);
            servers.Signal("node0", "KILL");
        });
        await At(0.45, "PostgreSQL is restarted", async () =>
        {
            servers.Signal("postgres", "INT");
            servers.Await("postgres");
            await Task.Delay(1000);
            servers.StartPostgres();
        });
        await At(0.6, "Redis is killed, and started 3 s later", async () =>
        {
            servers.Signal("redis", "KILL");
            await Task.Delay(3000);
            servers.StartRedis();
        });
        await At(0.75, "Redis is paused for 5 s", async () =>
        {
            servers.Signal("redis", "STOP");
            await Task.Delay(5000);
            servers.Signal("redis", "CONT");
        });

        async Task At(double share, string what, Func<Task> act)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, share * seconds - clock.Elapsed.TotalSeconds)));
            Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:0.0} s  {what}");
            await act();
        }
    }

    private async Task<int> Judge()
    {
        await Task.Delay(5000);
        foreach (var address in addresses)
            await Task.WhenAll(loads.Select(load => load.Poll(address, isWhole: true)));
        for (var node = 0; node < loads.Length; node++)
            Console.WriteLine($"node {node}: {loads[node]}");
        var sorted = delays.Order().ToList();
        Console.WriteLine($"publications: {published.Count}, on both nodes {sorted.Count}; after p50 "
            + $"{sorted[sorted.Count / 2]:0.0} s, longest {sorted[^1]:0.0} s");
        var faults = loads.Sum(load => load.Faults) + published.Count - sorted.Count;
        var expected = published.Count + Bulk + Topics;
        var walks = new List<List<string>>();
        for (var node = 0; node < loads.Length; node++)
        {
            var walk = await Walk(node);
            Console.WriteLine($"node {node}: {walk.Count} articles in all, {walk.Distinct().Count()} distinct, of {expected}");
            faults += walk.Count == expected && walk.Distinct().Count() == expected ? 0 : 1;
            walks.Add(walk);
        }
        var differing = await Differing();
        Console.WriteLine($"{addresses.Count} feeds, {differing} differ between the nodes in bytes or validators");
        Console.WriteLine(faults + differing == 0 ? "everything held" : $"{faults + differing} faults");
        return faults + differing == 0 ? 0 : 1;
    }

    /// <summary>The ids in the archive documents of everything, from the newest back (RFC 5005).</summary>
    private async Task<List<string>> Walk(int node)
    {
        using var client = new HttpClient { BaseAddress = servers.Root(node) };
        var ids = new List<string>();
        for (var next = Next(await Feed("/feeds/all.json")); next is not null;)
        {
            var feed = await Feed(new Uri(next).AbsolutePath);
            ids.AddRange(feed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = Next(feed);
        }
        return ids;

        async Task<JsonElement> Feed(string path) => JsonDocument.Parse(await client.GetStringAsync(path)).RootElement;

        string? Next(JsonElement feed) => feed.TryGetProperty("next_url", out var next) ? next.GetString() : null;
    }

    private async Task<int> Differing()
    {
        using var client = new HttpClient();
        var count = 0;
        foreach (var address in addresses)
        {
            var answers = new HashSet<string>();
            for (var node = 0; node < servers.Nodes; node++)
            {
                using var answer = await client.GetAsync(new Uri(servers.Root(node), address));
                answers.Add($"{answer.Headers.ETag} {answer.Content.Headers.LastModified} "
                    + await answer.Content.ReadAsStringAsync());
            }
            count += answers.Count > 1 ? 1 : 0;
        }
        return count;
    }

    private async Task Until(int node, string path, TimeSpan within)
    {
        using var client = new HttpClient { BaseAddress = servers.Root(node) };
        for (var end = DateTime.UtcNow + within; ; await Task.Delay(100))
        {
            try
            {
                using var answer = await client.GetAsync(path);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (DateTime.UtcNow < end)
            {
                // It is starting.
            }
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"node {node} did not come up");
        }
    }
}
