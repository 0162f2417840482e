using FeedService.Store;

namespace FeedService.Tests.Store;

/// <summary>Which topics a batch changes, and what is seen of it when.</summary>
public abstract class PublishingContract : StoreContract
{
    [Fact]
    public void Versions_and_Last_Modified_grow_strictly_even_within_one_second()
    {
        var topic = Topic("one");
        var states = new List<StoredTopic> { State(topic) };

        for (var i = 0; i < 3; i++)
        {
            Save(Article("a.md") with { Title = $"Edit {i}" }, Now.AddMilliseconds(100 * i), topics: topic);
            states.Add(State(topic));
        }

        Assert.Equal([1, 2, 3, 4], states.Select(state => state.Version));
        Assert.Equal([Now, Now.AddSeconds(1), Now.AddSeconds(2), Now.AddSeconds(3)],
            states.Select(state => state.LastModified));
    }

    [Fact]
    public void Last_Modified_is_the_second_of_the_change_and_never_goes_back_with_the_clock()
    {
        var topic = Topic("one");

        Save(Article("a.md"), Now.AddSeconds(90.7), topics: topic);
        var late = State(topic).LastModified;
        Save(Article("b.md"), Now.AddHours(-1), topics: topic);

        Assert.Equal(Now.AddSeconds(90), late);
        Assert.Equal(Now.AddSeconds(91), State(topic).LastModified);
    }

    [Fact]
    public void A_batch_changes_a_topic_once_however_many_articles_it_brings()
    {
        var topic = Topic("one");

        using (var batch = Store.Begin(Now))
        {
            for (var i = 0; i < 10; i++)
                SaveIn(batch, Article($"{i}.md"), topics: topic);
            batch.Commit(Now);
        }

        Assert.Equal(2, State(topic).Version);
    }

    [Fact]
    public void Only_the_topics_of_the_article_change()
    {
        var (one, other) = (Topic("one"), Topic("other"));

        using var batch = Store.Begin(Now);
        SaveIn(batch, Article("a.md"), topics: one);
        var changed = batch.Commit(Now);

        Assert.Equal([one.Topic], changed);
        Assert.Equal((2, 1), (State(one).Version, State(other).Version));
    }

    [Fact]
    public void An_article_that_leaves_a_topic_changes_that_topic_and_those_it_stays_in()
    {
        var (left, stays, other) = (Topic("left"), Topic("stays"), Topic("other"));
        Save(Article("a.md"), topics: [left, stays]);

        var outcome = Save(Article("a.md"), topics: stays);

        Assert.Equal(SaveOutcome.Changed, outcome);
        Assert.Equal((3, 3, 1), (State(left).Version, State(stays).Version, State(other).Version));
        Assert.Empty(Newest(left));
        Assert.Equal(["a.md"], Newest(stays));
    }

    [Fact]
    public void An_article_that_joins_a_topic_changes_that_topic_and_those_it_was_in()
    {
        var (first, second) = (Topic("first"), Topic("second"));
        Save(Article("a.md"), topics: first);

        Save(Article("a.md"), topics: [first, second]);

        Assert.Equal((3, 2), (State(first).Version, State(second).Version));
        Assert.Equal(["first", "second"], Store.TopicsOf([Stored("a.md").Key])[Stored("a.md").Key]);
    }

    [Fact]
    public void Withdrawing_an_article_changes_the_topics_it_was_in_and_no_others()
    {
        var (one, other) = (Topic("one"), Topic("other"));
        Save(Article("a.md"), topics: one);

        Remove("a.md");

        Assert.Equal((3, 1), (State(one).Version, State(other).Version));
        Assert.Equal(0, Store.Count(one.Topic));
    }

    [Fact]
    public void Withdrawing_what_is_not_there_changes_nothing()
    {
        using var batch = Store.Begin(Now);

        batch.Withdraw("", "never.md");

        Assert.False(batch.ChangesTopics);
    }

