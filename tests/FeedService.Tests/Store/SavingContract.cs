using FeedService.Articles;
using FeedService.Store;

namespace FeedService.Tests.Store;

/// <summary>What saving, withdrawing and moving do to an article.</summary>
public abstract class SavingContract : StoreContract
{
    [Fact]
    public void A_new_article_is_added_with_everything_it_says()
    {
        var article = Article("a.md") with
        {
            Url = "https://example.org/a",
            Updated = Day(2),
            Language = "de",
            Access = Access.Paid,
            Authors = ["Ada", "Bo"],
            Tags = ["ä", "\"quoted\""],
            Agencies = ["dpa"],
            Badges = ["Update"],
            Publisher = new Publisher("Blatt", "https://blatt.example"),
            Image = new Image("https://example.org/a.png", "A picture", null),
            Enclosures = [new Enclosure("https://example.org/a.mp3", "audio/mpeg", 7)],
        };

        var outcome = Save(article);

        Assert.Equal(SaveOutcome.Added, outcome);
        Assert.Equivalent(article, Stored("a.md").Article, strict: true);
    }

    [Fact]
    public void Saving_the_same_article_again_changes_nothing()
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);
        var version = State(topic).Version;

        var outcome = Save(Article("a.md"), Now.AddHours(1), topics: topic);

        Assert.Equal(SaveOutcome.Same, outcome);
        Assert.Null(Stored("a.md").Changed);
        Assert.Equal(version, State(topic).Version);
    }

    [Fact]
    public void An_edited_article_is_updated_at_the_time_of_the_edit_and_stays_so()
    {
        Save(Article("a.md"));

        var outcome = Save(Article("a.md") with { Title = "Better" }, Now.AddHours(1));
        var later = Save(Article("a.md") with { Title = "Better" }, Now.AddHours(2));

        Assert.Equal([SaveOutcome.Changed, SaveOutcome.Same], [outcome, later]);
        Assert.Equal(Now.AddHours(1), Stored("a.md").Updated);
        Assert.Equal(Now, Stored("a.md").FirstSeen);
    }

    [Fact]
    public void Reading_the_same_bytes_better_is_no_update()
    {
        Save(Article("a.md"));

        var outcome = Save(Article("a.md") with { Title = "Better read" }, Now.AddHours(1), fileChanged: false);

        Assert.Equal(SaveOutcome.Changed, outcome);
        Assert.Equal("Better read", Stored("a.md").Article.Title);
        Assert.Null(Stored("a.md").Changed);
        Assert.Equal(Day(1), Stored("a.md").Updated);
    }

    [Fact]
    public void Two_files_with_one_id_are_one_article()
    {
        Save(Article("a.md") with { Id = "urn:x:1", Title = "First" });

        var outcome = Save(Article("b.md") with { Id = "urn:x:1", Title = "Second" });

        Assert.Equal(SaveOutcome.Copy, outcome);
        Assert.Equal(["First"], Store.All().Select(stored => stored.Article.Title));
    }

    [Fact]
    public void A_file_that_is_given_the_id_of_another_loses_the_article_it_had()
    {
        Save(Article("a.md") with { Id = "urn:x:1" });
        Save(Article("b.md"));

        var outcome = Save(Article("b.md") with { Id = "urn:x:1" });

        Assert.Equal(SaveOutcome.Copy, outcome);
        Assert.Equal(["a.md"], Store.All().Select(stored => stored.Article.Path));
    }

    [Fact]
    public void A_file_that_is_given_the_id_of_a_withdrawn_article_is_that_article_and_no_other()
    {
        Save(Article("a.md") with { Id = "urn:x:1" });
        Remove("a.md");
        Save(Article("b.md"));

        Save(Article("b.md") with { Id = "urn:x:1" });

        var only = Assert.Single(Store.All());
        Assert.Equal(("b.md", "urn:x:1", "a"), (only.Article.Path, only.Article.Id, only.Slug));
    }

    [Fact]
    public void The_second_file_of_an_id_takes_over_when_the_first_is_gone_and_that_is_no_update()
    {
        Save(Article("a.md") with { Id = "urn:x:1", Title = "Same" });
        Remove("a.md");

        var outcome = Save(Article("b.md") with { Id = "urn:x:1", Title = "Same" }, Now.AddHours(1));

        Assert.Equal(SaveOutcome.Changed, outcome);
        Assert.Equal("a", Stored("b.md").Slug);
        Assert.Null(Stored("b.md").Changed);
    }

    [Fact]
    public void A_url_that_is_added_later_changes_no_id()
    {
        Save(Article("a.md"));

        var outcome = Save(Article("a.md") with { Id = "https://example.org/a", Url = "https://example.org/a" });

        Assert.Equal(SaveOutcome.Changed, outcome);
        var only = Assert.Single(Store.All());
        Assert.Equal((":a.md", "https://example.org/a"), (only.Article.Id, only.Article.Url));
    }

    [Fact]
    public void An_id_that_was_made_of_a_url_stays_when_the_url_changes_or_goes()
    {
        Save(Article("a.md") with { Id = "https://example.org/a", Url = "https://example.org/a" });

        Save(Article("a.md") with { Id = "https://example.org/b", Url = "https://example.org/b" });
        Save(Article("a.md"));

        Assert.Equal("https://example.org/a", Assert.Single(Store.All()).Article.Id);
    }

    [Theory]
    [InlineData("urn:x:1")]
    [InlineData(":chosen")]
    public void An_id_that_the_article_brings_later_makes_another_article(string id)
    {
        Save(Article("a.md"));

        var outcome = Save(Article("a.md") with { Id = id });

        Assert.Equal(SaveOutcome.Added, outcome);
        var only = Assert.Single(Store.All());
        Assert.Equal((id, "a-2"), (only.Article.Id, only.Slug));
        Assert.NotNull(Store.Find("a")!.Withdrawn);
    }

    [Fact]
    public void A_moved_article_keeps_id_slug_and_dates()
    {
        Save(Article("a.md"));

        using (var batch = Store.Begin(Now))
        {
            batch.Move("", "a.md", "b.md");
            batch.Forget("", "a.md");
            SaveIn(batch, Article("b.md") with { Title = "About a.md" });
            batch.Commit(Now);
        }

        var only = Assert.Single(Store.All());
        Assert.Equal((":a.md", "a", "b.md", null), (only.Article.Id, only.Slug, only.Article.Path, only.Changed));
    }

    [Fact]
    public void A_new_file_where_a_renamed_one_lay_is_an_article_of_its_own()
    {
        Save(Article("a.md"));
        using (var batch = Store.Begin(Now))
        {
            batch.Move("", "a.md", "b.md");
            batch.Forget("", "a.md");
            SaveIn(batch, Article("b.md"));
            batch.Commit(Now);
        }

        var outcomes = new[] { Save(Article("a.md")), Save(Article("a.md")), Save(Article("b.md")) };

        Assert.Equal([SaveOutcome.Added, SaveOutcome.Same, SaveOutcome.Same], outcomes);
        Assert.Equal((":a.md", "a"), (Stored("b.md").Article.Id, Stored("b.md").Slug));
        Assert.Equal((":a.md~2", "a-2"), (Stored("a.md").Article.Id, Stored("a.md").Slug));
    }

    [Fact]
    public void A_withdrawn_article_comes_back_as_it_was_without_an_update()
    {
        var topic = Topic("one");
        Save(Article("a.md", day: null), topics: topic);
        Save(Article("b.md", day: null), Now.AddMinutes(1), topics: topic);
        Remove("a.md", Now.AddMinutes(2));
        var whileAway = Newest(topic).ToList();

        var outcome = Save(Article("a.md", day: null), Now.AddHours(1), topics: topic);

        Assert.Equal(["b.md"], whileAway);
        Assert.Equal(SaveOutcome.Changed, outcome);
        Assert.Equal(["b.md", "a.md"], Newest(topic));
        var back = Stored("a.md");
        Assert.Equal((":a.md", "a", Now, null, null),
            (back.Article.Id, back.Slug, back.FirstSeen, back.Changed, back.Withdrawn));
    }

    [Fact]
    public void A_withdrawn_article_is_still_found_by_its_slug_with_the_time_it_went()
    {
        Save(Article("a.md"));

        Remove("a.md", Now.AddMinutes(2));

        Assert.Empty(Store.All());
        Assert.Equal(Now.AddMinutes(2), Store.Find("a")!.Withdrawn);
        Assert.Null(Store.Find("b"));
    }

    [Fact]
    public void Slugs_are_unique()
    {
        Save(Article("a.md"));
        Save(Article("a.txt"));
        Save(Article("a.html"));

        var slugs = Store.All().Select(stored => (stored.Article.Path, stored.Slug));

        Assert.Equal([("a.md", "a"), ("a.txt", "a-2"), ("a.html", "a-3")], slugs);
    }

    [Fact]
    public void Keys_follow_time_before_1970_too()
    {
        DateTimeOffset?[] dates =
        [
            new(1999, 1, 1, 0, 0, 0, TimeSpan.Zero), null, new(1923, 5, 6, 0, 0, 0, TimeSpan.Zero),
            new(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero), new(1923, 5, 6, 0, 0, 0, TimeSpan.Zero),
            DateTimeOffset.UnixEpoch,
        ];

        for (var i = 0; i < dates.Length; i++)
            Save(Article($"{i}.md") with { Published = dates[i] });

        Assert.Equal(["2.md", "4.md", "3.md", "5.md", "0.md", "1.md"],
            Store.All().Select(stored => stored.Article.Path));
    }

    [Fact]
    public void What_an_import_remembers_of_a_file_comes_back()
    {
        Problem[] remarks = [new("a.md", 3, "odd", "write it otherwise", Severity.Warning)];

        using (var batch = Store.Begin(Now))
        {
            batch.Remember("root", new StoredFile("a.md", "old", "old", null, true, []));
            batch.Remember("root", new StoredFile("a.md", "stamp", "hash", Day(3), false, remarks));
            batch.Remember("root", new StoredFile("b.md", "stamp", "hash", null, true, []));
            batch.Remember("elsewhere", new StoredFile("c.md", "stamp", "hash", null, true, []));
            batch.Forget("root", "b.md");
            batch.Commit(Now);
        }

        var file = Assert.Single(Store.Files("root")).Value;
        Assert.Equal(("a.md", "stamp", "hash", Day(3), false),
            (file.Path, file.Stamp, file.Hash, file.Due, file.HasArticle));
        Assert.Equal(remarks, file.Remarks);
    }
}
