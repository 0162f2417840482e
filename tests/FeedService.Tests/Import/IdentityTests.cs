using FeedService.Articles;

namespace FeedService.Tests.Import;

/// <summary>What ids are made under.</summary>
public sealed class IdentityTests
{
    [Fact]
    public async Task A_loopback_address_is_not_kept_in_ids_and_the_first_real_one_is_kept_for_ever()
    {
        await using var collection = OneArticle("http://localhost:8080");
        collection.Import();
        var ids = new List<string> { await IdOf(collection) };

        foreach (var address in (string[])["http://127.0.0.1:9000", "https://news.example.org",
            "https://other.example.net", "http://localhost:8080"])
        {
            await collection.Restart(settings => settings with { Address = address });
            collection.Time.Now = collection.Time.Now.AddYears(1);
            collection.Import();
            ids.Add(await IdOf(collection));
        }

        Assert.Equal(
        [
            "tag:localhost,2026:a.md", "tag:127.0.0.1,2026:a.md",
            "tag:news.example.org,2026:a.md", "tag:news.example.org,2026:a.md", "tag:news.example.org,2026:a.md",
        ], ids);
    }

    [Fact]
    public async Task A_chosen_id_is_kept_even_at_a_loopback_address()
    {
        await using var collection = OneArticle("http://localhost:8080");
        collection.Write("_site.yaml", "id: tag:example.org,2024:press");
        collection.Import();

        await collection.Restart(settings => settings with { Address = "https://news.example.org" });
        collection.Delete("_site.yaml");
        collection.Import();

        Assert.Equal("tag:example.org,2024:press:a.md", await IdOf(collection));
    }

    [Fact]
    public async Task An_id_that_is_chosen_too_late_is_refused_with_a_warning()
    {
        await using var collection = OneArticle("https://news.example.org");
        collection.Import();
        var feeds = await collection.Feeds();

        collection.Write("_site.yaml", "id: tag:example.org,2024:press");
        var report = collection.Import();

        Assert.Equal(
            "_site.yaml: id: tag:example.org,2024:press has no effect, "
            + "for this store's ids are made under tag:news.example.org,2026"
            + " (subscribers would see every article as new)", Assert.Single(report.Of(Severity.Warning)).ToString());
        Assert.Equal(feeds, await collection.Feeds());
    }

    [Fact]
    public async Task A_site_file_with_a_mistake_does_not_make_the_default_permanent()
    {
        await using var collection = OneArticle("https://news.example.org");
        collection.Write("_site.yaml", "id: tag:example.org,2024:press\ntitel: Press");
        collection.Import();

        collection.Write("_site.yaml", "id: tag:example.org,2024:press\ntitle: Press");
        var report = collection.Import();

        Assert.Empty(report.Of(Severity.Warning));
        Assert.Equal("tag:example.org,2024:press:a.md", await IdOf(collection));
    }

    private static Collection OneArticle(string address)
    {
        var collection = new Collection(settings => settings with { Address = address });
        collection.WriteArticle("a.md", "Text");
        return collection;
    }

    private static async Task<string> IdOf(Collection collection)
    {
        var feed = await collection.Feed("all");
        var entry = feed[feed.IndexOf("<entry", StringComparison.Ordinal)..];
        var start = entry.IndexOf("<id>", StringComparison.Ordinal) + "<id>".Length;
        return entry[start..entry.IndexOf("</id>", StringComparison.Ordinal)];
    }
}
