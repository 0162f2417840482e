namespace FeedService.Tests.Import;

/// <summary>What the texts of a folder have in common is the site's, and in no article.</summary>
public sealed class CommonLinesTests
{
    private const string Promise = "Our harbour letter tells you every evening what the tide has brought to the city, "
        + "and it is free of charge for you.";

    [Fact]
    public async Task A_line_of_several_texts_in_a_folder_is_in_none_of_their_articles()
    {
        await using var collection = new Collection();
        Write(collection, "a", "b", "c", "d");

        collection.Import();

        Assert.All(collection.Store.All(), stored =>
            Assert.DoesNotContain("harbour letter", stored.Article.Content, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Texts_that_were_read_before_are_read_again_when_a_line_turns_out_to_be_common()
    {
        await using var collection = new Collection();
        Write(collection, "a", "b");
        collection.Import();
        var before = collection.Stored("news/a.txt").Article.Content;

        Write(collection, "c");
        collection.Import();
        var after = collection.Stored("news/a.txt");

        Assert.Contains("harbour letter", before, StringComparison.Ordinal);
        Assert.DoesNotContain("harbour letter", after.Article.Content, StringComparison.Ordinal);
        Assert.Null(after.Changed);
    }

    [Fact]
    public async Task A_text_that_is_touched_but_not_changed_changes_nothing()
    {
        await using var collection = new Collection();
        Write(collection, "a", "b", "c", "d");
        collection.Import();

        Collection.Age(collection.Full("articles/news/b.txt"));
        var touched = collection.Import();

        Assert.False(touched.ChangedAnything);
    }

    [Fact]
    public async Task They_are_remembered_for_as_long_as_the_texts_are_the_same()
    {
        await using var collection = new Collection();
        Write(collection, "a", "b", "c");
        collection.Import();
        var remembered = collection.Store.Meta("lines :news");

        collection.Import();
        var same = collection.Store.Meta("lines :news");
        Write(collection, "d");
        collection.Import();

        Assert.Contains("harbour letter", remembered, StringComparison.Ordinal);
        Assert.Equal(remembered, same);
        Assert.NotEqual(remembered, collection.Store.Meta("lines :news"));
    }

    [Fact]
    public async Task Another_folder_has_its_own()
    {
        await using var collection = new Collection();
        Write(collection, "a", "b", "c");
        collection.Write("articles/other/x.txt", Page("x"));

        collection.Import();

        Assert.Contains("harbour letter", collection.Stored("other/x.txt").Article.Content, StringComparison.Ordinal);
    }

    private static void Write(Collection collection, params string[] names)
    {
        foreach (var name in names)
            collection.Write($"articles/news/{name}.txt", Page(name));
    }

    private static string Page(string name) => $"""
        How the ships of {name} came into the harbour

        The harbour of {name} wakes early, and ships arrive there every morning with the tide. It has been so for many years.

        {Promise}

        Every morning the fish of {name} is sold in the hall behind the pier, where buyers from the region gather and shout.
        """;
}
