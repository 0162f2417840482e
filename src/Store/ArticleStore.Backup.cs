using Dapper;
using Microsoft.Data.Sqlite;

namespace FeedService.Store;

public sealed partial class ArticleStore
{
    /// <summary>Whether the database answers; throws where it does not.</summary>
    public void Ping()
    {
        using var connection = Connect();
        connection.ExecuteScalar<int>("select count(*) from meta where key = ''");
    }

    /// <summary>
    /// Copies a SQLite store as it is between two commits; who writes meanwhile is not held up. In one step, for SQLite
    /// begins anew after each step between which somebody wrote, and under steady writing would never end.
    /// </summary>
    /// <param name="target">A file that is not there yet.</param>
    public static void Backup(string file, string target)
    {
        using var source = Unpooled(file, SqliteOpenMode.ReadWrite);
        using var copy = Unpooled(target, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(copy);
        var found = copy.QueryFirst<string>("pragma integrity_check(1)");
        if (found != "ok")
            throw new IOException($"The copy of {file} is damaged: {found}");
    }

    // Whoever has the file afterwards moves it, and a pool would keep it open.
    private static SqliteConnection Unpooled(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        connection.Open();
        // Copying waits for nobody by itself, as statements do.
        connection.Execute("pragma busy_timeout = 30000");
        return connection;
    }
}
