using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace FeedService.Store;

/// <summary>
/// One transaction: articles, their topics and those topics' versions change together or not at all. Nothing of it
/// is seen before <see cref="Commit"/>.
/// </summary>
public sealed partial class StoreBatch : IDisposable
{
    /// <summary>Of the store's meta: since when everything looks as it does now.</summary>
    public const string AppearanceKey = "appearance";

    private readonly Database database;
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly long now;
    private Action? release;
    private readonly HashSet<long> changedTopics = [];
    private bool looksDifferent;
    private readonly Dictionary<string, int> taken = [];
    private readonly Dictionary<(string Sql, Type Values), Statement> statements = [];

    /// <param name="release">Called when it is over.</param>
    internal StoreBatch(Database database, DbConnection connection, DbTransaction transaction, DateTimeOffset now,
        Action release)
    {
        (this.database, this.connection, this.transaction) = (database, connection, transaction);
        (this.now, this.release) = (now.ToUnixTimeMilliseconds(), release);
    }

    /// <summary>Whether a file has to be read again, because it brings more of an article than is shown now.</summary>
    public bool NeedsAnotherLook { get; private set; }

    /// <summary>Whether committing will change any topic.</summary>
    public bool ChangesTopics => changedTopics.Count > 0;

    public void Remember(string root, StoredFile file) => Execute("""
        insert into file (root, path, stamp, hash, due, article, remarks)
        values (@root, @Path, @Stamp, @Hash, @due, @article, @remarks)
        on conflict (root, path) do update set
            stamp = excluded.stamp, hash = excluded.hash, due = excluded.due, article = excluded.article,
            remarks = excluded.remarks
        """, new
    {
        root,
        file.Path,
        file.Stamp,
        file.Hash,
        due = file.Due?.ToUnixTimeMilliseconds(),
        article = file.HasArticle ? 1 : 0,
        remarks = file.Remarks.Count == 0 ? "[]"
            : JsonSerializer.Serialize(file.Remarks, StoreJson.Default.IReadOnlyListProblem),
    });

    public void Forget(string root, string path) =>
        Execute("delete from file where root = @root and path = @path", new { root, path });

    public void SetMeta(string key, string value) => Execute("""
        insert into meta (key, value) values (@key, @value)
        on conflict (key) do update set value = excluded.value
        """, new { key, value });

    /// <summary>A new or changed definition of a topic, there again if it was gone; returns its number.</summary>
    /// <param name="isAutomatic">Whether the program made it, and no file.</param>
    public long Define(string slug, string definition, bool isAutomatic = false)
    {
        var number = Scalar<long>("""
            insert into topic (slug, definition, version, last_modified, automatic)
            values (@slug, @definition, 0, 0, @automatic)
            on conflict (slug) do update set
                definition = excluded.definition, gone = null, automatic = excluded.automatic
            returning number
            """, new { slug, definition, automatic = isAutomatic ? 1 : 0 });
        changedTopics.Add(number);
        return number;
    }

    /// <summary>The topic's file is gone for good. Nobody belongs to it any more.</summary>
    public void Retire(long topic)
    {
        LeaveAll(topic);
        Execute("update topic set gone = @now where number = @topic", new { topic, now });
        changedTopics.Add(topic);
    }

    /// <summary>Every feed looks different from now on.</summary>
    public void TouchAllTopics()
    {
        changedTopics.UnionWith(connection.Query<long>("select number from topic", null, transaction));
        looksDifferent = true;
    }

    /// <summary>
    /// Makes all of it visible. Versions grow by one. Last-Modified is the same for all that changes and later by at
    /// least a second than any before, since it is told in seconds and a client that knows an older one, be it of
    /// several topics together, has to see that something changed (RFC 9110 §8.8.2).
    /// </summary>
    /// <param name="at">Now.</param>
    /// <returns>The numbers of the topics that changed.</returns>
    public IReadOnlyCollection<long> Commit(DateTimeOffset at)
    {
        var last = Scalar<long?>("select max(last_modified) from topic", new { }) ?? 0;
        var second = Math.Max(at.ToUnixTimeSeconds() * 1000, changedTopics.Count > 0 ? last + 1000 : last);
        foreach (var topic in changedTopics)
        {
            Execute("update topic set version = version + 1, last_modified = @second where number = @topic",
                new { topic, second });
        }
        DateChanges(second);
        if (ChangesTopics)
            database.Announce(connection);
        transaction.Commit();
        return changedTopics;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        transaction.Dispose();
        connection.Dispose();
        Interlocked.Exchange(ref release, null)?.Invoke();
    }

    private T? Scalar<T>(string sql, object values) =>
        Prepared(sql, values).ExecuteScalar() is T found ? found : default;

    private void Execute(string sql, object values) => Prepared(sql, values).ExecuteNonQuery();

    // Parsed once a batch and not once an article, which would cost more than the statement itself.
    private DbCommand Prepared(string sql, object values)
    {
        if (!statements.TryGetValue((sql, values.GetType()), out var statement))
            statements[(sql, values.GetType())] = statement =
                new Statement(connection, transaction, sql, values.GetType());
        return statement.With(values);
    }
}
