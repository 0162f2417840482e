using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FeedService.Benchmarks;

/// <summary>A PostgreSQL, a Redis and nodes of the service as processes of their own, on loopback, in one folder.</summary>
internal sealed class NodeServers : IDisposable
{
    private readonly string folder;
    private readonly string service;
    private readonly int postgresPort = FreePort(), redisPort = FreePort();
    private readonly int[] ports = [FreePort(), FreePort()];
    private readonly ConcurrentDictionary<string, Process> running = [];

    /// <param name="service">The published FeedService.dll.</param>
    public NodeServers(string folder, string service)
    {
        (this.folder, this.service) = (folder, service);
        Directory.CreateDirectory(Path.Combine(folder, "feeds", "articles"));
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", folder);
        Run("setpriv", AsPostgres($"{Programs}/initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8"));
    }

    public string Feeds => Path.Combine(folder, "feeds");

    public int Nodes => ports.Length;

    public Uri Root(int node) => new($"http://127.0.0.1:{ports[node]}");

    public void StartPostgres() => Start("postgres", "setpriv", AsPostgres($"{Programs}/postgres", "-D", Data,
        "-p", $"{postgresPort}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}"));

    public void StartRedis() => Start("redis", "redis-server", "--bind", "127.0.0.1", "--port", $"{redisPort}",
        "--save", "", "--dir", folder);

    public void StartNode(int node) => Start($"node{node}", "dotnet", service, "serve", "--feeds", Feeds,
        "--database", $"postgres://postgres@127.0.0.1:{postgresPort}/postgres",
        "--redis", $"127.0.0.1:{redisPort}", "--urls", Root(node).ToString(), "--address", "https://feeds.example.org");

    /// <summary>Starts a node again whenever it has ended, a while later, as a supervisor does.</summary>
    public async Task Supervise(TimeSpan pause, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            for (var node = 0; node < Nodes; node++)
            {
                if (!running[$"node{node}"].HasExited)
                    continue;
                await Task.Delay(pause, CancellationToken.None);
                StartNode(node);
            }
            await Task.Delay(100, CancellationToken.None);
        }
    }

    /// <param name="signal">As in kill(1).</param>
    public void Signal(string name, string signal)
    {
        if (!running[name].HasExited)
            Run("kill", $"-{signal}", $"{running[name].Id}");
    }

    public void Await(string name) => running[name].WaitForExit();

    public void Dispose()
    {
        foreach (var name in running.Keys.OrderBy(name => name == "postgres"))
        {
            Signal(name, "CONT");
            Signal(name, name == "postgres" ? "QUIT" : "KILL");
            Await(name);
        }
    }

    private string Data => Path.Combine(folder, "postgres");

    private static string Programs => Directory.GetDirectories("/usr/lib/postgresql").Order().Last() + "/bin";

    // It refuses to run as root.
    private static string[] AsPostgres(params string[] command) => Environment.IsPrivilegedProcess
        ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", .. command]
        : ["--", .. command];

    private void Start(string name, string program, params string[] arguments)
    {
        var log = Path.Combine(folder, name + ".log");
        var process = Process.Start(new ProcessStartInfo("bash",
            ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "bash", log, program, .. arguments]))!;
        running[name] = process;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
