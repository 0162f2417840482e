using FeedService.Tests.Support;

namespace FeedService.Tests.Commands;

/// <summary>The command <c>export</c> as its users type it.</summary>
public sealed class ExportingTests : IDisposable
{
    private const string Address = "https://feeds.example.org";

    private readonly TempFolder folder = new();

    public ExportingTests() => folder.Topic("sea", "title: Sea\nmatch: { any: [whale*] }")
        .Article("a.md", "title: One\ndate: 2026-01-01", "A whale.")
        .Article("b.md", "title: Two\ndate: 2026-01-02", "A ship.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_tells_how_much_it_wrote_and_writes_no_more_than_has_changed()
    {
        var first = Export("out");
        folder.Article("b.md", "title: Two\ndate: 2026-01-02", "A ship that is not quite the same as it was.");
        var second = Export("out");
        var third = Export("out/", "feeds/*.rss");

        var real = Path.Combine(folder.Path, "out");
        Assert.Equal((0, $"18 files in {real}: 18 written, 0 removed\n", ""), (first.ExitCode, first.Output, first.Error));
        // The article's page, the feeds and archive of everything, its page, and the list of topics, which is dated.
        Assert.Equal($"18 files in {real}: 9 written, 0 removed\n", second.Output);
        Assert.Equal($"2 files in {real}: 0 written, 0 removed\n", third.Output);
    }

    [Theory]
    [InlineData("feeds")]
    [InlineData("feeds/articles/out")]
    [InlineData(".")]
    [InlineData("link/articles")]
    public void Nothing_is_exported_over_what_is_read(string target)
    {
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), "feeds");
        var before = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);

        var result = Export(target);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("must not lie in one another", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("store.db", StringComparison.Ordinal)));
    }

    [Fact]
    public void Links_to_this_machine_are_warned_of()
    {
        var result = Cli.Invoke(folder, "export", "out", "--feeds", "feeds", "--database", "store.db");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("warning: links lead to http://localhost:8080", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_keeps_the_files_fresh_and_pictures_too()
    {
        using var process = Cli.Start(folder, [], "export", "out", "--watch", "--feeds", "feeds", "--database", "store.db",
            "--address", Address);
        try
        {
            await Cli.Until(process.StandardOutput, "18 written");

            folder.Article("c.md", "title: Three\ndate: 2026-01-03", "Another whale.");
            await Seen("feeds/sea.rss", text => text.Contains("Three"));
            File.Delete(Path.Combine(folder.Path, "feeds", "articles", "a.md"));
            await TestService.Eventually(() => Task.FromResult(!File.Exists(Out("articles/a.html"))), Patience);
            folder.Write("feeds/articles/p.png", "png");
            await Seen("media/p.png", text => text == "png");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private string Out(string path) => Path.Combine(folder.Path, "out", path);

    private Task Seen(string path, Func<string, bool> isThere) => TestService.Eventually(async () =>
        File.Exists(Out(path)) && isThere(await File.ReadAllTextAsync(Out(path), TestContext.Current.CancellationToken)),
        Patience);

    private Run.Result Export(string target, params string[] patterns) => Cli.Invoke(folder,
        ["export", target, .. patterns, "--feeds", "feeds", "--database", "store.db", "--address", Address]);
}
