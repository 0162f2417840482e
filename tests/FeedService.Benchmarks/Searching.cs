using System.Diagnostics;
using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedService.Benchmarks;

/// <summary>The newest 50 articles of a large store that match, and what the index costs that makes it quick.</summary>
internal sealed class Searching : IDisposable
{
    private const int Length = 4000;
    private const int Cold = 5, Warm = 15;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("feedservice-search-");
    private readonly WideVocabulary words = new(400_000);
    private readonly ArticleStore store;
    private readonly WordIndexer indexer;
    private readonly Search search;
    private long all;

    private Searching()
    {
        store = ArticleStore.Open(File);
        indexer = new WordIndexer(store, TimeProvider.System);
        search = new Search(store, indexer, NullLogger<Search>.Instance);
    }

    private string File => Path.Combine(folder.FullName, "search.db");

    public static Task<int> Run(int articles)
    {
        using var searching = new Searching();
        searching.Save(articles);
        searching.Index(articles);
        searching.Search();
        return Task.FromResult(0);
    }

    private void Save(int articles)
    {
        var first = new DateTimeOffset(2015, 1, 1, 6, 0, 0, TimeSpan.Zero);
        using var batch = store.Begin(first);
        all = batch.Define(Topic.AllSlug, "");
        for (var i = 0; i < articles; i++)
        {
            var article = new Article
            {
                Id = $":{i}.md",
                Path = $"{i}.md",
                Slug = $"{i}",
                Title = string.Join(' ', Enumerable.Range(0, 8).Select(_ => words.Next())),
                Content = words.Html(Length),
                Published = first.AddMinutes(5_500_000.0 / articles * i),
            };
            batch.Save(article, "", first, true, [new Membership(all, false)]);
        }
        batch.Commit(first);
    }

    private void Index(int articles)
    {
        var (before, longest, used) = (Size(), TimeSpan.Zero, Environment.CpuUsage.TotalTime);
        var clock = Stopwatch.StartNew();
        for (var begun = clock.Elapsed; indexer.Next(TimeSpan.Zero) > 0; begun = clock.Elapsed)
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, (clock.Elapsed - begun).Ticks));
        var taken = clock.Elapsed;
        used = Environment.CpuUsage.TotalTime - used;
        Console.WriteLine($"{articles:N0} articles of {before / articles:N0} bytes in the store, indexed in "
            + $"{taken.TotalSeconds:N1} s ({used.TotalSeconds:N1} s of CPU), "
            + $"{articles / taken.TotalSeconds:N0} a second; the longest transaction {longest.TotalMilliseconds:N0} ms; "
            + $"{(Size() - before) / articles:N0} bytes more an article");
    }

    private void Search()
    {
        var (frequent, usual, rare) = (words.OfRank(0), words.OfRank(300), words.OfRank(200_000));
        (string Name, string Query)[] queries =
        [
            ("a word in nearly every article", frequent),
            ("a usual word", usual),
            ("a rare word", rare),
            ("a word that is nowhere", "qqqqqq"),
            ("two letters of a beginning", "sc*"),
            ("a usual beginning", "heit*"),
            ("a longer beginning", rare[..7] + "*"),
            ("a usual ending", "*bahn"),
            ("a longer ending", "*" + rare[^8..]),
            ("a rare beginning of one, ending of another", $"{rare[..7]}*+*{usual}"),
            ("a phrase of frequent words", $"{frequent} {words.OfRank(1)}"),
            ("a phrase with a rare word", $"{frequent} {rare}"),
            ("both of two usual words", $"{usual}+{words.OfRank(301)}"),
            ("either of two", $"{rare},{usual}*"),
            ("a frequent word without another", $"{frequent}+!{words.OfRank(1)}"),
            ("eight alternatives", string.Join(',', Enumerable.Range(5000, 8).Select(words.OfRank))),
            ("a phrase that is rarer than its words", $"{words.OfRank(100)} {words.OfRank(101)}"),
        ];
        Console.WriteLine("| query | found | cold ms | warm ms | CPU ms |\n|---|---|---|---|---|");
        foreach (var (name, text) in queries)
        {
            var query = Query.Parse(text).Query!;
            var found = search.Newest(query, all, 50)!;
            var cold = Median(Cold, () => Measure(query, isCold: true));
            var used = Environment.CpuUsage.TotalTime;
            var warm = Median(Warm, () => Measure(query, isCold: false));
            used = (Environment.CpuUsage.TotalTime - used) / Warm;
            Console.WriteLine($"| {name} | {found.Articles.Count}{(found.Since is null ? "" : ", gave up")} "
                + $"| {cold:N1} | {warm:N1} | {used.TotalMilliseconds:N1} |");
        }
    }

    private double Measure(Query query, bool isCold)
    {
        if (isCold)
        {
            // Neither SQLite nor the system has anything of the file at hand.
            SqliteConnection.ClearAllPools();
            using var forget = Process.Start("dd", ["if=" + File, "iflag=nocache", "count=0", "status=none"]);
            forget.WaitForExit();
        }
        var clock = Stopwatch.StartNew();
        search.Newest(query, all, 50);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(int count, Func<double> measure) =>
        Enumerable.Range(0, count).Select(_ => measure()).Order().ElementAt(count / 2);

    private long Size()
    {
        using var connection = new SqliteConnection($"Data Source={File}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        command.ExecuteNonQuery();
        return new FileInfo(File).Length;
    }

    public void Dispose()
    {
        store.Dispose();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
