using System.Data;
using System.Data.Common;
using Dapper;

namespace FeedService.Store;

/// <summary>SQLite's FTS5.</summary>
internal sealed class SqliteWords : WordIndex
{
    // So many are sorted; more are met on the way through the topic.
    private const int Few = 1000;

    public override void Put(long number, IEnumerable<string> words, Action<string, object> run) =>
        run("insert or replace into words (rowid, text) values (@number, @text)",
            new { number, text = string.Join(' ', words) });

    public override void Remove(long number, Action<string, object> run) =>
        run("delete from words where rowid = @number", new { number });

    public override IEnumerable<long> Find(DbConnection connection, DbTransaction transaction, long topic,
        IReadOnlyList<SoughtWords> alternatives)
    {
        using var numbers = connection.ExecuteReader(
            "select rowid from words where words match @expression order by rowid desc",
            new { expression = string.Join(" OR ", alternatives.Select(Expression)) }, transaction);
        var found = new HashSet<long>();
        while (found.Count <= Few && numbers.Read())
            found.Add(numbers.GetInt64(0));
        foreach (var key in found.Count <= Few ? Sorted(found) : Met(found, numbers))
            yield return key;

        // A cross join is done in its own order: the topic, which is long, would be read for the sake of its order.
        IEnumerable<long> Sorted(HashSet<long> found) => connection.Query<long>("""
            select m.article
            from indexed i
            cross join member m
            where i.number in @found and m.article = i.article and m.topic = @topic
            order by m.at desc, m.id
            """, new { found, topic }, transaction);

        // Numbers are mostly in the order of time, so that both are read but a little way. Where they are not, more
        // numbers are read than were needed, and the order is right all the same.
        IEnumerable<long> Met(HashSet<long> found, IDataReader numbers)
        {
            var (lowest, met) = (found.Min(), 0);
            foreach (var (article, number) in Members())
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

        IEnumerable<(long Article, long Number)> Members() => connection.Query<(long, long)>("""
            select m.article, i.number
            from member m
            join indexed i on i.article = m.article
            where m.topic = @topic
            order by m.at desc, m.id
            """, new { topic }, transaction, buffered: false);
    }

    private static string Expression(SoughtWords words)
    {
        var all = string.Join(" AND ", words.All.Select(Expression));
        return words.None.Count == 0
            ? $"({all})"
            : $"(({all}) NOT ({string.Join(" OR ", words.None.Select(Expression))}))";
    }

    private static string Expression(SoughtWord word) => $"\"{word.Text}\"{(word.IsBeginning ? " *" : "")}";
}
