using FeedService.Store;

namespace FeedService.Tests.Store;

/// <summary>In which order articles come out, and who may read meanwhile.</summary>
public abstract class ReadingContract : StoreContract
{
    [Fact]
    public void The_newest_come_first_by_publication_or_else_by_when_they_were_first_seen()
    {
        var topic = Topic("one");
        Save(Article("old.md", day: 2), topics: topic);
        Save(Article("undated.md", day: null), Day(4), topics: topic);
        Save(Article("new.md", day: 5), topics: topic);
        Save(Article("middle.md", day: 3), topics: topic);

        var newest = Newest(topic);

        Assert.Equal(["new.md", "undated.md", "middle.md", "old.md"], newest);
    }

    [Fact]
    public void Of_the_same_time_the_lower_id_comes_first_ordinally()
    {
        var topic = Topic("one");
        foreach (var path in (string[])["b.md", "ä.md", "B.md", "a.md", "a/b.md", "a-b.md"])
            Save(Article(path), topics: topic);

        var newest = Newest(topic);

        Assert.Equal(["ä.md", "B.md", "a-b.md", "a.md", "a/b.md", "b.md"], newest);
    }

    [Fact]
    public void A_topic_of_what_was_added_is_ordered_by_when_it_was_first_seen()
    {
        var (published, added) = (Topic("published"), Topic("added", byFirstSeen: true));
        Save(Article("first.md", day: 9), Now, topics: [published, added]);
        Save(Article("second.md", day: 1), Now.AddMinutes(1), topics: [published, added]);

        var newest = (Newest(published).ToList(), Newest(added).ToList());

        Assert.Equal(["first.md", "second.md"], newest.Item1);
        Assert.Equal(["second.md", "first.md"], newest.Item2);
    }

    [Fact]
    public void A_corrected_date_moves_the_article_to_its_place()
    {
        var topic = Topic("one");
        Save(Article("a.md", day: 1), topics: topic);
        Save(Article("b.md", day: 2), topics: topic);

        Save(Article("a.md", day: 3), topics: topic);

        Assert.Equal(["a.md", "b.md"], Newest(topic));
    }

    [Fact]
    public void The_limit_takes_the_newest()
    {
        var topic = Topic("one");
        for (var day = 1; day <= 5; day++)
            Save(Article($"{day}.md", day), topics: topic);

        var newest = Newest(topic, limit: 2);

        Assert.Equal(["5.md", "4.md"], newest);
    }

    [Fact]
    public void Members_can_be_replaced_as_a_whole()
    {
        var topic = Topic("one");
        Save(Article("a.md", day: 1), topics: topic);
        Save(Article("b.md", day: 2));
        Save(Article("c.md", day: 3));

        using (var batch = Store.Begin(Now))
        {
            batch.SetMembers(topic, Store.All().Where(stored => stored.Article.Path != "a.md").Select(stored =>
                new MemberArticle(stored.Key, stored.Article.Id, stored.Article.Published, stored.FirstSeen)));
            batch.Commit(Now);
        }

        Assert.Equal(["c.md", "b.md"], Newest(topic));
        Assert.Equal(3, State(topic).Version);
    }

    [Fact]
    public void A_reader_sees_one_state_to_its_end_while_others_write()
    {
        var topic = Topic("one");
        for (var day = 1; day <= 5; day++)
            Save(Article($"{day}.md", day), topics: topic);

        using var reading = Store.Newest(topic.Topic, 50).GetEnumerator();
        reading.MoveNext();
        Remove("3.md");
        Save(Article("6.md", 6), topics: topic);
        var seen = new List<string> { reading.Current.Article.Path };
        while (reading.MoveNext())
            seen.Add(reading.Current.Article.Path);

        Assert.Equal(["5.md", "4.md", "3.md", "2.md", "1.md"], seen);
        Assert.Equal(["6.md", "5.md", "4.md", "2.md", "1.md"], Newest(topic));
    }

    [Fact]
    public async Task Many_read_while_a_batch_is_open()
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);
        using var batch = Store.Begin(Now);
        SaveIn(batch, Article("b.md"), topics: topic);

        var reads = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 50).Select(_ => string.Join(' ', Newest(topic))).Distinct().ToList(),
                TestContext.Current.CancellationToken)));

        Assert.All(reads, read => Assert.Equal(["a.md"], read));
    }

    [Fact]
    public void Everything_is_there_when_the_store_is_opened_again()
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);
        using (var batch = Store.Begin(Now))
        {
            batch.SetMeta("site", "title: Site");
            batch.Commit(Now);
        }

        using var again = Open();

        Assert.Equal("title: Site", again.Meta("site"));
        Assert.Equal(State(topic), again.Topics().Single());
        Assert.Equivalent(Stored("a.md"), again.Find("a"), strict: true);
    }
}
