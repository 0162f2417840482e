using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace FeedService.Store;

/// <summary>A store that several nodes share.</summary>
/// <remarks>
/// Asked synchronously throughout: where sockets are answered on the threads that received, a continuation would run
/// on such a thread.
/// </remarks>
internal sealed class PostgresDatabase(string connectionString) : Database
{
    // Advisory locks have numbers that all programs of a database share; the first half says whose they are.
    private const int Ours = 0x46656564;
    private const int Preparing = 1;
    private const int Writing = 2;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);

    public override WordIndex Words { get; } = new PostgresWords();

    public override DbConnection Connect() => source.OpenConnection();

    public override void Prepare()
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        connection.Execute($"select pg_advisory_xact_lock({Ours}, {Preparing})");
        if (connection.ExecuteScalar<bool>("select to_regclass('meta') is not null"))
        {
            Check(connection.ExecuteScalar<long>(
                "select coalesce((select cast(value as bigint) from meta where key = 'generation'), 0)"));
        }
        connection.Execute(Script("schema.postgres.sql"));
        connection.Execute($"""
            insert into meta (key, value) values ('generation', '{Generation}')
            on conflict (key) do update set value = excluded.value
            """);
        transaction.Commit();
    }

    public override DbTransaction? BeginWriting(DbConnection connection, TimeSpan? patience = null)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            if (patience is { } time)
                connection.Execute($"set local lock_timeout = {(int)time.TotalMilliseconds}");
            // A plan that was made for an empty table would be kept while the table is filled.
            connection.Execute(
                $"set local plan_cache_mode = force_custom_plan; select pg_advisory_xact_lock({Ours}, {Writing})");
            return transaction;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            transaction.Dispose();
            return null;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    public override DbTransaction BeginReading(DbConnection connection) =>
        connection.BeginTransaction(IsolationLevel.RepeatableRead);

    public override void Announce(DbConnection connection) => connection.Execute($"notify {PostgresWatch.Name}");

    public override StoreWatch Watch() => new PostgresWatch(ConnectForLong());

    public override StoreLock Lock(StoreTask task) => new PostgresLock(ConnectForLong, Ours, (int)task);

    public override void CountOn(DbConnection connection, DbTransaction transaction, string table) =>
        connection.Execute($"""
            select setval(pg_get_serial_sequence('{table}', 'number'), coalesce(max(number), 0) + 1, false)
            from {table}
            """, null, transaction);

    // As a list: a table of values would be joined, and then all of the other table may be read for it.
    public override string Among(string parameter) => $"= any(@{parameter})";

    public override string Each(string parameter) => $"(select unnest(@{parameter}))";

    public override object List<T>(IEnumerable<T> values) => values.ToArray();

    public override void Insert(DbConnection connection, DbTransaction transaction, Table table,
        IEnumerable<object?[]> rows)
    {
        using var writer = ((NpgsqlConnection)connection).BeginBinaryImport(
            $"copy {table.Name} ({string.Join(", ", table.Columns)}) from stdin (format binary)");
        foreach (var row in rows)
        {
            writer.StartRow();
            foreach (var value in row)
                Write(writer, value);
        }
        writer.Complete();
    }

    private static void Write(NpgsqlBinaryImporter writer, object? value)
    {
        if (value is long number)
            writer.Write(number, NpgsqlDbType.Bigint);
        else if (value is string text)
            writer.Write(text, NpgsqlDbType.Text);
        else
            writer.WriteNull();
    }

    public override void Dispose() => source.Dispose();

    // Outside the pool. A machine that is gone without a word is found out after half a minute.
    private NpgsqlConnection ConnectForLong()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 5 }.ToString());
        connection.Open();
        connection.Execute("""
            set tcp_keepalives_idle = 10;
            set tcp_keepalives_interval = 5;
            set tcp_keepalives_count = 4
            """);
        return connection;
    }
}
