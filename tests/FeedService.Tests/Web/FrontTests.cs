using FeedService.Feeds;
using FeedService.Tests.Support;
using FeedService.Topics;
using FeedService.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

public sealed class FrontTests
{
    [Fact]
    public async Task What_has_to_be_made_leaves_the_thread_of_the_socket()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"));
        var next = new TaskCompletionSource<bool>();
        var front = new Front(_ =>
        {
            next.SetResult(Thread.CurrentThread.IsThreadPoolThread);
            return Task.CompletedTask;
        }, service.Services.GetRequiredService<Documents>(),
            service.Services.GetRequiredService<Catalog>(), new Addresses(TestService.Address),
            service.Services.GetRequiredService<HttpDate>());
        var context = new DefaultHttpContext { Request = { Method = "GET", Path = "/feeds/all.rss" } };

        var socket = new Thread(() => _ = front.InvokeAsync(context));
        socket.Start();

        Assert.True(await next.Task);
    }

    [Fact]
    public async Task What_is_at_hand_is_answered_on_it()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"));
        var feed = await Raw.Send(service.Root, "GET /feeds/all.rss");
        var front = new Front(_ => throw new InvalidOperationException("went on"),
            service.Services.GetRequiredService<Documents>(),
            service.Services.GetRequiredService<Catalog>(), new Addresses(TestService.Address),
            service.Services.GetRequiredService<HttpDate>());
        var context = new DefaultHttpContext { Request = { Method = "GET", Path = "/feeds/all.rss" } };

        var answering = front.InvokeAsync(context);

        Assert.True(answering.IsCompletedSuccessfully);
        Assert.Equal((200, feed.Body.Length), (context.Response.StatusCode, (int)context.Response.ContentLength!));
    }

    [Theory]
    [InlineData("/news/feeds/all.rss", 200)]
    [InlineData("/feeds/all.rss", 200)]
    [InlineData("/newsfeeds/all.rss", 404)]
    [InlineData("/news/news/feeds/all.rss", 404)]
    [InlineData("/NEWS/feeds/all.rss", 308)]
    [InlineData("/news", 308)]
    [InlineData("/news/", 200)]
    public async Task A_documents_address_lies_under_the_root_whether_or_not_a_proxy_took_it_away(string path, int status)
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            address: "https://example.org/news");
        await service.Text("/news/feeds/all.rss");

        var answer = await Raw.Send(service.Root, "GET " + path);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task The_roots_path_may_have_any_letters()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            address: "https://example.org/zeitungs-%C3%A4");

        foreach (var _ in new[] { "made", "at hand" })
        {
            var answer = await Raw.Send(service.Root, "GET /zeitungs-%C3%A4/feeds/all.rss");
            Assert.Equal(200, answer.Status);
            Assert.Contains("<https://example.org/zeitungs-%C3%A4/feeds/all.rss>; rel=\"self\"", answer["link"],
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_proxy_is_believed_whatever_the_environment_says()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true");
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            services => services.ShareInMemory());
        await service.WhenShared();
        Environment.SetEnvironmentVariable("ASPNETCORE_FORWARDEDHEADERS_ENABLED", null);

        for (var i = 0; i < 10; i++)
            await Raw.Send(service.Root, "GET /feeds/all.rss", $"X-Forwarded-Proto: x{i}", "X-Forwarded-For: 192.0.2.1");

        await TestService.Eventually(() => Task.FromResult(service.Entries() == 1), TimeSpan.FromSeconds(10));
    }
}
