using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>A real browser.</summary>
public sealed class BrowserTests(Served served) : IClassFixture<Served>
{
    [Theory]
    [InlineData("/feeds/sea.rss")]
    [InlineData("/feeds/sea.atom")]
    [InlineData("/feeds/sea.json")]
    public async Task A_browser_that_opens_a_feed_shows_a_page_about_it(string path)
    {
        var page = Open(path);
        var feed = await served.Get(path);

        Assert.Contains("This is a feed.", page, StringComparison.Ordinal);
        Assert.Contains($"<code>{TestService.Address}{path}</code>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>The Sea</h1>", page, StringComparison.Ordinal);
        Assert.Contains($"{TestService.Address}/articles/moby\">Moby</a>", page, StringComparison.Ordinal);
        foreach (var other in new[] { "rss", "atom", "json" }.Where(other => !path.EndsWith(other, StringComparison.Ordinal)))
            Assert.Contains($"<a href=\"{TestService.Address}/feeds/sea.{other}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("This is a feed.", feed.Text, StringComparison.Ordinal);
    }

    private string Open(string path)
    {
        using var profile = new TempFolder();
        return Run.Program(Shared.Program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--user-data-dir=" + profile.Path, "--dump-dom", new Uri(served.Service.Root, path).ToString()).Output;
    }
}
