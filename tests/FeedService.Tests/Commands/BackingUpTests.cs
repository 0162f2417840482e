using FeedService.Articles;
using FeedService.Feeds;
using FeedService.Store;
using FeedService.Tests.Support;
using FeedService.Topics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Commands;

public sealed class BackingUpTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Database => Path.Combine(folder.Path, "store.db");

    private string Target => Path.Combine(folder.Path, "kept", "backup.db");

    [Fact]
    public async Task A_store_that_is_being_written_is_copied_as_it_was_between_two_commits()
    {
        await using var writer = Program.Build(TestService.SettingsFor(folder));
        var states = new List<string>();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => Write(writer.Services, states, stop.Token), TestContext.Current.CancellationToken);
        await TestService.Eventually(() => Task.FromResult(states.Count > 5), TimeSpan.FromSeconds(30));

        var results = Enumerable.Range(0, 3).Select(_ => Backup(Target)).ToList();
        stop.Cancel();
        await writing;
        await using var copy = Program.Build(TestService.SettingsFor(folder) with { Database = Target });
        var feed = Render(copy.Services);

        Assert.All(results, result => Assert.Equal((0, ""), (result.ExitCode, result.Error)));
        Assert.Contains(feed, states);
        Assert.InRange(states.IndexOf(feed), 6, states.Count - 1);
        Assert.Equal(["ok"], Query(Target, "pragma integrity_check"));
        Assert.Equal(["backup.db"], FilesBeside(Target));
    }

    [Fact]
    public void A_copy_takes_the_place_of_the_store_and_goes_on_from_there()
    {
        folder.Article("1.md", "title: One");
        var before = Cli.Invoke(folder, "print", "all.atom", "--feeds", "feeds", "--database", Database);
        Backup(Target);
        foreach (var file in Directory.GetFiles(folder.Path, "store.db*"))
            File.Delete(file);
        File.Copy(Target, Database);

        var after = Cli.Invoke(folder, "print", "all.atom", "--feeds", "feeds", "--database", Database);

        Assert.Equal((0, before.Output), (after.ExitCode, after.Output));
    }

    [Fact]
    public void It_reads_no_feeds_folder_and_replaces_an_earlier_copy()
    {
        ArticleStore.Open(Database).Dispose();
        folder.Write("kept/backup.db", "an earlier one");
        folder.Write("kept/backup.db.part", "one that was interrupted");
        folder.Article("1.md", "title: One");

        var result = Cli.Invoke(folder, "backup", Target, "--database", Database, "--feeds", "feeds");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal($"{Target}: 0.", result.Output[..(Target.Length + 4)]);
        Assert.Equal(["0"], Query(Target, "select count(*) from article"));
        Assert.Equal(["backup.db"], FilesBeside(Target));
    }

    [Theory]
    [InlineData("store.db", "belongs to the store itself.")]
    [InlineData("store.db-wal", "belongs to the store itself.")]
    [InlineData("link/store.db", "belongs to the store itself.")]
    [InlineData("kept", "is a folder.")]
    public void What_must_not_be_written_over_is_not(string file, string reason)
    {
        ArticleStore.Open(Database).Dispose();
        Directory.CreateDirectory(Path.Combine(folder.Path, "kept"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), folder.Path);

        var result = Backup(file);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Equal(["ok"], Query(Database, "pragma integrity_check"));
    }

    [Fact]
    public void A_store_that_is_not_there_is_not_made()
    {
        var result = Backup(Target);

        Assert.Equal((1, "", $"There is no store {Database}. Name it with --database\n"),
            (result.ExitCode, result.Output, result.Error));
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public void What_is_no_store_leaves_the_earlier_copy_alone()
    {
        File.WriteAllText(Database, new string('x', 10_000));
        folder.Write("kept/backup.db", "an earlier one");

        var result = Backup(Target);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("not a database", result.Error, StringComparison.Ordinal);
        Assert.Equal("an earlier one", File.ReadAllText(Target));
        Assert.Equal(["backup.db"], FilesBeside(Target));
    }

    [Theory]
    [InlineData("postgres://u:secret@db.example:5433/feeds", "postgres://u@db.example:5433/feeds")]
    [InlineData("postgres://u@db.example/feeds?sslmode=require&password=secret",
        "postgres://u@db.example/feeds?sslmode=require")]
    [InlineData("postgres://u:a%2Fsecret:@db/feeds?Password=secret&sslmode=require",
        "postgres://u@db/feeds?sslmode=require")]
    [InlineData("postgres:///feeds?host=/run/postgresql", "postgres:///feeds?host=/run/postgresql")]
    public void For_PostgreSQL_it_says_what_to_type_and_repeats_no_password(string database, string told)
    {
        var result = Cli.Invoke(folder, "backup", "it's.dump", "--database", database);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.EndsWith($@"pg_dump --format=custom --file='{Path.Combine(folder.Path, @"it'\''s.dump")}'"
            + $" --dbname='{told}'\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_pg_dump_and_pg_restore_are_told_brings_the_same_feeds_back()
    {
        folder.Article("1.md", "title: One");
        var (url, other) = (Postgres.Database(), Postgres.Database());
        var before = Cli.Invoke(folder, "print", "all.atom", "--feeds", "feeds", "--database", url);
        var told = Cli.Invoke(folder, "backup", "kept.dump", "--database", url).Error;

        var dumped = Run.With("sh", ["-c", told.Split('\n')[1]]);
        var restored = Run.Program(Shared.Program("pg_restore"), "--clean", "--if-exists",
            "--dbname=" + other, Path.Combine(folder.Path, "kept.dump"));
        var after = Cli.Invoke(folder, "print", "all.atom", "--feeds", "feeds", "--database", other);

        Assert.Equal((0, "", 0, ""), (dumped.ExitCode, dumped.Error, restored.ExitCode, restored.Error));
        Assert.Equal((0, before.Output), (after.ExitCode, after.Output));
        Postgres.Drop(url);
        Postgres.Drop(other);
    }

    private Run.Result Backup(string file) => Cli.Invoke(folder, "backup", file, "--database", Database);

    // Each commit makes another feed of everything, and moves some megabytes.
    private static void Write(IServiceProvider services, List<string> states, CancellationToken stop)
    {
        var store = services.GetRequiredService<ArticleStore>();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var now = DateTimeOffset.UnixEpoch.AddSeconds(i);
            using (var batch = store.Begin(now))
            {
                var all = batch.Define(Topic.AllSlug, $"title: State {i}");
                for (var k = 0; k < 20; k++)
                    batch.Save(Article($"{i % 50}-{k}.md", i), "", now, true, [new Membership(all, false)]);
                batch.Commit(now);
            }
            states.Add(Render(services));
        }
    }

    private static Article Article(string path, int i) => new()
    {
        Id = ":" + path,
        Path = path,
        Slug = Text.Slug(path),
        Title = $"In state {i}",
        Summary = "In short.",
        Content = $"<p>{string.Concat(Enumerable.Repeat($"state {i} ", 5000))}</p>",
    };

    private static string Render(IServiceProvider services)
    {
        services.GetRequiredService<Catalog>().Refresh("tag:example.org,2026:a");
        return System.Text.Encoding.UTF8.GetString(
            services.GetRequiredService<FeedRenderer>().RenderAsync(Topic.AllSlug, FeedFormat.Rss).Result!.Body);
    }

    private static List<string> Query(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
            found.Add(reader.GetString(0));
        return found;
    }

    private static List<string?> FilesBeside(string file)
    {
        SqliteConnection.ClearAllPools();
        return [.. Directory.GetFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName)];
    }
}
