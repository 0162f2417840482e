using System.Data.Common;
using Dapper;

namespace FeedService.Store;

/// <summary>A table that rows are added to, many at once.</summary>
internal sealed record Table(string Name, params string[] Columns);

/// <summary>
/// The SQL of one transaction. New rows wait until there are many; whatever is asked or done before finds them written.
/// </summary>
internal sealed class BatchSql(Database database, DbConnection connection, DbTransaction transaction) : IDisposable
{
    // Rows of articles and of what belongs to them, and characters of text.
    private const int MostWaiting = 10_000;
    private const int MostTextWaiting = 5_000_000;

    private readonly Dictionary<(string Sql, Type Values), Statement> statements = [];
    private readonly Dictionary<Table, List<object?[]>> waiting = [];
    private readonly HashSet<Name> names = [];
    private int count, text;

    /// <summary>Adds a row when it is time to.</summary>
    /// <param name="named">What <see cref="IsWaiting"/> is asked for.</param>
    public void Add(Table table, object?[] row, params ReadOnlySpan<Name> named)
    {
        if (!waiting.TryGetValue(table, out var rows))
            waiting[table] = rows = [];
        rows.Add(row);
        foreach (var name in named)
            names.Add(name);
        foreach (var value in row)
            text += value is string one ? one.Length : 0;
        if (++count >= MostWaiting || text >= MostTextWaiting)
            Write();
    }

    /// <summary>Whether a row of this name has not been written yet.</summary>
    public bool IsWaiting(Name name) => names.Contains(name);

    public List<T> Query<T>(string sql, object? values = null)
    {
        Write();
        return connection.Query<T>(sql, values, transaction).AsList();
    }

    /// <summary>Rows one by one as they are asked for. Nothing else may be asked then.</summary>
    public IEnumerable<DbDataReader> Read(string sql)
    {
        Write();
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return row;
    }

    public T? Scalar<T>(string sql, object values)
    {
        Write();
        return PeekScalar<T>(sql, values);
    }

    public void Execute(string sql, object values)
    {
        Write();
        Prepared(sql, values).ExecuteNonQuery();
    }

    /// <summary>Asks what is written, and not what waits: who asks knows of that.</summary>
    public List<T> Peek<T>(string sql, object values) => connection.Query<T>(sql, values, transaction).AsList();

    /// <inheritdoc cref="Peek"/>
    public T? PeekScalar<T>(string sql, object values) =>
        Prepared(sql, values).ExecuteScalar() is T found ? found : default;

    /// <summary>Tells all who watch, once it is committed.</summary>
    public void Announce() => database.Announce(connection);

    public void Commit()
    {
        Write();
        transaction.Commit();
    }

    private void Write()
    {
        if (count == 0)
            return;
        foreach (var (table, rows) in waiting)
        {
            database.Insert(connection, transaction, table, rows);
            rows.Clear();
        }
        names.Clear();
        (count, text) = (0, 0);
    }

    // Parsed once a batch and not once an article, which would cost more than the statement itself.
    private DbCommand Prepared(string sql, object values)
    {
        if (!statements.TryGetValue((sql, values.GetType()), out var statement))
            statements[(sql, values.GetType())] = statement =
                new Statement(connection, transaction, sql, values.GetType());
        return statement.With(values);
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        transaction.Dispose();
        connection.Dispose();
    }
}
