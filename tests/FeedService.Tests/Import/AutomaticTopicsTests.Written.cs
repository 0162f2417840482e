namespace FeedService.Tests.Import;

// What a topic file does to an automatic topic of the same name.
public sealed partial class AutomaticTopicsTests
{
    [Fact]
    public async Task A_topic_file_takes_an_automatic_topic_over_and_gives_it_back()
    {
        await using var collection = TwoOfGarden();
        collection.WriteArticle("3.md", "Rose");
        collection.Import();
        var number = collection.State("garten").Number;

        collection.Write("garten.yaml", "title: Mein Garten\nmatch: { any: [Rose] }\n");
        collection.Import();
        Assert.Equal((number, false), (collection.State("garten").Number, collection.State("garten").IsAutomatic));
        Assert.Equal(["3.md"], collection.Members("garten"));
        collection.Delete("garten.yaml");
        collection.ImportPastGrace();

        Assert.Equal((number, true, (DateTimeOffset?)null), (collection.State("garten").Number,
            collection.State("garten").IsAutomatic, collection.State("garten").Gone));
        Assert.Equal("Garten", collection.Catalog.Find("garten")!.Topic.Title);
        Assert.Equal(["2.md", "1.md"], collection.Members("garten"));
    }

    [Fact]
    public async Task A_topic_file_that_says_the_same_makes_an_automatic_topic_a_written_one()
    {
        await using var collection = TwoOfGarden();
        collection.Import();

        collection.Write("garten.yaml", collection.State("garten").Definition);
        collection.Import();
        collection.Write("_site.yaml", "id: tag:example.org,2024:x\n");
        collection.Import();

        Assert.Equal((false, (DateTimeOffset?)null),
            (collection.State("garten").IsAutomatic, collection.State("garten").Gone));
    }

    [Fact]
    public async Task A_topic_file_that_is_broken_takes_nothing_over()
    {
        await using var collection = TwoOfGarden();
        collection.Import();

        collection.Write("garten.yaml", "title: [");
        collection.Import();

        Assert.True(collection.State("garten").IsAutomatic);
        Assert.Equal(["2.md", "1.md"], collection.Members("garten"));
    }

    [Fact]
    public async Task A_removed_topic_file_whose_label_has_too_few_articles_leaves_nothing()
    {
        await using var collection = new Collection();
        collection.Write("_site.yaml", Tags2);
        Tagged(collection, 1, "Garten");
        collection.Write("garten.yaml", "match: { any: [Text] }\n");
        collection.Import();

        collection.Delete("garten.yaml");
        collection.ImportPastGrace();

        Assert.True(collection.Catalog.Find("garten")!.IsGone);
    }

    [Theory]
    [InlineData("garten.yaml", "match: { any: [Rose] }")]
    [InlineData("rosen.yaml", "match: { any: [Rose] }\naliases: [garten]")]
    public async Task What_a_written_topic_is_called_is_no_automatic_topic(string file, string text)
    {
        await using var collection = TwoOfGarden();
        collection.Write(file, text + "\n");

        collection.Import();
        collection.Import();

        Assert.Equal(["all", file[..^5]], Slugs(collection));
    }

    [Fact]
    public async Task An_alias_of_a_written_topic_takes_the_place_of_an_automatic_one()
    {
        await using var collection = TwoOfGarden();
        collection.Import();

        collection.Write("rosen.yaml", "match: { any: [Rose] }\naliases: [garten]\n");
        var report = collection.Import();

        Assert.Empty(report.Problems);
        Assert.Equal("rosen", collection.Catalog.FindAlias("garten"));
        Assert.Equal(["all", "rosen"], Slugs(collection));
    }
}
