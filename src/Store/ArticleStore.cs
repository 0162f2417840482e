using System.Data.Common;
using System.Text.Json;
using Dapper;
using FeedService.Articles;

namespace FeedService.Store;

/// <summary>
/// Articles, the topics they belong to, and the topics' versions at rest. Safe for concurrent use; one batch writes
/// at a time.
/// </summary>
public sealed partial class ArticleStore : IDisposable
{
    private readonly Database database;
    private readonly SemaphoreSlim writing = new(1, 1);

    private ArticleStore(Database database) => this.database = database;

    /// <summary>Opens the store, and creates its tables, and a file and its folders, where they are missing.</summary>
    /// <param name="location">The path of a SQLite database, or the URL of a PostgreSQL one.</param>
    /// <exception cref="InvalidDataException">When a later version of this program has used it.</exception>
    public static ArticleStore Open(string location)
    {
        var database = Database.At(location);
        database.Prepare();
        return new ArticleStore(database);
    }

    /// <summary>Looking after the feeds folder, which one process of all does.</summary>
    public StoreLock Leading() => database.Lock(StoreTask.Lead);

    /// <summary>Importing, which one process does at a time.</summary>
    public StoreLock Importing() => database.Lock(StoreTask.Import);

    /// <summary>Tells what other processes change from now on.</summary>
    public StoreWatch Watch() => database.Watch();

    /// <summary>Begins the one transaction that writes; waits for the one before it.</summary>
    public StoreBatch Begin(DateTimeOffset now)
    {
        writing.Wait();
        return BeginNext(now, null)!;
    }

    /// <summary>Begins the one transaction that writes, or null when another one keeps it waiting too long.</summary>
    public StoreBatch? TryBegin(DateTimeOffset now, TimeSpan patience) =>
        writing.Wait(patience) ? BeginNext(now, patience) : null;

    private StoreBatch? BeginNext(DateTimeOffset now, TimeSpan? patience)
    {
        DbConnection? connection = null;
        StoreBatch? batch = null;
        try
        {
            connection = database.Connect();
            if (database.BeginWriting(connection, patience) is { } transaction)
                batch = new StoreBatch(database, connection, transaction, now, () => writing.Release());
            return batch;
        }
        finally
        {
            if (batch is null)
            {
                connection?.Dispose();
                writing.Release();
            }
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
        return Topics(connection, null);
    }

    /// <summary>What is kept beside articles, and every topic by slug, all of one moment.</summary>
    public (IReadOnlyDictionary<string, string> Meta, IReadOnlyList<StoredTopic> Topics) Picture(
        IReadOnlyList<string> keys)
    {
        using var connection = Connect();
        using var moment = database.BeginReading(connection);
        var meta = connection.Query<(string Key, string Value)>(
            $"select key, value from meta where key {database.Among("keys")}",
            new { keys = database.List(keys) }, moment).ToDictionary(row => row.Key, row => row.Value);
        return (meta, Topics(connection, moment));
    }

    /// <summary>The state of all topics together.</summary>
    public TopicState State()
    {
        using var connection = Connect();
        var (version, modified) = connection.QuerySingle<(long, long)>("""
            select cast(coalesce(sum(version), 0) as bigint), coalesce(max(last_modified), 0)
            from topic
            """);
        return new TopicState(version, ArticleRow.Time(modified)!.Value);
    }

    private static List<StoredTopic> Topics(DbConnection connection, DbTransaction? moment) =>
        [.. connection.Query<TopicRow>($"select {TopicRow.Columns} from topic order by slug", null, moment)
            .Select(row => row.ToStored())];

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
        return connection.Query<(long Article, string Slug)>($"""
            select m.article, t.slug
            from member m
            join topic t on t.number = m.topic
            where m.article {database.Among("articles")}
            order by t.slug
            """, new { articles = database.List(articles) }).ToLookup(row => row.Article, row => row.Slug);
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

    public void Dispose()
    {
        writing.Dispose();
        database.Dispose();
    }

    private static IReadOnlyList<Problem> Remarks(string json) =>
        json == "[]" ? [] : JsonSerializer.Deserialize(json, StoreJson.Default.IReadOnlyListProblem)!;

    private DbConnection Connect() => database.Connect();
}
