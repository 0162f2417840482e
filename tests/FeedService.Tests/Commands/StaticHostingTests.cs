using System.Globalization;
using FeedService.Tests.Support;

namespace FeedService.Tests.Commands;

public sealed class StaticHostingTests : IDisposable
{
    private readonly TempFolder folder = new TempFolder().Topic("sea", "title: Sea\nmatch: { any: [whale] }")
        .Article("1.md", "title: One\nslug: one\ndate: 2026-01-02", "A whale.");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_exported_is_served_by_nginx_under_the_same_addresses_and_types()
    {
        var port = Cli.FreePort().ToString(CultureInfo.InvariantCulture);
        var root = new Uri("http://127.0.0.1:" + port);
        var export = Cli.Invoke(folder, "export", "out", "--feeds", "feeds", "--address", root.ToString());
        Assert.Equal(0, export.ExitCode);
        using var nginx = await Nginx.Start(folder, "static.nginx.conf",
            ("/srv/export;", Path.Combine(folder.Path, "out") + ";"), ("listen 80;", $"listen 127.0.0.1:{port};"));

        var types = new List<string>();
        foreach (var path in new[] { "/", "/topics/sea", "/articles/one", "/feeds/sea.rss", "/feeds/sea.atom",
            "/feeds/sea.json", "/feeds.opml", "/feeds/none.rss" })
        {
            var answer = await Raw.Send(root, "GET " + path);
            types.Add($"{answer.Status} {(answer.Status == 200 ? answer["content-type"] : "")}");
        }
        var zipped = await Raw.Send(root, "GET /feeds/sea.atom", "Accept-Encoding: gzip");

        Assert.Equal(["200 text/html; charset=utf-8", "200 text/html; charset=utf-8", "200 text/html; charset=utf-8",
            "200 application/rss+xml; charset=utf-8", "200 application/atom+xml; charset=utf-8",
            "200 application/feed+json; charset=utf-8", "200 text/x-opml; charset=utf-8", "404 "], types);
        Assert.Equal("gzip", zipped["content-encoding"]);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(folder.Path, "out", "feeds", "sea.atom"),
            TestContext.Current.CancellationToken), zipped.Decoded());
    }
}
