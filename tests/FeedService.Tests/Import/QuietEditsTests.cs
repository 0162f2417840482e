namespace FeedService.Tests.Import;

public sealed class QuietEditsTests
{
    private const string Moon = "The moon rises over teh lake, and nobody is there to see it.";

    [Theory]
    [InlineData("The moon rises over the lake, and nobody is there to see it.")]
    [InlineData("The moon rises over teh lake and nobody is there to see it.")]
    [InlineData("The moon rises over teh lake, and nobody is there to see it!")]
    public async Task A_slip_that_is_mended_is_told_to_nobody_but_seen(string mended)
    {
        await using var collection = Of(Moon);
        var (before, state) = (await Told(collection), collection.State("all"));

        collection.WriteArticle("1.md", mended);
        var report = collection.Import();

        Assert.Equal(before, await Told(collection));
        Assert.Contains(mended, await collection.Feed("all"), StringComparison.Ordinal);
        Assert.Equal((1, state.Version + 1), (report.Changed, collection.State("all").Version));
        Assert.True(collection.State("all").LastModified > state.LastModified);
    }

    [Theory]
    [InlineData("The moon rises over teh lake, and nobody is not there to see it.", "")]
    [InlineData("Another text.", "")]
    [InlineData(Moon, "tags: [Moon]\n")]
    [InlineData(Moon, "url: https://example.org/1\n")]
    [InlineData(Moon, "image: https://example.org/1.jpg\n")]
    [InlineData(Moon, "summary: Something else\n")]
    [InlineData(Moon + " [X](https://example.org/)", "")]
    public async Task More_than_that_is_told(string body, string fields)
    {
        await using var collection = Of(Moon);
        var before = collection.Stored("1.md").Updated;

        collection.WriteArticle("1.md", body, 1, fields);
        collection.Import();

        Assert.Equal(collection.Time.Now, collection.Stored("1.md").Updated);
        Assert.NotEqual(before, collection.Stored("1.md").Updated);
    }

    [Fact]
    public async Task Another_number_is_told_however_small_the_edit()
    {
        await using var collection = Of("There were 5 boats on the lake.");

        collection.WriteArticle("1.md", "There were 6 boats on the lake.");
        collection.Import();

        Assert.Equal(collection.Time.Now, collection.Stored("1.md").Changed);
    }

    [Fact]
    public async Task Another_date_is_told()
    {
        await using var collection = Of(Moon);

        collection.WriteArticle("1.md", Moon, 2);
        collection.Import();

        Assert.Equal(collection.Time.Now, collection.Stored("1.md").Changed);
    }

    [Fact]
    public async Task Small_edits_add_up_until_one_is_told()
    {
        await using var collection = Of("a");
        var told = new List<int>();

        for (var i = 1; i <= 10; i++)
        {
            var before = collection.Stored("1.md").Changed;
            collection.WriteArticle("1.md", string.Concat(Enumerable.Repeat("abc", i)));
            collection.Import();
            if (collection.Stored("1.md").Changed != before)
                told.Add(i);
        }

        // The first puts in two characters, the others three: the fifth would be the fourteenth character.
        Assert.Equal([5, 10], told);
    }

    [Fact]
    public async Task What_says_that_it_is_quiet_is_told_to_nobody_whatever_it_changes()
    {
        await using var collection = Of(Moon);
        var before = await Told(collection);

        collection.WriteArticle("1.md", "All of it is new, and has 17 words.", 1, "quiet: true\ntags: [New]\n");
        collection.Import();

        Assert.Equal(before, await Told(collection));
        Assert.Contains("All of it is new", await collection.Feed("all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sidecar_can_say_so_and_what_comes_without_it_is_told_again()
    {
        await using var collection = Of(Moon);

        collection.Write("articles/1.md.meta.yaml", "quiet: true\n");
        collection.WriteArticle("1.md", "All of it is new.");
        collection.Import();
        Assert.Null(collection.Stored("1.md").Changed);
        collection.Delete("articles/1.md.meta.yaml");
        collection.Import();
        Assert.Null(collection.Stored("1.md").Changed);
        collection.WriteArticle("1.md", "Once more.");
        collection.Import();

        Assert.Equal(collection.Time.Now, collection.Stored("1.md").Changed);
    }

    private static Collection Of(string body)
    {
        var collection = new Collection();
        collection.WriteArticle("1.md", body);
        collection.Import();
        return collection;
    }

    // What a reader goes by to show an entry as new or changed.
    private static async Task<string> Told(Collection collection)
    {
        string[] wanted = ["<updated>", "<atom:updated>", "<pubDate>", "<guid", "\"date_", "\"id\""];
        var feeds = await collection.Feed("all") + await collection.Feed("all", "rss")
            + await collection.Feed("all", "json");
        return string.Join('\n', feeds.Replace("<", "\n<", StringComparison.Ordinal)
            .Replace(",\"", ",\n\"", StringComparison.Ordinal).Split('\n')
            .Where(line => wanted.Any(field => line.StartsWith(field, StringComparison.Ordinal))));
    }
}
