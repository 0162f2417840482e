using System.IO.Compression;
using FeedService.Feeds;
using FeedService.Import;
using FeedService.Tests.Support;
using FeedService.Topics;
using FeedService.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

public sealed class ExportTests : IDisposable
{
    private readonly TempFolder target = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(target.Path, "out");

    public void Dispose() => target.Dispose();

    [Fact]
    public async Task A_file_is_what_is_served_in_every_coding()
    {
        await using var service = await TestService.Start(new TempFolder().Shipped());

        var report = await Export(service);

        var addresses = service.Services.GetRequiredService<Catalog>().Topics.Select(topic => topic.Topic.Slug)
            .SelectMany(slug => FeedFormat.All.SelectMany(format => new[]
            {
                $"feeds/{slug}.{format.Extension}", $"feeds/{slug}/archive/1.{format.Extension}",
            }).Append($"topics/{slug}")).Append("feeds.opml").Append("")
            .Concat(Directory.EnumerateFiles(Path.Combine(Folder, "articles"), "*.html")
                .Select(file => "articles/" + Path.GetFileNameWithoutExtension(file))).ToList();
        foreach (var address in addresses)
        {
            var file = Path.Combine(Folder, address.Length == 0 ? "index.html"
                : address.Contains('.') ? address : address + ".html");
            foreach (var (coding, twin) in new[] { ("identity", ""), ("gzip", ".gz"), ("br", ".br") })
            {
                var answer = await Raw.Send(service.Root, $"GET /{address}", $"Accept-Encoding: {coding}");
                Assert.Equal((200, coding), (answer.Status, answer["content-encoding"] ?? "identity"));
                Assert.Equal(answer.Decoded(), Decoded(file + twin));
                Assert.Equal(answer["last-modified"], File.GetLastWriteTimeUtc(file + twin).ToString("r"));
            }
        }
        var media = Directory.GetFiles(Path.Combine(Folder, "media"), "*", SearchOption.AllDirectories).Length;
        Assert.Equal((addresses.Count + media, 0), (report.Files, report.Problems.Count));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_written_again()
    {
        await using var service = await Two();
        await Export(service);
        var before = Files();

        service.Folder.Article("a.md", "title: Another title\ndate: 2026-01-01\ntags: [a]");
        Import(service);
        var report = await Export(service);
        var again = await Export(service);

        var changed = Files().Except(before).Select(file => file.Path).Order().ToList();
        Assert.Equal(
        [
            "articles/a.html", "feeds/a.atom", "feeds/a.json", "feeds/a.rss", "feeds/a/archive/1.atom",
            "feeds/a/archive/1.json", "feeds/a/archive/1.rss", "feeds/all.atom", "feeds/all.json", "feeds/all.rss",
            "feeds/all/archive/1.atom", "feeds/all/archive/1.json", "feeds/all/archive/1.rss", "topics/a.html",
            "topics/all.html",
        ], changed.Where(path => !IsTwin(path) && path is not "feeds.opml" and not "index.html"));
        Assert.Equal((16, 0), (report.Written, again.Written));
    }

    [Fact]
    public async Task What_is_gone_is_removed_and_nothing_else()
    {
        await using var service = await Two();
        target.Write("out/feeds/mine.txt", "Not yours.");
        target.Write("out/articles/b.txt", "Nor this.");
        await Export(service);

        File.Delete(Path.Combine(service.Folder.Path, "feeds", "articles", "b.md"));
        File.Delete(Path.Combine(service.Folder.Path, "feeds", "b.yaml"));
        await TestService.Eventually(async () => await service.Status("/articles/b") == System.Net.HttpStatusCode.Gone
            && await service.Status("/feeds/b.rss") == System.Net.HttpStatusCode.Gone, TimeSpan.FromSeconds(20));
        var report = await Export(service);

        // A page, a topic's page, three feeds and three archive documents.
        Assert.Equal(8, report.Removed);
        Assert.Equal([Path.Combine(Folder, "articles", "b.txt")],
            Directory.EnumerateFileSystemEntries(Folder, "b.*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.Combine(Folder, "feeds", "b")));
        Assert.True(File.Exists(Path.Combine(Folder, "feeds", "mine.txt")));
    }

    [Fact]
    public async Task However_the_folder_is_written_what_is_gone_is_removed()
    {
        await using var service = await Two();
        var export = service.Services.GetRequiredService<Export>();
        await export.RunAsync(Folder + "/", [], Cancellation);

        service.Folder.Article("b.md", "title: Two\ndraft: true");
        Import(service);
        await export.RunAsync(Folder + "/", [], Cancellation);

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Folder, "articles"), "b.*"));
    }

    [Fact]
    public async Task A_twin_that_is_missing_is_made_again()
    {
        await using var service = await Two();
        await Export(service);
        File.Delete(Path.Combine(Folder, "feeds", "a.rss.gz"));

        var report = await Export(service);

        Assert.Equal((1, 0), (report.Written, report.Problems.Count));
        Assert.Equal(Decoded(Path.Combine(Folder, "feeds", "a.rss")), Decoded(Path.Combine(Folder, "feeds", "a.rss.gz")));
    }

