using System.Reflection;
using FeedService.Store;
using FeedService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FeedService.Tests.Store;

public sealed class SqliteSavingTests : SavingContract
{
    private readonly SqliteFile file = new();

    protected override ArticleStore Open() => file.Open();

    public override void Dispose()
    {
        base.Dispose();
        file.Dispose();
    }
}

public sealed class SqlitePublishingTests : PublishingContract
{
    private readonly SqliteFile file = new();

    protected override ArticleStore Open() => file.Open();

    public override void Dispose()
    {
        base.Dispose();
        file.Dispose();
    }
}

public sealed class SqliteWordsTests : WordsContract
{
    private readonly SqliteFile file = new();

    protected override ArticleStore Open() => file.Open();

    public override void Dispose()
    {
        base.Dispose();
        file.Dispose();
    }
}

public sealed class SqliteReadingTests : ReadingContract
{
    private readonly SqliteFile file = new();

    protected override ArticleStore Open() => file.Open();

    public override void Dispose()
    {
        base.Dispose();
        file.Dispose();
    }

    [Fact]
    public void The_newest_entries_are_read_from_the_index_without_a_sort()
    {
        Topic("one");
        var query = (string)typeof(ArticleStore)
            .GetField("NewestQuery", BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;

        var plan = file.Query("explain query plan " + query, ("@topic", 1), ("@limit", 50));

        Assert.Equal(["SEARCH m USING PRIMARY KEY (topic=?)", "SEARCH a USING INTEGER PRIMARY KEY (rowid=?)"], plan);
    }

    [Fact]
    public void A_store_is_made_with_the_folders_it_needs()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "a", "b", "store.db");

        using (var store = ArticleStore.Open(path))
        using (ArticleStore.Open(path))
            Assert.Empty(store.All());

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void A_store_of_the_version_before_keeps_its_articles_and_their_ids()
    {
        file.Query("""
            create table article (
                key integer primary key, id text not null unique, root text not null, path text not null,
                slug text not null unique, title text not null, summary text not null, content text not null, url text,
                language text not null, published integer, updated integer, details text not null,
                first_seen integer not null, changed integer, withdrawn integer);
            create index article_path on article (root, path);
            create table topic (
                number integer primary key, slug text not null unique, definition text not null,
                version integer not null, last_modified integer not null, gone integer);
            create table member (
                topic integer not null, at integer not null, id text not null, article integer not null,
                primary key (topic, at desc, id)) without rowid;
            insert into article values
                (7, 'urn:x:1', '', 'a.md', 'a', 'A', 'In short.', '', null, 'en', null, null, '{}', 0, null, null),
                (8, 'urn:x:2', '', 'b.md', 'b', 'B', 'In short.', '', null, 'en', 9, null, '{}', 0, null, null);
            insert into topic values (1, 'all', '', 5, 1000, null);
            insert into member values (1, 0, 'urn:x:1', 7), (1, 9, 'urn:x:2', 8);
            """);

        var outcome = Save(Article("a.md") with { Id = "urn:x:1", Title = "A, edited" });

        var stored = Store.All().First();
        Assert.Equal((SaveOutcome.Changed, 7, "urn:x:1", "a", "A, edited"),
            (outcome, stored.Key, stored.Article.Id, stored.Slug, stored.Article.Title));
        Assert.Equal(2, Store.Topic(1).Places);
        Assert.Equal(["2"], file.Query("select cast(place as text) from member"));
    }
}

/// <summary>A database file of a test's own.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => System.IO.Path.Combine(folder.Path, "store.db");

    public ArticleStore Open() => ArticleStore.Open(Path);

    /// <summary>The last column of each row of a query.</summary>
    public IReadOnlyList<string> Query(string sql, params (string Name, object Value)[] values)
    {
        using var connection = new SqliteConnection($"Data Source={Path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(reader.FieldCount - 1));
        return rows;
    }

    public void Dispose() => folder.Dispose();
}
