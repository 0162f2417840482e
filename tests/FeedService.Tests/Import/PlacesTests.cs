using FeedService.Articles;

namespace FeedService.Tests.Import;

/// <summary>One article that several files bring.</summary>
public sealed class PlacesTests
{
    private const string Long = "A long text that says everything there is to say about it.";

    [Fact]
    public async Task The_place_that_says_most_is_shown_with_what_only_others_tell()
    {
        await using var collection = new Collection();
        collection.WriteArticle("feed.md", "Short.", fields: "url: https://example.org/a?utm_source=rss\nid: urn:x:1\n"
            + "tags: [sea]\nauthor: Ada Lovelace\n");
        collection.WriteArticle("page.md", Long, day: null, fields: "url: https://www.example.org/a/\n");

        var report = collection.Import();

        var article = collection.Store.All().Single().Article;
        Assert.Equal(("urn:x:1", "page.md", "page.md", $"<p>{Long}</p>", "https://www.example.org/a/"),
            (article.Id, article.Title, article.Path, article.Content, article.Url));
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 8, 0, 0, TimeSpan.Zero), article.Published);
        Assert.Equal(["sea", "Ada Lovelace"], article.Tags.Concat(article.Authors));
        Assert.Equal(1, report.Articles);
    }

    [Theory]
    [InlineData("a.md", "b.md")]
    [InlineData("b.md", "a.md")]
    public async Task The_order_of_the_files_does_not_matter_for_what_is_shown(string poor, string rich)
    {
        await using var collection = new Collection();
        collection.WriteArticle(poor, "Short.", fields: "url: https://example.org/a\ntags: [sea]\n");
        collection.WriteArticle(rich, Long, day: null, fields: "url: https://example.org/a\n");

        collection.Import();
        var again = collection.Import();

        var article = collection.Store.All().Single().Article;
        Assert.False(again.ChangedAnything);
        Assert.Equal((rich, $"<p>{Long}</p>", 1), (article.Path, article.Content, article.Tags.Count));
        Assert.NotNull(article.Published);
    }

    [Fact]
    public async Task What_one_place_adds_is_matched_with_the_topics()
    {
        await using var collection = new Collection();
        collection.Write("sea.yaml", "title: Sea\nmatch: { tags: [sea] }\n");
        collection.WriteArticle("page.md", Long, fields: "url: https://example.org/a\n");
        collection.Import();

        collection.WriteArticle("feed.md", "Short.", fields: "url: https://example.org/a\ntags: [sea]\n");
        collection.Import();

        Assert.Equal(["page.md"], collection.Members("sea"));
    }

    [Fact]
    public async Task When_the_shown_place_goes_another_is_shown_at_once()
    {
        await using var collection = new Collection();
        collection.WriteArticle("page.md", Long, fields: "url: https://example.org/a\n");
        collection.WriteArticle("feed.md", "Short.", fields: "url: https://example.org/a\n");
        collection.WriteArticle("other.md", "Other.");
        collection.Import();

        collection.Delete("articles/page.md");
        var gone = collection.ImportPastGrace();
        collection.Import();

        Assert.Equal((0, 2), (gone.Withdrawn, gone.Articles));
        Assert.NotNull(gone.LookAgain);
        Assert.Equal("<p>Short.</p>", collection.Stored("feed.md").Article.Content);
    }

    [Fact]
    public async Task When_the_last_place_goes_the_article_goes()
    {
        await using var collection = new Collection();
        collection.WriteArticle("page.md", Long, fields: "url: https://example.org/a\n");
        collection.WriteArticle("feed.md", "Short.", fields: "url: https://example.org/a\n");
        collection.WriteArticle("other.md", "Other.");
        collection.Import();

        collection.Delete("articles/page.md");
        collection.Delete("articles/feed.md");
        var gone = collection.ImportPastGrace();

        Assert.Equal((1, 1), (gone.Withdrawn, gone.Articles));
    }

    [Fact]
    public async Task When_the_shown_place_is_cut_down_another_is_shown()
    {
        await using var collection = new Collection();
        collection.WriteArticle("page.md", Long, fields: "url: https://example.org/a\n");
        collection.WriteArticle("feed.md", "Short and sweet.", fields: "url: https://example.org/a\n");
        collection.Import();

        collection.WriteArticle("page.md", "Cut.", fields: "url: https://example.org/a\n");
        collection.Import();
        collection.Import();

        Assert.Equal("<p>Short and sweet.</p>", collection.Store.All().Single().Article.Content);
        Assert.False(collection.Import().ChangedAnything);
    }

    [Fact]
    public async Task What_another_place_tells_stays_while_other_articles_of_the_file_change()
    {
        await using var collection = new Collection();
        var line = $$"""{"title": "A", "url": "https://example.org/a", "text": "{{Long}}"}""" + "\n";
        collection.Write("articles/all.jsonl", line);
        collection.WriteArticle("feed.md", "Short.", fields: "url: https://example.org/a\ntags: [sea]\n");
        collection.Import();
        var before = collection.Store.All().Single();

        collection.Write("articles/all.jsonl", """{"title": "B", "url": "https://example.org/b", "text": "New."}"""
            + "\n" + line);
        var report = collection.Import();

        var after = collection.Store.All().Single(stored => stored.Article.Title == "A");
        Assert.Equal((1, 0), (report.Added, report.Changed));
        Assert.Equal((before.Updated, before.Article.Published, "sea"),
            (after.Updated, after.Article.Published, after.Article.Tags.Single()));
    }

    [Fact]
    public async Task A_place_that_becomes_another_article_leaves_the_one_it_was()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", Long, fields: "url: https://example.org/a\n");
        collection.WriteArticle("b.md", "Short.", fields: "url: https://example.org/a\n");
        collection.Import();

        collection.WriteArticle("b.md", "Short.", fields: "url: https://example.org/b\n");
        var report = collection.Import();

        Assert.Equal((1, 2), (report.Added, report.Articles));
        Assert.False(collection.Import().ChangedAnything);
    }

    [Fact]
    public async Task Two_places_with_different_titles_are_remarked_on_and_with_one_title_only_noted()
    {
        await using var collection = new Collection();
        collection.Write("articles/a.md", "---\ntitle: One\nid: urn:x:1\n---\nText.\n");
        collection.Write("articles/b.md", "---\ntitle: Two\nid: urn:x:1\n---\nText.\n");
        collection.Write("articles/c.md", "---\ntitle: Three\nid: urn:x:3\n---\nText.\n");
        collection.Write("articles/d.md", "---\ntitle: Three\nid: urn:x:3\n---\nText.\n");

        var report = collection.Import();

        Assert.Equal("b.md", report.Of(Severity.Warning).Single().Path);
        Assert.Equal("d.md", report.Of(Severity.Note).Single().Path);
    }

    [Fact]
    public async Task Subscribers_of_an_earlier_feed_find_its_ids_where_they_may_be_any_text()
    {
        await using var collection = new Collection();
        collection.Write("articles/old.xml", """
            <rss version="2.0"><channel><title>Old</title>
            <item><title>One</title><guid isPermaLink="false">post-42</guid><description>Text.</description></item>
            </channel></rss>
            """);
        collection.Import();

        Assert.Contains(">post-42</guid>", await collection.Feed("all", "rss"), StringComparison.Ordinal);
        Assert.Contains("\"id\":\"post-42\"", (await collection.Feed("all", "json"))
            .Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("old.xml#post-42</id>", await collection.Feed("all", "atom"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_two_feeds_gave_the_same_id_it_tells_nothing_apart_and_is_not_shown()
    {
        await using var collection = new Collection();
        foreach (var name in (string[])["a", "b"])
            collection.Write($"articles/{name}.xml", $"""
                <rss version="2.0"><channel><title>{name}</title>
                <item><title>{name}</title><guid isPermaLink="false">1</guid><description>Text.</description></item>
                </channel></rss>
                """);
        collection.Import();

        var feed = await collection.Feed("all", "rss");

        Assert.DoesNotContain(">1</guid>", feed, StringComparison.Ordinal);
        Assert.Contains("a.xml#1</guid>", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_page_is_nobodys_page()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text.", fields: "id: urn:x:1\nurl: https://example.org/\n");
        collection.WriteArticle("b.md", "Text.", fields: "id: urn:x:2\nurl: https://example.org/\n");

        var report = collection.Import();

        Assert.Equal(2, report.Articles);
    }
}
