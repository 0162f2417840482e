using FeedService.Articles;
using FeedService.Tests.Support;

namespace FeedService.Tests.Import;

/// <summary>The collection that comes with the program.</summary>
public sealed class SampleTests
{
    private static readonly string Sample = Path.Combine(Shared.Repository, "feeds");

    [Fact]
    public async Task The_sample_fills_its_topics()
    {
        await using var collection = Imported();

        var members = collection.Catalog.Topics.Select(topic => topic.Topic.Slug).Where(slug => slug != "all")
            .Order(StringComparer.Ordinal)
            .Select(slug => $"{slug}: {string.Join(' ', collection.Members(slug).Order(StringComparer.Ordinal))}");

        Assert.Equal(
        [
            "bahn: nachrichten/nachtzuege-in-europa.txt nachrichten/zahnradbahnen.txt welt/shinkansen.md",
            "feeds-and-readers: netz/a-short-history-of-web-feeds.md netz/the-list-that-travels.txt netz/what-a-polite-reader-sends.md",
            "garten: garten/2025-03-14-kompost.md himmel/ein-garten-fuer-die-nacht.md nachrichten/gaertnern-nach-dem-mond.txt",
            "himmel: himmel/ein-garten-fuer-die-nacht.md nachrichten/2024-05-11-polarlichter.txt nachrichten/webb-blick-ins-infrarot.txt welt/arabische-sternnamen.md",
        ], members);
        Assert.Equal(13, collection.Members("all").Count());
        Assert.DoesNotContain("notizen/der-takt.md", collection.Members("all"));
    }

    [Fact]
    public async Task The_sample_has_no_mistakes_and_tells_of_its_draft()
    {
        await using var collection = Sampled();

        var report = collection.Import();

        Assert.Empty(report.Of(Severity.Error).Concat(report.Of(Severity.Warning)));
        Assert.Contains("notizen/der-takt.md: a draft", report.Of(Severity.Note).Select(note => note.ToString()));
        Assert.Equal((13, 13, 0), (report.Added, report.Articles, report.Changed));
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        await using var collection = Imported();
        var before = collection.States;

        var report = collection.Import(after: 86_400);

        Assert.False(report.ChangedAnything);
        Assert.Equal(before, collection.States);
    }

    [Fact]
    public async Task Touched_files_change_no_byte_and_no_version()
    {
        await using var collection = Imported();
        var (feeds, states) = (await collection.Feeds(), collection.States);
        foreach (var file in Directory.EnumerateFiles(collection.Settings.Feeds, "*", SearchOption.AllDirectories))
            Collection.Age(file);

        var report = collection.Import();

        Assert.False(report.ChangedAnything);
        Assert.Equal(states, collection.States);
        Assert.Equal(feeds, await collection.Feeds());
    }

    [Fact]
    public async Task The_folder_can_lie_anywhere()
    {
        await using var collection = Imported();
        var (feeds, states) = (await collection.Feeds(), collection.States);
        var elsewhere = Path.Combine(collection.Folder.Path, "else", "where");
        Collection.Copy(collection.Settings.Feeds, elsewhere);

        await collection.Restart(settings => settings with { Feeds = elsewhere });
        var report = collection.Import();

        Assert.False(report.ChangedAnything);
        Assert.Equal(states, collection.States);
        Assert.Equal(feeds, await collection.Feeds());
    }

    [Fact]
    public async Task Two_stores_of_different_days_give_the_same_bytes_once_an_id_is_set()
    {
        await using var one = Sampled(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        await using var other = Sampled(new DateTimeOffset(2031, 1, 2, 3, 4, 5, TimeSpan.Zero));
        foreach (var collection in (Collection[])[one, other])
        {
            collection.Write("_site.yaml", File.ReadAllText(Path.Combine(Sample, "_site.yaml"))
                + "id: tag:example.org,2024:press\n");
            foreach (var file in Directory.EnumerateFiles(Path.Combine(collection.Settings.Feeds, "articles"), "*.*",
                SearchOption.AllDirectories).Where(IsUndated))
                File.AppendAllText(file + ".meta.yaml", "date: 2026-02-03T04:05:06Z\n");
        }

        one.Import();
        other.Import();

        var feeds = await one.Feeds();
        Assert.Equal(15, feeds.Count);
        Assert.All(feeds.Values,
            feed => Assert.Contains("tag:example.org,2024:press:", feed, StringComparison.Ordinal));
        var others = await other.Feeds();
        Assert.All(feeds.Keys, address => Assert.Equal(feeds[address], others[address]));
    }

    private static bool IsUndated(string file) => Path.GetExtension(file) is ".txt" or ".md"
        && !File.ReadAllText(file).Contains("\ndate", StringComparison.Ordinal);

    private static Collection Sampled(DateTimeOffset? start = null)
    {
        var collection = new Collection(start: start ?? new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));
        Collection.Copy(Sample, collection.Settings.Feeds);
        return collection;
    }

    private static Collection Imported()
    {
        var collection = Sampled();
        collection.Import();
        return collection;
    }
}
