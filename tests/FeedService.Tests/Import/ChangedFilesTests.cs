using FeedService.Articles;

namespace FeedService.Tests.Import;

public sealed class ChangedFilesTests
{
    [Fact]
    public async Task An_edit_moves_updated_to_now_once_and_keeps_it()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text");
        collection.Import();
        var before = collection.Stored("a.md").Updated;

        collection.WriteArticle("a.md", "Another text");
        collection.Import(after: 3600);
        var edited = collection.Time.Now;
        Collection.Age(collection.Full("articles/a.md"));
        collection.Import(after: 3600);
        await collection.Restart();
        collection.Import(after: 3600);

        Assert.Equal(new DateTimeOffset(2024, 5, 1, 8, 0, 0, TimeSpan.Zero), before);
        Assert.Equal(edited, collection.Stored("a.md").Updated);
        Assert.Contains("<updated>2026-05-01T13:00:02Z</updated>", await collection.Feed("all"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_of_the_article_is_no_update()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text");
        collection.Import();
        var states = collection.States;

        collection.WriteArticle("a.md", "Text\n\n\n");
        var report = collection.Import();

        Assert.False(report.ChangedAnything);
        Assert.Equal(states, collection.States);
    }

    [Fact]
    public async Task A_slip_in_an_edit_keeps_the_last_good_article_and_is_told()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text");
        collection.Import();

        collection.Write("articles/a.md", "---\ntitle: [unclosed\n---\nText");
        var slip = collection.Import();
        collection.Write("articles/a.md", "---\ntitle: Mended\n---\nText");
        collection.Import();

        Assert.Equal((1, 0), (slip.Articles, slip.Withdrawn));
        Assert.Equal(["a.md"], slip.Of(Severity.Error).Select(problem => problem.Path));
        Assert.Equal("Mended", collection.Stored("a.md").Article.Title);
    }

    [Fact]
    public async Task An_article_that_becomes_a_draft_leaves()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text");
        collection.Import();

        collection.Write("articles/a.md", "---\ntitle: A\ndraft: true\n---\nText");
        var report = collection.Import();

