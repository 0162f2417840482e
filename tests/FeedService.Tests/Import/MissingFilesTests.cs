using FeedService.Articles;
using FeedService.Import;

namespace FeedService.Tests.Import;

public sealed class MissingFilesTests
{
    [Fact]
    public async Task A_removed_file_takes_its_article_along_after_the_grace_and_not_before()
    {
        await using var collection = Three();
        collection.Delete("articles/in/2.md");

        var counts = new List<int>();
        foreach (var seconds in (double[])[1, 4.9, 0.2])
        {
            collection.Import(after: seconds);
            counts.Add(collection.Members("all").Count());
        }

        Assert.Equal([4, 4, 3], counts);
        Assert.Equal(["in/1.md", "in/3.md", "out.md"], collection.Members("all").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_removed_file_is_looked_for_again_when_its_grace_is_over()
    {
        await using var collection = Three();
        collection.Delete("articles/in/2.md");

        var report = collection.Import();

        Assert.Equal(collection.Time.Now.AddSeconds(5), report.LookAgain);
    }

    [Fact]
    public async Task A_file_that_comes_back_within_the_grace_was_never_away()
    {
        await using var collection = Three();
        var states = collection.States;

        for (var i = 0; i < 4; i++)
        {
            collection.Move("articles/in/2.md", "aside.txt");
            collection.Import(after: 3);
            collection.Move("aside.txt", "articles/in/2.md");
            collection.Import(after: 3);
        }

        Assert.Equal(states, collection.States);
    }

    [Fact]
    public async Task A_removed_article_comes_back_as_it_was()
    {
        await using var collection = Three();
        var before = collection.Stored("in/2.md");
        collection.Move("articles/in/2.md", "aside.txt");
        collection.ImportPastGrace();

        collection.Move("aside.txt", "articles/in/2.md");
        collection.Import(after: 86_400);

        Assert.Equivalent(before with { Touched = default }, collection.Stored("in/2.md") with { Touched = default },
            strict: true);
    }

    [Fact]
    public async Task A_removed_folder_takes_its_articles_along()
    {
        await using var collection = Three();
        Directory.Delete(collection.Full("articles/in"), recursive: true);

        var report = collection.ImportPastGrace();

        Assert.Equal(3, report.Withdrawn);
        Assert.Equal(["out.md"], collection.Members("all"));
    }

    [Theory]
    [InlineData("articles", "articles")]
    [InlineData("articles/in", "articles/in")]
    [InlineData("articles/mount", "articles/mount/deep/deeper")]
    public async Task A_folder_that_is_suddenly_empty_is_an_error_and_never_a_deletion(string emptied,
        string ofArticles)
    {
        await using var collection = Three();
        collection.WriteArticle(ofArticles["articles".Length..].TrimStart('/') + "/x.md", "X");
        collection.WriteArticle(ofArticles["articles".Length..].TrimStart('/') + "/y.md", "Y");
        collection.Import();
        var states = collection.States;

        Directory.Delete(collection.Full(emptied), recursive: true);
        Directory.CreateDirectory(collection.Full(emptied));
        var report = collection.ImportPastGrace();

        Assert.Contains("is suddenly empty", Assert.Single(report.Of(Severity.Error)).ToString(),
            StringComparison.Ordinal);
        Assert.Equal(states, collection.States);
        Assert.Equal(6, collection.Members("all").Count());
    }

    [Fact]
    public async Task The_articles_of_an_emptied_folder_go_when_another_file_shows_that_it_is_there()
    {
        await using var collection = Three();
        Directory.Delete(collection.Full("articles"), recursive: true);
        Directory.CreateDirectory(collection.Full("articles"));
        collection.ImportPastGrace();

        collection.WriteArticle("new.md", "New");
        collection.ImportPastGrace();

        Assert.Equal(["new.md"], collection.Members("all"));
    }

    [Fact]
    public async Task The_last_article_of_a_folder_can_be_removed()
    {
        await using var collection = Three();
        collection.WriteArticle("alone/a.md", "Alone");
        collection.Import();

        collection.Delete("articles/alone/a.md");
        var report = collection.ImportPastGrace();

        Assert.Empty(report.Of(Severity.Error));
        Assert.DoesNotContain("alone/a.md", collection.Members("all"));
    }

    [Theory]
    [InlineData("articles")]
    [InlineData("")]
    public async Task A_folder_that_is_away_is_an_error_and_never_a_deletion(string away)
    {
        await using var collection = Three();
        collection.Write("topic.yaml", "match: { any: [Text] }");
        collection.Import();
        var (states, feeds) = (collection.States, await collection.Feeds());
        var (here, aside) =
            (Path.TrimEndingDirectorySeparator(collection.Full(away)), Path.Combine(collection.Folder.Path, "aside"));

        Directory.Move(here, aside);
        var report = collection.ImportPastGrace();
        await collection.Restart();
        var afterRestart = collection.ImportPastGrace();
        var whileAway = (collection.States, await collection.Feeds());
        Directory.Move(aside, here);
        var back = collection.Import();

        Assert.NotEmpty(report.Of(Severity.Error));
        Assert.NotEmpty(afterRestart.Of(Severity.Error));
        Assert.Equal(states, whileAway.States);
        Assert.Equal(feeds, whileAway.Item2);
        Assert.Equal(states, collection.States);
        Assert.Empty(back.Of(Severity.Error));
    }

    [Fact]
    public async Task Another_root_is_not_removed_by_syncing_the_feeds_folder()
    {
        await using var collection = Three();
        collection.Folder.Write("archive/old.md", "---\ndate: 1999-01-01\n---\nOld");
        collection.Folder.Write("archive/older.md", "---\ndate: 1998-01-01\n---\nOlder");
        var folder = Path.Combine(collection.Folder.Path, "archive");
        var archive = new ArticleRoot(folder, folder, "archive/");
        collection.Import(after: 2, archive);
        Directory.Delete(folder, recursive: true);

        collection.ImportPastGrace();
        await collection.Restart();
        collection.ImportPastGrace();

        Assert.Equal(["archive/old.md", "archive/older.md", "in/1.md", "in/2.md", "in/3.md", "out.md"],
            collection.Members("all").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_root_is_synced_when_it_is_imported_again()
    {
        await using var collection = Three();
        collection.Folder.Write("archive/old.md", "Old");
        var older = collection.Folder.Write("archive/older.md", "Older");
        var folder = Path.Combine(collection.Folder.Path, "archive");
        var archive = new ArticleRoot(folder, folder, "archive/");
        collection.Import(after: 2, archive);

        File.Delete(older);
        collection.Import(after: 2, archive);
        collection.Import(after: 6, archive);

        Assert.Equal(["archive/old.md"],
            collection.Members("all").Where(path => path.StartsWith("archive/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_another_process_imports_is_seen_by_the_next_look()
    {
        await using var serving = Three();
        var folder = Path.Combine(serving.Folder.Path, "archive");
        serving.Folder.Write("archive/old.md", "Old");
        await using var other = new Collection(_ => serving.Settings);
        other.Import(after: 2, new ArticleRoot(folder, folder, "archive/"));
        var version = other.State("all").Version;

        serving.Import();

        Assert.Equal(version, serving.State("all").Version);
        Assert.Contains("<title type=\"text\">old</title>", await serving.Feed("all"), StringComparison.Ordinal);
    }

    private static Collection Three()
    {
        var collection = new Collection();
        for (var day = 1; day <= 3; day++)
            collection.WriteArticle($"in/{day}.md", $"Text {day}", day);
        collection.WriteArticle("out.md", "Out", 9);
        collection.Import();
        return collection;
    }
}
