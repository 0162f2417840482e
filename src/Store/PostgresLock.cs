using System.Data.Common;
using Dapper;
using Npgsql;

namespace FeedService.Store;

/// <summary>An advisory lock. It belongs to a connection, so it is free again when its process or its node dies.</summary>
internal sealed class PostgresLock(Func<NpgsqlConnection> connect, int family, int number) : StoreLock
{
    private readonly Lock asking = new();
    private NpgsqlConnection? connection;
    private bool isHeld;

    public override bool Has()
    {
        lock (asking)
        {
            try
            {
                connection ??= connect();
                // The connection may have been lost, and the lock with it.
                isHeld = isHeld
                    ? connection.ExecuteScalar<int>("select 1") == 1
                    : connection.ExecuteScalar<bool>($"select pg_try_advisory_lock({family}, {number})");
                return isHeld;
            }
            catch
            {
                Forget();
                throw;
            }
        }
    }

    public override void Release()
    {
        lock (asking)
        {
            try
            {
                if (isHeld)
                    connection!.Execute($"select pg_advisory_unlock({family}, {number})");
                isHeld = false;
            }
            catch (DbException)
            {
                // Without its connection it is free.
                Forget();
            }
        }
    }

    public override void Dispose()
    {
        lock (asking)
            Forget();
    }

    private void Forget()
    {
        connection?.Dispose();
        (connection, isHeld) = (null, false);
    }
}
