using System.Text;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

public sealed class MediaTests : IAsyncLifetime
{
    private TestService service = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = new TempFolder().Article("deep/1.md", "title: One");
        foreach (var file in new[] { "deep/a b.png", "deep/ton.mp3", "deep/.hidden.png", ".git/a.png", "deep/bild.svg",
            "deep/a.html", "deep/a.png~", "deep/größe.webp" })
            folder.Write($"feeds/articles/{file}", "0123456789");
        folder.Write("feeds/outside.png", "secret");
        folder.Write("elsewhere/secret.png", "secret");
        var articles = Path.Combine(folder.Path, "feeds", "articles");
        File.CreateSymbolicLink(Path.Combine(articles, "out.png"),
            Path.Combine(folder.Path, "elsewhere", "secret.png"));
        File.CreateSymbolicLink(Path.Combine(articles, "passwd.png"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(articles, "in.png"), Path.Combine(articles, "deep", "a b.png"));
        File.CreateSymbolicLink(Path.Combine(articles, "hidden.png"), Path.Combine(articles, "deep", ".hidden.png"));
        Directory.CreateSymbolicLink(Path.Combine(articles, "linked"), Path.Combine(folder.Path, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(articles, "round.png"), Path.Combine(articles, "linked", "secret.png"));
        service = await TestService.Start(folder);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData("/media/deep/a%20b.png", "image/png")]
    [InlineData("/media/deep/ton.mp3", "audio/mpeg")]
    [InlineData("/media/deep/bild.svg", "image/svg+xml")]
    [InlineData("/media/deep/gr%C3%B6%C3%9Fe.webp", "image/webp")]
    [InlineData("/media/in.png", "image/png")]
    public async Task Images_and_sound_beside_articles_are_served(string path, string type)
    {
        var answer = await Raw.Send(service.Root, "GET " + path);

        Assert.Equal((200, type, "0123456789"), (answer.Status, answer["content-type"], answer.Text));
        Assert.Equal(("nosniff", "*", "bytes"),
            (answer["x-content-type-options"], answer["access-control-allow-origin"], answer["accept-ranges"]));
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox", answer["content-security-policy"]);
    }

    [Theory]
    [InlineData("/media/deep/1.md")]
    [InlineData("/media/deep/a.html")]
    [InlineData("/media/deep/none.png")]
    [InlineData("/media/deep")]
    [InlineData("/media/")]
    [InlineData("/media")]
    [InlineData("/media/deep/.hidden.png")]
    [InlineData("/media/.git/a.png")]
    [InlineData("/media/deep/a.png~")]
    [InlineData("/media/out.png")]
    [InlineData("/media/passwd.png")]
    [InlineData("/media/linked/secret.png")]
    [InlineData("/media/round.png")]
    [InlineData("/media/hidden.png")]
    public async Task No_other_file_is_ever_served(string path)
    {
        var answer = await Raw.Send(service.Root, "GET " + path);

        Assert.Equal(404, answer.Status);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/media/../outside.png")]
    [InlineData("/media/%2e%2e/outside.png")]
    [InlineData("/media/%2E%2E%2Foutside.png")]
    [InlineData("/media/..%2foutside.png")]
    [InlineData("/media/deep/..%2f..%2foutside.png")]
    [InlineData("/media/..%5coutside.png")]
    [InlineData("/media/..\\outside.png")]
    [InlineData("/media/%252e%252e/outside.png")]
    [InlineData("/media/..;/outside.png")]
    [InlineData("/media/deep/....//....//outside.png")]
    [InlineData("/media//{0}/feeds/outside.png")]
    [InlineData("/media/%2F{0}/feeds/outside.png")]
    [InlineData("/media//{0}/elsewhere/secret.png")]
    [InlineData("/media/deep/a%20b.png%00.md")]
    public async Task No_path_leads_out_of_the_folder(string path)
    {
        var target = path.Replace("{0}", service.Folder.Path[1..], StringComparison.Ordinal);

        var answer = await Raw.Send(service.Root, "GET " + target);

        Assert.Contains(answer.Status, new[] { 400, 404 });
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "bytes 2-4/10", "234")]
    [InlineData("bytes=-3", 206, "bytes 7-9/10", "789")]
    [InlineData("bytes=8-", 206, "bytes 8-9/10", "89")]
    [InlineData("bytes=20-", 416, "bytes */10", "")]
    public async Task A_part_can_be_asked_for(string range, int status, string contentRange, string body)
    {
        var answer = await Raw.Send(service.Root, "GET /media/deep/ton.mp3", "Range: " + range);

        Assert.Equal(status == 416 ? "no-cache" : "public, max-age=86400", answer["cache-control"]);
        Assert.Equal((status, contentRange, body), (answer.Status, answer["content-range"], answer.Text));
    }

    [Fact]
    public async Task A_client_that_has_the_file_gets_304()
    {
        var first = await Raw.Send(service.Root, "GET /media/deep/ton.mp3");

        var again = await Raw.Send(service.Root, "GET /media/deep/ton.mp3",
            "If-Modified-Since: " + first["last-modified"]);

        Assert.Equal(304, again.Status);
        Assert.Empty(again.Body);
    }

    [Fact]
    public async Task HEAD_tells_the_length_of_the_file()
    {
        var answer = await Raw.Send(service.Root, "HEAD /media/deep/ton.mp3");

        Assert.Equal((200, "10", "audio/mpeg"), (answer.Status, answer["content-length"], answer["content-type"]));
        Assert.Empty(Encoding.UTF8.GetString(answer.Body));
    }
}
