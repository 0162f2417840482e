using System.Globalization;
using FeedService.Store;

namespace FeedService;

/// <summary>What <c>import --from</c> does first: the store takes over everything from another one.</summary>
public static class Moving
{
    /// <param name="from">The path of a SQLite file, or the URL of a PostgreSQL database.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public static string? Move(string from, ArticleStore into, Settings settings)
    {
        var isUrl = from.Contains("://", StringComparison.Ordinal);
        if (!isUrl && !File.Exists(from))
            return $"There is no store {from}";
        if (!into.IsEmpty())
            return "The store that --database names is not empty, and would lose what it has. Name a new one";
        if ((isUrl ? from : Path.GetFullPath(from)) == settings.Database)
            return "--from and --database name the same store";
        try
        {
            using var other = ArticleStore.Open(from);
            var count = into.TakeOver(other,
                new Step(table => Console.Error.WriteLine($"taking over: {table}")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{count} articles taken over, with ids, dates, versions and places"));
            return null;
        }
        catch (FormatException error)
        {
            return $"from: {error.Message}. Write --from postgres://user:password@host/database, or the path of a file";
        }
    }

    private sealed class Step(Action<string> tell) : IProgress<string>
    {
        public void Report(string value) => tell(value);
    }
}
