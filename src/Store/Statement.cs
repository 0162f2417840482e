using System.Data;
using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;

namespace FeedService.Store;

/// <summary>
/// A command that is parsed once and run often: its parameters are the properties of an object that it names.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly DbCommand command;
    private readonly List<PropertyInfo> properties;

    public Statement(DbConnection connection, DbTransaction transaction, string sql, Type values)
    {
        command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        properties = [.. values.GetProperties().Where(property => Regex.IsMatch(sql, $@"@{property.Name}\b"))];
        foreach (var property in properties)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + property.Name;
            // A null alone does not tell PostgreSQL of what.
            if (DbTypeOf(property.PropertyType) is { } type)
                parameter.DbType = type;
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>The command, to be run with these values.</summary>
    public DbCommand With(object values)
    {
        for (var i = 0; i < properties.Count; i++)
            command.Parameters[i].Value = properties[i].GetValue(values) ?? DBNull.Value;
        return command;
    }

    private static DbType? DbTypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(long) => DbType.Int64,
        var number when number == typeof(int) => DbType.Int32,
        var text when text == typeof(string) => DbType.String,
        _ => null,
    };

    public void Dispose() => command.Dispose();
}
