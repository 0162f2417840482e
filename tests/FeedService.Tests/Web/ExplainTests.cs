using System.Net;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

public sealed class ExplainTests
{
    private const string Here = "http://localhost:8080";

    [Fact]
    public async Task The_status_page_leads_to_a_form()
    {
        await using var service = await Start();

        var status = await service.Text("/status");
        var page = await service.Text("/status/explain");

        Assert.Contains("<a href=\"http://localhost:8080/status/explain\">", status, StringComparison.Ordinal);
        Assert.Contains("<form action=\"http://localhost:8080/status/explain\">", page, StringComparison.Ordinal);
        Assert.Contains("<input name=\"article\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_found_is_marked_and_what_failed_is_told()
    {
        await using var service = await Start();

        var page = WebUtility.HtmlDecode(await service.Text("/status/explain?article=1.md&topic=Sea"));

        Assert.Contains("<mark>Whales</mark> & <b>", page, StringComparison.Ordinal);
        Assert.Contains("Nearly in", page, StringComparison.Ordinal);
        Assert.Contains("<td>✓</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>✗</td>", page, StringComparison.Ordinal);
        Assert.Contains("whale* 1× (body 1)", page, StringComparison.Ordinal);
        Assert.Contains("value=\"1.md\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_topic_it_tells_of_those_that_the_article_is_in_or_nearly_in()
    {
        await using var service = await Start();

        var page = await service.Text("/status/explain?article=1.md");

        var inIt = page.IndexOf(">Ships</a>", StringComparison.Ordinal);
        Assert.InRange(inIt, 0, page.IndexOf(">Sea</a>", StringComparison.Ordinal));
        Assert.DoesNotContain(">Sky</a>", page, StringComparison.Ordinal);
        Assert.Contains("not in the other 1 topic", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.md")]
    [InlineData("one")]
    [InlineData("ONE")]
    [InlineData("http://localhost:8080/articles/one")]
    [InlineData("https://www.example.org/1/?utm_source=x")]
    [InlineData("tag:example.org,2024:x:own")]
    [InlineData(":own")]
    [InlineData("more.json#two")]
    [InlineData("https://example.org/2")]
    public async Task An_article_has_many_names(string name)
    {
        await using var service = await Start();

        var page = await service.Text("/status/explain?topic=all&article=" + Uri.EscapeDataString(name));

        Assert.Contains("Every article belongs to it.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?article=none", "There is no article <bdi>none</bdi>")]
    [InlineData("?article=%3Cscript%3E", "<bdi>&lt;script&gt;</bdi>")]
    [InlineData("?article=%00%ED%A0%80%27%25", "There is no article")]
    [InlineData("?article=one&topic=%3Cscript%3E", "There is no topic &lt;script&gt;.")]
    public async Task What_is_not_there_is_named(string query, string answer)
    {
        await using var service = await Start();

        var page = await service.Text("/status/explain" + query);

        Assert.Contains(answer, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_the_operator_alone()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: One"));

        var status = await service.Status("/status/explain?article=1.md");

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    private static Task<TestService> Start()
    {
        var folder = new TempFolder().Site("id: tag:example.org,2024:x")
            .Topic("sea", "title: Sea\nmatch: { any: [whale*], tags: [Sea] }")
            .Topic("ships", "title: Ships\nmatch: { any: [ship*] }").Topic("sky", "title: Sky\nmatch: { any: [star*] }")
            .Article("1.md", "title: One\nid: own\nslug: one\nurl: https://example.org/1", "Ships, Whales &amp; `<b>`.");
        folder.Write("feeds/articles/more.json",
            """[{ "id": "two", "title": "Two", "url": "https://example.org/2", "text": "Text." }]""");
        return TestService.Start(folder, address: Here);
    }
}
