using System.Data.Common;
using System.Text;
using Dapper;

namespace FeedService.Store;

/// <summary>PostgreSQL's text search vectors, of words as they come.</summary>
internal sealed class PostgresWords : WordIndex
{
    // So many are sorted; more are met on the way through the topic.
    private const int Few = 1000;

    private const int AtATime = 200;

    // A vector holds a megabyte with all that is beside the words (PostgreSQL 15 §12.11).
    private const int LongestVector = 700_000;

    public override void Put(long number, IEnumerable<string> words, Action<string, object> run)
    {
        var list = string.Join(' ', words.Select(Stored));
        run("""
            insert into words (number, words)
            values (@number, array_to_tsvector(string_to_array(cast(@list as text), ' ')))
            on conflict (number) do update set words = excluded.words
            """, new { number, list = Encoding.UTF8.GetByteCount(list) > LongestVector ? null : list });
    }

    public override void Remove(long number, Action<string, object> run) =>
        run("delete from words where number = @number", new { number });

    public override IEnumerable<long> Find(DbConnection connection, DbTransaction transaction, long topic,
        IReadOnlyList<SoughtWords> alternatives)
    {
        var query = string.Join(" | ", alternatives.Select(Expression));
        var found = connection.Query<long>($"select number from words where {Match} limit {Few + 1}", new { query },
            transaction).ToArray();
        return found.Length <= Few ? Sorted() : Met();

        IEnumerable<long> Sorted() => connection.Query<long>("""
            select m.article
            from member m
            join indexed i on i.article = m.article
            where i.number = any(@found) and m.topic = @topic
            order by m.at desc, m.id
            """, new { found, topic }, transaction);

        // A connection answers one question at a time, so that what is read on the way is fetched in pieces.
        IEnumerable<long> Met()
        {
            connection.Execute($"""
                declare met cursor for
                select m.article
                from member m
                join indexed i on i.article = m.article
                where m.topic = @topic and exists (
                    select 1 from words where number = i.number and {Match})
                order by m.at desc, m.id
                """, new { topic, query }, transaction);
            while (connection.Query<long>($"fetch {AtATime} from met", null, transaction).ToList() is { Count: > 0 } keys)
            {
                foreach (var key in keys)
                    yield return key;
            }
        }
    }

    private const string Match = "(words @@ cast(@query as tsquery) or words is null)";

    private static string Expression(SoughtWords words)
    {
        var all = string.Join(" & ", words.All.Select(Expression));
        return words.None.Count == 0
            ? $"({all})"
            : $"({all} & !({string.Join(" | ", words.None.Select(Expression))}))";
    }

    private static string Expression(SoughtWord word) => $"'{Stored(word.Text)}'{(word.IsBeginning ? ":*" : "")}";

    // Halves of a character, which cutting and turning leave, are all alike to the store.
    private static string Stored(string word) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(word));
}
