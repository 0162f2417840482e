using Dapper;

namespace FeedService.Store;

public sealed partial class ArticleStore
{
    /// <summary>How many articles wait to be indexed; counts no further than asked.</summary>
    public int CountUnindexed(int most)
    {
        using var connection = Connect();
        return connection.ExecuteScalar<int>(
            "select count(*) from (select 1 from unindexed limit @most) waiting", new { most });
    }

    /// <summary>Looks into the index of words as it is this moment.</summary>
    public WordSearch Search()
    {
        var connection = Connect();
        return new WordSearch(connection, database.BeginReading(connection), database.Words);
    }
}
