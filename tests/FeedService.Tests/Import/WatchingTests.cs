using FeedService.Tests.Support;

namespace FeedService.Tests.Import;

/// <summary>How soon the running service shows what happens in its folder.</summary>
public sealed class WatchingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task New_edited_renamed_and_removed_files_are_followed_within_two_seconds()
    {
        await using var service = await Serve();
        var articles = Path.Combine(service.Folder.Path, "feeds", "articles");

        service.Folder.Write("feeds/articles/new.md", "# Fresh\n\nText");
        await TestService.Eventually(
            async () => (await Feed(service)).Contains("Fresh", StringComparison.Ordinal), Soon);
        service.Folder.Write("feeds/articles/new.md", "# Edited\n\nText");
        await TestService.Eventually(
            async () => (await Feed(service)).Contains("Edited", StringComparison.Ordinal), Soon);
        service.Folder.Write("feeds/topic.yaml", "title: Everything old\nmatch: { any: [old] }");
        await TestService.Eventually(
            async () => (await Feed(service)).Contains("Everything old", StringComparison.Ordinal), Soon);
        File.Move(Path.Combine(articles, "new.md"), Path.Combine(articles, "renamed.md"));
        File.Delete(Path.Combine(articles, "old.md"));
        await TestService.Eventually(async () => !(await Feed(service)).Contains("Ancient", StringComparison.Ordinal),
            TimeSpan.FromSeconds(7));

        var feed = await Feed(service);
        Assert.Contains("<id>tag:feeds.example.org,", feed, StringComparison.Ordinal);
        Assert.Contains(":new.md</id>", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Articles_behind_a_link_are_followed_within_two_seconds()
    {
        using var elsewhere = new TempFolder();
        elsewhere.Write("old.md", "# Ancient\n\nText");
        var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "feeds"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "feeds", "articles"), elsewhere.Path);
        await using var service = await TestService.Start(folder);

        elsewhere.Write("new.md", "# Fresh\n\nText");

        await TestService.Eventually(
            async () => (await Feed(service)).Contains("Fresh", StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task An_editor_that_saves_by_renaming_or_deleting_never_withdraws_an_article()
    {
        await using var service = await Serve();
        var file = Path.Combine(service.Folder.Path, "feeds", "articles", "old.md");
        using var stop = new CancellationTokenSource();
        var statuses = WatchEntries(service, stop.Token);

        for (var save = 1; save <= 3; save++)
        {
            await File.WriteAllTextAsync(file + ".tmp", $"# Save {save}\n\nText",
                TestContext.Current.CancellationToken);
            File.Move(file + ".tmp", file, overwrite: true);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            File.Delete(file);
            await Task.Delay(700, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(file, $"# Written again {save}\n\nText",
                TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }
        await TestService.Eventually(
            async () => (await Feed(service)).Contains("Written again 3", StringComparison.Ordinal), Soon);
        await stop.CancelAsync();

        Assert.Equal([1], (await statuses).Distinct());
    }

    [Fact]
    public async Task A_file_that_somebody_is_writing_appears_whole()
    {
        await using var service = await Serve();
        using var stop = new CancellationTokenSource();
        var lengths = WatchParagraphs(service, stop.Token);

        await using (var writer = File.AppendText(Path.Combine(service.Folder.Path, "feeds", "articles", "slow.md")))
        {
            await writer.WriteAsync("# Slow\n\n");
            for (var chunk = 0; chunk < 40; chunk++)
            {
                await writer.WriteAsync($"Sentence {chunk}. ");
                await writer.FlushAsync(TestContext.Current.CancellationToken);
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
        await TestService.Eventually(
            async () => (await Feed(service)).Contains("Sentence 39.", StringComparison.Ordinal), Soon);
        await stop.CancelAsync();

        Assert.All(await lengths, count => Assert.True(count is 0 or 40));
    }

    [Fact]
    public async Task A_writer_that_pauses_is_followed_to_its_end()
    {
        await using var service = await Serve();
        var file = service.Folder.Write("feeds/articles/slow.md", "# Slow\n\nBeginning. ");

        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(file, "End.", TestContext.Current.CancellationToken);

        await TestService.Eventually(
            async () => (await Feed(service)).Contains("Beginning. End.", StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task An_article_of_the_future_appears_by_itself()
    {
        await using var service = await Serve();
        var due = DateTimeOffset.UtcNow.AddSeconds(3);
        service.Folder.Write("feeds/articles/later.md",
            $"---\ndate: {due:yyyy-MM-dd'T'HH:mm:ss'Z'}\n---\n# Tomorrow\n\nText");

        await Task.Delay(1500, TestContext.Current.CancellationToken);
        var before = await Feed(service);
        await TestService.Eventually(async () => (await Feed(service)).Contains("Tomorrow", StringComparison.Ordinal),
            TimeSpan.FromSeconds(3.5));

        Assert.DoesNotContain("Tomorrow", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_replaced_as_a_whole_is_watched_on()
    {
        await using var service = await Serve();
        var (feeds, aside) = (Path.Combine(service.Folder.Path, "feeds"), Path.Combine(service.Folder.Path, "aside"));
        Collection.Copy(feeds, aside);

        Directory.Move(feeds, feeds + "-old");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Directory.Move(aside, feeds);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        service.Folder.Write("feeds/articles/new.md", "# Fresh\n\nText");

        await TestService.Eventually(
            async () => (await Feed(service)).Contains("Fresh", StringComparison.Ordinal), Soon);
    }

    private static async Task<TestService> Serve()
    {
        var folder = new TempFolder();
        folder.Write("feeds/articles/old.md", "# Ancient\n\nAn old text");
        folder.Write("feeds/articles/kept.txt", "Kept for good: a title long enough to be one\n\nNothing.");
        return await TestService.Start(folder);
    }

    private static Task<string> Feed(TestService service) => service.Text("/feeds/all.atom");

    private static Task<List<int>> WatchEntries(TestService service, CancellationToken stop) =>
        Watch(service, feed => feed.Split("/articles/old\"").Length > 1 ? 1 : 0, stop);

    private static Task<List<int>> WatchParagraphs(TestService service, CancellationToken stop) =>
        Watch(service,
            feed => feed.Contains("Slow", StringComparison.Ordinal)
                ? feed[feed.IndexOf("<content", StringComparison.Ordinal)..].Split("Sentence ").Length - 1
                : 0,
            stop);

    private static async Task<List<int>> Watch(TestService service, Func<string, int> count, CancellationToken stop)
    {
        var counts = new List<int>();
        while (!stop.IsCancellationRequested)
        {
            counts.Add(count(await Feed(service)));
            await Task.Delay(20, CancellationToken.None);
        }
        return counts;
    }
}
