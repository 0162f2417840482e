using System.Data.Common;
using Dapper;
using Npgsql;

namespace FeedService.Store;

/// <summary>Tells when any process has changed a store.</summary>
public abstract class StoreWatch : IDisposable
{
    /// <summary>Waits until something may have changed, or for so long.</summary>
    public abstract void Wait(TimeSpan most, CancellationToken cancellation);

    public abstract void Dispose();
}

/// <summary>SQLite counts what others have committed, and looks it up in memory that all connections share.</summary>
internal sealed class SqliteWatch(DbConnection connection) : StoreWatch
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private long seen = Version(connection);

    public override void Wait(TimeSpan most, CancellationToken cancellation)
    {
        var end = Environment.TickCount64 + (long)most.TotalMilliseconds;
        while (Environment.TickCount64 < end && Version(connection) == seen)
        {
            if (cancellation.WaitHandle.WaitOne(BetweenLooks))
                return;
        }
        seen = Version(connection);
    }

    public override void Dispose() => connection.Dispose();

    private static long Version(DbConnection connection) => connection.ExecuteScalar<long>("pragma data_version");
}

/// <summary>PostgreSQL tells who listens (NOTIFY), as long as the connection lives.</summary>
internal sealed class PostgresWatch : StoreWatch
{
    /// <summary>The name under which a change is told.</summary>
    public const string Name = "feedservice";

    private static readonly TimeSpan AtATime = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlConnection connection;

    public PostgresWatch(NpgsqlConnection connection)
    {
        this.connection = connection;
        connection.Execute($"listen {Name}");
    }

    public override void Wait(TimeSpan most, CancellationToken cancellation)
    {
        for (var left = most; left > TimeSpan.Zero && !cancellation.IsCancellationRequested; left -= AtATime)
        {
            if (connection.Wait(left < AtATime ? left : AtATime))
                return;
        }
    }

    public override void Dispose() => connection.Dispose();
}
