using System.Diagnostics;

namespace FeedService.Tests.Support;

/// <summary>An nginx with a configuration that is shipped, once it listens.</summary>
public sealed class Nginx : IDisposable
{
    private readonly Process process;

    private Nginx(Process process, string log) => (this.process, Log) = (process, log);

    /// <summary>A line for each request: which server nginx had the answer from, or <c>-</c>.</summary>
    public string Log { get; }

    /// <param name="shipped">The name of a file in <c>src/deploy</c>.</param>
    /// <param name="instead">What stands in it, and what the test has instead.</param>
    public static async Task<Nginx> Start(TempFolder folder, string shipped, params (string Old, string New)[] instead)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Shared.Repository, "src", "deploy", shipped));
        foreach (var (old, replacement) in instead)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        }
        var log = Path.Combine(folder.Path, "access.log");
        var paths = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }
            .Select(name => $"{name}_temp_path {folder.Path}/{name};"));
        // The folder is its owner's alone, so the workers stay who the master is.
        var configuration = folder.Write("nginx.conf", $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes 1; daemon off; pid {{folder.Path}}/nginx.pid; error_log stderr crit;
            events { }
            http {
                {{paths}} log_format server "$upstream_addr"; access_log {{log}} server;
                include {{folder.Write("shipped.conf", text)}};
            }
            """);
        var program = Shared.Program("nginx");
        var check = Run.Program(program, "-t", "-c", configuration);
        Assert.True(check.ExitCode == 0, check.Error);
        // The check has left one.
        File.Delete(Path.Combine(folder.Path, "nginx.pid"));
        var nginx = new Nginx(Run.Start(program, ["-c", configuration]), log);
        // It writes its number once it listens.
        await TestService.Eventually(
            () => Task.FromResult(File.Exists(Path.Combine(folder.Path, "nginx.pid"))), TimeSpan.FromSeconds(10));
        return nginx;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
