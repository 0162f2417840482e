using System.Diagnostics;
using System.Globalization;
using FeedService.Store;
using FeedService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FeedService.Tests.Import;

/// <summary>The program is killed in the middle of an import, and imports again.</summary>
public sealed class KillTests
{
    private const int Files = 3000;

    [Fact]
    public async Task A_killed_import_leaves_a_sound_store_and_the_next_one_completes_it()
    {
        using var folder = new TempFolder();
        WriteCollection(folder);
        var clock = Stopwatch.StartNew();
        await Import(folder, "undisturbed.db", killAfter: null);
        var whole = clock.Elapsed;
        var expected = await Feeds(folder, "undisturbed.db");

        // Later ones are killed in a store that earlier ones left behind, and one that is through before is killed for nothing.
        var killed = 0;
        foreach (var part in (double[])[0.45, 0.65, 0.8])
        {
            var database = string.Create(CultureInfo.InvariantCulture, $"killed-{part}.db");
            killed += await Import(folder, database, killAfter: whole * part) == 0 ? 0 : 1;
            Assert.Equal("ok", File.Exists(Path.Combine(folder.Path, database)) ? Check(folder, database) : "ok");
            Assert.Equal(0, await Import(folder, database, killAfter: null));

            using var store = ArticleStore.Open(Path.Combine(folder.Path, database));
            var paths = store.All().Select(stored => stored.Article.Path).ToList();
            Assert.Equal((Files, Files), (paths.Count, paths.Distinct().Count()));
            var feeds = await Feeds(folder, database);
            Assert.All(expected.Keys, address => Assert.Equal(expected[address], feeds[address]));
        }

        Assert.True(killed > 0, "every import was through before it could be killed");
    }

    private static void WriteCollection(TempFolder folder)
    {
        var text = string.Join(' ', Enumerable.Repeat("Ein Satz über die Bahn und den Mond, der lang genug ist.", 20));
        folder.Write("feeds/_site.yaml", "id: tag:example.org,2024:press");
        folder.Write("feeds/bahn.yaml", "match: { any: [Bahn*], min: 2 }");
        folder.Write("feeds/dritte.yaml", "match: { tags: [dritte] }\nlimit: 1000");
        for (var i = 0; i < Files; i++)
        {
            var date = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i * 7 % Files);
            folder.Write(string.Create(CultureInfo.InvariantCulture, $"feeds/articles/{i % 17}/{i}.md"), string.Create(CultureInfo.InvariantCulture,
                $"---\ntitle: Nummer {i}\ndate: {date:yyyy-MM-dd'T'HH:mm:ss'Z'}\ntags: [{(i % 3 == 0 ? "dritte" : "andere")}]\n---\n{text}\n\nUnd {i}.\n"));
        }
    }

    /// <returns>The exit code; that of a killed process is not 0.</returns>
    private static async Task<int> Import(TempFolder folder, string database, TimeSpan? killAfter)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "FeedService.dll"), "import", "--address", TestService.Address,
            "--feeds", Path.Combine(folder.Path, "feeds"), "--database", Path.Combine(folder.Path, database),
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        if (killAfter is { } time && !process.WaitForExit(time))
            process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (killAfter is null)
            Assert.True(process.ExitCode == 0, await output + await errors);
        return process.ExitCode;
    }

    private static string Check(TempFolder folder, string database)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma integrity_check";
        return (string)command.ExecuteScalar()!;
    }

    private static async Task<Dictionary<string, string>> Feeds(TempFolder folder, string database)
    {
        await using var collection = new Collection(settings => settings with
        {
            Feeds = Path.Combine(folder.Path, "feeds"),
            Database = Path.Combine(folder.Path, database),
        });
        Assert.False(collection.Import().ChangedAnything);
        return await collection.Feeds();
    }
}
