using System.Diagnostics;
using FeedService.Articles;
using FeedService.Import;
using FeedService.Readers;
using FeedService.Store;
using FeedService.Topics;
using Markdig;

namespace FeedService.Benchmarks;

/// <summary>
/// What each stage of an import costs on one thread, over a whole collection: once with the runtime cold, once warm.
/// An import runs all but the store on every core.
/// </summary>
internal static class Stages
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables()
        .UseEmphasisExtras()
        .UseFootnotes().UseDefinitionLists().UseTaskLists().UseAutoLinks().UseGenericAttributes().Build();

    public static Task<int> Run(string feeds)
    {
        var topics = Directory.EnumerateFiles(feeds, "*.yaml").Where(path => !Path.GetFileName(path).StartsWith('_'))
            .Select(path =>
                TopicFile.Parse(path, Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)).Topic!)
            .ToList();
        for (var pass = 1; pass <= 2; pass++)
        {
            Console.WriteLine(pass == 1 ? "cold" : "warm");
            Pass(Path.Combine(feeds, "articles"), topics);
        }
        return Task.FromResult(0);
    }

    private static void Pass(string articles, List<Topic> topics)
    {
        var root = new ArticleRoot("", articles);
        var reader = new MarkdownReader();
        var look = Measure("walk", () => ArticleFolder.Look(root, new ArticleReaders([reader]),
            new CommonLines(_ => null, null), TimeZoneInfo.Utc));
        var bytes = Measure("read the files",
            () => look.Files.Select(file => File.ReadAllBytes(file.FullPath)).ToList());
        var sources =
            look.Files.Zip(bytes, (file, read) =>
                new Source(file.Path, () => new MemoryStream(read), null, file.Profile, look.Media, DateTimeOffset.UtcNow)).ToList();
        var readings = Measure("read the articles, of it", () => sources.ConvertAll(source => reader.Read(source).First()));
        var texts = Measure("  decode and clean", () => sources.ConvertAll(source => source.Text()));
        var fronts = Measure("  front matter", () => texts.ConvertAll(FrontMatter.Split));
        var html = Measure("  Markdown", () => fronts.ConvertAll(front => Markdown.ToHtml(front.Body, Pipeline)));
        Measure("  make safe",
            () => html.ConvertAll(one => Html.Safe(one, (_, reference) => Links.Absolute(reference))));
        var found = readings.ConvertAll(reading => reading.Article!);
        Measure("  guess the language",
            () => found.ConvertAll(article => Languages.Guess(article.Title + "\n" + Html.PlainText(article.Content))));
        var matches = Measure("match", () => Match(found, topics));
        Measure("store", () => Save(found, topics, matches, look));
    }

    private static List<IReadOnlyList<Topic>> Match(List<Article> articles, List<Topic> topics)
    {
        var matcher = new TopicMatcher(topics);
        return articles.ConvertAll(matcher.Match);
    }

    private static int Save(List<Article> articles, List<Topic> topics, List<IReadOnlyList<Topic>> matches,
        ArticleFolder look)
    {
        var folder = Directory.CreateTempSubdirectory("feedservice-stages-");
        try
        {
            using var store = ArticleStore.Open(Path.Combine(folder.FullName, "stages.db"));
            using var batch = store.Begin(DateTimeOffset.UtcNow);
            var all = batch.Define(Topic.AllSlug, "");
            var numbers = topics.ToDictionary(topic => topic, topic => batch.Define(topic.Slug, ""));
            for (var i = 0; i < articles.Count; i++)
            {
                batch.Save(articles[i], "", DateTimeOffset.UtcNow, true,
                    [new Membership(all, false), .. matches[i].Select(topic => new Membership(numbers[topic], false))]);
                batch.Remember("", new StoredFile(articles[i].Path, look.Files[i].Stamp,
                    "0123456789abcdef0123456789abcdef", null, true, []));
            }
            return batch.Commit(DateTimeOffset.UtcNow).Count;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static T Measure<T>(string stage, Func<T> work)
    {
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var result = work();
        var (time, bytes) = (watch.ElapsedMilliseconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
        Console.WriteLine($"  {stage,-26} {time,6} ms {bytes / 1_000_000,6} MB");
        return result;
    }
}
