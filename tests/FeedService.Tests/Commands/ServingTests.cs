using System.Globalization;
using System.Net.Sockets;
using FeedService.Tests.Support;

namespace FeedService.Tests.Commands;

public sealed class ServingTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly int port = Cli.FreePort();

    private string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Serve_greets_with_its_addresses_and_ends_cleanly_on_a_signal(string signal)
    {
        folder.Topic("sea", "title: The Sea\nmatch: { any: [whale] }").Article("1.md", "title: One\ndate: 2026-01-02");
        using var process = Cli.Start(folder, [], "serve", "--feeds", "feeds", "--urls", Url);

        var greeting = await Cli.Until(process.StandardOutput, "The Sea");
        var feed = await Raw.Send(new Uri(Url), "GET /feeds/all.rss");
        Run.Program("kill", "-" + signal, process.Id.ToString(CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal($"""

              FeedService reads {Path.Combine(folder.Path, "feeds")}
              1 article in 2 topics, from 1 file

              {Url}/  all topics
              {Url}/feeds/all.atom  FeedService
              {Url}/feeds/sea.atom  The Sea

            """, greeting);
        Assert.Equal(200, feed.Status);
        Assert.Equal((0, ""),
            (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Dates_are_the_same_in_every_culture()
    {
        folder.Article("1.md", "title: One\nslug: one\ndate: 2026-01-02T03:04:05Z");
        using var process = Cli.Start(folder, new() { ["LC_ALL"] = "th_TH.UTF-8" }, "--feeds", "feeds", "--urls", Url);
        await Cli.Until(process.StandardOutput, "all.atom");

        var topic = await Raw.Send(new Uri(Url), "GET /topics/all");
        var article = await Raw.Send(new Uri(Url), "GET /articles/one");
        var feed = await Raw.Send(new Uri(Url), "GET /feeds/all.rss");
        process.Kill();

        Assert.Contains(">2026-01-02</time>", topic.Text, StringComparison.Ordinal);
        Assert.Contains(">2026-01-02 03:04 UTC<", article.Text, StringComparison.Ordinal);
        Assert.Contains("<pubDate>Fri, 02 Jan 2026 03:04:05 GMT</pubDate>", feed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_article_at_all_names_the_folder_that_was_read()
    {
        using var process = Cli.Start(folder,
            new()
            {
                ["FEEDSERVICE_FEEDS"] =
                    Directory.CreateDirectory(Path.Combine(folder.Path, "feeds", "articles")).Parent!.FullName,
            },
            "--urls", Url);

        var greeting = await Cli.Until(process.StandardOutput, "all.atom");
        process.Kill();

        Assert.Contains(
            $"  No article yet: put .md or .txt files into {Path.Combine(folder.Path, "feeds", "articles")}\n",
            greeting, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_use_says_how_to_listen_elsewhere()
    {
        folder.Article("1.md", "title: One");
        using var other = new TcpListener(System.Net.IPAddress.Loopback, port);
        other.Start();

        var result = Cli.Invoke(folder, "serve", "--feeds", "feeds", "--urls", Url);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"Cannot listen on {Url}: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("--urls", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.0.2.1:9")]
    [InlineData("https://127.0.0.1:0")]
    public void Where_it_cannot_listen_it_says_so_in_two_lines(string url)
    {
        folder.Article("1.md", "title: One");

        var result = Cli.InvokeWith(folder, new() { ["HOME"] = folder.Path }, "--feeds", "feeds", "--urls", url);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"Cannot listen on {url}: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:{0}", null, true)]
    [InlineData("http://*:{0}", null, true)]
    [InlineData("http://[::]:{0}", null, true)]
    [InlineData("http://127.0.0.1:{0}", null, false)]
    [InlineData("http://*:{0}", "https://feeds.example.org/news", false)]
    public async Task Links_that_lead_nowhere_from_other_machines_are_told_at_the_start(string urls, string? address,
        bool isTold)
    {
        folder.Article("1.md", "title: One");
        var listen = string.Format(CultureInfo.InvariantCulture, urls, port);
        using var process = Cli.Start(folder, new() { ["FEEDSERVICE_ADDRESS"] = address }, "--feeds", "feeds",
            "--urls", listen);

        var greeting = await Cli.Until(process.StandardOutput, "all.atom");
        process.Kill();

        Assert.Equal(isTold, greeting.Contains($"  ! listens on {listen.Replace(";", ", ", StringComparison.Ordinal)}, "
            + "but links name http://", StringComparison.Ordinal));
        Assert.Equal(isTold, greeting.Contains("--address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clients_that_read_nothing_hold_nobody_up()
    {
        folder.Article("1.md", "title: One", string.Join("\n\n", Enumerable.Repeat(new string('x', 1000), 450)));
        using var process = Cli.Start(folder, [], "--feeds", "feeds", "--urls", Url);
        await Cli.Until(process.StandardOutput, "all.atom");
        var many = string.Concat(Enumerable.Repeat(
            $"GET /feeds/all.rss HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\nGET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
            50));
        var idle = new List<TcpClient>();
        for (var i = 0; i < 20; i++)
        {
            idle.Add(new TcpClient { ReceiveBufferSize = 4096 });
            await idle[i].ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            await idle[i].GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(many),
                TestContext.Current.CancellationToken);
        }

        foreach (var path in new[] { "/feeds/all.rss", "/feeds/all.atom", "/", "/articles/1", "/feeds/none.rss" })
        {
            var answer = await Raw.Send(new Uri(Url), "GET " + path)
                .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            Assert.Equal(path.Contains("none", StringComparison.Ordinal) ? 404 : 200, answer.Status);
        }
        idle.ForEach(client => client.Dispose());
        process.Kill();
    }

    [Fact]
    public async Task Mistakes_in_the_folder_are_told_at_the_start()
    {
        folder.Topic("sea", "title: [").Article("1.md", "title: One");
        using var process = Cli.Start(folder, [], "--feeds", "feeds", "--urls", Url);

        var greeting = await Cli.Until(process.StandardOutput, "all.atom");
        process.Kill();

        Assert.Contains("  ! sea.yaml:", greeting, StringComparison.Ordinal);
    }
}
