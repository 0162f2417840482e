using System.Xml.Linq;
using Dapper;
using FeedService.Feeds;
using FeedService.Store;
using FeedService.Tests.Support;
using FeedService.Topics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FeedService.Tests.Feeds;

/// <summary>The renderer on a real store, with rows that no import would have written.</summary>
public sealed class FeedRendererTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly LogBook log = new();
    private readonly Microsoft.AspNetCore.Builder.WebApplication app;
    private readonly FeedRenderer renderer;

    public FeedRendererTests()
    {
        folder.Article("1.md", "title: One\ndate: 2026-01-03").Article("2.md", "title: Two\ndate: 2026-01-02")
            .Article("3.md", "title: Three\ndate: 2026-01-01");
        app = Program.Build(TestService.SettingsFor(folder));
        app.Services.GetRequiredService<FeedService.Import.Importer>().Run();
        renderer = new FeedRenderer(Store, Catalog, app.Services.GetRequiredService<Selections>(),
            app.Services.GetRequiredService<FeedBuilder>(),
            [new RssWriter(), new AtomWriter(), new JsonFeedWriter()], log);
    }

    private ArticleStore Store => app.Services.GetRequiredService<ArticleStore>();

    private Catalog Catalog => app.Services.GetRequiredService<Catalog>();

    [Theory]
    [InlineData("title = 'broken' || char(1)")]
    [InlineData("url = '::::'")]
    [InlineData("details = '{\"Image\":{\"Url\":\"https://example.org/a' || char(11) || '.png\"}}'")]
    public async Task An_article_that_cannot_be_written_is_left_out_and_the_fault_is_logged(string fault)
    {
        Break(fault.Replace("char(11)", "'\\u000b'", StringComparison.Ordinal), "2.md");

        var titles = await Titles();

        Assert.Equal(["One", "Three"], titles);
        Assert.Contains(log.Lines, line => line.Contains("2.md", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_whose_details_are_damaged_keeps_its_article()
    {
        Break("details = '{'", "2.md");

        var titles = await Titles();

        Assert.Equal(["One", "Two", "Three"], titles);
    }

    [Fact]
    public async Task What_the_store_just_took_in_never_goes_out_with_the_older_Last_Modified()
    {
        var before = Catalog.Find("all")!.State;
        using (var batch = Store.Begin(DateTimeOffset.UtcNow))
        {
            batch.Withdraw("", "2.md");
            batch.Define("all", "title: Renamed");
            batch.Commit(before.LastModified.AddSeconds(10));
        }

        var rendering = renderer.RenderAsync("all", FeedFormat.Rss);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Catalog.Refresh("tag:example.org,2026");
        var rendered = await rendering;

        Assert.Equal(before.LastModified.AddSeconds(10), rendered!.LastModified);
        Assert.Contains("<title>Renamed</title>", System.Text.Encoding.UTF8.GetString(rendered.Body),
            StringComparison.Ordinal);
        Assert.Equal(Catalog.Find("all")!.State.Version, rendered.Of.Version);
    }

    [Fact]
    public async Task What_waits_in_vain_for_the_catalog_is_of_its_version_and_so_made_again()
    {
        var before = Catalog.Find("all")!.State;
        using (var batch = Store.Begin(DateTimeOffset.UtcNow))
        {
            batch.Withdraw("", "2.md");
            batch.Commit(before.LastModified.AddSeconds(10));
        }

        var rendered = await renderer.RenderAsync("all", FeedFormat.Rss);

        Assert.Equal((before.Version, before.LastModified.AddSeconds(10)), (rendered!.Of.Version, rendered.LastModified));
    }

    public void Dispose()
    {
        ((IDisposable)app).Dispose();
        folder.Dispose();
    }

    private async Task<IEnumerable<string>> Titles()
    {
        using var body = new MemoryStream((await renderer.RenderAsync("all", FeedFormat.Rss))!.Body);
        return XElement.Load(body).Descendants("item").Select(item => item.Element("title")!.Value).ToList();
    }

    private void Break(string fault, string path)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "store.db")}");
        Assert.Equal(1, connection.Execute($"update article set {fault} where path = @path", new { path }));
    }

    private sealed class LogBook : ILogger<FeedRenderer>
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception?.Message}");
    }
}
