using FeedService.Import;
using FeedService.Store;
using FeedService.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

/// <summary>Between the start and the end of the first import, which a batch that is held open keeps waiting.</summary>
public sealed class StartTests : IAsyncLifetime
{
    private readonly TempFolder folder = new TempFolder().Article("1.md", "title: One\nslug: one")
        .Topic("sea", "title: Sea\nmatch: { any: [whale] }");
    private WebApplication app = null!;
    private StoreBatch? holding;

    private Uri Root =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public async ValueTask InitializeAsync()
    {
        app = Program.Build(TestService.SettingsFor(folder));
        _ = app.Services.GetRequiredService<Importer>();
        holding = app.Services.GetRequiredService<ArticleStore>().Begin(DateTimeOffset.UtcNow);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("/feeds/all.rss")]
    [InlineData("/feeds/sea.atom")]
    [InlineData("/feeds/unknown.json")]
    [InlineData("/feeds.opml")]
    [InlineData("/")]
    [InlineData("/topics/sea")]
    [InlineData("/articles/one")]
    public async Task An_empty_store_asks_to_come_back_and_then_serves(string path)
    {
        var early = await Raw.Send(Root, "GET " + path);
        Release();
        await app.Services.GetRequiredService<Watcher>().First;
        var late = await Raw.Send(Root, "GET " + path);

        Assert.Equal((503, "5"), (early.Status, early["retry-after"]));
        Assert.Equal(path.Contains("unknown", StringComparison.Ordinal) ? 404 : 200, late.Status);
    }

    [Fact]
    public async Task The_health_is_503_until_the_first_import_is_done()
    {
        var early = await Raw.Send(Root, "GET /healthz");
        Release();
        await app.Services.GetRequiredService<Watcher>().First;
        var late = await Raw.Send(Root, "GET /healthz");

        Assert.Equal((503, "the first import is under way\n", "no-store"),
            (early.Status, early.Text, early["cache-control"]));
        Assert.Equal((200, "ok\n", "no-store"), (late.Status, late.Text, late["cache-control"]));
    }

    [Fact]
    public async Task A_store_that_is_filled_serves_at_once()
    {
        Release();
        await app.Services.GetRequiredService<Watcher>().First;
        await using var again = Program.Build(TestService.SettingsFor(folder));
        _ = again.Services.GetRequiredService<Importer>();
        var batch = again.Services.GetRequiredService<ArticleStore>().Begin(DateTimeOffset.UtcNow);
        folder.Article("2.md", "title: Two");
        await again.StartAsync(TestContext.Current.CancellationToken);
        var root = new Uri(
            again.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        var feed = await Raw.Send(root, "GET /feeds/all.rss");
        var health = await Raw.Send(root, "GET /healthz");
        batch.Dispose();
        await again.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((200, 503), (feed.Status, health.Status));
        Assert.Contains("<title>One</title>", feed.Text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    private void Release()
    {
        holding?.Dispose();
        holding = null;
    }
}
