using System.Data.Common;
using System.Text.Json;

namespace FeedService.Store;

/// <summary>
/// One transaction: articles, their topics and those topics' versions change together or not at all. Nothing of it
/// is seen before <see cref="Commit"/>.
/// </summary>
public sealed partial class StoreBatch : IDisposable
{
    /// <summary>Of the store's meta: since when everything looks as it does now.</summary>
    public const string AppearanceKey = "appearance";

    private static readonly Table File = new("file", "root", "path", "stamp", "hash", "due", "article", "remarks");

    private readonly Database database;
    private readonly BatchSql sql;
    private readonly long now;
    private Action? release;
    private readonly HashSet<long> changedTopics = [];
    private bool looksDifferent;
    private readonly Dictionary<string, int> taken = [];

    /// <param name="release">Called when it is over.</param>
    internal StoreBatch(Database database, DbConnection connection, DbTransaction transaction, DateTimeOffset now,
        Action release)
    {
        (this.database, sql) = (database, new BatchSql(database, connection, transaction));
        (this.now, this.release) = (now.ToUnixTimeMilliseconds(), release);
    }

    /// <summary>Whether a file has to be read again, because it brings more of an article than is shown now.</summary>
    public bool NeedsAnotherLook { get; private set; }

    /// <summary>Whether committing will change any topic.</summary>
    public bool ChangesTopics => changedTopics.Count > 0;

    public void Remember(string root, StoredFile file)
    {
        var row = new
        {
            root,
            file.Path,
            file.Stamp,
            file.Hash,
            due = file.Due?.ToUnixTimeMilliseconds(),
            article = file.HasArticle ? 1L : 0,
            remarks = file.Remarks.Count == 0 ? "[]"
                : JsonSerializer.Serialize(file.Remarks, StoreJson.Default.IReadOnlyListProblem),
        };
        var name = Name.OfFile(root, file.Path);
        if (free.Remove(name))
            sql.Add(File, [row.root, row.Path, row.Stamp, row.Hash, row.due, row.article, row.remarks], name);
        else
        {
            sql.Execute("""
                insert into file (root, path, stamp, hash, due, article, remarks)
                values (@root, @Path, @Stamp, @Hash, @due, @article, @remarks)
                on conflict (root, path) do update set
                    stamp = excluded.stamp, hash = excluded.hash, due = excluded.due, article = excluded.article,
                    remarks = excluded.remarks
                """, row);
        }
    }

    public void Forget(string root, string path) =>
        sql.Execute("delete from file where root = @root and path = @path", new { root, path });

    public void SetMeta(string key, string value) => sql.Execute("""
        insert into meta (key, value) values (@key, @value)
        on conflict (key) do update set value = excluded.value
        """, new { key, value });

    /// <summary>A new or changed definition of a topic, there again if it was gone; returns its number.</summary>
    /// <param name="isAutomatic">Whether the program made it, and no file.</param>
    public long Define(string slug, string definition, bool isAutomatic = false)
    {
        var number = sql.Scalar<long>("""
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
        sql.Execute("update topic set gone = @now where number = @topic", new { topic, now });
        changedTopics.Add(topic);
    }

    /// <summary>Every feed looks different from now on.</summary>
    public void TouchAllTopics()
    {
        // Those that are defined later change by that.
        if (!looksDifferent)
            changedTopics.UnionWith(sql.Query<long>("select number from topic"));
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
        var last = sql.Scalar<long?>("select max(last_modified) from topic", new { }) ?? 0;
        var second = Math.Max(at.ToUnixTimeSeconds() * 1000, changedTopics.Count > 0 ? last + 1000 : last);
        sql.Execute($"""
            update topic set version = version + 1, last_modified = @second
            where number {database.Among("topics")}
            """, new { second, topics = database.List(changedTopics) });
        DateChanges(second);
        if (ChangesTopics)
            sql.Announce();
        sql.Commit();
        return changedTopics;
    }

    public void Dispose()
    {
        sql.Dispose();
        Interlocked.Exchange(ref release, null)?.Invoke();
    }
}
