using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FeedService.Tests.Support;

/// <summary>
/// A PostgreSQL server of this test run's own, on the loopback interface, in a temporary folder. It starts when the first
/// test asks for a database and ends with the run.
/// </summary>
public static class Postgres
{
    private static readonly Lazy<Server> Running = new(() => new Server());
    private static int count;

    /// <summary>The URL of a new, empty database.</summary>
    public static string Database()
    {
        Shared.SkipUnless(Server.Programs is not null, "PostgreSQL's server is not installed");
        var name = $"test{Interlocked.Increment(ref count)}";
        Execute(Running.Value.Url("postgres"), $"create database {name}");
        return Running.Value.Url(name);
    }

    /// <summary>Ends a database with everything in it, and every connection to it.</summary>
    public static void Drop(string url) =>
        ExecuteBeside(url, $"drop database {new Uri(url).AbsolutePath[1..]} with (force)");

    /// <summary>Another connection to a database.</summary>
    public static NpgsqlConnection Connect(string url)
    {
        var uri = new Uri(url);
        var connection = new NpgsqlConnection(
            $"Host={uri.Host};Port={uri.Port};Username={uri.UserInfo};Database={uri.AbsolutePath[1..]};Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Does something on the server that cannot be done in the database itself.</summary>
    public static void ExecuteBeside(string url, string sql) =>
        Execute(new UriBuilder(url) { Path = "postgres" }.Uri.ToString(), sql);

    public static void Execute(string url, string sql)
    {
        using var connection = Connect(url);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private sealed class Server : IDisposable
    {
        private readonly TempFolder folder = new();
        private readonly int port = FreePort();
        private readonly Process process;

        public Server()
        {
            var data = Path.Combine(folder.Path, "data");
            if (Environment.IsPrivilegedProcess)
                Assert.Equal(0, Run.Program("chown", "postgres", folder.Path).ExitCode);
            var made = Run.With("setpriv", AsItsUser($"{Programs}/initdb", "-D", data, "-U", "postgres", "-A", "trust",
                "-E", "UTF8", "--locale=C.UTF-8", "-N"));
            Assert.True(made.ExitCode == 0, made.Error);
            process = Run.Start("setpriv", AsItsUser($"{Programs}/postgres", "-D", data, "-p", $"{port}",
                "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder.Path}",
                "-c", "fsync=off", "-c", "max_connections=200"));
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
            WaitUntilReady();
        }

        /// <summary>The folder of the newest version's programs; null where there is none.</summary>
        public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "postgres"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;

        public string Url(string database) => $"postgres://postgres@127.0.0.1:{port}/{database}";

        // It refuses to run as root.
        private static string[] AsItsUser(params string[] command) => Environment.IsPrivilegedProcess
            ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", .. command]
            : ["--", .. command];

        private void WaitUntilReady()
        {
            // What it says would fill the pipe.
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            for (var end = DateTime.UtcNow.AddSeconds(30); ; Thread.Sleep(50))
            {
                try
                {
                    Connect(Url("postgres")).Dispose();
                    return;
                }
                catch (NpgsqlException) when (DateTime.UtcNow < end && !process.HasExited)
                {
                    // It is starting.
                }
            }
        }

        public void Dispose()
        {
            // SIGQUIT ends it at once, with all its children.
            Run.Program("kill", "-QUIT", $"{process.Id}");
            process.WaitForExit(TimeSpan.FromSeconds(10));
            folder.Dispose();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
