using System.Diagnostics;
using FeedService.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FeedService.Tests.Web;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly SteppingTime time = new();
    private TestService service = null!;

    public async ValueTask InitializeAsync() =>
        service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)));

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task A_node_that_serves_is_well(string path)
    {
        var answer = await Raw.Send(service.Root, "GET " + path);
        var head = await Raw.Send(service.Root, "HEAD " + path);
        var post = await Raw.Send(service.Root, "POST " + path);

        Assert.Equal((200, "ok\n", "no-store"), (answer.Status, answer.Text, answer["cache-control"]));
        Assert.Equal((200, "", 405), (head.Status, head.Text, post.Status));
    }

    [Fact]
    public async Task It_is_ready_only_while_its_database_answers_and_alive_in_any_case()
    {
        Execute("alter table meta rename to elsewhere");

        var without = await Raw.Send(service.Root, "GET /healthz/ready");
        var live = await Raw.Send(service.Root, "GET /healthz/live");
        var import = await Raw.Send(service.Root, "GET /healthz");
        Execute("alter table elsewhere rename to meta");
        time.Seconds += 1;
        var again = await Raw.Send(service.Root, "GET /healthz/ready");

        Assert.Equal((503, "the database does not answer\n", "no-store"),
            (without.Status, without.Text, without["cache-control"]));
        Assert.Equal((200, 200, 200), (live.Status, import.Status, again.Status));
    }

    [Fact]
    public async Task What_the_database_answered_counts_for_a_second()
    {
        var before = await Raw.Send(service.Root, "GET /healthz/ready");
        Execute("alter table meta rename to elsewhere");

        var soon = await Raw.Send(service.Root, "GET /healthz/ready");
        time.Seconds += 1;
        var later = await Raw.Send(service.Root, "GET /healthz/ready");

        Assert.Equal((200, 200, 503), (before.Status, soon.Status, later.Status));
    }

    [Fact]
    public async Task A_database_that_keeps_silent_is_waited_for_a_second_and_asked_once()
    {
        var url = Postgres.Database();
        await using var node = await TestService.Start(TestService.SettingsFor(service.Folder) with { Database = url });
        using var holder = Postgres.Connect(url);
        using var holding = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        using (var command = holder.CreateCommand())
        {
            command.CommandText = "lock table meta in access exclusive mode";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var watch = Stopwatch.StartNew();

        var silent = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Raw.Send(node.Root, "GET /healthz/ready")));
        var waited = watch.Elapsed;
        var askers = Askers(url);
        await holding.RollbackAsync(TestContext.Current.CancellationToken);

        Assert.All(silent,
            answer => Assert.Equal((503, "the database does not answer\n"), (answer.Status, answer.Text)));
        Assert.InRange(waited, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(25));
        Assert.Equal(1, askers);
        await TestService.Eventually(async () => (await Raw.Send(node.Root, "GET /healthz/ready")).Status == 200,
            TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_node_that_is_stopping_is_not_ready_any_more()
    {
        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var ready = await Raw.Send(service.Root, "GET /healthz/ready");
        var live = await Raw.Send(service.Root, "GET /healthz/live");

        Assert.Equal((503, "stopping\n", 200), (ready.Status, ready.Text, live.Status));
    }

    [Fact]
    public async Task A_node_on_a_stopped_PostgreSQL_serves_on_and_is_not_ready()
    {
        var url = Postgres.Database();
        await using var node = await TestService.Start(
            TestService.SettingsFor(service.Folder) with { Database = url });
        var before = await Raw.Send(node.Root, "GET /feeds/all.rss");

        Postgres.Drop(url);
        await TestService.Eventually(
            async () => (await Raw.Send(node.Root, "GET /healthz/ready")).Status == 503, TimeSpan.FromSeconds(10));
        var ready = await Raw.Send(node.Root, "GET /healthz/ready");
        var after = await Raw.Send(node.Root, "GET /feeds/all.rss");

        Assert.Equal("the database does not answer\n", ready.Text);
        Assert.Equal((200, before.Text), (after.Status, after.Text));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(service.Folder.Path, "store.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Askers(string url)
    {
        using var connection = Postgres.Connect(url);
        using var command = connection.CreateCommand();
        command.CommandText = """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%count(*) from meta%'
            """;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Whose clock a test sets; it waits as long as another.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
