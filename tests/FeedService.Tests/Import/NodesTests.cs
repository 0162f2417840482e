using System.Net;
using FeedService.Articles;
using FeedService.Import;
using FeedService.Store;
using FeedService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FeedService.Tests.Import;

/// <summary>Several nodes on one database and one feeds folder, and commands typed beside a server.</summary>
public sealed class NodesTests : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private readonly TempFolder folder = new();
    private readonly string database = Postgres.Database();

    public NodesTests()
    {
        folder.Write("feeds/_site.yaml", "{ title: Nodes, id: 'tag:example.org,2026:nodes' }");
        folder.Write("feeds/articles/first.md", "# First\n\nOne article.");
    }

    [Fact]
    public async Task One_node_imports_and_all_serve_the_same_bytes_with_the_same_validators()
    {
        await using var one = await Start();
        await using var two = await Start();

        var ofOne = await Poll(one);
        var ofTwo = await Poll(two);

        Assert.Equal((true, false), (Leads(one), Leads(two)));
        Assert.Contains("First", ofOne.Body);
        Assert.Equal(ofOne, ofTwo);
    }

    [Fact]
    public async Task A_publication_reaches_every_node_at_once()
    {
        await using var one = await Start();
        await using var two = await Start();
        folder.Write("feeds/articles/second.md", "# Second\n\nAnother.");
        await TestService.Eventually(async () => (await Poll(one)).Body.Contains("Second"), TimeSpan.FromSeconds(5));

        await TestService.Eventually(async () => (await Poll(two)).Body.Contains("Second"), AtOnce);

        Assert.Equal(await Poll(one), await Poll(two));
    }

    [Fact]
    public async Task When_the_node_that_imports_is_gone_another_one_takes_over()
    {
        var one = await Start();
        await using var two = await Start();
        await one.DisposeAsync();
        folder.Write("feeds/articles/second.md", "# Second\n\nAnother.");

        await TestService.Eventually(async () => (await Poll(two)).Body.Contains("Second"), TimeSpan.FromSeconds(5));

        Assert.True(Leads(two));
    }

    [Fact]
    public async Task A_node_that_was_cut_off_catches_up()
    {
        await using var one = await Start();
        await using var two = await Start();
        await Poll(two);

        // Neither hears anything any more, nor has its lock; a change comes meanwhile.
        Postgres.Execute(database,
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'FeedService'");
        Publish("Second");

        await TestService.Eventually(async () => (await Poll(two)).Body.Contains("Second"), TimeSpan.FromSeconds(5));
        await TestService.Eventually(async () => (await Poll(one)).Body.Contains("Second"), TimeSpan.FromSeconds(5));
        await TestService.Eventually(() => Task.FromResult(Leads(one) ^ Leads(two)), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task While_the_database_is_away_what_was_rendered_is_served()
    {
        await using var one = await Start();
        var before = await Poll(one);
        Postgres.ExecuteBeside(database, $"alter database {Name} with allow_connections false");
        Postgres.ExecuteBeside(database,
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name}'");

        var meanwhile = await Poll(one);
        Postgres.ExecuteBeside(database, $"alter database {Name} with allow_connections true");
        Publish("Second");

        Assert.Equal(before, meanwhile);
        await TestService.Eventually(async () => (await Poll(one)).Body.Contains("Second"), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Only_one_has_a_lock_and_it_is_free_when_the_connection_is_gone()
    {
        using var store = ArticleStore.Open(database);
        using var other = ArticleStore.Open(database);
        using var mine = store.Leading();
        using var theirs = other.Leading();

        Assert.Equal((true, true, false), (mine.Has(), mine.Has(), theirs.Has()));

        Postgres.Execute(database,
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted");
        Assert.True(theirs.Take(Soon()));
        Assert.ThrowsAny<NpgsqlException>(() => mine.Has());
        Assert.False(mine.Has());
        theirs.Release();
        Assert.True(mine.Has());
    }

    [Fact]
    public async Task An_import_typed_beside_a_server_is_seen_at_once()
    {
        var own = new TempFolder();
        own.Write("feeds/articles/first.md", "# First\n\nOne article.");
        own.Write("elsewhere/second.md", "# Second\n\nAnother.");
        await using var service = await TestService.Start(own);
        await Poll(service);

        await using var command = Program.Build(TestService.SettingsFor(own));
        var elsewhere = Path.Combine(own.Path, "elsewhere");
        command.Services.GetRequiredService<Importer>()
            .Run([new ArticleRoot(elsewhere, elsewhere, "elsewhere/")], null, TestContext.Current.CancellationToken);

        await TestService.Eventually(async () => (await Poll(service)).Body.Contains("Second"), AtOnce);
    }

    public void Dispose()
    {
        Postgres.Drop(database);
        folder.Dispose();
    }

    private static CancellationToken Soon() => new CancellationTokenSource(TimeSpan.FromSeconds(5)).Token;

    private string Name => new Uri(database).AbsolutePath[1..];

    /// <summary>A publication that no node's importer has made.</summary>
    private void Publish(string title)
    {
        using var store = ArticleStore.Open(database);
        using var batch = store.Begin(DateTimeOffset.UtcNow);
        var topic = store.Topics().Single(topic => topic.Slug == "all");
        batch.Save(new Article
        {
            Id = ":elsewhere/" + title,
            Path = "elsewhere/" + title,
            Slug = title.ToLowerInvariant(),
            Title = title,
            Summary = title,
            Content = $"<p>{title}</p>",
        }, "elsewhere", DateTimeOffset.UtcNow, true, [new Membership(topic.Number, false)]);
        batch.Settle();
        batch.Commit(DateTimeOffset.UtcNow);
    }

    private Task<TestService> Start() =>
        TestService.Start(TestService.SettingsFor(folder) with { Database = database });

    private static bool Leads(TestService node) => node.Services.GetRequiredService<Importer>().IsLeading;

    private static async Task<(HttpStatusCode Status, string? ETag, DateTimeOffset? LastModified, string Body)> Poll(
        TestService node)
    {
        var answer = await node.Client.GetAsync("/feeds/all.atom", TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.ETag?.ToString(), answer.Content.Headers.LastModified,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
