using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dapper;
using FeedService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FeedService.Tests.Feeds;

/// <summary>What programs that people read feeds with make of ours.</summary>
public sealed class ReadersTests
{
    private const string Parse = """
        import sys, json, feedparser
        f = feedparser.parse(sys.stdin.buffer.read())
        e = f.entries[0]
        print(json.dumps({
            "bozo": f.bozo, "version": f.version, "feed": [f.feed.title, f.feed.link, f.feed.subtitle, f.feed.get("language")],
            "id": [x.id for x in f.entries], "link": [x.link for x in f.entries], "title": [x.title for x in f.entries],
            "summary": f.entries[1].summary, "content": [c.value for c in e.content], "published": e.published, "updated": e.updated,
            "undated": "published" in f.entries[1] and f.version == "rss20",
            "authors": [a.get("name") for a in e.authors], "tags": [t.term for t in e.tags], "publisher": e.publisher,
            "media": [m.get("url") for m in e.get("media_content", [])], "credit": [c.get("content") for c in e.get("media_credit", [])],
            "enclosures": [x.href for x in e.enclosures], "guidislink": e.get("guidislink", False)}))
        """;

    [Theory]
    [InlineData("rss", "rss20")]
    [InlineData("atom", "atom10")]
    public void Every_field_arrives_in_feedparser(string extension, string version)
    {
        var python = Shared.Python("feedparser");
        var writer = Sample.Writers.Single(writer => writer.Format.Extension == extension);
        var document = System.Text.Encoding.UTF8.GetString(writer.Write(Sample.Feed));

        var result = Run.With(python, ["-c", Parse], document);

        Assert.Equal("", result.Error);
        var parsed = JsonDocument.Parse(result.Output).RootElement;
        var full = Sample.Full;
        Assert.Equal("False", parsed.GetProperty("bozo").ToString());
        Assert.Equal(version, Text(parsed, "version"));
        Assert.Equal([Sample.Feed.Title, Sample.Feed.HomeUrl, Sample.Feed.Description, "de"], Texts(parsed, "feed"));
        Assert.Equal(Sample.Feed.Entries.Select(entry => entry.Id), Texts(parsed, "id"));
        Assert.Equal(Sample.Feed.Entries.Select(entry => entry.Url), Texts(parsed, "link"));
        Assert.Equal(Sample.Feed.Entries.Select(entry => entry.Title), Texts(parsed, "title"));
        Assert.Equal("A summary alone", Text(parsed, "summary"));
        Assert.Contains("<p lang=\"en\">Fish &amp; chips 😀 ]]&gt;</p>", Texts(parsed, "content")[^1],
            StringComparison.Ordinal);
        Assert.Equal(extension == "rss" ? "Wed, 04 Mar 2026 05:06:07 GMT" : "2026-03-04T05:06:07Z",
            Text(parsed, "published"));
        Assert.StartsWith("2026-03-04T05:06:07", Text(parsed, "updated"), StringComparison.Ordinal);
        Assert.False(parsed.GetProperty("undated").GetBoolean());
        Assert.Equal(full.Authors, Texts(parsed, "authors"));
        Assert.Equal(full.Categories, Texts(parsed, "tags"));
        Assert.Equal("Der Anzeiger", Text(parsed, "publisher"));
        Assert.Equal(full.Image!.Url, Texts(parsed, "media")[0]);
        Assert.Equal([full.Image.Credit!], Texts(parsed, "credit"));
        Assert.Equal(full.Enclosures.Select(enclosure => enclosure.Url),
            Texts(parsed, "enclosures").Concat(Texts(parsed, "media").Skip(1)));
    }

