using Dapper;
using Microsoft.Data.Sqlite;

namespace FeedService.Store;

public sealed partial class ArticleStore
{
    private const int IsBusy = 5;

    /// <summary>How many articles wait to be indexed; counts no further than asked.</summary>
    public int CountUnindexed(int most)
    {
        using var connection = Connect();
        return connection.ExecuteScalar<int>(
            "select count(*) from (select 1 from unindexed limit @most)", new { most });
    }

    /// <summary>Begins the one transaction that writes, or null when another one keeps it waiting too long.</summary>
    public StoreBatch? TryBegin(DateTimeOffset now, TimeSpan patience)
    {
        if (!writing.Wait(patience))
            return null;
        SqliteConnection? connection = null;
        try
        {
            connection = Connect();
            // Another process may write; a whole second is the least that can be said.
            connection.DefaultTimeout = 1;
            return new StoreBatch(connection, now, () => writing.Release());
        }
        catch (SqliteException error) when (error.SqliteErrorCode == IsBusy)
        {
            connection?.Dispose();
            writing.Release();
            return null;
        }
        catch
        {
            connection?.Dispose();
            writing.Release();
            throw;
        }
    }

    /// <summary>Looks into the index of words as it is this moment.</summary>
    public WordSearch Search() => new(Connect());
}
