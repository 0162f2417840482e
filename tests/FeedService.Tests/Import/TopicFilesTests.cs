using FeedService.Articles;
using FeedService.Tests.Support;

namespace FeedService.Tests.Import;

public sealed class TopicFilesTests
{
    private const string Moon = "title: Moon\nmatch: { any: [Moon] }\n";

    [Fact]
    public async Task The_topic_of_everything_follows_the_title_of_the_site()
    {
        await using var collection = new Collection();
        collection.Write("_site.yaml", "title: Before\ndescription: Old\n");
        collection.Import();

        collection.Write("_site.yaml", "title: After\ndescription: New\n");
        collection.Import();

        var all = collection.Catalog.Find("all")!.Topic;
        Assert.Equal(("After", "New"), (all.Title, all.Description));
    }

    [Fact]
    public async Task A_new_topic_takes_in_the_articles_that_are_there_already()
    {
        await using var collection = TwoArticles();
        collection.Import();

        collection.Write("moon.yaml", Moon);
        var report = collection.Import();

        Assert.True(report.TopicsChanged);
        Assert.Equal(["moon.md"], collection.Members("moon"));
        Assert.Equal(0, report.Changed);
    }

    [Fact]
    public async Task A_changed_rule_takes_some_in_and_lets_others_go()
    {
        await using var collection = TwoArticles();
        collection.Write("moon.yaml", Moon);
        collection.Import();

        collection.Write("moon.yaml", "title: Moon\nmatch: { any: [Sun] }\n");
        collection.Import();

        Assert.Equal(["sun.md"], collection.Members("moon"));
        Assert.Null(collection.Stored("sun.md").Changed);
    }

    [Fact]
    public async Task A_changed_order_puts_the_members_in_their_places()
    {
        await using var collection = TwoArticles();
        collection.Write("both.yaml", "match: { any: [Sun, Moon] }\n");
        collection.Import();
        var byDate = collection.Members("both").ToList();

        collection.Write("both.yaml", "match: { any: [Sun, Moon] }\norder: added\n");
        collection.Import();

        Assert.Equal(["moon.md", "sun.md"], byDate);
        Assert.Equal(["sun.md", "moon.md"], collection.Members("both"));
    }

