using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using FeedService.Feeds;
using FeedService.Import;
using FeedService.Tests.Support;
using FeedService.Topics;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

public sealed class ArchiveDocumentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("atom")]
    [InlineData("rss")]
    [InlineData("json")]
    public async Task A_walk_back_gives_every_article_and_the_archives_each_one_once(string format)
    {
        await using var service = await Start(Enumerable.Range(1, 250));

        var documents = await Walk(service, $"/feeds/all.{format}", format);

        Assert.Equal([50, 50, 100, 100], documents.Select(document => document.Count));
        Assert.Equal(250, documents.Skip(1).SelectMany(ids => ids).Distinct().Count());
        Assert.Equal(documents.Skip(1).SelectMany(ids => ids).Order(), documents.SelectMany(ids => ids).Distinct().Order());
    }

    [Fact]
    public async Task The_members_of_a_full_document_stay_whatever_comes_later()
    {
        await using var service = await Start(Enumerable.Range(1000, 250));
        var before = await Archives(service);

        // Every tenth of them is older than all that were there.
        Write(service.Folder, Enumerable.Range(1, 100).Select(i => i % 10 == 0 ? i : 2000 + i));
        Import(service);
        var after = await Archives(service);

        Assert.Equal(4, after.Count);
        Assert.Equal(before[0], after[0]);
        Assert.Equal(before[1], after[1]);
        Assert.Subset(after[2].ToHashSet(), before[2].ToHashSet());
        Assert.Equal(350, after.SelectMany(ids => ids).Distinct().Count());
    }

    [Fact]
    public async Task Of_what_came_together_the_oldest_has_the_first_place()
    {
        await using var service = await Start(Enumerable.Range(1, 150).Reverse());

        var first = (await Archives(service))[0];

        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"urn:sample:{i}").Order(), first.Order());
    }

    [Fact]
    public async Task A_withdrawn_article_is_in_no_document_and_has_its_place_again_when_it_returns()
    {
        await using var service = await Start(Enumerable.Range(1, 250));
        var before = await Archives(service);
        var path = Path.Combine(service.Folder.Path, "feeds", "articles", "7.md");
        var text = await File.ReadAllTextAsync(path, Cancellation);

        await File.WriteAllTextAsync(path, text.Replace("id:", "draft: true\nid:"), Cancellation);
        Import(service);
        var without = await Archives(service);
        await File.WriteAllTextAsync(path, text, Cancellation);
        Import(service);

        Assert.Equal(before[0].Except(["urn:sample:7"]), without[0]);
        Assert.Equal(before[1..], without[1..]);
        Assert.Equal(before, await Archives(service));
    }

    [Fact]
    public async Task A_document_shows_its_articles_as_they_are_now_and_only_it_has_changed()
    {
        await using var service = await Start(Enumerable.Range(1, 250));
        var before = await Validators(service);

        service.Folder.Article("120.md", "title: Another title\nid: urn:sample:120\ndate: 2026-01-01T02:00:00Z", "Quite new.");
        Import(service);
        var after = await Validators(service);

        Assert.Contains("Another title", await service.Text("/feeds/all/archive/2.rss"), StringComparison.Ordinal);
        Assert.Equal((before[0], before[2]), (after[0], after[2]));
        Assert.NotEqual(before[1].Tag, after[1].Tag);
        Assert.True(after[1].Modified > before[1].Modified);
    }

    [Fact]
    public async Task A_full_document_is_kept_for_a_day_and_the_last_one_is_not()
    {
        await using var service = await Start(Enumerable.Range(1, 150));

        var ages = new List<TimeSpan?>();
        foreach (var address in new[] { "/feeds/all/archive/1.atom", "/feeds/all/archive/2.atom", "/feeds/all.atom" })
        {
            using var answer = await service.Client.GetAsync(address, Cancellation);
            ages.Add(answer.Headers.CacheControl!.MaxAge);
        }

        Assert.Equal([TimeSpan.FromDays(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)], ages);
    }

    [Fact]
    public async Task Every_document_is_valid_and_names_its_neighbours()
    {
        await using var service = await Start(Enumerable.Range(1, 250));

        foreach (var format in FeedFormat.All)
        {
            for (var number = 1; number <= 3; number++)
            {
                var address = $"/feeds/all/archive/{number}.{format.Extension}";
                var body = await service.Client.GetByteArrayAsync(address, Cancellation);
                Assert.Empty(FeedJudge.Feed(body, format, TestService.Address + address));
            }
        }
        Assert.Equal(
            ["self archive/1", "current all", "next-archive archive/2"], Links(await service.Text("/feeds/all/archive/1.atom")));
        Assert.Equal(
            ["self archive/2", "current all", "prev-archive archive/1", "next-archive archive/3"],
            Links(await service.Text("/feeds/all/archive/2.atom")));
        Assert.Equal(["self all", "prev-archive archive/3"], Links(await service.Text("/feeds/all.atom")));
    }

    [Fact]
    public async Task A_feed_that_holds_everything_names_no_archive()
    {
        await using var service = await Start(Enumerable.Range(1, 50));

        Assert.Equal(["self all"], Links(await service.Text("/feeds/all.atom")));
        Assert.Equal(50, (await Archives(service)).Single().Count);
    }

    [Theory]
    [InlineData("/feeds/all/archive/0.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/all/archive/4.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/all/archive/01.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/all/archive/1.xml", HttpStatusCode.NotFound)]
    [InlineData("/feeds/all/archive/99999999999999999999.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/nobody/archive/1.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/tenth+!nobody/archive/1.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/all+tenth/archive/1.rss", HttpStatusCode.PermanentRedirect)]
    [InlineData("/feeds/ALL/archive/1.RSS", HttpStatusCode.PermanentRedirect)]
    [InlineData("/feeds/dix/archive/1.rss", HttpStatusCode.MovedPermanently)]
    public async Task What_is_no_archive_document_is_not_found(string address, HttpStatusCode status)
    {
        await using var service = await Start(Enumerable.Range(1, 250));

        Assert.Equal(status, await service.Status(address));
    }

    [Fact]
    public async Task A_client_that_has_a_document_gets_304_though_the_topic_has_changed()
    {
        await using var service = await Start(Enumerable.Range(1, 250));
        using var first = await service.Client.GetAsync("/feeds/all/archive/1.atom", Cancellation);

        Write(service.Folder, [999]);
        Import(service);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/all/archive/1.atom");
        request.Headers.IfModifiedSince = first.Content.Headers.LastModified;
        using var again = await service.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_changed_rule_keeps_the_places_of_those_who_stay()
    {
        await using var service = await Start(Enumerable.Range(1, 250));
        var before = await Archives(service, "tenth");

        service.Folder.Topic("tenth", "title: Tenth\nmatch: { tags: [tenth, other] }");
        Import(service);

        Assert.Equal(before, await Archives(service, "tenth"));
        Assert.Equal(25, before.Single().Count);
    }

    private static async Task<List<List<string>>> Archives(TestService service, string slug = "all")
    {
        var archives = service.Services.GetRequiredService<Catalog>().Find(slug)!.State.Archives;
        var documents = new List<List<string>>();
        for (var number = 1; number <= archives; number++)
            documents.Add(Ids(await service.Text($"/feeds/{slug}/archive/{number}.atom"), "atom").Ids);
        return documents;
    }

    private static async Task<List<(string Tag, DateTimeOffset Modified)>> Validators(TestService service)
    {
        var validators = new List<(string, DateTimeOffset)>();
        for (var number = 1; number <= 3; number++)
        {
            using var answer = await service.Client.GetAsync($"/feeds/all/archive/{number}.rss", Cancellation);
            validators.Add((answer.Headers.ETag!.Tag, answer.Content.Headers.LastModified!.Value));
        }
        return validators;
    }

    private static async Task<List<List<string>>> Walk(TestService service, string address, string format)
    {
        var documents = new List<List<string>>();
        for (var next = address; next is not null;)
        {
            var (ids, previous) = Ids(await service.Text(next), format);
            documents.Add(ids);
            next = previous?[TestService.Address.Length..];
        }
        return documents;
    }

    private static (List<string> Ids, string? Previous) Ids(string feed, string format)
    {
        if (format == "json")
        {
            using var json = JsonDocument.Parse(feed);
            return ([.. json.RootElement.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("id").GetString()!)],
                json.RootElement.TryGetProperty("next_url", out var next) ? next.GetString() : null);
        }
        var xml = XElement.Parse(feed);
        var ids = format == "rss" ? xml.Descendants("guid") : xml.Elements(Atom("entry")).Elements(Atom("id"));
        return ([.. ids.Select(id => id.Value)], xml.Descendants(Atom("link"))
            .FirstOrDefault(link => link.Attribute("rel")?.Value == "prev-archive")?.Attribute("href")!.Value);
    }

    private static List<string> Links(string atom) =>
        [.. XElement.Parse(atom).Elements(Atom("link")).Where(link => link.Attribute("rel")!.Value != "alternate")
            .Select(link => $"{link.Attribute("rel")!.Value} {link.Attribute("href")!.Value}")
            .Select(link => link.Replace($"{TestService.Address}/feeds/", "").Replace(" all/", " ").Replace(".atom", ""))];

    private static XName Atom(string name) => XName.Get(name, "http://www.w3.org/2005/Atom");

    private static void Import(TestService service) => service.Services.GetRequiredService<Importer>().Run();

    // An article a minute; every tenth is of the topic "tenth".
    private static void Write(TempFolder folder, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            var date = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number);
            folder.Article($"{number}.md", string.Create(CultureInfo.InvariantCulture,
                $"title: Article {number}\nid: urn:sample:{number}\ndate: {date:s}Z\ntags: [{(number % 10 == 0 ? "tenth" : "")}]"));
        }
    }

    private static Task<TestService> Start(IEnumerable<int> numbers)
    {
        var folder = new TempFolder();
        folder.Topic("tenth", "title: Tenth\naliases: [dix]\nmatch: { tags: [tenth] }");
        Write(folder, numbers);
        return TestService.Start(folder);
    }
}
