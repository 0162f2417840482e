using Npgsql;

namespace FeedService.Store;

/// <summary>How to reach a PostgreSQL database, from the URL that its own programs take.</summary>
public static class PostgresAddress
{
    // Those of libpq that Npgsql knows under another name.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["connect_timeout"] = "Timeout",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    /// <param name="url">
    /// <c>postgres://user:password@host:port/database?sslmode=require</c>, percent-encoded. A host in the query may be
    /// the folder of a socket (PostgreSQL 15 §34.1.1.2).
    /// </param>
    /// <exception cref="FormatException">When it is no such URL; the message repeats nothing of it.</exception>
    public static string Read(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
            throw new FormatException("this is no URL of a PostgreSQL database");
        var connection = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "FeedService",
            Timeout = 5,
            KeepAlive = 30,
            MaxAutoPrepare = 200,
        };
        foreach (var (name, value) in Options(uri).Prepend(("host", uri.Host)).Where(option => option.Item2.Length > 0))
            Set(connection, name, value);
        if (uri.Port > 0)
            connection.Port = uri.Port;
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            connection.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            connection.Password = Uri.UnescapeDataString(user[1]);
        connection.Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return connection is { Host.Length: > 0, Database.Length: > 0 } ? connection.ToString()
            : throw new FormatException("the URL names no host, or no database");
    }

    private static IEnumerable<(string Name, string Value)> Options(Uri uri) =>
        uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2))
            .Select(option => (option[0], option.Length > 1 ? Uri.UnescapeDataString(option[1]) : ""));

    private static void Set(NpgsqlConnectionStringBuilder connection, string name, string value)
    {
        try
        {
            connection[Names.GetValueOrDefault(name, name.Replace('_', ' '))] = value;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new FormatException($"the option {name} of its URL is unknown, or its value is wrong", error);
        }
    }
}
