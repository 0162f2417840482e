using System.Diagnostics;
using System.Globalization;
using System.Net;
using FeedService.Tests.Support;

namespace FeedService.Tests.Commands;

/// <summary>Two nodes behind nginx, with the configuration that is shipped.</summary>
public sealed class BalancingTests : IDisposable
{
    private readonly TempFolder folder =
        new TempFolder().Site("id: tag:example.org,2026:a").Article("1.md", "title: One\ndate: 2026-01-02");

    private readonly int[] ports = [Cli.FreePort(), Cli.FreePort(), Cli.FreePort()];
    private readonly Process?[] nodes = new Process?[2];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var node in nodes.OfType<Process>())
        {
            node.Kill();
            node.WaitForExit();
            node.Dispose();
        }
        folder.Dispose();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task When_a_node_ends_no_request_fails_and_when_it_is_back_it_gets_some_again(string signal)
    {
        await Task.WhenAll(StartNode(0), StartNode(1));
        using var nginx = await Nginx.Start(folder, "nginx.conf", ("node1:8080", At(0)), ("node2:8080", At(1)),
            ("listen 80;", $"listen {At(2)};"));
        int Served(int node) =>
            File.ReadLines(nginx.Log).Count(line => line.EndsWith(At(node), StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = new Uri("http://" + At(2)) };
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => Poll(client, stop.Token)).ToList();
        await TestService.Eventually(() => Task.FromResult(Served(0) > 20 && Served(1) > 20), TimeSpan.FromSeconds(20));

        Run.Program("kill", "-" + signal, nodes[0]!.Id.ToString(CultureInfo.InvariantCulture));
        await nodes[0]!.WaitForExitAsync(Cancellation);
        var then = Served(1);
        await TestService.Eventually(() => Task.FromResult(Served(1) > then + 200), TimeSpan.FromSeconds(20));
        await StartNode(0);
        var back = Served(0);
        await TestService.Eventually(() => Task.FromResult(Served(0) > back + 20), TimeSpan.FromSeconds(30));
        stop.Cancel();
        var answers = (await Task.WhenAll(clients)).SelectMany(answers => answers).ToList();

        Assert.Equal([HttpStatusCode.OK], answers.Select(answer => answer.Status).Distinct());
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
    }

    private static async Task<List<(HttpStatusCode Status, string Body)>> Poll(HttpClient client,
        CancellationToken stop)
    {
        var answers = new List<(HttpStatusCode, string)>();
        while (!stop.IsCancellationRequested)
        {
            using var answer = await client.GetAsync("/feeds/all.json", Cancellation);
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
            await Task.Delay(5, Cancellation);
        }
        return answers;
    }

    private string At(int node) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports[node]}");

    private async Task StartNode(int node)
    {
        nodes[node]?.Dispose();
        nodes[node] = Cli.Start(folder, [], "--feeds", "feeds", "--database", $"store{node}.db",
            "--address", "https://feeds.example.org", "--urls", "http://" + At(node));
        await Cli.Until(nodes[node]!.StandardOutput, "all.atom");
    }
}
