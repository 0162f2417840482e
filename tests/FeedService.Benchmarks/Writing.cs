using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using FeedService.Feeds;
using FeedService.Readers;
using Perfolizer.Horology;
using Perfolizer.Metrology;

namespace FeedService.Benchmarks;

/// <summary>A full feed of 50 entries, about 2.5 kB of HTML each, as bytes in each format.</summary>
[MemoryDiagnoser]
public class Writing
{
    private const int Entries = 50;
    private const int Length = 1950;

    private IFeedWriter writer = null!;
    private Feed feed = null!;

    [Params("rss", "atom", "json")]
    public string Format { get; set; } = "";

    public static Task<int> Run()
    {
        var summary = BenchmarkRunner.Run<Writing>(DefaultConfig.Instance
            .WithSummaryStyle(SummaryStyle.Default.WithTimeUnit(TimeUnit.Nanosecond).WithSizeUnit(SizeUnit.B))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "feedservice-benchmark-write")));
        return Task.FromResult(summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)
            ? 1 : 0);
    }

    [GlobalSetup]
    public void SetUp()
    {
        writer = new IFeedWriter[] { new RssWriter(), new AtomWriter(), new JsonFeedWriter() }
            .Single(one => one.Format.Extension == Format);
        var addresses = new Addresses("https://example.org");
        var entries = new Collection(Entries, 10, Length).Articles().Select(file => Entry(file, addresses)).ToList();
        feed = new Feed
        {
            Id = "tag:example.org,2024:benchmark:full",
            Slug = "full",
            Title = "Benchmark",
            Description = "50 full entries",
            Language = "de",
            HomeUrl = addresses.PageOf("full"),
            Self = format => addresses.Feed("full", format),
            Updated = entries.Max(entry => entry.Updated),
            TimeToLive = TimeSpan.FromMinutes(15),
            Author = "Benchmark",
            Entries = entries,
        };
        Console.WriteLine($"// {entries.Average(entry => Encoding.UTF8.GetByteCount(entry.Content!)):0} bytes of HTML an "
            + $"entry, {writer.Write(feed).Length} bytes of {writer.Format.Name}");
    }

    [Benchmark]
    public byte[] Write() => writer.Write(feed);

    private static FeedService.Feeds.Entry Entry((string Path, string Text) file, Addresses addresses)
    {
        var bytes = Encoding.UTF8.GetBytes(file.Text);
        var article = new MarkdownReader().Read(new Source(file.Path, () => new MemoryStream(bytes), null,
            Profile.Default, _ => null, DateTimeOffset.UtcNow)).First().Article!;
        var url = addresses.Article(article.Slug);
        return new()
        {
            Id = "tag:example.org,2024:benchmark" + article.Id,
            Url = url,
            Title = article.Title,
            Summary = article.Summary,
            Content = addresses.Expand(article.Content, url),
            Published = article.Published,
            Updated = article.Published!.Value,
            Language = article.Language,
            Categories = article.Tags,
        };
    }
}
