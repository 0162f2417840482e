using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace FeedService.Store;

/// <summary>A look into the index of words, and at the articles, all as they were when it began.</summary>
public sealed class WordSearch : IDisposable
{
    // So many are sorted; more are met on the way through the topic.
    private const int Few = 1000;

    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;

    internal WordSearch(SqliteConnection connection)
    {
        this.connection = connection;
        transaction = connection.BeginTransaction(deferred: true);
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

    private IEnumerable<long> Keys(long topic, IReadOnlyList<SoughtWords> alternatives)
    {
        if (alternatives.Any(one => one.All.Count == 0))
            return Members(topic).Select(member => member.Article);
        return Keys(topic, string.Join(" OR ", alternatives.Select(Expression)));
    }

    private IEnumerable<long> Keys(long topic, string expression)
    {
        using var numbers = connection.ExecuteReader(
            "select rowid from words where words match @expression order by rowid desc", new { expression },
            transaction);
        var found = new HashSet<long>();
        while (found.Count <= Few && numbers.Read())
            found.Add(numbers.GetInt64(0));
        foreach (var key in found.Count <= Few ? Sorted(topic, found) : Met(topic, found, numbers))
            yield return key;
    }

    // A cross join is done in its own order: the topic, which is long, would be read for the sake of its order.
    private IEnumerable<long> Sorted(long topic, HashSet<long> numbers) => connection.Query<long>("""
        select m.article
        from indexed i
        cross join member m
        where i.number in @numbers and m.article = i.article and m.topic = @topic
        order by m.at desc, m.id
        """, new { numbers, topic }, transaction);

    // Numbers are mostly in the order of time, so that both are read but a little way. Where they are not, more numbers
    // are read than were needed, and the order is right all the same.
    private IEnumerable<long> Met(long topic, HashSet<long> found, IDataReader numbers)
    {
        var (lowest, met) = (found.Min(), 0);
        foreach (var (article, number) in Members(topic))
        {
            while (number < lowest)
            {
                lowest = numbers.Read() ? numbers.GetInt64(0) : long.MinValue;
                if (lowest > long.MinValue)
                    found.Add(lowest);
            }
            if (!found.Contains(number))
                continue;
            yield return article;
            if (++met == found.Count && lowest == long.MinValue)
                yield break;
        }
    }

    private IEnumerable<(long Article, long Number)> Members(long topic) => connection.Query<(long, long)>("""
        select m.article, i.number
        from member m
        join indexed i on i.article = m.article
        where m.topic = @topic
        order by m.at desc, m.id
        """, new { topic }, transaction, buffered: false);

    private static string Expression(SoughtWords words)
    {
        var all = string.Join(" AND ", words.All.Select(Expression));
        return words.None.Count == 0
            ? $"({all})"
            : $"(({all}) NOT ({string.Join(" OR ", words.None.Select(Expression))}))";
    }

    private static string Expression(SoughtWord word) => $"\"{word.Text}\"{(word.IsBeginning ? " *" : "")}";
}