    [Theory]
    [InlineData("rss")]
    [InlineData("atom")]
    public void Every_field_arrives_in_sfeed(string extension)
    {
        var sfeed = Shared.Program("sfeed");
        var writer = Sample.Writers.Single(writer => writer.Format.Extension == extension);
        var document = System.Text.Encoding.UTF8.GetString(writer.Write(Sample.Feed));

        var lines = Run.With(sfeed, [], document).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var full = Sample.Full;
        Assert.Equal(
            [
                "1772600767", full.Title, full.Url, full.Content!.Replace("\n", "\\n", StringComparison.Ordinal),
                "html", full.Id,
                full.Authors[0], full.Enclosures[0].Url, string.Join('|', full.Categories),
            ],
            lines[0].Split('\t'));
        // In Atom sfeed takes the date of the change where there is no other.
        Assert.Equal([extension == "rss" ? "" : "1767225600", "Undated", Sample.Bare.Url, "A summary alone"],
            lines[1].Split('\t')[..4]);
    }

    [Theory]
    [InlineData("rss")]
    [InlineData("atom")]
    public async Task Newsboat_subscribes_reads_everything_and_then_costs_a_304(string extension)
    {
        var newsboat = Shared.Program("newsboat");
        await using var service = await TestService.Start(new TempFolder().Shipped());
        await using var wire = new Tap(service.Root);
        var folder = service.Folder;
        var cache = Path.Combine(folder.Path, "cache.db");
        string[] arguments =
        [
            "-C", folder.Write("config", "reload-threads 1\n"),
            "-u", folder.Write("urls", $"{wire.Root}feeds/all.{extension}\n"), "-c", cache, "-x", "reload",
        ];
        var home = new Dictionary<string, string?>
        {
            ["HOME"] = folder.Path,
            ["XDG_CONFIG_HOME"] = null,
            ["XDG_DATA_HOME"] = null,
        };

        // It sends validators from its third visit on.
        var visits = Enumerable.Range(0, 3)
            .Select(_ => Run.With(newsboat, arguments, folder: folder.Path, variables: home).ExitCode).ToList();

        using var feed = JsonDocument.Parse(await service.Text("/feeds/all.json"));
        var titles = feed.RootElement.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("title").GetString()!).ToList();
        using var connection = new SqliteConnection($"Data Source={cache}");
        Assert.Equal([0, 0, 0], visits);
        Assert.Equal(titles.Order(StringComparer.Ordinal),
            connection.Query<string>("select title from rss_item").Order(StringComparer.Ordinal));
        Assert.Equal(["HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 304 Not Modified"], wire.StatusLines);
    }

    private static string Text(JsonElement parsed, string name) => parsed.GetProperty(name).GetString()!;

    private static IReadOnlyList<string> Texts(JsonElement parsed, string name) =>
        [.. parsed.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>
    /// Stands between a reader and the service, one exchange a connection, and notes how each was answered.
    /// </summary>
    private sealed class Tap : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Uri target;
        private readonly Task listening;

        public Tap(Uri target)
        {
            this.target = target;
            listener.Start();
            Root = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
            listening = Listen();
        }

        public Uri Root { get; }

        public ConcurrentQueue<string> StatusLines { get; } = [];

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await listening;
            listener.Dispose();
        }

        private async Task Listen()
        {
            while (true)
            {
                try
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    using var server = new TcpClient();
                    await server.ConnectAsync(target.Host, target.Port);
                    var up = client.GetStream().CopyToAsync(server.GetStream());
                    var isFirst = true;
                    var buffer = new byte[65536];
                    int read;
                    while ((read = await server.GetStream().ReadAsync(buffer).AsTask()
                        .WaitAsync(TimeSpan.FromSeconds(1)).ContinueWith(
                        done => done.IsCompletedSuccessfully ? done.Result : 0, TaskScheduler.Default)) > 0)
                    {
                        if (isFirst)
                            StatusLines.Enqueue(System.Text.Encoding.Latin1.GetString(buffer, 0, read)
                                .Split("\r\n")[0]);
                        isFirst = false;
                        await client.GetStream().WriteAsync(buffer.AsMemory(0, read));
                    }
                }
                catch (Exception error)
                    when (error is SocketException or ObjectDisposedException or InvalidOperationException)
                {
                    return;
                }
            }
        }
    }
}
