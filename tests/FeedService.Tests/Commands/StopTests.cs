using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using FeedService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FeedService.Tests.Commands;

public sealed class StopTests : IDisposable
{
    private const int Articles = 24;

    private readonly TempFolder folder = new();
    private readonly int port = Cli.FreePort();

    private Uri Root => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_document_that_is_read_slowly_is_complete_though_the_service_was_told_to_stop()
    {
        WriteArticles();
        using var process = await Start();
        using var slow = await Ask("/feeds/all/archive/1.json");
        using var idle = await Connection.Open(Root);
        await idle.Send("GET /healthz/live HTTP/1.1\r\nHost: a\r\n\r\n");
        await idle.Read();

        Terminate(process);
        await TestService.Eventually(async () => await IsRefused(), TimeSpan.FromSeconds(10));
        var closed = await idle.ReadAll();
        var document = Raw.Parse(await ReadSlowly(slow));
        await Ended(process);

        Assert.Empty(closed);
        Assert.Equal((200, document["content-length"]),
            (document.Status, document.Body.Length.ToString(CultureInfo.InvariantCulture)));
        Assert.InRange(document.Body.Length, 10_000_000, int.MaxValue);
        using var json = System.Text.Json.JsonDocument.Parse(document.Body);
        Assert.Equal(Articles, json.RootElement.GetProperty("items").GetArrayLength());
        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(Cancellation)));
    }

    [Fact]
    public async Task An_import_under_way_keeps_what_it_read_and_does_not_wait_for_who_reads_slowly()
    {
        WriteArticles();
        using (var first = await Start())
        {
            Terminate(first);
            await Ended(first);
        }
        for (var i = 0; i < 20_000; i++)
            folder.Article(string.Create(CultureInfo.InvariantCulture, $"more/{i}.md"), "title: More");
        using var process = Cli.Start(folder, [], "serve", "--feeds", "feeds", "--urls", Root.ToString());
        await TestService.Eventually(async () => !await IsRefused(), TimeSpan.FromSeconds(20));
        using var slow = await Ask("/feeds/all/archive/1.json");
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);

        Terminate(process);
        var kept = -1L;
        // The import is over, and its articles are there, while the document is still being read.
        await TestService.Eventually(async () =>
        {
            var before = kept;
            await Task.Delay(500, Cancellation);
            kept = Count();
            return kept == before && kept > Articles;
        }, TimeSpan.FromSeconds(15));
        var document = Raw.Parse(await ReadSlowly(slow));
        await Ended(process);

        Assert.Equal(document["content-length"], document.Body.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((0, kept), (process.ExitCode, Count()));
        Assert.InRange(kept, Articles + 1, Articles + 19_999);
    }

    [Fact]
    public async Task Who_reads_nothing_any_more_is_waited_for_only_so_long()
    {
        WriteArticles();
        await using var app = Program.Build(
            TestService.SettingsFor(folder) with { Urls = [Root.ToString()] },
            services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1)));
        await app.StartAsync(Cancellation);
        await app.Services.GetRequiredService<FeedService.Import.Watcher>().First;
        using var stuck = await Ask("/feeds/all/archive/1.json");
        var watch = Stopwatch.StartNew();

        await app.StopAsync(Cancellation);

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
    }

    // Texts that no compression and no buffer of a socket makes small.
    private void WriteArticles()
    {
        var random = new Random(1);
        for (var i = 0; i < Articles; i++)
        {
            var bytes = new byte[250_000];
            random.NextBytes(bytes);
            var text = string.Join(' ', Convert.ToHexString(bytes).Chunk(50).Select(word => new string(word)));
            folder.Article(string.Create(CultureInfo.InvariantCulture, $"{i:00}.md"), "title: Long", text);
        }
    }

    private async Task<Process> Start()
    {
        var process = Cli.Start(folder, [], "serve", "--feeds", "feeds", "--urls", Root.ToString());
        await Cli.Until(process.StandardOutput, "all.atom");
        return process;
    }

    /// <summary>Asks, and reads nothing yet but the first bytes.</summary>
    private async Task<TcpClient> Ask(string path)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(Root.Host, port, Cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"),
            Cancellation);
        Assert.NotEqual(0, await client.Client.ReceiveAsync(new byte[1], SocketFlags.Peek, Cancellation));
        return client;
    }

    // Some 5 MB a second.
    private static async Task<byte[]> ReadSlowly(TcpClient client)
    {
        var (answer, buffer) = (new MemoryStream(), new byte[500_000]);
        while (await client.GetStream().ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, Cancellation)
            is > 0 and var count)
        {
            answer.Write(buffer, 0, count);
            await Task.Delay(100, Cancellation);
        }
        return answer.ToArray();
    }

    private async Task<bool> IsRefused()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(Root.Host, port, Cancellation);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private long Count()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(folder.Path, "data", "feedservice.db")};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from article";
        return (long)command.ExecuteScalar()!;
    }

    private static void Terminate(Process process) =>
        Run.Program("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));

    private static Task Ended(Process process) =>
        process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
}
