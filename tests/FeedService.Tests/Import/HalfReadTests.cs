using FeedService.Articles;
using FeedService.Import;

namespace FeedService.Tests.Import;

/// <summary>Files of several articles that are stopped, broken or edited on the way.</summary>
public sealed class HalfReadTests
{
    [Fact]
    public async Task Of_a_broken_record_and_a_removed_one_neither_is_taken_for_the_other()
    {
        await using var collection = new Collection();
        collection.Write("articles/a.jsonl", Lines("1", "2", "3"));
        collection.Import();

        collection.Write("articles/a.jsonl", Lines("1", "3").Replace("{\"id\":\"1\"", "{\"id\" \"1\"", StringComparison.Ordinal));
        var broken = collection.Import();
        collection.Write("articles/a.jsonl", Lines("1", "3"));
        var mended = collection.Import();

        Assert.Equal((0, 3), (broken.Withdrawn, broken.Articles));
        Assert.Equal((1, 2), (mended.Withdrawn, mended.Articles));
    }

    [Fact]
    public async Task A_file_that_was_half_read_and_then_deleted_leaves_nothing()
    {
        await using var collection = new Collection();
        collection.WriteArticle("other.md", "Text.");
        collection.Write("articles/a.jsonl", Lines([.. Enumerable.Range(0, 200).Select(i => $"{i}")]));
        using var stop = new CancellationTokenSource();
        collection.ImportUntil(stop, at => at.Articles == 20);

        collection.Delete("articles/a.jsonl");
        collection.ImportPastGrace();

        Assert.Equal(["other.md"], collection.Members("all"));
    }

    [Fact]
    public async Task A_file_that_was_half_read_is_read_again_and_keeps_its_ids()
    {
        await using var collection = new Collection();
        collection.Write("articles/a.jsonl", Lines([.. Enumerable.Range(0, 200).Select(i => $"{i}")]));
        using var stop = new CancellationTokenSource();
        collection.ImportUntil(stop, at => at.Articles == 20);

        collection.Move("articles/a.jsonl", "articles/b.jsonl");
        var report = collection.Import();

        Assert.Equal((1, 200), (report.Renamed, report.Articles));
    }

    [Fact]
    public async Task A_draft_and_an_article_of_one_id_are_the_article()
    {
        await using var collection = new Collection();
        collection.Write("articles/a.jsonl", """
            {"id": "1", "title": "Draft", "text": "Text.", "draft": true}
            {"id": "1", "title": "Article", "text": "Text."}

            """);
        collection.Import();

        Collection.Age(collection.Full("articles/a.jsonl"));
        var touched = collection.Import();

        Assert.False(touched.ChangedAnything);
        Assert.Equal("Article", collection.Store.All().Single().Article.Title);
    }

    [Fact]
    public async Task A_number_that_a_program_gave_is_no_id_within_the_site()
    {
        await using var collection = new Collection();
        collection.Write("articles/a/1.json", """{"id": 1, "title": "Alpha", "text": "Text of a."}""");
        collection.Write("articles/b/1.json", """{"id": 1, "title": "Beta", "text": "Another text, of b."}""");

        collection.Import();

        Assert.Equal([":a/1.json", ":b/1.json"],
            collection.Store.All().Select(stored => stored.Article.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_records_with_one_id_the_second_is_told()
    {
        await using var collection = new Collection();
        collection.Write("articles/a.jsonl", Lines("1", "1"));

        var report = collection.Import();

        Assert.Equal("a.jsonl: holds 1 twice; the first counts (give each article an id of its own)",
            report.Of(Severity.Warning).Single().ToString());
    }

    [Fact]
    public async Task The_same_path_in_two_roots_is_two_articles()
    {
        await using var collection = new Collection();
        collection.WriteArticle("blog/1.md", "Ours.");
        collection.Folder.Write("x/blog/1.md", "# Theirs\n\nAnother text altogether.");
        Collection.Age(System.IO.Path.Combine(collection.Folder.Path, "x/blog/1.md"));

        var report = collection.Import(2, new ArticleRoot("x", System.IO.Path.Combine(collection.Folder.Path, "x")));

        Assert.Equal(2, report.Articles);
    }

    [Fact]
    public async Task Two_ids_of_their_own_are_two_articles_though_they_link_one_page()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "One.", fields: "id: urn:x:1\nurl: https://example.org/show\n");
        collection.WriteArticle("b.md", "Two.", fields: "id: urn:x:2\nurl: https://example.org/show\n");

        var report = collection.Import();

        Assert.Equal(2, report.Articles);
    }

    [Fact]
    public async Task A_field_that_is_taken_out_of_the_shown_place_goes_though_there_is_another()
    {
        await using var collection = new Collection();
        collection.WriteArticle("page.md", "A long text that says it all.",
            fields: "url: https://example.org/a\ntags: [wrong]\n");
        collection.WriteArticle("feed.md", "Short.", fields: "url: https://example.org/a\n");
        collection.Import();

        collection.WriteArticle("page.md", "A long text that says it all.", fields: "url: https://example.org/a\n");
        collection.Import();
        collection.Import();

        Assert.Empty(collection.Store.All().Single().Article.Tags);
    }

    [Fact]
    public async Task A_link_through_a_linked_folder_does_not_lead_out_of_the_root()
    {
        await using var collection = new Collection();
        collection.Folder.Write("outside/secret.md", "# Secret\n\nText.");
        collection.WriteArticle("a.md", "Text.");
        Directory.CreateSymbolicLink(collection.Full("articles/d"), System.IO.Path.Combine(collection.Folder.Path, "outside"));
        File.CreateSymbolicLink(collection.Full("articles/b.md"), "d/secret.md");

        var report = collection.Import();

        Assert.Equal(1, report.Articles);
        Assert.Contains(report.Of(Severity.Note), note => note.Path == "b.md");
    }

    private static string Lines(params string[] ids) =>
        string.Concat(ids.Select(id => $"{{\"id\":\"{id}\",\"title\":\"About {id}\",\"text\":\"Text of {id}.\"}}\n"));
}
