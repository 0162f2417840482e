using System.Data.Common;
using Dapper;

namespace FeedService.Store;

// From one store to another.
public sealed partial class ArticleStore
{
    // What a database keeps of itself stays in it.
    private const string IsOfStore = "key <> 'generation'";

    // All but the index of words, which is made again.
    private static readonly (string Table, string Columns)[] Tables =
    [
        ($"meta where {IsOfStore}", "key, value"),
        ("topic", "number, slug, definition, version, last_modified, gone, automatic, places"),
        ("article", "key, id, root, path, record, page, slug, title, summary, content, url, language, published, "
            + "updated, details, said, first_seen, changed, withdrawn, touched, quiet"),
        ("member", "topic, at, id, article, place"),
        ("former_member", "topic, at, id, article, place, withdrawn"),
        ("archive", "topic, number, last_modified"),
        ("copy", "root, path, record, article, title, weight"),
        ("file", "root, path, stamp, hash, due, article, remarks"),
    ];

    /// <summary>Whether nothing was ever imported into it.</summary>
    public bool IsEmpty()
    {
        using var connection = Connect();
        return connection.ExecuteScalar<int>("""
            select exists (select 1 from topic) or exists (select 1 from article) or exists (select 1 from file)
            """) == 0;
    }

    /// <summary>
    /// Takes over everything from another store, as it is at one moment: ids, dates, versions, validators, places. All
    /// of it or nothing.
    /// </summary>
    /// <param name="progress">Is told of each table, before it is taken over.</param>
    /// <returns>How many articles there are.</returns>
    /// <exception cref="InvalidDataException">When this store is not empty.</exception>
    public long TakeOver(ArticleStore other, IProgress<string>? progress = null)
    {
        if (!IsEmpty())
            throw new InvalidDataException("This store is not empty; only an empty one can take over another");
        using var from = other.Connect();
        using var moment = other.database.BeginReading(from);
        using var into = Connect();
        using var transaction = database.BeginWriting(into)!;
        into.Execute($"delete from meta where {IsOfStore}", null, transaction);
        foreach (var (rows, columns) in Tables)
        {
            var table = rows.Split(' ')[0];
            progress?.Report(table);
            database.Insert(into, transaction, new Table(table, columns.Split(", ")),
                Rows(from, moment, rows, columns));
        }
        database.CountOn(into, transaction, "topic");
        into.Execute("insert into unindexed (article) select key from article where withdrawn is null", null,
            transaction);
        database.Announce(into);
        transaction.Commit();
        return into.ExecuteScalar<long>("select count(*) from article where withdrawn is null");
    }

    private static IEnumerable<object?[]> Rows(DbConnection connection, DbTransaction transaction, string rows,
        string columns)
    {
        using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, $"select {columns} from {rows}");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            yield return row;
        }
    }
}
