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
    private Process? nginx;

    private string Log => Path.Combine(folder.Path, "access.log");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var process in nodes.Append(nginx).OfType<Process>())
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        folder.Dispose();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task When_a_node_ends_no_request_fails_and_when_it_is_back_it_gets_some_again(string signal)
    {
        await Task.WhenAll(StartNode(0), StartNode(1));
        await StartNginx();
        using var client = new HttpClient
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[2]}")),
        };
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

    private static async Task<List<(HttpStatusCode Status, string Body)>> Poll(HttpClient client, CancellationToken stop)
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

    /// <summary>How many requests a node has answered.</summary>
    private int Served(int node) =>
        File.ReadLines(Log).Count(line => line.EndsWith(Url(node), StringComparison.Ordinal));

    private string Url(int node) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports[node]}");

    private async Task StartNode(int node)
    {
        nodes[node]?.Dispose();
        nodes[node] = Cli.Start(folder, [], "--feeds", "feeds", "--database", $"store{node}.db",
            "--address", "https://feeds.example.org", "--urls", "http://" + Url(node));
        await Cli.Until(nodes[node]!.StandardOutput, "all.atom");
    }

    private async Task StartNginx()
    {
        var program = Shared.Program("nginx");
        var shipped = await File.ReadAllTextAsync(
            Path.Combine(Shared.Repository, "src", "deploy", "nginx.conf"), Cancellation);
        folder.Write("site.conf", shipped
            .Replace("node1:8080", Url(0), StringComparison.Ordinal)
            .Replace("node2:8080", Url(1), StringComparison.Ordinal)
            .Replace("listen 80;", $"listen {Url(2)};", StringComparison.Ordinal));
        var paths = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }
            .Select(name => $"{name}_temp_path {folder.Path}/{name};"));
        // The folder is its owner's alone, so the workers stay who the master is.
        var configuration = folder.Write("nginx.conf", $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes 1; daemon off; pid {{folder.Path}}/nginx.pid; error_log stderr crit;
            events { }
            http { {{paths}} log_format node "$upstream_addr"; access_log {{Log}} node; include {{folder.Path}}/site.conf; }
            """);
        var check = Run.Program(program, "-t", "-c", configuration);
        Assert.True(check.ExitCode == 0, check.Error);
        nginx = Run.Start(program, ["-c", configuration]);
        await TestService.Eventually(() => Task.FromResult(File.Exists(Path.Combine(folder.Path, "nginx.pid"))),
            TimeSpan.FromSeconds(10));
    }
}
