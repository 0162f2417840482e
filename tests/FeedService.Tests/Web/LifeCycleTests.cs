using System.Globalization;
using System.Net;
using System.Xml.Linq;
using FeedService.Articles;
using FeedService.Feeds;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

public sealed class LifeCycleTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_withdrawn_article_leaves_every_feed_and_a_tombstone_in_Atom()
    {
        await using var service = await Start();
        var before = await Validators(service);

        service.Folder.Article("2.md", "title: Two\nid: urn:sample:2\ndate: 2026-01-02\ndraft: true");
        await TestService.Eventually(async () => !(await service.Text("/feeds/all.atom")).Contains("Two"), Patience);
        var after = await Validators(service);
        var atom = await service.Client.GetByteArrayAsync("/feeds/all.atom", Cancellation);

        foreach (var format in FeedFormat.All)
            Assert.DoesNotContain("Two", await service.Text($"/feeds/all.{format.Extension}"), StringComparison.Ordinal);
        Assert.Equal(["urn:sample:2"], Tombstones(System.Text.Encoding.UTF8.GetString(atom)));
        Assert.NotEqual(before.Tag, after.Tag);
        Assert.True(after.Modified > before.Modified);
        Assert.Equal(HttpStatusCode.Gone, await service.Status("/articles/2"));
        // Validators do not know the namespace, and that is all they remark on.
        Assert.All(FeedJudge.Atom(atom, $"{TestService.Address}/feeds/all.atom"),
            finding => Assert.StartsWith("UnknownNamespace", finding.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_tombstone_goes_when_the_article_is_there_again()
    {
        await using var service = await Start();
        var text = await File.ReadAllTextAsync(FileOf(service, "2.md"), Cancellation);
        service.Folder.Article("2.md", "title: Two\nid: urn:sample:2\ndate: 2026-01-02\ndraft: true");
        await TestService.Eventually(async () => Tombstones(await service.Text("/feeds/all.atom")).Count == 1, Patience);

        await File.WriteAllTextAsync(FileOf(service, "2.md"), text, Cancellation);
        await TestService.Eventually(async () => (await service.Text("/feeds/all.atom")).Contains("Two"), Patience);

        Assert.Empty(Tombstones(await service.Text("/feeds/all.atom")));
    }

    [Fact]
    public async Task An_article_that_only_leaves_a_topic_leaves_no_tombstone()
    {
        await using var service = await Start();

        service.Folder.Article("1.md", "title: One\nid: urn:sample:1\ndate: 2026-01-01");
        await TestService.Eventually(async () => !(await service.Text("/feeds/tagged.atom")).Contains("One"), Patience);

        Assert.Empty(Tombstones(await service.Text("/feeds/tagged.atom")));
    }

    [Fact]
    public async Task One_that_had_left_a_topic_before_it_was_withdrawn_leaves_no_tombstone_there()
    {
        await using var service = await Start();
        service.Folder.Article("1.md", "title: One\nid: urn:sample:1\ndate: 2026-01-01");
        await TestService.Eventually(async () => !(await service.Text("/feeds/tagged.atom")).Contains("One"), Patience);

        service.Folder.Article("1.md", "title: One\nid: urn:sample:1\ndate: 2026-01-01\ndraft: true");
        await TestService.Eventually(async () => await service.Status("/articles/1") == HttpStatusCode.Gone, Patience);

        Assert.Equal((0, 1), (Tombstones(await service.Text("/feeds/tagged.atom")).Count,
            Tombstones(await service.Text("/feeds/all.atom")).Count));
    }

    [Fact]
    public async Task What_was_withdrawn_beyond_the_end_of_a_feed_leaves_no_tombstone()
    {
        await using var service = await Start(("all", "limit: 2"));

        service.Folder.Article("1.md", "title: One\nid: urn:sample:1\ndate: 2026-01-01\ndraft: true")
            .Article("3.md", "title: Three\nid: urn:sample:3\ndate: 2026-01-03\ndraft: true")
            .Article("0.md", "title: Zero\nid: urn:sample:0\ndate: 2025-12-31");
        await TestService.Eventually(async () => await service.Status("/articles/1") == HttpStatusCode.Gone, Patience);

        // Two and Zero fill it; One lay between them.
        Assert.Equal(["urn:sample:1", "urn:sample:3"], Tombstones(await service.Text("/feeds/all.atom")).Order());
        service.Folder.Article("4.md", "title: Four\nid: urn:sample:4\ndate: 2026-01-04");
        await TestService.Eventually(async () => (await service.Text("/feeds/all.atom")).Contains("Four"), Patience);
        Assert.Equal(["urn:sample:3"], Tombstones(await service.Text("/feeds/all.atom")));
    }

    [Fact]
    public async Task A_scheduled_article_appears_within_two_seconds_of_its_time_in_a_feed_that_is_polled()
    {
        await using var service = await Start();
        var time = DateTimeOffset.UtcNow.AddSeconds(4);
        service.Folder.Article("soon.md", $"title: Soon\ndate: {Dates.Rfc3339(time)}");

        var (seen, dated) = await Poll(service, body => body.Contains("Soon"));

        Assert.InRange(seen, Whole(time), time + Promised);
        Assert.True(dated >= Whole(time));
    }

    [Fact]
    public async Task An_article_that_expires_leaves_within_two_seconds_of_its_time_a_feed_that_is_polled()
    {
        await using var service = await Start();
        var time = DateTimeOffset.UtcNow.AddSeconds(6);
        service.Folder.Article("short.md", $"title: Short\ndate: 2026-02-01\nexpires: {Dates.Rfc3339(time)}");
        await TestService.Eventually(async () => (await service.Text("/feeds/all.rss")).Contains("Short"), Patience);

        var (seen, _) = await Poll(service, body => !body.Contains("Short"));

        Assert.InRange(seen, Whole(time), time + Promised);
    }

    [Fact]
    public async Task A_removed_topic_is_gone_and_comes_back_with_its_old_id()
    {
        await using var service = await Start();
        var before = XElement.Parse(await service.Text("/feeds/tagged.atom"));
        var text = await File.ReadAllTextAsync(Path.Combine(service.Folder.Path, "feeds", "tagged.yaml"), Cancellation);

        File.Delete(Path.Combine(service.Folder.Path, "feeds", "tagged.yaml"));
        await TestService.Eventually(async () => await service.Status("/feeds/tagged.rss") == HttpStatusCode.Gone, Patience);
        Assert.Equal(HttpStatusCode.Gone, await service.Status("/feeds/tagged/archive/1.rss"));
        service.Folder.Topic("tagged", text);
        await TestService.Eventually(async () => await service.Status("/feeds/tagged.rss") == HttpStatusCode.OK, Patience);
        var after = XElement.Parse(await service.Text("/feeds/tagged.atom"));

        Assert.Equal(before.Element(Atom("id"))!.Value, after.Element(Atom("id"))!.Value);
        Assert.Equal(before.Elements(Atom("entry")).Select(entry => entry.ToString()),
            after.Elements(Atom("entry")).Select(entry => entry.ToString()));
    }

    /// <summary>Asks as readers do, with what they were given the last time, until the body is as it should be.</summary>
    /// <returns>When that was, and the Last-Modified of it.</returns>
    private static async Task<(DateTimeOffset Seen, DateTimeOffset Dated)> Poll(TestService service,
        Func<string, bool> isThere)
    {
        string? tag = null;
        var end = DateTimeOffset.UtcNow + Patience;
        while (DateTimeOffset.UtcNow < end)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/all.rss");
            if (tag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            using var answer = await service.Client.SendAsync(request, Cancellation);
            if (answer.StatusCode == HttpStatusCode.OK && isThere(await answer.Content.ReadAsStringAsync(Cancellation)))
                return (DateTimeOffset.UtcNow, answer.Content.Headers.LastModified!.Value);
            tag = answer.Headers.ETag!.ToString();
            await Task.Delay(50, Cancellation);
        }
        throw new TimeoutException("it was never seen");
    }

    private static DateTimeOffset Whole(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static List<string> Tombstones(string atom) => [.. XElement.Parse(atom)
        .Elements(XName.Get("deleted-entry", "http://purl.org/atompub/tombstones/1.0"))
        .Select(entry => entry.Attribute("ref")!.Value)];

    private static XName Atom(string name) => XName.Get(name, "http://www.w3.org/2005/Atom");

    private static string FileOf(TestService service, string path) =>
        Path.Combine(service.Folder.Path, "feeds", "articles", path);

    private static async Task<(string Tag, DateTimeOffset Modified)> Validators(TestService service)
    {
        using var answer = await service.Client.GetAsync("/feeds/all.rss", Cancellation);
        return (answer.Headers.ETag!.Tag, answer.Content.Headers.LastModified!.Value);
    }

    private static Task<TestService> Start(params (string Slug, string Yaml)[] topics)
    {
        var folder = new TempFolder().Topic("tagged", "title: Tagged\nmatch: { tags: [tag] }");
        foreach (var (number, title) in new[] { (1, "One"), (2, "Two"), (3, "Three") })
            folder.Article(string.Create(CultureInfo.InvariantCulture, $"{number}.md"), string.Create(
                CultureInfo.InvariantCulture,
                $"title: {title}\nid: urn:sample:{number}\ndate: 2026-01-0{number}\ntags: [tag]"));
        foreach (var (slug, yaml) in topics)
            folder.Topic(slug, yaml);
        return TestService.Start(folder);
    }
}
