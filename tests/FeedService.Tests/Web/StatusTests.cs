using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FeedService.Tests.Support;
using FeedService.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

public sealed class StatusTests
{
    private const string Here = "http://localhost:8080";

    [Fact]
    public async Task What_was_set_aside_is_shown_with_file_line_and_what_to_do()
    {
        var folder = new TempFolder().Article("good.md", "title: Good").Article("bad.md", "title: [never closed");

        await using var service = await TestService.Start(folder, address: Here);
        var page = await service.Text("/status");

        Assert.Contains("<h2>Set aside (1)</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<code><bdi>bad.md</bdi>:3</code>", page, StringComparison.Ordinal);
        Assert.Contains("did not find expected", page, StringComparison.Ordinal);
        Assert.Contains("1 article from 2 files", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_mended_leaves_it_by_itself()
    {
        var folder = new TempFolder().Article("good.md", "title: Good").Article("bad.md", "title: [never closed");
        await using var service = await TestService.Start(folder, address: Here);

        folder.Article("bad.md", "title: Mended");
        await TestService.Eventually(
            async () => !(await service.Text("/status")).Contains("Set aside", StringComparison.Ordinal),
            TimeSpan.FromSeconds(5));

        Assert.Contains("Mended", await service.Text("/feeds/all.rss"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestService.Address, "localhost", HttpStatusCode.NotFound)]
    [InlineData(Here, "localhost", HttpStatusCode.OK)]
    [InlineData(Here, "evil.example", HttpStatusCode.NotFound)]
    public async Task Without_a_token_it_is_for_this_machine_alone(string address, string host, HttpStatusCode status)
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            address: address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status") { Headers = { Host = host } };

        var answer = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer geheim", HttpStatusCode.OK)]
    [InlineData("bearer geheim", HttpStatusCode.OK)]
    [InlineData("Bearer geheim2", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer ", HttpStatusCode.Unauthorized)]
    [InlineData("Basic :geheim", HttpStatusCode.OK)]
    [InlineData("Basic anybody:geheim", HttpStatusCode.OK)]
    [InlineData("Basic geheim:", HttpStatusCode.Unauthorized)]
    [InlineData("Basic geheim", HttpStatusCode.Unauthorized)]
    public async Task With_a_token_it_is_for_who_sends_it(string? authorization, HttpStatusCode status)
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            services => services.AddSingleton(new Operator("geheim", isAlone: true)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status");
        if (authorization?.Split(' ') is [var scheme, var sent])
            request.Headers.Authorization = new AuthenticationHeaderValue(scheme,
                scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(sent)) : sent);

        var answer = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((status, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
        Assert.Equal(status == HttpStatusCode.Unauthorized, answer.Headers.WwwAuthenticate.Count == 1);
    }

    [Fact]
    public async Task A_password_that_is_no_base64_is_none()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"),
            services => services.AddSingleton(new Operator("geheim", isAlone: true)));

        var answer = await Raw.Send(service.Root, "GET /status", "Authorization: Basic ???");

        Assert.Equal(401, answer.Status);
    }
}
