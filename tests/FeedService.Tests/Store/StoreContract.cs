using FeedService.Articles;
using FeedService.Store;

namespace FeedService.Tests.Store;

/// <summary>What every test of the store's contract begins with; a class per database says how it is opened.</summary>
public abstract class StoreContract : IDisposable
{
    protected static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private ArticleStore? opened;

    protected ArticleStore Store => opened ??= Open();

    /// <summary>Another connection to the store that this test has to itself, empty when the test begins.</summary>
    protected abstract ArticleStore Open();

    protected static DateTimeOffset Day(int day) => new(2026, 4, day, 8, 30, 0, TimeSpan.Zero);

    protected static Article Article(string path, int? day = 1) => new()
    {
        Id = ":" + Links.Encode(path),
        Path = path,
        Slug = Text.Slug(Path.ChangeExtension(path, null)),
        Title = "About " + path,
        Summary = "In short.",
        Content = "<p>At length.</p>",
        Published = day is null ? null : Day(day.Value),
    };

    /// <summary>Saves one article in a batch of its own, as an import does with a new or changed file.</summary>
    protected SaveOutcome Save(Article article, DateTimeOffset? at = null, bool fileChanged = true,
        params Membership[] topics) =>
        Save(article, "", at, fileChanged, topics);

    protected SaveOutcome Save(Article article, string root, DateTimeOffset? at, bool fileChanged,
        params Membership[] topics)
    {
        using var batch = Store.Begin(at ?? Now);
        var outcome = SaveIn(batch, article, root, at ?? Now, fileChanged, topics);
        batch.Commit(at ?? Now);
        return outcome;
    }

    protected static SaveOutcome SaveIn(StoreBatch batch, Article article, string root = "",
        DateTimeOffset? seen = null,
        bool fileChanged = true, params Membership[] topics)
    {
        var outcome = batch.Save(article, root, seen ?? Now, fileChanged, topics);
        batch.Remember(root, new StoredFile(article.Path, "stamp", "hash", null, true, []));
        return outcome;
    }

    /// <summary>A file that is gone, as an import handles it.</summary>
    protected void Remove(string path, DateTimeOffset? at = null)
    {
        using var batch = Store.Begin(at ?? Now);
        batch.Withdraw("", path);
        batch.Forget("", path);
        batch.Commit(at ?? Now);
    }

    protected Membership Topic(string slug, bool byFirstSeen = false)
    {
        using var batch = Store.Begin(Now);
        var number = batch.Define(slug, $"title: {slug}");
        batch.Commit(Now);
        return new Membership(number, byFirstSeen);
    }

    protected StoredTopic State(Membership topic) => Store.Topics().Single(state => state.Number == topic.Topic);

    protected IEnumerable<string> Newest(Membership topic, int limit = 50) =>
        Store.Newest(topic.Topic, limit).Select(stored => stored.Article.Path);

    protected StoredArticle Stored(string path) => Store.All().Single(stored => stored.Article.Path == path);

    public virtual void Dispose()
    {
        opened?.Dispose();
        GC.SuppressFinalize(this);
    }
}