    [Fact]
    public async Task Every_feed_moves_when_a_topic_is_renamed_for_entries_name_their_topics()
    {
        await using var collection = TwoArticles();
        collection.Write("moon.yaml", Moon);
        collection.Import();
        var version = collection.State("all").Version;

        collection.Write("moon.yaml", Moon.Replace("title: Moon", "title: Luna", StringComparison.Ordinal));
        collection.Import();

        Assert.Equal(version + 1, collection.State("all").Version);
        Assert.Contains("<category term=\"Luna\"", await collection.Feed("all"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("match: { any: [*oops] }")]
    [InlineData("title: Moon\nlimit: none\nmatch: { any: [Moon] }")]
    [InlineData("")]
    public async Task A_broken_topic_file_keeps_its_last_good_rule_also_over_a_restart(string broken)
    {
        await using var collection = TwoArticles();
        collection.Write("moon.yaml", Moon);
        collection.Import();
        var states = collection.States;

        collection.Write("moon.yaml", broken);
        var report = collection.Import();
        await collection.Restart();
        collection.WriteArticle("new.md", "A new Moon", 20);
        var afterRestart = collection.ImportPastGrace();

        Assert.Equal("moon.yaml", Assert.Single(report.Of(Severity.Error)).Path);
        Assert.Equal("moon.yaml", Assert.Single(afterRestart.Of(Severity.Error)).Path);
        Assert.Equal(states.Select(state => state.Definition), collection.States.Select(state => state.Definition));
        Assert.Equal(["new.md", "moon.md"], collection.Members("moon"));
        Assert.False(collection.Catalog.Find("moon")!.IsGone);
    }

    [Fact]
    public async Task A_topic_that_never_had_a_good_file_is_none()
    {
        await using var collection = TwoArticles();
        collection.Write("moon.yaml", "titel: Moon");

        var report = collection.Import();

        Assert.Equal(2, report.Of(Severity.Error).Count());
        Assert.Null(collection.Catalog.Find("moon"));
    }

    [Fact]
    public async Task A_removed_topic_is_gone_after_the_grace_and_comes_back_with_its_id()
    {
        await using var collection = TwoArticles();
        collection.Write("moon.yaml", Moon);
        collection.Import();
        var feed = await collection.Feed("moon");
        var gone = new List<bool>();

        collection.Delete("moon.yaml");
        foreach (var seconds in (double[])[1, 4.9, 0.2])
        {
            collection.Import(after: seconds);
            gone.Add(collection.Catalog.Find("moon")!.IsGone);
        }
        collection.WriteArticle("new.md", "A new Moon", 20);
        collection.Import();
        collection.Write("moon.yaml", Moon);
        collection.Import();

        Assert.Equal([false, false, true], gone);
        Assert.False(collection.Catalog.Find("moon")!.IsGone);
        Assert.Equal(["new.md", "moon.md"], collection.Members("moon"));
        Assert.Contains("<id>tag:feeds.example.org,2026:moon</id>", feed, StringComparison.Ordinal);
        Assert.Contains("<id>tag:feeds.example.org,2026:moon</id>", await collection.Feed("moon"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_files_with_the_same_slug_are_told_and_the_first_holds()
    {
        await using var collection = TwoArticles();
        collection.Write("README.yaml", Moon);
        collection.Write("readme.yaml", "title: Sun\nmatch: { any: [Sun] }");
        collection.Write("readme.yml", "title: Sun\nmatch: { any: [Sun] }");

        var report = collection.Import();

        Assert.Equal(["readme.yaml: README.yaml has the same slug (rename one of the two)",
            "readme.yml: README.yaml has the same slug (rename one of the two)"],
            report.Of(Severity.Error).Select(problem => problem.ToString()));
        Assert.Equal(["moon.md"], collection.Members("readme"));
    }

    [Theory]
    [InlineData("search.yaml")]
    [InlineData("a b.yaml")]
    [InlineData("-a.yaml")]
    [InlineData("a.b.yaml")]
    [InlineData("a\uFFFEb.yaml")]
    public async Task A_file_name_that_can_be_no_slug_is_told(string name)
    {
        await using var collection = TwoArticles();
        collection.Write(name, Moon);

        var report = collection.Import();

        var problem = Assert.Single(report.Of(Severity.Error));
        Assert.Equal((name, "name the file with letters, digits and hyphens"), (problem.Path, problem.Hint));
        Assert.Equal(["all"], collection.Catalog.Topics.Select(topic => topic.Topic.Slug));
    }

    [Fact]
    public async Task Aliases_that_clash_are_told_with_their_lines()
    {
        await using var collection = TwoArticles();
        collection.Write("a.yaml", "match: { any: [Moon] }\naliases: [old, b]");
        collection.Write("b.yaml", "match: { any: [Moon] }\naliases:\n  - older\n  - old");

        var report = collection.Import();

        Assert.Equal(
        [
            "a.yaml:2: the alias \"b\" is a topic of its own (remove one of the two)",
            "b.yaml:4: a.yaml has the alias \"old\" too (remove it from one)",
        ], report.Of(Severity.Error).Select(problem => problem.ToString()));
        Assert.Equal(("a", "b", null), (collection.Catalog.FindAlias("old"), collection.Catalog.FindAlias("older"),
            collection.Catalog.FindAlias("b")));
    }

    [Fact]
    public async Task A_broken_site_file_keeps_the_last_good_site()
    {
        await using var collection = TwoArticles();
        collection.Write("_site.yaml", "title: Good\nlanguage: de");
        collection.Import();
        var states = collection.States;

        collection.Write("_site.yaml", "titel: Bad");
        var report = collection.Import();
        await collection.Restart();
        collection.Import();

        Assert.Equal("_site.yaml:1: \"titel\" is no key here (did you mean title?)",
            Assert.Single(report.Of(Severity.Error)).ToString());
        Assert.Equal(("Good", "de"), (collection.Catalog.Site.Title, collection.Catalog.Site.Language));
        Assert.Equal(states, collection.States);
    }

    [Fact]
    public async Task A_changed_site_file_moves_every_feed()
    {
        await using var collection = TwoArticles();
        collection.Write("moon.yaml", Moon);
        collection.Import();
        var versions = collection.States.Select(state => state.Version + 1).ToList();

        collection.Write("_site.yaml", "author: Somebody");
        collection.Import();

        Assert.Equal(versions, collection.States.Select(state => state.Version));
    }

    [Fact]
    public async Task A_removed_topic_answers_200_before_410()
    {
        var folder = new TempFolder();
        var file = folder.Write("feeds/moon.yaml", Moon);
        await using var service = await TestService.Start(folder);

        File.Delete(file);
        await Task.Delay(4000, TestContext.Current.CancellationToken);
        var before = await service.Status("/feeds/moon.rss");
        await TestService.Eventually(async () => (int)await service.Status("/feeds/moon.rss") == 410,
            TimeSpan.FromSeconds(3));
        File.WriteAllText(file, Moon);

        Assert.Equal(200, (int)before);
        await TestService.Eventually(async () => (int)await service.Status("/feeds/moon.rss") == 200,
            TimeSpan.FromSeconds(2));
    }

    private static Collection TwoArticles()
    {
        var collection = new Collection();
        collection.WriteArticle("moon.md", "About the Moon", 10);
        collection.WriteArticle("sun.md", "About the Sun", 5);
        return collection;
    }
}
