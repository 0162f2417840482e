using System.Reflection;
using System.Text.Json;
using Dapper;
using FeedService.Articles;
using Microsoft.Data.Sqlite;

namespace FeedService.Store;

/// <summary>
/// Articles, the topics they belong to, and the topics' versions at rest. Safe for concurrent use; one batch writes
/// at a time.
/// </summary>
public sealed partial class ArticleStore : IDisposable
{
    private readonly string connectionString;
    private readonly SemaphoreSlim writing = new(1, 1);

    private ArticleStore(string connectionString) => this.connectionString = connectionString;

    /// <summary>Opens the store, and creates file, folder and tables where they are missing.</summary>
    /// <param name="file">The path of a SQLite database.</param>
    public static ArticleStore Open(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var store = new ArticleStore(
            new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString());
        using var connection = store.Connect();
        connection.Execute("pragma journal_mode = wal");
        // All of it or nothing, and by one process at a time.
        connection.Execute("begin immediate");
        Upgrade(connection);
        connection.Execute(Schema("schema.sqlite.sql"));
        connection.Execute("commit");
        return store;
    }

    /// <summary>Brings the tables of an earlier version up to date.</summary>
    private static void Upgrade(SqliteConnection connection)
    {
        var columns = connection.Query<string>("select name from pragma_table_info('article')").ToHashSet();
        if (columns.Count > 0 && !columns.Contains("record"))
            connection.Execute(Schema("upgrade2.sqlite.sql"));
        if (columns.Count > 0 && !columns.Contains("touched"))
            connection.Execute(Schema("upgrade3.sqlite.sql"));
        if (columns.Count > 0 && !columns.Contains("quiet"))
            connection.Execute(Schema("upgrade4.sqlite.sql"));
    }

    /// <summary>Begins the one transaction that writes; waits for the one before it.</summary>
    public StoreBatch Begin(DateTimeOffset now)
    {
        writing.Wait();
        SqliteConnection? connection = null;
        try
        {
            connection = Connect();
            return new StoreBatch(connection, now, () => writing.Release());
        }
        catch
        {
            connection?.Dispose();
            writing.Release();
            throw;
        }
    }

    public string? Meta(string key)
    {
        using var connection = Connect();
        return connection.ExecuteScalar<string?>("select value from meta where key = @key", new { key });
    }

    /// <summary>Every topic that ever was, by slug.</summary>
    public IReadOnlyList<StoredTopic> Topics()
    {
        using var connection = Connect();
        return [.. connection.Query<TopicRow>($"select {TopicRow.Columns} from topic order by slug")
            .Select(row => row.ToStored())];
    }

    /// <summary>A topic as it is this moment, by its number.</summary>
    public StoredTopic Topic(long number)
    {
        using var connection = Connect();
        return connection.QuerySingle<TopicRow>($"select {TopicRow.Columns} from topic where number = @number",
            new { number }).ToStored();
    }

    /// <summary>Every article that is shown, read one by one as they are asked for.</summary>
    public IEnumerable<StoredArticle> All()
    {
        using var connection = Connect();
        var rows = connection.Query<ArticleRow>(
            $"select {ArticleRow.Columns} from article a where a.withdrawn is null order by a.key", buffered: false);
        foreach (var row in rows)
            yield return row.ToStored();
    }

    /// <summary>An article by its slug, whether it is shown or withdrawn; null where there never was one.</summary>
    public StoredArticle? Find(string slug)
    {
        using var connection = Connect();
        return connection.QuerySingleOrDefault<ArticleRow>(
            $"select {ArticleRow.Columns} from article a where a.slug = @slug", new { slug })?.ToStored();
    }

    /// <summary>The slugs of the topics that each of some articles belongs to.</summary>
    public ILookup<long, string> TopicsOf(IEnumerable<long> articles)
    {
        using var connection = Connect();
        return connection.Query<(long Article, string Slug)>("""
            select m.article, t.slug
            from member m
            join topic t on t.number = m.topic
            where m.article in @articles
            order by t.slug
            """, new { articles }).ToLookup(row => row.Article, row => row.Slug);
    }

    /// <summary>What imports remember of the files below a root, by path.</summary>
    public Dictionary<string, StoredFile> Files(string root)
    {
        using var connection = Connect();
        return connection.Query<(string Path, string Stamp, string Hash, long? Due, long Article, string Remarks)>("""
            select path, stamp, hash, due, article, remarks
            from file
            where root = @root
            """, new { root }).ToDictionary(row => row.Path, row => new StoredFile(row.Path, row.Stamp, row.Hash,
                ArticleRow.Time(row.Due), row.Article == 1, Remarks(row.Remarks)));
    }

    public void Dispose() => writing.Dispose();

    private static IReadOnlyList<Problem> Remarks(string json) =>
        json == "[]" ? [] : JsonSerializer.Deserialize(json, StoreJson.Default.IReadOnlyListProblem)!;

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("pragma synchronous = normal");
        return connection;
    }

    private static string Schema(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
