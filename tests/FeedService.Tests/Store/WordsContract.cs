using FeedService.Articles;
using FeedService.Store;

namespace FeedService.Tests.Store;

/// <summary>What the index of words holds, and what may be asked of it.</summary>
public abstract class WordsContract : StoreContract
{
    [Fact]
    public void Articles_are_found_by_all_of_some_words_in_the_order_of_the_topic()
    {
        var topic = Topic("one");
        Save(Article("old.md", day: 1), topics: topic);
        Save(Article("new.md", day: 3), topics: topic);
        Save(Article("other.md", day: 2), topics: topic);

        Index(article => article.Path == "other.md" ? ["a", "c"] : ["a", "b"]);

        Assert.Equal(["new.md", "old.md"], Found(topic, All("a", "b")));
        Assert.Equal(["new.md", "other.md", "old.md"], Found(topic, All("a")));
        Assert.Empty(Found(topic, All("b", "c")));
        Assert.Empty(Found(topic, All("nowhere")));
    }

    [Fact]
    public void Alternatives_are_joined_and_words_left_out()
    {
        var topic = Topic("one");
        foreach (var path in (string[])["ab", "bc", "cd"])
            Save(Article(path), topics: topic);

        Index(article => article.Path.Select(letter => letter.ToString()));

        Assert.Equal(["ab", "cd"], Found(topic, All("a"), All("d")));
        Assert.Equal(["ab"], Found(topic, new SoughtWords([new("b", false)], [new("c", false)])));
        Assert.Equal(["cd"], Found(topic, new SoughtWords([new("c", false)], [new("a", false), new("b", false)])));
    }

    [Fact]
    public void Whoever_asks_for_no_word_gets_the_whole_topic()
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);
        Save(Article("b.md"), topics: []);

        Index(_ => ["a"]);

        Assert.Equal(["a.md"], Found(topic, All("b"), All()));
    }

    [Theory]
    [InlineData("größe")]
    [InlineData("新幹")]
    [InlineData("ไท")]
    [InlineData("😀")]
    [InlineData("𠮷野")]
    [InlineData("\uE000nhab")]
    [InlineData("कि")]
    [InlineData("and")]
    [InlineData("x\u0301")]
    public void A_word_is_found_as_it_is_and_by_its_beginning(string word)
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);
        Save(Article("b.md"), topics: topic);

        Index(article => article.Path == "a.md" ? [word] : [word + word]);

        Assert.Equal(["a.md"], Found(topic, All(word)));
        Assert.Equal(["a.md", "b.md"], Found(topic, new SoughtWords([new(word, true)], [])));
        Assert.Empty(Found(topic, new SoughtWords([new(word + "ö", true)], [])));
    }

    [Fact]
    public void New_changed_and_withdrawn_articles_wait_to_be_indexed()
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);
        Save(Article("b.md"), topics: topic);
        var waiting = (Store.CountUnindexed(1), Store.CountUnindexed(9), IsCurrent());
        Index(article => [article.Title]);
        var indexed = (Store.CountUnindexed(9), IsCurrent());
        Save(Article("a.md") with { Title = "Edited" }, topics: topic);
        Remove("b.md");

        var changed = (Store.CountUnindexed(9), IsCurrent());

        Assert.Equal(((1, 2, false), (0, true), (2, false)), (waiting, indexed, changed));
    }

    [Fact]
    public void An_article_is_found_by_its_words_of_today_and_not_once_it_is_withdrawn()
    {
        var topic = Topic("one");
        Save(Article("a.md") with { Title = "before" }, topics: topic);
        Save(Article("b.md") with { Title = "before" }, topics: topic);
        Index(article => [article.Title]);
        Save(Article("a.md") with { Title = "after" }, topics: topic);
        Remove("b.md");

        Index(article => [article.Title]);

        Assert.Empty(Found(topic, All("before")));
        Assert.Equal(["a.md"], Found(topic, All("after")));
        Save(Article("b.md") with { Title = "again" }, topics: topic);
        Index(article => [article.Title]);
        Assert.Equal(["b.md"], Found(topic, All("again")));
    }

    [Fact]
    public void Of_more_than_a_thousand_the_order_is_the_same()
    {
        var topic = Topic("one");
        // First what is neither oldest nor newest, and last a date that is corrected.
        using (var batch = Store.Begin(Now))
        {
            for (var i = 0; i < 1500; i++)
                SaveIn(batch, Article($"{i:0000}") with { Published = Day(1).AddMinutes(i * 7 % 1500) }, topics: topic);
            batch.Commit(Now);
        }
        Index(article => article.Path.EndsWith('9') ? ["rare"] : ["common"]);
        Save(Article("0000") with { Published = Day(9) }, topics: topic);
        Index(_ => ["common"]);

        var found = Found(topic, All("common"));

        Assert.Equal("0000", found[0]);
        Assert.Equal(Newest(topic, 2000).Where(path => !path.EndsWith('9')), found);
    }

    [Fact]
    public void Indexing_changes_no_topic()
    {
        var topic = Topic("one");
        Save(Article("a.md"), topics: topic);
        var before = State(topic);

        Index(_ => ["a"]);

        Assert.Equal(before, State(topic));
    }

    [Fact]
    public void Who_looks_sees_the_store_as_it_was_when_the_look_began()
    {
        var topic = Topic("one");
        Save(Article("a.md") with { Title = "before" }, topics: topic);
        Index(article => [article.Title]);
        using var search = Store.Search();

        Save(Article("a.md") with { Title = "after" }, topics: topic);
        Save(Article("b.md") with { Title = "before" }, topics: topic);
        Index(article => [article.Title]);

        Assert.True(search.IsCurrent);
        Assert.Equal(["before"], search.Newest(topic.Topic, [All("before")]).Select(stored => stored.Article.Title));
    }

    [Fact]
    public void Who_does_not_wait_for_another_batch_gets_none()
    {
        StoreBatch? second;

        using (Store.Begin(Now))
            second = Store.TryBegin(Now, TimeSpan.FromMilliseconds(1));

        Assert.Null(second);
        using var third = Store.TryBegin(Now, TimeSpan.FromMilliseconds(1));
        Assert.NotNull(third);
    }

    private static SoughtWords All(params string[] words) =>
        new([.. words.Select(word => new SoughtWord(word, false))], []);

    private void Index(Func<Article, IEnumerable<string>> words)
    {
        using var batch = Store.Begin(Now);
        batch.Index(int.MaxValue, words);
        batch.Commit(Now);
    }

    private bool IsCurrent()
    {
        using var search = Store.Search();
        return search.IsCurrent;
    }

    private List<string> Found(Membership topic, params SoughtWords[] alternatives)
    {
        using var search = Store.Search();
        return [.. search.Newest(topic.Topic, alternatives).Select(stored => stored.Article.Path)];
    }
}
