using System.Diagnostics;
using System.Globalization;
using FeedService.Web;
using StackExchange.Redis;

namespace FeedService.Tests.Support;

/// <summary>A Redis of the test's own, which keeps nothing and can be stopped in every way.</summary>
public sealed class Redis : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly int port;
    private Process? process;

    private Redis(int port) => this.port = port;

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    public static async Task<Redis> Start()
    {
        var redis = At(Commands.Cli.FreePort());
        await redis.Begin();
        return redis;
    }

    /// <summary>One that has not begun.</summary>
    public static Redis At(int port) => new(port);

    public async Task Begin()
    {
        process = Run.Start(Shared.Program("redis-server"),
            ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "",
                "--appendonly", "no", "--dir", folder.Path]);
        await Commands.Cli.Until(process.StandardOutput, "Ready to accept connections");
        _ = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>As a machine that loses power.</summary>
    public void Kill()
    {
        process?.Kill();
        process?.WaitForExit();
        process = null;
    }

    /// <summary>It holds its connections and answers nothing.</summary>
    public void Pause() => Signal("-STOP");

    public void GoOn() => Signal("-CONT");

    /// <summary>Asks it something as any other program could.</summary>
    public async Task<T> Ask<T>(Func<IDatabase, IServer, Task<T>> question)
    {
        var options = RedisOptions.Parse(Address)!;
        options.AllowAdmin = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        return await question(connection.GetDatabase(), connection.GetServer(Address));
    }

    /// <summary>The keys of documents.</summary>
    public Task<string[]> Keys() => Ask((_, server) => Task.FromResult(
        server.Keys(pattern: "*feedservice:*").Select(key => (string)key!).Order(StringComparer.Ordinal).ToArray()));

    public void Dispose()
    {
        Kill();
        folder.Dispose();
    }

    private void Signal(string signal) =>
        Run.Program("kill", signal, process!.Id.ToString(CultureInfo.InvariantCulture));
}
