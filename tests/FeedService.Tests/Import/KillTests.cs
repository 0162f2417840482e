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
    private const int Folders = 17;

    [Fact]
    public async Task A_killed_import_leaves_a_sound_store_and_the_next_one_completes_it()
    {
        using var folder = new TempFolder();
        WriteCollection(folder);
        await Import(folder, "undisturbed.db");
        var expected = await Feeds(folder, "undisturbed.db");
        await ImportHalf(folder, "half.db");

        foreach (var (database, written)
            in new[] { ("early.db", 100_000L), ("late.db", 5_000_000), ("half.db", 1_000_000) })
        {
            await KillImport(folder, database, written);

            await AssertComplete(folder, database, expected);
        }
    }

    private static async Task ImportHalf(TempFolder folder, string database)
    {
        var (articles, aside) = (Path.Combine(folder.Path, "feeds", "articles"), Path.Combine(folder.Path, "aside"));
        var half = Directory.GetDirectories(articles).Take(Folders / 2).Select(Path.GetFileName).ToList();
        Directory.CreateDirectory(aside);
        half.ForEach(name => Directory.Move(Path.Combine(articles, name!), Path.Combine(aside, name!)));
        await Import(folder, database);
        half.ForEach(name => Directory.Move(Path.Combine(aside, name!), Path.Combine(articles, name!)));
    }

    private static async Task AssertComplete(TempFolder folder, string database, Dictionary<string, string> expected)
    {
        Assert.Equal("ok", Check(folder, database));
        await Import(folder, database);
        using var store = ArticleStore.Open(Path.Combine(folder.Path, database));
        var paths = store.All().Select(stored => stored.Article.Path).ToList();
        Assert.Equal((Files, Files), (paths.Count, paths.Distinct().Count()));
        var feeds = await Feeds(folder, database);
        Assert.All(expected.Keys, address => Assert.Equal(expected[address], feeds[address]));
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
            folder.Write(string.Create(CultureInfo.InvariantCulture, $"feeds/articles/{i % Folders}/{i}.md"),
                string.Create(CultureInfo.InvariantCulture,
                $"---\ntitle: Nummer {i}\ndate: {date:yyyy-MM-dd'T'HH:mm:ss'Z'}\ntags: [{(i % 3 == 0 ? "dritte" : "andere")}]\n"
                + $"---\n{text}\n\nUnd {i}.\n"));
        }
    }

    private static async Task Import(TempFolder folder, string database)
    {
        using var process = Start(folder, database);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await errors);
    }

    /// <summary>Kills the import when its transaction has written so many bytes, which is before it commits.</summary>
    private static async Task KillImport(TempFolder folder, string database, long written)
    {
        using var process = Start(folder, database);
        var log = new FileInfo(Path.Combine(folder.Path, database + "-wal"));
        while (!process.HasExited && !(log.Exists && log.Length >= written))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            log.Refresh();
        }
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, process.ExitCode);
    }

    private static Process Start(TempFolder folder, string database) => Process.Start(new ProcessStartInfo("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "FeedService.dll"), "import", "--address", TestService.Address,
        "--feeds", Path.Combine(folder.Path, "feeds"), "--database", Path.Combine(folder.Path, database),
    ])
    { RedirectStandardOutput = true, RedirectStandardError = true })!;

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
