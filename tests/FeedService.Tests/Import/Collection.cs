using System.Text;
using FeedService.Feeds;
using FeedService.Import;
using FeedService.Readers;
using FeedService.Store;
using FeedService.Tests.Support;
using FeedService.Topics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Import;

/// <summary>A feeds folder with its store, imported when the test says so and at the time that it says.</summary>
internal sealed class Collection : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    // Files of this age are not waited for, and each one written later looks so.
    private static DateTime modified = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private WebApplication app;

    public Collection(Func<Settings, Settings>? change = null, DateTimeOffset? start = null)
    {
        Settings = TestService.SettingsFor(Folder);
        Directory.CreateDirectory(Path.Combine(Settings.Feeds, "articles"));
        Settings = change is null ? Settings : change(Settings);
        Time = new Clock { Now = start ?? Start };
        app = Program.Build(Settings, services => services.AddSingleton<TimeProvider>(Time));
    }

    public TempFolder Folder { get; } = new();

    public Settings Settings { get; private set; }

    public Clock Time { get; }

    public ArticleStore Store => app.Services.GetRequiredService<ArticleStore>();

    public Catalog Catalog => app.Services.GetRequiredService<Catalog>();

    /// <summary>Writes a file below the feeds folder.</summary>
    public void Write(string path, string text) => Age(Folder.Write("feeds/" + path, text));

    /// <summary>Writes an article of the day of May 2024, under <c>articles/</c>.</summary>
    public void WriteArticle(string path, string body, int? day = 1, string fields = "") =>
        Write("articles/" + path,
            $"---\ntitle: {path}\n{(day is null ? "" : $"date: 2024-05-{day:00}T08:00:00Z\n")}{fields}---\n{body}\n");

    public void Delete(string path) => File.Delete(Full(path));

    public void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(to))!);
        Directory.Move(Full(from), Full(to));
    }

    public string Full(string path) => Path.Combine(Settings.Feeds, path);

    public static void Age(string file)
    {
        modified = modified.AddSeconds(1);
        File.SetLastWriteTimeUtc(file, modified);
    }

    /// <summary>Imports some seconds after the last time.</summary>
    public ImportReport Import(double after = 2, params ArticleRoot[] others)
    {
        Time.Now += TimeSpan.FromSeconds(after);
        return app.Services.GetRequiredService<Importer>().Run(others);
    }

    /// <summary>Imports until it is far enough, and is stopped there.</summary>
    public ImportReport ImportUntil(CancellationTokenSource stop, Predicate<ImportProgress> isFarEnough)
    {
        Time.Now += TimeSpan.FromSeconds(2);
        return app.Services.GetRequiredService<Importer>().Run(null, new Stopper(stop, isFarEnough), stop.Token);
    }

    /// <summary>Imports with another reader than the program's.</summary>
    public ImportReport ImportWith(IArticleReader reader, CancellationToken cancellation)
    {
        Time.Now += TimeSpan.FromSeconds(2);
        return new Importer(app.Services.GetRequiredService<ImportSettings>(), Store, Catalog,
            new ArticleReaders([reader]), Time).Run(null, null, cancellation);
    }

    private sealed class Stopper(CancellationTokenSource stop, Predicate<ImportProgress> isFarEnough)
        : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (isFarEnough(value))
                stop.Cancel();
        }
    }

    /// <summary>Imports until what is missing is gone for good.</summary>
    public ImportReport ImportPastGrace()
    {
        Import();
        return Import(after: 6);
    }

    /// <summary>As after a restart of the program, perhaps with other settings.</summary>
    public async Task Restart(Func<Settings, Settings>? change = null)
    {
        await app.DisposeAsync();
        Settings = change is null ? Settings : change(Settings);
        app = Program.Build(Settings, services => services.AddSingleton<TimeProvider>(Time));
    }

    public IServiceProvider Services => app.Services;

    public StoredTopic State(string slug) => Catalog.Find(slug)!.State;

    /// <summary>The paths of a topic's articles in the order of its feed.</summary>
    public IEnumerable<string> Members(string slug) =>
        Store.Newest(State(slug).Number, 1000).Select(stored => stored.Article.Path);

    public StoredArticle Stored(string path) => Store.All().Single(stored => stored.Article.Path == path);

    public async Task<string> Feed(string slug, string format = "atom")
    {
        var rendered = await app.Services.GetRequiredService<FeedRenderer>().RenderAsync(slug, FeedFormat.Of(format)!);
        return Encoding.UTF8.GetString(rendered!.Body);
    }

    /// <summary>Every feed in every format, by its address.</summary>
    public async Task<Dictionary<string, string>> Feeds()
    {
        var feeds = new Dictionary<string, string>();
        foreach (var (topic, _) in Catalog.Topics)
        {
            foreach (var format in FeedFormat.All)
                feeds[$"{topic.Slug}.{format.Extension}"] = await Feed(topic.Slug, format.Extension);
        }
        return feeds;
    }

    /// <summary>All topics with their versions, to see that nothing moved.</summary>
    public IReadOnlyList<StoredTopic> States => Store.Topics();

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
            Age(copy);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Folder.Dispose();
    }
}

/// <summary>A time that stands until it is set.</summary>
internal sealed class Clock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
