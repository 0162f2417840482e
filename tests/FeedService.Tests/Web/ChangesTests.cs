using System.Globalization;
using FeedService.Import;
using FeedService.Tests.Import;
using FeedService.Tests.Support;
using FeedService.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

/// <summary>What a client notices of a change, and who notices nothing.</summary>
public sealed class ChangesTests
{
    [Fact]
    public async Task A_client_that_knows_only_times_sees_each_of_fifty_quick_changes()
    {
        var clock = new Clock { Now = DateTimeOffset.UtcNow };
        await using var service = await TestService.Start(
            new TempFolder().Article("1.md", "title: Round 0.\ndate: 2026-03-01").Article("old.md", "title: Old"),
            services => services.AddSingleton<TimeProvider>(clock));
        var known = (await Raw.Send(service.Root, "GET /feeds/all.rss"))["last-modified"]!;

        for (var round = 1; round <= 50; round++)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            await Change(service, clock, round);
            var answer = await Raw.Send(service.Root, "GET /feeds/all.rss", "If-Modified-Since: " + known);
            var again = await Raw.Send(service.Root, "GET /feeds/all.rss",
                "If-Modified-Since: " + answer["last-modified"]);

            Assert.Equal((200, 304), (answer.Status, again.Status));
            Assert.Contains($"<title>Round {round / 3 * 3}.</title>", answer.Text, StringComparison.Ordinal);
            Assert.True(Time(answer["last-modified"]!) > Time(known));
            Assert.True(Time(answer["last-modified"]!) <= Time(answer["date"]!));
            known = answer["last-modified"]!;
        }
    }

    [Fact]
    public async Task Last_Modified_never_lies_ahead_of_Date()
    {
        await using var service = await TestService.Start(new TempFolder().Article("1.md", "title: Round 0."));
        var seen = new List<Raw.Answer>();

        for (var round = 1; round <= 4; round++)
        {
            service.Folder.Article("1.md", $"title: Round {round}.");
            await TestService.Eventually(async () =>
            {
                seen.Add(await Raw.Send(service.Root, "GET /feeds/all.rss"));
                return seen[^1].Text.Contains($"Round {round}.", StringComparison.Ordinal);
            }, TimeSpan.FromSeconds(10));
        }

        Assert.All(seen, answer => Assert.True(Time(answer["last-modified"]!) <= Time(answer["date"]!)));
    }

    [Fact]
    public async Task A_change_beyond_the_last_entry_of_a_feed_keeps_its_ETag()
    {
        var folder = new TempFolder();
        for (var day = 1; day <= 28; day++)
        {
            folder.Article($"new{day}.md", $"title: New\ndate: 2026-02-{day:00}")
                .Article($"newer{day}.md", $"title: Newer\ndate: 2026-03-{day:00}");
        }
        await using var service = await TestService.Start(folder);
        var before = await Raw.Send(service.Root, "GET /feeds/all.rss");

        folder.Article("51.md", "title: Number 51\nslug: late\ndate: 2026-01-01");
        await TestService.Eventually(async () => (int)await service.Status("/articles/late") == 200,
            TimeSpan.FromSeconds(10));
        var full = await Raw.Send(service.Root, "GET /feeds/all.rss");
        var poll = await Raw.Send(service.Root, "GET /feeds/all.rss", "If-None-Match: " + before["etag"]);

        Assert.Equal(before["etag"], full["etag"]);
        Assert.Equal(before.Body, full.Body);
        Assert.Equal(304, poll.Status);
    }

    [Fact]
    public async Task An_article_is_rendered_into_its_topics_and_a_thousand_others_stay_as_they_are()
    {
        var folder = new TempFolder().Article("1.md", "title: First\ndate: 2026-01-01", "word7 and word8");
        for (var i = 0; i < 1000; i++)
            folder.Topic($"t{i}", $"title: T{i}\nmatch: {{ any: [word{i}] }}");
        var writer = new WatchedWriter();
        await using var service = await TestService.Start(folder, writer.TakePlace);
        var documents = service.Services.GetRequiredService<Documents>();
        await GetAll(service);
        var before = All(documents);

        folder.Article("2.md", "title: Second\nslug: second\ndate: 2026-01-02", "word7");
        await TestService.Eventually(async () => (int)await service.Status("/articles/second") == 200,
            TimeSpan.FromSeconds(10));
        await GetAll(service);
        var after = All(documents);

        Assert.Equal(1001, writer.Count);
        Assert.Equal(["t7"], Enumerable.Range(0, 1000).Where(i => !ReferenceEquals(before[i], after[i]))
            .Select(i => $"t{i}"));
        Assert.NotEqual(before[7]!.ETag, after[7]!.ETag);
    }

    private static Document?[] All(Documents documents) =>
        [.. Enumerable.Range(0, 1000).Select(i => documents.Find($"/feeds/t{i}.rss"))];

    private static async Task GetAll(TestService service)
    {
        for (var i = 0; i < 1000; i++)
            await service.Text($"/feeds/t{i}.rss");
    }

    // An edit, a back-dated article, and its deletion, which takes a while to be believed.
    private static async Task Change(TestService service, Clock clock, int round)
    {
        var extra = Path.Combine(service.Folder.Path, "feeds/articles/extra.md");
        if (round % 3 == 0)
            service.Folder.Article("1.md", $"title: Round {round}.\ndate: 2026-03-01");
        else if (round % 3 == 1)
            service.Folder.Article("extra.md", "title: Extra\ndate: 2020-01-01");
        else
            File.Delete(extra);
        var importer = service.Services.GetRequiredService<Importer>();
        await Task.Run(() => importer.Run(), TestContext.Current.CancellationToken);
        if (round % 3 == 2)
        {
            clock.Now += TimeSpan.FromSeconds(6);
            await Task.Run(() => importer.Run(), TestContext.Current.CancellationToken);
        }
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, "r", CultureInfo.InvariantCulture);
}
