using System.Net;
using FeedService.Import;
using FeedService.Store;
using FeedService.Topics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Support;

/// <summary>The whole service on a feeds folder of the test's own, listening on a port of its own.</summary>
public sealed class TestService : IAsyncDisposable
{
    public const string Address = "https://feeds.example.org";

    private readonly WebApplication app;

    private readonly TempFolder? owned;

    private TestService(WebApplication app, TempFolder? folder)
    {
        this.app = app;
        owned = folder;
        Root = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Root };
    }

    /// <summary>The folder that the service owns.</summary>
    public TempFolder Folder => owned!;

    /// <summary>Where it listens, which is not the address that its links name.</summary>
    public Uri Root { get; }

    /// <summary>Follows no redirects and undoes no compression.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>
    /// Starts on the folder as it is now and waits for the first import. The service owns the folder.
    /// </summary>
    public static async Task<TestService> Start(TempFolder folder, Action<IServiceCollection>? change = null,
        string address = Address, Func<Settings, Settings>? settings = null)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "feeds", "articles"));
        var usual = SettingsFor(folder) with { Address = address };
        return await Start(settings is null ? usual : settings(usual), change, folder);
    }

    /// <summary>One of several on the same folder, or database: the test owns these.</summary>
    public static Task<TestService> Start(Settings settings, Action<IServiceCollection>? change = null) =>
        Start(settings, change, null);

    private static async Task<TestService> Start(Settings settings, Action<IServiceCollection>? change,
        TempFolder? owned)
    {
        var app = Program.Build(settings, change);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var service = new TestService(app, owned);
        await app.Services.GetRequiredService<Watcher>().First;
        return service;
    }

    public static Settings SettingsFor(TempFolder folder) => new()
    {
        Urls = ["http://127.0.0.1:0"],
        Address = Address,
        Feeds = Path.Combine(folder.Path, "feeds"),
        Database = Path.Combine(folder.Path, "store.db"),
    };

    /// <summary>
    /// Changes every topic as an import would, but at once: the feed of everything has another title from now on.
    /// </summary>
    public void Change(string title)
    {
        using (var batch = Services.GetRequiredService<ArticleStore>().Begin(DateTimeOffset.UtcNow))
        {
            batch.Define(Topic.AllSlug, "title: " + title);
            batch.TouchAllTopics();
            batch.Commit(DateTimeOffset.UtcNow);
        }
        var catalog = Services.GetRequiredService<Catalog>();
        catalog.Refresh(catalog.Authority);
    }

    public Task<string> Text(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public async Task<HttpStatusCode> Status(string path) =>
        (await Client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode;

    /// <summary>
    /// Waits until a condition holds, for as long as the service promises at most, and fails after that.
    /// </summary>
    public static async Task Eventually(Func<Task<bool>> condition, TimeSpan within)
    {
        var end = DateTime.UtcNow + within;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < end, $"it did not come true within {within.TotalSeconds} s");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        owned?.Dispose();
    }
}
