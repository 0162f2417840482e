using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>A small collection, served once for a class of tests that change nothing.</summary>
public sealed class Served : IAsyncLifetime
{
    /// <summary>An address of each kind of document.</summary>
    public static readonly string[] Documents =
        ["/feeds/all.rss", "/feeds/all.atom", "/feeds/all.json", "/feeds/sea.rss", "/feeds.opml", "/", "/topics/sea",
            "/articles/moby"];

    public TestService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await TestService.Start(new TempFolder()
        .Topic("sea", "title: The Sea\naliases: [ocean]\nmatch: { any: [whale] }")
        .Topic("größe", "title: Größe\nmatch: { any: [whale] }")
        .Article("moby.md", "title: Moby\nslug: moby\ndate: 2026-01-02T03:04:05Z",
            string.Join("\n\n", Enumerable.Repeat("A whale, again a whale.", 50)))
        .Article("other.md", "title: Other\nslug: other\ndate: 2026-01-01\nurl: https://example.org/other"));

    public Task<Raw.Answer> Get(string path, params string[] headers) => Raw.Send(Service.Root, "GET " + path, headers);

    public Task<Raw.Answer> Head(string path, params string[] headers) =>
        Raw.Send(Service.Root, "HEAD " + path, headers);

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
