using System.Globalization;
using FeedService.Articles;
using FeedService.Store;
using FeedService.Web;

namespace FeedService;

/// <summary>Everything that can be set from outside. Rooms are handed values out of it, never the whole.</summary>
public sealed record Settings
{
    public required IReadOnlyList<string> Urls { get; init; }
    public required string Address { get; init; }
    public required string Feeds { get; init; }

    /// <summary>The path of a SQLite file, or <c>postgres://user:password@host/database</c>.</summary>
    public required string Database { get; init; }

    /// <summary>Where nodes share what they have rendered, or null.</summary>
    public string? Redis { get; init; }

    /// <summary>What rendered documents may take of memory.</summary>
    public long CacheBytes { get; init; } = DefaultCacheMegabytes * 1_000_000L;

    /// <summary>Opens the operator's pages to who sends it; null where they are for this machine alone.</summary>
    public string? OperatorToken { get; init; }

    private const int DefaultCacheMegabytes = 256;

    public bool IsLoopback => IsThisMachine(new Uri(Address));

    /// <summary>Whether links name only this machine while others can reach it, for whom they lead nowhere.</summary>
    public bool HasLinksToNowhere => IsLoopback && Urls.Any(url => !IsThisMachine(ListenUrl(url)!));

    /// <summary>The settings, or every mistake in them.</summary>
    /// <param name="given">
    /// A setting's value by its name, from the nearest place that has one; null where none has.
    /// </param>
    public static (Settings? Settings, IReadOnlyList<string> Mistakes) From(Func<string, string?> given, string folder)
    {
        var mistakes = new List<string>();
        var ports = Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS");
        var urls = (given("urls") ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS")
            ?? (ports is null
                ? "http://localhost:8080"
                : string.Join(';', ports.Split(';').Select(port => $"http://*:{port}"))))
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var url in urls.Where(url => !IsListenUrl(url)))
            mistakes.Add($"urls: \"{url}\" is nothing to listen on. Write --urls http://localhost:8080");

        var address = given("address") ?? Reachable(urls.FirstOrDefault() ?? "http://localhost:8080");
        if (given("address") is not null && !IsRoot(address))
            mistakes.Add($"address: \"{address}\" is no root URL. Write --address https://news.example.org");

        var feeds = Path.GetFullPath(given("feeds") ?? FindFeeds(folder), folder);
        if (given("feeds") is not null && !Directory.Exists(feeds))
            mistakes.Add($"feeds: there is no folder {feeds}");
        var database = given("database") ?? Path.Combine(Path.GetDirectoryName(feeds)!, "data", "feedservice.db");
        if (MistakeInDatabase(database, folder) is { } mistake)
            mistakes.Add(mistake);

        var redis = given("redis");
        if (redis is not null && RedisOptions.Parse(redis) is null)
            mistakes.Add("redis: this names no Redis. Write --redis localhost:6379 or redis://user:password@host:6379");

        var megabytes = DefaultCacheMegabytes;
        if (given("cache-size") is { } size
            && (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out megabytes) || megabytes == 0))
            mistakes.Add($"cache-size: \"{size}\" is no number of megabytes. Write --cache-size 256");

        return mistakes.Count > 0 ? (null, mistakes) : (new Settings
        {
            Urls = urls,
            Address = Links.Absolute(address)!.TrimEnd('/'),
            Feeds = feeds,
            Database = IsUrl(database) ? database : Path.GetFullPath(database, folder),
            Redis = redis,
            CacheBytes = megabytes * 1_000_000L,
            OperatorToken = given("operator-token"),
        }, []);
    }

    // What is wrong with a URL of a database may be its password, so it is not repeated.
    private static string? MistakeInDatabase(string database, string folder)
    {
        if (IsUrl(database))
            return MistakeInUrl(database);
        var path = Path.GetFullPath(database, folder);
        return Directory.Exists(path) ? $"database: {database} is a folder. Name a file in it"
            : FileAbove(path) is { } file ? $"database: {database} cannot be made, for {file} is no folder"
            : null;
    }

    private static string? MistakeInUrl(string database)
    {
        try
        {
            PostgresAddress.Read(database);
            return null;
        }
        catch (FormatException error)
        {
            return $"database: {error.Message}. Write --database postgres://user:password@host/database, or the path "
                + "of a SQLite file";
        }
    }

    private static bool IsUrl(string database) => database.Contains("://", StringComparison.Ordinal);

    private static bool IsRoot(string address) =>
        Links.Absolute(address) is { } url
            && new Uri(url) is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };

    private static string? FileAbove(string path)
    {
        var above = Path.GetDirectoryName(path);
        while (above is not null && !Path.Exists(above))
            above = Path.GetDirectoryName(above);
        return File.Exists(above) ? above : null;
    }

    private static bool IsThisMachine(Uri url) =>
        url.IsLoopback || url.Host.EndsWith(".localhost", StringComparison.Ordinal);

    private static bool IsListenUrl(string url) => ListenUrl(url) is { Scheme: "http" or "https" };

    private static Uri? ListenUrl(string url) =>
        Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal),
            UriKind.Absolute, out var uri) ? uri : null;

    // What listens everywhere is reached by a name, and without a setting only this machine's is known.
    private static string Reachable(string url) =>
        url.Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
            .Replace("//[::]", "//localhost", StringComparison.Ordinal);

    // The checkout's own, when the program was built in one; else what lies where the command was typed.
    private static string FindFeeds(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "FeedService.sln"))
                && Directory.Exists(Path.Combine(at.FullName, "feeds")))
                return Path.Combine(at.FullName, "feeds");
        }
        return Path.Combine(folder, "feeds");
    }
}