        Assert.Equal((0, 1), (report.Articles, report.Withdrawn));
    }

    [Fact]
    public async Task A_renamed_file_keeps_its_id_address_and_dates()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "![](a.png)", day: null);
        collection.Write("articles/a.png", "PNG");
        collection.Write("articles/new/a.png", "PNG");
        collection.Import();
        var before = collection.Stored("a.md");

        collection.Move("articles/a.md", "articles/new/b.md");
        var report = collection.Import();

        var after = collection.Stored("new/b.md");
        Assert.Equal((1, 0, 0), (report.Renamed, report.Added, report.Withdrawn));
        Assert.Equal((":a.md", "a", before.Key, before.Updated),
            (after.Article.Id, after.Slug, after.Key, after.Updated));
    }

    [Fact]
    public async Task A_renamed_file_changes_no_feed()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text", day: null);
        collection.WriteArticle("b.md", "Text", day: null);
        collection.Import();
        var (feeds, states) = (await collection.Feeds(), collection.States);

        collection.Move("articles/a.md", "articles/c.md");
        collection.Import();
        collection.ImportPastGrace();

        Assert.Equal(["b.md", "c.md"], collection.Members("all").Order(StringComparer.Ordinal));
        Assert.Equal(states, collection.States);
        Assert.Equal(feeds, await collection.Feeds());
    }

    [Fact]
    public async Task A_renamed_folder_keeps_all_ids()
    {
        await using var collection = new Collection();
        for (var day = 1; day <= 5; day++)
            collection.WriteArticle($"old/{day}.md", $"Text {day}", day);
        collection.WriteArticle("other.md", "Other", 9);
        collection.Import();
        var feeds = await collection.Feeds();

        collection.Move("articles/old", "articles/new");
        var report = collection.Import();
        collection.ImportPastGrace();

        Assert.Equal((5, 0, 0), (report.Renamed, report.Added, report.Withdrawn));
        Assert.Equal(["other.md", "new/5.md", "new/4.md", "new/3.md", "new/2.md", "new/1.md"],
            collection.Members("all"));
        Assert.Equal(feeds, await collection.Feeds());
    }

    [Fact]
    public async Task A_new_file_under_the_name_of_a_renamed_one_is_an_article_of_its_own()
    {
        await using var collection = new Collection();
        collection.WriteArticle("today.md", "Monday");
        collection.Import();
        collection.Move("articles/today.md", "articles/monday.md");
        collection.Import();

        collection.WriteArticle("today.md", "Tuesday", 2);
        var report = collection.Import();

        Assert.Empty(report.Of(Severity.Error));
        Assert.Equal([("today.md", ":today.md~2"), ("monday.md", ":today.md")],
            collection.Store.Newest(collection.State("all").Number, 9)
                .Select(stored => (stored.Article.Path, stored.Article.Id)));
    }

    [Fact]
    public async Task Of_two_files_with_one_id_the_one_that_says_more_is_shown()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "First", fields: "id: urn:x:1\n");
        collection.WriteArticle("b.md", "Second", fields: "id: urn:x:1\n");
        collection.WriteArticle("c.md", "Third");

        var first = collection.Import();
        var second = collection.Import();
        var (told, again) =
            (first.Of(Severity.Warning).Single().ToString(), second.Of(Severity.Warning).Single().ToString());
        var members = collection.Members("all").Order(StringComparer.Ordinal).ToList();
        collection.Delete("articles/a.md");
        var last = collection.ImportPastGrace();

        Assert.Equal("b.md: is the same article as a.md (urn:x:1); what says more is shown "
            + "(if these are two articles, give one of them another id and url)", told);
        Assert.Equal(told, again);
        Assert.Equal(["b.md", "c.md"], members);
        Assert.Empty(last.Of(Severity.Error));
        Assert.Equal(["b.md", "c.md"], collection.Members("all").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a.md", "z.md")]
    [InlineData("z.md", "a.md")]
    public async Task The_second_file_of_an_id_appears_at_once_when_the_first_is_given_another(string holder,
        string waiting)
    {
        await using var collection = new Collection();
        collection.WriteArticle(holder, "One", fields: "id: urn:x:1\n");
        collection.Import();
        collection.WriteArticle(waiting, "Two", fields: "id: urn:x:1\n");
        collection.Import();

        collection.WriteArticle(holder, "One", fields: "id: urn:x:2\n");
        var report = collection.Import();

        Assert.Empty(report.Of(Severity.Error));
        Assert.Equal(["a.md", "z.md"], collection.Members("all").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_no_article_any_more_leaves_and_comes_back_as_it_was()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text", day: null);
        collection.Import();
        var before = collection.Stored("a.md");

        collection.Write("articles/a.md", "---\ntitle: a.md\nstatus: draft\n---\nText\n");
        var drafted = collection.Import();
        var members = collection.Members("all").Count();
        collection.WriteArticle("a.md", "Text", day: null);
        collection.Import();

        Assert.Equal((1, 0), (drafted.Of(Severity.Note).Count(), members));
        Assert.Equivalent(before with { Touched = default }, collection.Stored("a.md") with { Touched = default },
            strict: true);
    }

    [Fact]
    public async Task A_sidecar_is_followed_when_it_comes_changes_and_goes()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text");
        var titles = new List<string>();

        foreach (var title in (string?[])["One", "Two", null])
        {
            if (title is null)
                collection.Delete("articles/a.md.meta.yaml");
            else
                collection.Write("articles/a.md.meta.yaml", $"title: {title}");
            collection.Import();
            titles.Add(collection.Stored("a.md").Article.Title);
        }

        Assert.Equal(["One", "Two", "a.md"], titles);
    }

    [Fact]
    public async Task A_profile_is_followed_for_all_below_it_and_that_is_no_update()
    {
        await using var collection = new Collection();
        collection.WriteArticle("in/deep/a.md", "Text");
        collection.WriteArticle("out/b.md", "Text");
        collection.Import();

        collection.Write("articles/in/_profile.yaml", "source: Blatt\nlanguage: fr\n");
        var report = collection.Import();

        var (inside, outside) = (collection.Stored("in/deep/a.md"), collection.Stored("out/b.md"));
        Assert.Equal(1, report.Changed);
        Assert.Equal(("Blatt", "fr", null), (inside.Article.Publisher?.Name, inside.Article.Language, inside.Changed));
        Assert.Equal((null, "und"), (outside.Article.Publisher?.Name, outside.Article.Language));
    }

    [Fact]
    public async Task A_picture_that_arrives_after_its_article_appears_in_it()
    {
        await using var collection = new Collection();
        collection.WriteArticle("in/a.md", "![A cat](pictures/cat.png)", fields: "image: pictures/cat.png\n");
        collection.Import();
        var before = collection.Stored("in/a.md").Article;

        collection.Write("articles/in/pictures/cat.png", "PNG");
        collection.Import();

        var after = collection.Stored("in/a.md").Article;
        Assert.Null(before.Image);
        Assert.Equal($"{Links.Own}/media/in/pictures/cat.png", after.Image?.Url);
        Assert.Contains("src=\"https://feeds.example.org/media/in/pictures/cat.png\"",
            (await collection.Feed("all")).Replace("&quot;", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Future_articles_appear_when_they_are_due_and_expired_ones_leave()
    {
        await using var collection = new Collection();
        collection.Write("articles/later.md",
            "---\ndate: 2026-05-01T13:00:00Z\nexpiryDate: 2026-05-01T14:00:00Z\n---\nText");
        var seen = new List<(int Members, DateTimeOffset? LookAgain)>();

        foreach (var minutes in (int[])[10, 51, 5, 55, 60])
        {
            var report = collection.Import(after: minutes * 60);
            seen.Add((collection.Members("all").Count(), report.LookAgain));
        }

        var (due, end) = (Collection.Start.AddHours(1), Collection.Start.AddHours(2));
        Assert.Equal([(0, due), (1, end), (1, end), (0, null), (0, null)], seen);
    }
}
