using System.Security.Cryptography;
using FeedService.Feeds;
using FeedService.Import;
using FeedService.Tests.Import;
using FeedService.Tests.Support;
using FeedService.Topics;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Store;

public sealed class TwoDatabasesTests
{
    [Theory]
    [InlineData("md-hugo-codeforde-DE")]
    [InlineData("export-ghost-migrate-fixtures")]
    [InlineData("text-seedlike-news")]
    [InlineData("pathological")]
    public async Task The_same_collection_gives_the_same_bytes_from_both_databases(string collection)
    {
        var articles = Shared.Require($"corpus/{collection}");
        using var folder = new TempFolder();
        Write(folder);
        var postgres = Postgres.Database();

        var fromSqlite = await Feeds(folder, articles, Path.Combine(folder.Path, "store.db"));
        var fromPostgres = await Feeds(folder, articles, postgres);

        Assert.True(fromSqlite.Count >= 3 * 3);
        Assert.Equal(fromSqlite, fromPostgres);
        Postgres.Drop(postgres);
    }

    private static void Write(TempFolder folder)
    {
        folder.Write("feeds/_site.yaml", "{ title: Both, id: 'tag:example.org,2026:both', auto: { tags: 3 } }");
        folder.Write("feeds/data.yaml", "{ title: Data, match: { any: [Data*, Daten*, Open*, Stadt] } }");
        folder.Write("feeds/without.yaml", "{ title: Without, match: { any: [der, a], not: { any: [the, und] } } }");
        Directory.CreateDirectory(Path.Combine(folder.Path, "feeds", "articles"));
    }

    /// <summary>The hash of every feed and archive document.</summary>
    private static async Task<SortedDictionary<string, string>> Feeds(TempFolder folder, string articles, string database)
    {
        var settings = TestService.SettingsFor(folder) with { Database = database };
        var now = new Clock { Now = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero) };
        await using var app = Program.Build(settings, services => services.AddSingleton<TimeProvider>(now));
        app.Services.GetRequiredService<Importer>()
            .Run([new ArticleRoot(articles, articles, "corpus/")], null, TestContext.Current.CancellationToken);
        var renderer = app.Services.GetRequiredService<FeedRenderer>();
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (topic, state) in app.Services.GetRequiredService<Catalog>().Topics)
        {
            foreach (var format in FeedFormat.All)
            {
                hashes[$"{topic.Slug}.{format.Extension}"] = Hash(await renderer.RenderAsync(topic.Slug, format));
                for (var number = 1; number <= state.Archives; number++)
                    hashes[$"{topic.Slug}/{number}.{format.Extension}"] =
                        Hash(await renderer.RenderArchiveAsync(topic.Slug, number, format));
            }
        }
        return hashes;
    }

    private static string Hash(RenderedFeed? feed) =>
        $"{Convert.ToHexString(SHA256.HashData(feed!.Body))} {feed.LastModified:O} {feed.Of}";
}
