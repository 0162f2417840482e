using System.Diagnostics;
using FeedService.Articles;
using FeedService.Import;
using FeedService.Store;
using FeedService.Topics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FeedService.Benchmarks;

/// <summary>
/// What a store of many articles costs that are parsed already: saving all of them, reading the newest of a topic, saving
/// one more, and a changed rule. One line of a table.
/// </summary>
internal sealed class Storing : IDisposable
{
    public const string Header = """
        | database | articles | saved a second | CPU µs each, this process | s to settle | newest 50: p50, p99 ms | of all: p50, p99 ms | one saved: p50, p99 ms | a rule changed, s | newest 50 meanwhile: p50, p99 ms | peak RSS MiB: import, all | GB |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    private const int TopicCount = 1000;
    private const int Ahead = 32;
    private const int Limit = 50;
    private const int Reads = 5000, ReadsOfAll = 500, Singles = 300;

    private readonly string location;
    private readonly int count;
    private readonly DirectoryInfo feeds = Directory.CreateTempSubdirectory("feedservice-store-");
    private readonly ParsedArticles articles;
    private readonly ArticleStore store;
    private readonly Catalog catalog;
    private readonly TopicSync topics;
    private readonly Membership[] numbers;
    private readonly long all;
    private readonly Stopwatch saving = new(), settling = new();
    private TimeSpan used;

    private Storing(string location, int count)
    {
        (this.location, this.count) = (location, count);
        articles = new ParsedArticles(count, TopicCount);
        for (var topic = 0; topic < TopicCount; topic++)
            WriteTopic(topic, $"{Prose.TopicWord(topic)}");
        store = ArticleStore.Open(location);
        catalog = new Catalog(store);
        topics = new TopicSync(store, catalog, feeds.FullName);
        SyncTopics();
        numbers = [.. Enumerable.Range(0, TopicCount).Select(topic => new Membership(NumberOf($"t{topic}"), false))];
        all = NumberOf(Topic.AllSlug);
    }

    /// <param name="location">A SQLite file or the URL of a PostgreSQL database; empty, or not there.</param>
    public static Task<int> Run(string location, int count)
    {
        using var storing = new Storing(location, count);
        storing.Measure();
        return Task.FromResult(0);
    }

    private void Measure()
    {
        SaveAll();
        var peak = Peak();
        if (Environment.GetEnvironmentVariable("SAVE_ONLY") is not null)
        {
            Console.WriteLine($"{location[..6]} {count} {count / saving.Elapsed.TotalSeconds:N0}/s, CPU {used.TotalMicroseconds / count:N0} us each, settle {settling.Elapsed.TotalSeconds:N1} s, peak {peak}, {Size() / 1e9:N2} GB");
            return;
        }
        var size = Size();
        var newest = Times(Reads, i => Newest(numbers[i % TopicCount].Topic), warm: TopicCount);
        var ofAll = Times(ReadsOfAll, _ => Newest(all), warm: 50);
        var singles = Times(Singles, SaveOne, warm: 20);
        WriteTopic(TopicCount / 2, Prose.TopicWord(0));
        var (changed, meanwhile) = While(SyncTopics, i => Newest(numbers[i * 7 % TopicCount].Topic));
        if (store.Count(numbers[TopicCount / 2].Topic) != store.Count(numbers[0].Topic))
            throw new InvalidOperationException("Two topics of one rule have different members");
        Console.WriteLine($"| {(location.Contains("://") ? "PostgreSQL" : "SQLite")} | {count:N0} "
            + $"| {count / saving.Elapsed.TotalSeconds:N0} | {used.TotalMicroseconds / count:N0} | {settling.Elapsed.TotalSeconds:N1} "
            + $"| {Two(newest)} | {Two(ofAll)} | {Two(singles)} | {changed.TotalSeconds:N1} | {Two(meanwhile)} "
            + $"| {peak}, {Peak()} | {size / 1e9:N2} |");
    }

    /// <summary>As an import does it, which publishes every five seconds.</summary>
    private void SaveAll()
    {
        var pass = NewPass();
        var seen = ParsedArticles.First;
        foreach (var chunk in articles.All().Chunk(Ahead))
        {
            saving.Start();
            var before = Environment.CpuUsage.TotalTime;
            foreach (var (article, rank) in chunk)
            {
                pass.Batch.Foresee(article, "", () => chunk.Select(one => one.Article));
                Save(pass.Batch, article, rank, seen = seen.AddMilliseconds(4));
                pass.Pause();
            }
            used += Environment.CpuUsage.TotalTime - before;
            saving.Stop();
        }
        saving.Start();
        settling.Start();
        var begun = Environment.CpuUsage.TotalTime;
        pass.End();
        used += Environment.CpuUsage.TotalTime - begun;
        settling.Stop();
        saving.Stop();
        pass.Dispose();
    }

    private void SaveOne(int number)
    {
        var (article, rank) = articles.Next(number);
        article = article with { Path = $"more/{number}.md", Id = $":more/{number}.md", Url = article.Url + "#" + number };
        var at = ParsedArticles.First.AddYears(20).AddSeconds(2 * number);
        using var batch = store.Begin(at);
        Save(batch, article, rank, at);
        batch.Settle();
        batch.Commit(at);
    }

    private void Save(StoreBatch batch, Article article, int[] rank, DateTimeOffset seen)
    {
        batch.Save(article, "", seen, true,
            [new Membership(all, false), .. rank.Select(topic => numbers[topic])]);
        batch.Remember("", new StoredFile(article.Path, "1234 2024-06-19T12:00:00.0000000Z",
            "0123456789abcdef0123456789abcdef", null, true, []));
    }

    private int Newest(long topic) => store.Newest(topic, Limit).Count();

    private void SyncTopics()
    {
        using var pass = NewPass();
        topics.Run(pass, new ImportReport());
        pass.End();
    }

    private ImportPass NewPass() => new(store, catalog, "tag:example.org,2024", TimeProvider.System);

    private void WriteTopic(int topic, string word) => File.WriteAllText(
        Path.Combine(feeds.FullName, $"t{topic}.yaml"), $"title: Topic {topic}\nmatch: {{ any: [{word}] }}\n");

    private long NumberOf(string slug) => catalog.Find(slug)!.State.Number;

    private static List<double> Times(int count, Action<int> act, int warm)
    {
        for (var i = 0; i < warm; i++)
            act(i);
        return [.. Enumerable.Range(warm, count).Select(i => Time(() => act(i)).TotalMilliseconds)];
    }

    /// <summary>How long some work takes, and what is asked again and again meanwhile.</summary>
    private static (TimeSpan Work, List<double> Times) While(Action work, Action<int> act)
    {
        var (times, worked) = (new List<double>(), Task.Run(() => Time(work)));
        for (var i = 0; !worked.IsCompleted; i++)
        {
            times.Add(Time(() => act(i)).TotalMilliseconds);
            // A server that is asked a thousand times a second of what it has not at hand is one that is busy.
            Thread.Sleep(1);
        }
        return (worked.Result, times);
    }

    private static TimeSpan Time(Action act)
    {
        var begun = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(begun);
    }

    private static string Two(List<double> times)
    {
        times.Sort();
        return $"{times[times.Count / 2]:N2}, {times[(int)(times.Count * 0.99)]:N2}";
    }

    private static string Peak() => File.ReadLines("/proc/self/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => $"{long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) / 1024}").Single();

    private long Size()
    {
        if (!location.Contains("://"))
        {
            Ask(new SqliteConnection($"Data Source={location}"), "pragma wal_checkpoint(truncate)");
            return new FileInfo(location).Length;
        }
        var url = new Uri(location);
        return Convert.ToInt64(Ask(new NpgsqlConnection($"Host={url.Host};Port={url.Port};Username={url.UserInfo};"
            + $"Database={url.AbsolutePath[1..]}"), "select pg_database_size(current_database())"));
    }

    private static object? Ask(System.Data.Common.DbConnection connection, string sql)
    {
        using (connection)
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar();
        }
    }

    public void Dispose()
    {
        store.Dispose();
        feeds.Delete(recursive: true);
    }
}
