using FeedService.Tests.Support;
using FeedService.Topics;

namespace FeedService.Tests.Import;

public sealed partial class AutomaticTopicsTests
{
    private const string Tags2 = "id: tag:example.org,2024:x\nauto: { tags: 2 }\n";

    [Fact]
    public async Task A_tag_of_enough_articles_becomes_a_topic_with_all_of_them()
    {
        await using var collection = new Collection();
        collection.Write("_site.yaml", Tags2);
        Tagged(collection, 1, "Garten", "Himmel");
        Tagged(collection, 2, "Garten");

        collection.Import();

        Assert.Equal(["all", "garten"], Slugs(collection));
        Assert.Equal("Garten", collection.Catalog.Find("garten")!.Topic.Title);
        Assert.Equal(["2.md", "1.md"], collection.Members("garten"));
        Assert.Equal(1, collection.State("garten").Version);
        Assert.Contains("<category term=\"Garten\"", await collection.Feed("garten"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_article_joins_it_when_it_is_saved_and_one_more_label_makes_one_more_topic()
    {
        await using var collection = TwoOfGarden();
        collection.Import();

        Tagged(collection, 3, "garten", "Himmel");
        Tagged(collection, 4, "Himmel");
        var report = collection.Import();

        Assert.Equal(["all", "garten", "himmel"], Slugs(collection));
        Assert.Equal(["3.md", "2.md", "1.md"], collection.Members("garten"));
        Assert.Equal(["4.md", "3.md"], collection.Members("himmel"));
        Assert.True(report.TopicsChanged);
    }

    [Fact]
    public async Task An_edited_article_that_is_given_a_label_counts_too()
    {
        await using var collection = new Collection();
        collection.Write("_site.yaml", Tags2);
        Tagged(collection, 1, "Garten");
        Tagged(collection, 2, "Himmel");
        collection.Import();

        Tagged(collection, 2, "Himmel", "Garten");
        collection.Import();

        Assert.Equal(["2.md", "1.md"], collection.Members("garten"));
    }

    [Fact]
    public async Task Whatever_happens_to_articles_each_topic_holds_those_that_have_its_label()
    {
        await using var collection = new Collection();
        collection.Write("_site.yaml", "id: tag:example.org,2024:x\nauto: { tags: 2, folders: 1 }\n");
        var random = new Random(7);
        string[] tags = ["C", "C++", "C#", "c", "Größe", "Grösse", "日本", "!", "?"];
        var everEnough = new HashSet<string>();

        for (var round = 0; round < 25; round++)
        {
            var path = $"{(char)('a' + random.Next(3))}/{random.Next(6)}.md";
            if (random.Next(4) == 0 && File.Exists(collection.Full("articles/" + path)))
                collection.Delete("articles/" + path);
            else
            {
                var own = tags.Where(_ => random.Next(3) == 0).Select(tag => $"\"{tag}\"");
                collection.WriteArticle(path, "Text", 1, $"id: i{path}\ntags: [{string.Join(", ", own)}]\n");
            }
            collection.ImportPastGrace();

            var shown = collection.Store.All().Select(stored => stored.Article).ToList();
            var labels = shown.SelectMany(article => article.Tags.Select(tag => "tags " + Folding.Fold(tag)).Distinct()
                .Append("folder " + article.Path[..1])).CountBy(label => label).ToDictionary();
            everEnough.RemoveWhere(label => !labels.ContainsKey(label));
            everEnough.UnionWith(labels.Where(label => label.Value >= (label.Key[0] == 't' ? 2 : 1))
                .Select(label => label.Key));
            var topics = collection.Catalog.Topics.Where(topic => topic.State.IsAutomatic).ToList();
            Assert.Equal(everEnough.Order(StringComparer.Ordinal), topics
                .Select(topic => (FieldClause)topic.Topic.Rule.Only!)
                .Select(clause => $"{clause.Key} {clause.Folded[0]}").Order(StringComparer.Ordinal));
            Assert.All(topics, topic => Assert.Equal(
                new TopicMatcher([topic.Topic]) is var matcher
                    ? shown.Where(article => matcher.Match(article).Count == 1).Select(article => article.Path)
                        .Order(StringComparer.Ordinal)
                    : null,
                collection.Members(topic.Topic.Slug).Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task Only_topics_that_share_an_article_with_a_new_one_change()
    {
        await using var collection = TwoOfGarden();
        Tagged(collection, 5, "Wald");
        Tagged(collection, 6, "Wald", "Himmel");
        collection.Import();

        Tagged(collection, 7, "Himmel");
        collection.Import();

        Assert.Equal((1, 2, 1), (collection.State("garten").Version, collection.State("wald").Version,
            collection.State("himmel").Version));
    }

    [Fact]
    public async Task It_stays_until_no_article_has_its_label_and_comes_back_as_what_it_was()
    {
        await using var collection = TwoOfGarden();
        collection.Import();
        var number = collection.State("garten").Number;

        collection.Delete("articles/1.md");
        collection.ImportPastGrace();
        Assert.Null(collection.State("garten").Gone);
        collection.WriteArticle("2.md", "Text", 2);
        collection.Import();
        Assert.NotNull(collection.State("garten").Gone);
        Tagged(collection, 3, "GARTEN");
        Tagged(collection, 4, "GARTEN");
        collection.Import();

        Assert.Equal((number, "Garten", false), (collection.State("garten").Number,
            collection.Catalog.Find("garten")!.Topic.Title, collection.Catalog.Find("garten")!.IsGone));
        Assert.Equal(["4.md", "3.md"], collection.Members("garten"));
    }

    [Fact]
    public async Task It_goes_when_its_kind_is_no_longer_wanted()
    {
        await using var collection = TwoOfGarden();
        collection.Import();

        collection.Write("_site.yaml", Tags2.Replace("tags", "authors", StringComparison.Ordinal));
        collection.Import();

        Assert.True(collection.Catalog.Find("garten")!.IsGone);
        Assert.DoesNotContain("Garten\" label", await collection.Feed("all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stays_when_more_articles_are_asked_for_than_it_has()
    {
        await using var collection = TwoOfGarden();
        collection.Import();

        collection.Write("_site.yaml", Tags2.Replace("2 }", "9 }", StringComparison.Ordinal));
        collection.Import();

        Assert.Equal(["all", "garten"], Slugs(collection));
    }

    [Fact]
    public async Task Title_and_slug_stay_whatever_spelling_later_articles_have()
    {
        await using var collection = new Collection();
        collection.Write("_site.yaml", Tags2);
        Tagged(collection, 1, "Straße");
        Tagged(collection, 2, "strasse");
        collection.Import();
        var before = collection.Catalog.Topics[1].Topic;

        for (var i = 3; i < 8; i++)
            Tagged(collection, i, "STRASSE");
        collection.Import();

        Assert.Equal(("straße", "Straße"), (before.Slug, before.Title));
        Assert.Equal(["all", "straße"], Slugs(collection));
        Assert.Equal("Straße", collection.Catalog.Topics[1].Topic.Title);
        Assert.Equal(7, collection.Members("straße").Count());
    }

    [Fact]
    public async Task Nothing_moves_in_an_import_that_finds_nothing_new()
    {
        await using var collection = TwoOfGarden();
        collection.Import();
        var before = collection.States;

        var report = collection.Import();
        await collection.Restart();
        collection.Import();

        Assert.False(report.ChangedAnything);
        Assert.Equal(before, collection.States);
    }

    [Fact]
    public async Task Folders_authors_and_languages_have_topics_too()
    {
        await using var collection = new Collection();
        collection.Write("_site.yaml", "auto: { tags: 1, folders: 2, authors: 1, languages: 1 }\n");
        collection.WriteArticle("news/Sport/1.md", "Text", 1, "author: Ada Lovelace\nlang: de-AT\n");
        collection.WriteArticle("news/Sport/2.md", "Text", 2, "tags: [sport, all]\nlang: de\n");
        collection.WriteArticle("news/3.md", "Text", 3, "lang: ja\n");

        collection.Import();

        Assert.Equal(["ada-lovelace", "all", "all-tag", "deutsch", "news", "sport", "sport-folder", "日本語"],
            Slugs(collection));
        Assert.Equal(["news/Sport/2.md", "news/Sport/1.md"], collection.Members("sport-folder"));
        Assert.Equal(["news/3.md", "news/Sport/2.md", "news/Sport/1.md"], collection.Members("news"));
        Assert.Equal(["news/Sport/2.md", "news/Sport/1.md"], collection.Members("deutsch"));
        Assert.Equal(("Sport", "de"), (collection.Catalog.Find("sport-folder")!.Topic.Title,
            collection.Catalog.Find("deutsch")!.Topic.Language));
    }

    [Fact]
    public async Task A_file_that_moves_makes_the_topic_of_its_new_folder_and_leaves_the_old_one()
    {
        await using var collection = new Collection();
        collection.Write("_site.yaml", "auto: { folders: 1 }\n");
        collection.WriteArticle("old/1.md", "Text");
        collection.WriteArticle("2.md", "Text");
        collection.Import();

        collection.Move("articles/old/1.md", "articles/new/1.md");
        collection.Import();

        Assert.Equal(["new/1.md"], collection.Members("new"));
        Assert.True(collection.Catalog.Find("old")!.IsGone);
    }

    [Fact]
    public async Task An_import_that_is_stopped_before_its_end_is_made_up_for_by_the_next()
    {
        await using var collection = TwoOfGarden();
        using var stop = new CancellationTokenSource();
        collection.ImportUntil(stop, progress => progress.Articles == 2);
        Assert.Equal(["all"], Slugs(collection));

        collection.Import();

        Assert.Equal(["all", "garten"], Slugs(collection));
    }

    [Fact]
    public async Task It_is_gone_under_its_address_when_it_is_retired()
    {
        var folder = new TempFolder().Site("auto: { tags: 1 }").Article("1.md", "title: One\ntags: [C++, Größe, 日本]");
        await using var service = await TestService.Start(folder);
        var there = await Task.WhenAll(new[] { "c-plus-plus", "gr%C3%B6%C3%9Fe", "%E6%97%A5%E6%9C%AC" }
            .Select(slug => service.Status($"/feeds/{slug}.atom")));

        folder.Article("1.md", "title: One");
        await TestService.Eventually(async () => (int)await service.Status("/feeds/c-plus-plus.atom") == 410,
            TimeSpan.FromSeconds(10));

        Assert.Equal([200, 200, 200], there.Select(status => (int)status));
    }

    private static Collection TwoOfGarden()
    {
        var collection = new Collection();
        collection.Write("_site.yaml", Tags2);
        Tagged(collection, 1, "Garten");
        Tagged(collection, 2, "Garten");
        return collection;
    }

    private static void Tagged(Collection collection, int day, params string[] tags) =>
        collection.WriteArticle($"{day}.md", "Text", day, $"tags: [{string.Join(", ", tags)}]\n");

    private static IEnumerable<string> Slugs(Collection collection) =>
        collection.Catalog.Topics.Select(topic => topic.Topic.Slug).Order(StringComparer.Ordinal);
}
