using System.Data.Common;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace FeedService.Store;

/// <summary>A store in a file.</summary>
internal sealed class SqliteDatabase : Database
{
    private const int IsBusy = 5;

    private readonly string connectionString;

    public SqliteDatabase(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
    }

    public override WordIndex Words { get; } = new SqliteWords();

    public override DbConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("pragma synchronous = normal");
        return connection;
    }

    public override void Prepare()
    {
        using var connection = Connect();
        connection.Execute("pragma journal_mode = wal");
        // By one process at a time.
        connection.Execute("begin immediate");
        Check(connection.ExecuteScalar<long>("pragma user_version"));
        Upgrade(connection);
        connection.Execute(Script("schema.sqlite.sql"));
        connection.Execute($"pragma user_version = {Generation}");
        connection.Execute("commit");
    }

    public override DbTransaction? BeginWriting(DbConnection connection, TimeSpan? patience = null)
    {
        // A whole second is the least that can be said.
        if (patience is { } time)
            ((SqliteConnection)connection).DefaultTimeout = Math.Max(1, (int)time.TotalSeconds);
        try
        {
            return connection.BeginTransaction();
        }
        catch (SqliteException error) when (error.SqliteErrorCode == IsBusy && patience is not null)
        {
            return null;
        }
    }

    public override DbTransaction BeginReading(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override void Announce(DbConnection connection)
    {
    }

    public override StoreWatch Watch() => new SqliteWatch(Connect());

    // Those who share a file are on one machine; writing in turns is enough for them.
    public override StoreLock Lock(StoreTask task) => new StoreLock.Open();

    // The highest number there is tells the next one.
    public override void CountOn(DbConnection connection, DbTransaction transaction, string table)
    {
    }

    public override string Among(string parameter) => $"in {Each(parameter)}";

    public override string Each(string parameter) => $"(select value from json_each(@{parameter}))";

    public override object List<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);

    public override void Insert(DbConnection connection, DbTransaction transaction, Table table,
        IEnumerable<object?[]> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {table.Name} ({string.Join(", ", table.Columns)}) "
            + $"values ({string.Join(", ", table.Columns.Select(column => "@" + column))})";
        foreach (var column in table.Columns)
            command.Parameters.Add(new SqliteParameter("@" + column, null));
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    public override void Dispose()
    {
    }

    private static void Upgrade(DbConnection connection)
    {
        var columns = connection.Query<string>("select name from pragma_table_info('article')").ToHashSet();
        if (columns.Count > 0 && !columns.Contains("record"))
            connection.Execute(Script("upgrade2.sqlite.sql"));
        if (columns.Count > 0 && !columns.Contains("touched"))
            connection.Execute(Script("upgrade3.sqlite.sql"));
        if (columns.Count > 0 && !columns.Contains("quiet"))
            connection.Execute(Script("upgrade4.sqlite.sql"));
    }
}