    [Fact]
    public void A_file_that_only_lies_elsewhere_changes_no_topic()
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);

        using var batch = Store.Begin(Now);
        batch.Move("", "a.md", "b.md");
        SaveIn(batch, Article("a.md") with { Id = ":b.md", Path = "b.md" }, topics: topic);

        Assert.False(batch.ChangesTopics);
    }

    [Fact]
    public void Nothing_is_seen_before_the_commit_and_everything_after_it()
    {
        var topic = Topic("one");
        using var reader = Open();

        using var batch = Store.Begin(Now);
        SaveIn(batch, Article("a.md"), topics: topic);
        batch.SetMeta("site", "new");
        var before = (reader.All().Count(), reader.Count(topic.Topic), reader.Meta("site"), reader.Files("").Count,
            Version(reader));
        batch.Commit(Now);
        var after = (reader.All().Count(), reader.Count(topic.Topic), reader.Meta("site"), reader.Files("").Count,
            Version(reader));

        Assert.Equal((0, 0, null, 0, 1), before);
        Assert.Equal((1, 1, "new", 1, 2), after);
    }

    [Fact]
    public void A_batch_that_is_given_up_leaves_nothing()
    {
        var topic = Topic("one");

        using (var batch = Store.Begin(Now))
        {
            SaveIn(batch, Article("a.md"), topics: topic);
            batch.Define("two", "title: Two");
            batch.SetMeta("site", "new");
        }

        Assert.Empty(Store.All());
        Assert.Empty(Store.Files(""));
        Assert.Null(Store.Meta("site"));
        Assert.Equal([("one", 1)], Store.Topics().Select(state => (state.Slug, state.Version)));
    }

    [Fact]
    public async Task A_second_batch_waits_for_the_first()
    {
        var first = Store.Begin(Now);
        var second = Task.Run(() =>
        {
            using var batch = Store.Begin(Now);
            return SaveIn(batch, Article("a.md"));
        }, TestContext.Current.CancellationToken);

        SaveIn(first, Article("a.md"));
        var hasWaited = await Task.WhenAny(second, Task.Delay(200, TestContext.Current.CancellationToken)) != second;
        first.Commit(Now);
        first.Dispose();

        Assert.True(hasWaited);
        Assert.Equal(SaveOutcome.Same, await second);
    }

    [Fact]
    public async Task Two_processes_write_one_after_the_other_and_lose_nothing()
    {
        var topic = Topic("one");
        using var other = Open();

        await Task.WhenAll(new[] { Store, other }.Select((store, process) => Task.Run(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                using var batch = store.Begin(Now);
                SaveIn(batch, Article($"{process}/{i}.md"), topics: topic);
                batch.Commit(Now);
            }
        }, TestContext.Current.CancellationToken)));

        Assert.Equal(40, Store.Count(topic.Topic));
        Assert.Equal(41, Version(other));
        Assert.Equal(Now.AddSeconds(40), State(topic).LastModified);
    }

    [Fact]
    public void A_redefined_topic_keeps_its_number_and_changes()
    {
        var topic = Topic("one");

        using var batch = Store.Begin(Now);
        var number = batch.Define("one", "title: Another");
        batch.Commit(Now);

        Assert.Equal(topic.Topic, number);
        Assert.Equal(("title: Another", 2, null), (State(topic).Definition, State(topic).Version, State(topic).Gone));
    }

    [Fact]
    public void A_retired_topic_is_gone_without_members_and_comes_back_with_a_higher_version()
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);

        using (var batch = Store.Begin(Now.AddMinutes(1)))
        {
            batch.Retire(topic.Topic);
            batch.Commit(Now.AddMinutes(1));
        }
        var gone = State(topic);
        var members = Store.Count(topic.Topic);
        Topic("one");

        Assert.Equal((Now.AddMinutes(1), 3, 0), (gone.Gone, gone.Version, members));
        Assert.Equal((null, 4), (State(topic).Gone, State(topic).Version));
    }

    [Fact]
    public void Touching_all_topics_changes_each_of_them()
    {
        Topic("one");
        Topic("two");

        using (var batch = Store.Begin(Now))
        {
            batch.TouchAllTopics();
            batch.Commit(Now);
        }

        Assert.Equal([2, 2], Store.Topics().Select(state => state.Version));
    }

    private static long Version(ArticleStore store) => store.Topics().Single().Version;
}
