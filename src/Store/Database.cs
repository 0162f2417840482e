using System.Data.Common;

namespace FeedService.Store;

/// <summary>What only one process does at a time.</summary>
internal enum StoreTask
{
    /// <summary>Looks after the feeds folder; for as long as it runs.</summary>
    Lead = 3,

    /// <summary>Imports.</summary>
    Import = 4,
}

/// <summary>
/// What the two databases do differently: how they are opened, locked, handed lists and asked for words. All other SQL
/// is the same.
/// </summary>
internal abstract class Database : IDisposable
{
    /// <summary>Counts the forms that the tables have had.</summary>
    protected const int Generation = 5;

    /// <param name="location">The path of a SQLite file, or the URL of a PostgreSQL database.</param>
    public static Database At(string location) => location.Contains("://", StringComparison.Ordinal)
        ? new PostgresDatabase(PostgresAddress.Read(location))
        : new SqliteDatabase(location);

    /// <summary>The index of words.</summary>
    public abstract WordIndex Words { get; }

    /// <summary>A connection of one's own. Each statement on it sees what was committed before.</summary>
    public abstract DbConnection Connect();

    /// <summary>Creates tables, or brings those of an earlier version up to date: all of it or nothing.</summary>
    public abstract void Prepare();

    /// <summary>The one transaction of all processes that writes.</summary>
    /// <param name="patience">How long to wait for another one; null for as long as any statement may take.</param>
    /// <returns>Null when another one kept it waiting for longer.</returns>
    public abstract DbTransaction? BeginWriting(DbConnection connection, TimeSpan? patience = null);

    /// <summary>A transaction that sees all as it is now, whatever is committed meanwhile.</summary>
    public abstract DbTransaction BeginReading(DbConnection connection);

    /// <summary>Tells all who watch, once the transaction is committed.</summary>
    public abstract void Announce(DbConnection connection);

    public abstract StoreWatch Watch();

    /// <summary>A lock of this process, not taken yet.</summary>
    public abstract StoreLock Lock(StoreTask task);

    /// <summary>Numbers that the database gives come after those that a table holds.</summary>
    public abstract void CountOn(DbConnection connection, DbTransaction transaction, string table);

    /// <summary>A condition, to be put behind a column: it has one of the values of a <see cref="List"/>.</summary>
    public abstract string Among(string parameter);

    /// <summary>The values of a parameter made with <see cref="List"/>, as a query.</summary>
    public abstract string Each(string parameter);

    /// <summary>Many values in one parameter.</summary>
    public abstract object List<T>(IEnumerable<T> values);

    /// <summary>Adds rows to a table, the values of each in the order of its columns: numbers are longs.</summary>
    public abstract void Insert(DbConnection connection, DbTransaction transaction, Table table,
        IEnumerable<object?[]> rows);

    public abstract void Dispose();

    /// <exception cref="InvalidDataException">When a later version has made the tables.</exception>
    protected static void Check(long generation)
    {
        if (generation > Generation)
        {
            throw new InvalidDataException(
                "A newer version of FeedService has used this store, and this one would damage it. Use the newer one, "
                + "or another --database");
        }
    }

    protected static string Script(string name)
    {
        using var stream = typeof(Database).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