    [Fact]
    public async Task Neither_the_list_nor_a_link_leads_out_of_the_folder_when_files_are_removed()
    {
        await using var service = await Two();
        var outside = target.Write("outside/precious.txt", "Mine.");
        Directory.CreateDirectory(Folder);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "link"), Path.GetDirectoryName(outside)!);
        target.Write("out/.feedservice-export", "link/precious.txt\n../outside/precious.txt\n");

        var report = await Export(service);

        Assert.True(File.Exists(outside));
        Assert.Equal(["../outside/precious.txt", "link/precious.txt"],
            report.Problems.Select(problem => problem.Path).Order());
    }

    [Fact]
    public async Task A_name_that_is_too_long_for_a_twin_has_none()
    {
        await using var service = await Two();
        service.Folder.Topic(new string('x', 100), "title: X\nmatch: { tags: [a] }");
        service.Folder.Article(new string('ü', 124) + ".md", "title: Long\ndate: 2026-01-03");
        Import(service);

        var report = await Export(service);

        Assert.Empty(report.Problems);
        Assert.Contains(Directory.EnumerateFiles(Path.Combine(Folder, "articles"), "ü*.html"), _ => true);
    }

    [Fact]
    public async Task An_export_that_is_stopped_knows_its_files_for_its_own()
    {
        await using var service = await Two();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            service.Services.GetRequiredService<Export>().RunAsync(Folder, [], stop.Token));

        Assert.Contains("articles/b.html", await File.ReadAllLinesAsync(Path.Combine(Folder, ".feedservice-export"), Cancellation));
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_written_and_the_rest_stays()
    {
        await using var service = await Two();

        var feeds = await Export(service, "feeds/*.rss");
        var pages = await Export(service, "*.html", "topics/**");

        Assert.Equal((3, 4), (feeds.Files, pages.Files));
        Assert.Equal(
            [
                "feeds/a.rss", "feeds/all.rss", "feeds/b.rss", "index.html", "topics/a.html", "topics/all.html",
                "topics/b.html",
            ], Files().Select(file => file.Path).Where(path => !IsTwin(path)).Order());
    }

    [Fact]
    public async Task Pictures_are_copied_and_nothing_else_of_the_folder_is()
    {
        await using var service = await Two();
        service.Folder.Write("feeds/articles/in/a picture.png", "png");
        service.Folder.Write("feeds/articles/in/secret.key", "key");
        service.Folder.Write("outside.png", "png");
        File.CreateSymbolicLink(Path.Combine(service.Folder.Path, "feeds", "articles", "link.png"),
            Path.Combine(service.Folder.Path, "outside.png"));
        Directory.CreateSymbolicLink(Path.Combine(service.Folder.Path, "feeds", "articles", "in", "circle"),
            Path.Combine(service.Folder.Path, "feeds", "articles"));

        await Export(service, "media/**");

        Assert.Equal(["media/in/a picture.png"], Files().Select(file => file.Path));
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_and_the_rest_is_written()
    {
        await using var service = await Two();
        target.Write("out/feeds/a.rss/in.the.way", "A folder where a file should be.");

        var report = await Export(service, "feeds/*.rss");

        Assert.Equal("feeds/a.rss", Assert.Single(report.Problems).Path);
        Assert.True(File.Exists(Path.Combine(Folder, "feeds", "b.rss")));
    }

    private static bool IsTwin(string path) => Path.GetExtension(path) is ".gz" or ".br";

    private Task<ExportReport> Export(TestService service, params string[] patterns) =>
        service.Services.GetRequiredService<Export>().RunAsync(Folder, patterns, Cancellation);

    private static void Import(TestService service) => service.Services.GetRequiredService<Importer>().Run();

    private List<(string Path, DateTime Modified, string Bytes)> Files() =>
        [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Folder, file), File.GetLastWriteTimeUtc(file),
                Convert.ToHexString(File.ReadAllBytes(file)))).Where(file => file.Item1 != ".feedservice-export")];

    private static byte[] Decoded(string file)
    {
        using var input = File.OpenRead(file);
        using Stream stream = Path.GetExtension(file) switch
        {
            ".gz" => new GZipStream(input, CompressionMode.Decompress),
            ".br" => new BrotliStream(input, CompressionMode.Decompress),
            _ => input,
        };
        using var decoded = new MemoryStream();
        stream.CopyTo(decoded);
        return decoded.ToArray();
    }

    private static Task<TestService> Two() => TestService.Start(new TempFolder()
        .Topic("a", "title: A\nmatch: { tags: [a] }").Topic("b", "title: B\nmatch: { tags: [b] }")
        .Article("a.md", "title: One\ndate: 2026-01-01\ntags: [a]")
        .Article("b.md", "title: Two\ndate: 2026-01-02\ntags: [b]"));
}
