using FeedService.Store;
using FeedService.Tests.Support;

namespace FeedService.Tests.Store;

public sealed class PostgresSavingTests : SavingContract
{
    private readonly PostgresUrl database = new();

    protected override ArticleStore Open() => database.Open();

    public override void Dispose()
    {
        base.Dispose();
        database.Dispose();
    }
}

public sealed class PostgresPublishingTests : PublishingContract
{
    private readonly PostgresUrl database = new();

    protected override ArticleStore Open() => database.Open();

    public override void Dispose()
    {
        base.Dispose();
        database.Dispose();
    }
}

public sealed class PostgresWordsTests : WordsContract
{
    private readonly PostgresUrl database = new();

    protected override ArticleStore Open() => database.Open();

    public override void Dispose()
    {
        base.Dispose();
        database.Dispose();
    }
}

public sealed class PostgresReadingTests : ReadingContract
{
    private readonly PostgresUrl database = new();

    protected override ArticleStore Open() => database.Open();

    public override void Dispose()
    {
        base.Dispose();
        database.Dispose();
    }
}

/// <summary>A database of a test's own.</summary>
internal sealed class PostgresUrl : IDisposable
{
    public string Url { get; } = Postgres.Database();

    public ArticleStore Open() => ArticleStore.Open(Url);

    public void Dispose() => Postgres.Drop(Url);
}
