using System.Formats.Tar;
using System.IO.Compression;
using FeedService.Readers;

namespace FeedService.Benchmarks;

/// <summary>How well feeds are read whose right reading is written beside them.</summary>
internal sealed class FeedScore
{
    private static readonly ArticleReaders Readers = new([new WordPressReader(), new FeedReader()]);

    private readonly SortedDictionary<string, (int Right, int All)> fields = [];
    private readonly SortedDictionary<string, int> outside = [];
    private readonly List<string> disagreements = [];
    private int files, withArticles, withReason, faults;

    public static Task<int> Run(string corpus)
    {
        new FeedScore().Score(Path.Combine(corpus, "feeds-feedparser.tar.gz"), (name, files) =>
            FeedExpectations.OfComment(files[name]));
        new FeedScore().Score(Path.Combine(corpus, "feeds-gofeed.tar.gz"), (name, files) =>
            files.TryGetValue(Path.ChangeExtension(name, ".json"), out var json)
                ? FeedExpectations.OfJson(json) : []);
        return Task.FromResult(0);
    }

    private void Score(string archive, Func<string, Dictionary<string, byte[]>, List<FeedExpectation>> expectationsOf)
    {
        var all = Unpack(archive);
        var feeds = all.Keys.Where(name => name.EndsWith(".xml", StringComparison.Ordinal)).Order().ToList();
        foreach (var name in feeds)
        {
            Count(name, all[name]);
            var understood = Understand(name, all[name]);
            foreach (var expectation in expectationsOf(name, all))
                Judge(name, understood, expectation);
        }
        Tell(Path.GetFileName(archive), all.Count - feeds.Count);
    }

    private void Count(string name, byte[] bytes)
    {
        var readings = Readers.Read(Source(name, bytes)).ToList();
        var isFault = readings.Any(reading => reading.Problems
            .Any(problem => problem.Message.StartsWith("could not be understood", StringComparison.Ordinal)));
        files++;
        faults += isFault || readings.Count == 0 ? 1 : 0;
        withArticles += readings.Any(reading => reading.Article is not null) ? 1 : 0;
        withReason += readings.Count > 0 && readings.All(reading => reading.Article is null) ? 1 : 0;
    }

    /// <summary>The articles that the entries would be, if each had a title.</summary>
    private static List<EntryAsArticle> Understand(string name, byte[] bytes)
    {
        var entries = new List<EntryAsArticle>();
        try
        {
            foreach (var (of, manuscript, _) in FeedReader.Entries(Source(name, bytes)))
            {
                var article = manuscript is null ? null
                    : (manuscript with { Title = "untitled" }).ToReading(of).Article;
                entries.Add(new EntryAsArticle(article, manuscript?.Fields ?? Field.Map.Empty));
            }
        }
        catch (UnreadableException)
        {
            // What was read before counts.
        }
        return entries;
    }

    private void Judge(string name, List<EntryAsArticle> entries, FeedExpectation expectation)
    {
        var entry = expectation.Entry < entries.Count ? entries[expectation.Entry] : null;
        var (field, found) = (entry ?? EntryAsArticle.None).Find(expectation);
        if (field is null)
        {
            outside[expectation.Path] = outside.GetValueOrDefault(expectation.Path) + 1;
            return;
        }
        var isRight = found is null;
        var (right, all) = fields.GetValueOrDefault(field);
        fields[field] = (right + (isRight ? 1 : 0), all + 1);
        if (!isRight)
        {
            disagreements.Add($"{field}: {name}\n    expected {expectation.Path} = {Show(expectation.Value)}\n"
                + $"    found    {Show(found!)}");
        }
    }

    private void Tell(string set, int others)
    {
        var (right, all) = (fields.Values.Sum(field => field.Right), fields.Values.Sum(field => field.All));
        Console.WriteLine($"{set}: {files} feeds ({others} other files), {withArticles} with articles, "
            + $"{withReason} with a reason, {faults} faults");
        Console.WriteLine($"  {right} of {all} expectations agree: {100.0 * right / Math.Max(all, 1):0.0} %");
        foreach (var (field, score) in fields)
            Console.WriteLine($"    {field,-12} {score.Right,5} of {score.All,5}");
        Console.WriteLine($"  not of an article: {outside.Values.Sum()}, as "
            + string.Join(", ", outside.OrderByDescending(pair => pair.Value).Take(40)
                .Select(pair => $"{pair.Key} {pair.Value}")));
        foreach (var disagreement in disagreements.Order())
            Console.WriteLine("  " + disagreement);
    }

    private static string Show(string text) =>
        text.Replace("\n", "\\n", StringComparison.Ordinal) is var line && line.Length > 300 ? line[..300] + "…" : line;

    private static Source Source(string name, byte[] bytes) =>
        new(name, () => new MemoryStream(bytes), null, Profile.Default, _ => null, DateTimeOffset.UtcNow);

    private static Dictionary<string, byte[]> Unpack(string archive)
    {
        var unpacked = new Dictionary<string, byte[]>();
        using var file = File.OpenRead(archive);
        using var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || entry.Name.EndsWith("LICENSE", StringComparison.Ordinal))
                continue;
            using var bytes = new MemoryStream();
            entry.DataStream.CopyTo(bytes);
            unpacked[entry.Name] = bytes.ToArray();
        }
        return unpacked;
    }
}
