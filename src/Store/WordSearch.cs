using System.Data.Common;
using Dapper;

namespace FeedService.Store;

/// <summary>A look into the index of words, and at the articles, all as they were when it began.</summary>
public sealed class WordSearch : IDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly WordIndex words;

    internal WordSearch(DbConnection connection, DbTransaction transaction, WordIndex words)
    {
        (this.connection, this.transaction, this.words) = (connection, transaction, words);
        IsCurrent = connection.ExecuteScalar<int>("select exists (select 1 from unindexed)", null, transaction) == 0;
    }

    /// <summary>Whether the index holds every article as it is.</summary>
    public bool IsCurrent { get; }

    /// <summary>
    /// The members of a topic that hold words as one of the alternatives wants them, in the order of its feed, read
    /// one by one as they are asked for.
    /// </summary>
    public IEnumerable<StoredArticle> Newest(long topic, IReadOnlyList<SoughtWords> alternatives) =>
        Keys(topic, alternatives).Select(key => connection.QuerySingle<ArticleRow>(
            $"select {ArticleRow.Columns} from article a where a.key = @key", new { key }, transaction).ToStored());

    public void Dispose()
    {
        transaction.Dispose();
        connection.Dispose();
    }

    private IEnumerable<long> Keys(long topic, IReadOnlyList<SoughtWords> alternatives) =>
        alternatives.Any(one => one.All.Count == 0)
            ? Members(topic)
            : words.Find(connection, transaction, topic, alternatives);

    // The keys alone: a connection may answer one question at a time.
    private List<long> Members(long topic) =>
        [.. connection.Query<long>("select article from member where topic = @topic order by at desc, id",
            new { topic }, transaction)];
}
