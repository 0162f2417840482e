using System.Text.Json.Nodes;
using System.Xml.Linq;
using FeedService.Feeds;
using FeedService.Tests.Support;

namespace FeedService.Tests.Feeds;

public sealed class FeedBuilderTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task A_feed_has_as_many_entries_as_its_limit_in_all_formats()
    {
        var folder = new TempFolder().Topic("all", "limit: 3");
        for (var day = 1; day <= 5; day++)
            folder.Article($"{day}.md", $"title: Day {day}\ndate: 2026-01-0{day}");
        await using var service = await TestService.Start(folder);

        var titles = await Titles(service, "all");

        Assert.All(titles, each => Assert.Equal(["Day 5", "Day 4", "Day 3"], each));
    }

    [Fact]
    public async Task A_feed_stays_below_500_kB_of_content_in_all_formats()
    {
        var folder = new TempFolder();
        for (var day = 1; day <= 5; day++)
            folder.Article($"{day}.md", $"title: Day {day}\ndate: 2026-01-0{day}\nsummary: s",
                string.Join("\n\n", Enumerable.Repeat(new string('ä', 995), 82)));
        await using var service = await TestService.Start(folder);

        var titles = await Titles(service, "all");

        Assert.All(titles, each => Assert.Equal(["Day 5", "Day 4", "Day 3"], each));
    }

    [Fact]
    public async Task An_article_beyond_every_budget_is_shown_alone()
    {
        var huge = string.Join("\n\n", Enumerable.Repeat(new string('x', 1000), 600));
        var folder = new TempFolder().Article("1.md", "title: Huge\ndate: 2026-01-02", huge)
            .Article("2.md", "title: Small\ndate: 2026-01-01");
        await using var service = await TestService.Start(folder);

        var titles = await Titles(service, "all");

        Assert.All(titles, each => Assert.Equal(["Huge"], each));
    }

    [Fact]
    public async Task Summaries_alone_leave_room_for_more_entries()
    {
        var folder = new TempFolder().Topic("all", "content: summary");
        for (var day = 1; day <= 5; day++)
            folder.Article($"{day}.md", $"title: Day {day}\ndate: 2026-01-0{day}\nsummary: s",
                string.Join("\n\n", Enumerable.Repeat(new string('x', 1000), 300)));
        await using var service = await TestService.Start(folder);

        var titles = await Titles(service, "all");

        Assert.All(titles, each => Assert.Equal(["Day 5", "Day 4", "Day 3", "Day 2", "Day 1"], each));
    }

    [Fact]
    public async Task A_feed_of_summaries_carries_no_content()
    {
        var folder = new TempFolder().Topic("all", "content: summary")
            .Article("1.md", "title: One\nsummary: The summary");
        await using var service = await TestService.Start(folder);

        var rss = await service.Text("/feeds/all.rss");
        var atom = XElement.Parse(await service.Text("/feeds/all.atom")).Element(Atom + "entry")!;
        var json = JsonNode.Parse(await service.Text("/feeds/all.json"))!["items"]![0]!;

        Assert.DoesNotContain("<content:encoded>", rss, StringComparison.Ordinal);
        Assert.Null(atom.Element(Atom + "content"));
        Assert.Equal("The summary", atom.Element(Atom + "summary")!.Value);
        Assert.Equal(["The summary", null], new[] { (string?)json["content_text"], (string?)json["content_html"] });
    }

    [Theory]
    [InlineData("rss")]
    [InlineData("atom")]
    [InlineData("json")]
    public async Task A_topic_without_articles_is_a_valid_feed(string extension)
    {
        await using var service =
            await TestService.Start(new TempFolder().Topic("nothing", "title: Nothing\nmatch: { any: [nowhere] }"));
        var format = FeedFormat.Of(extension)!;

        var document = await service.Client.GetByteArrayAsync($"/feeds/nothing.{extension}",
            TestContext.Current.CancellationToken);

        Assert.Empty(FeedJudge.Feed(document, format, $"{TestService.Address}/feeds/nothing.{extension}"));
    }

    [Fact]
    public async Task An_entry_is_named_after_its_tags_and_topics()
    {
        var folder = new TempFolder().Topic("sea", "title: The Sea\nmatch: { any: [whale] }")
            .Topic("gone", "title: Whales\nmatch: { any: [whale] }")
            .Article("1.md", "title: Moby\ntags: [Books, the sea]", "A whale.");
        await using var service = await TestService.Start(folder);

        var json = JsonNode.Parse(await service.Text("/feeds/sea.json"))!["items"]![0]!;

        Assert.Equal(["Books", "the sea", "Whales"], json["tags"]!.AsArray().Select(tag => (string)tag!));
    }

    [Fact]
    public async Task An_article_without_a_URL_of_its_own_has_its_page_here_and_relative_files_are_absolute()
    {
        var folder = new TempFolder()
            .Article("deep/1.md", "title: Here\nslug: here\nimage: lead.png", "![a](lead.png)\n\n[b](#note)");
        folder.Write("feeds/articles/deep/lead.png", "png");
        await using var service = await TestService.Start(folder);

        var item = JsonNode.Parse(await service.Text("/feeds/all.json"))!["items"]![0]!;

        Assert.Equal(TestService.Address + "/articles/here", (string)item["url"]!);
        Assert.Equal(TestService.Address + "/media/deep/lead.png", (string)item["image"]!);
        Assert.Contains($"src=\"{TestService.Address}/media/deep/lead.png\"", (string)item["content_html"]!,
            StringComparison.Ordinal);
        Assert.Contains($"href=\"{TestService.Address}/articles/here#note\"", (string)item["content_html"]!,
            StringComparison.Ordinal);
        Assert.DoesNotContain("own.invalid", await service.Text("/feeds/all.rss"), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> Titles(TestService service, string slug)
    {
        var rss = XElement.Parse(await service.Text($"/feeds/{slug}.rss"));
        var atom = XElement.Parse(await service.Text($"/feeds/{slug}.atom"));
        var json = JsonNode.Parse(await service.Text($"/feeds/{slug}.json"))!;
        return
        [
            [.. rss.Element("channel")!.Elements("item").Select(item => item.Element("title")!.Value)],
            [.. atom.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value)],
            [.. json["items"]!.AsArray().Select(item => (string)item!["title"]!)],
        ];
    }
}
