using System.Net;
using System.Xml.Linq;
using CsCheck;
using FeedService.Feeds;
using FeedService.Tests.Support;
using FeedService.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

public sealed class CombinationTests
{
    private static readonly string[] Topics = ["a", "b", "c", "d"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_combination_holds_what_its_parts_say_counted_by_hand()
    {
        await using var service = await Start(64);
        var anyAddress = Gen.Select(Gen.Int[0, 4].Select(i => i == 4 ? "all" : Topics[i]), Gen.Bool)
            .Select((name, isNegated) => isNegated ? "!" + name : name)
            .Array[1, 3].Select(names => string.Join('+', names)).Array[1, 2].Select(parts => string.Join(',', parts));

        await anyAddress.SampleAsync(async address =>
        {
            var found = await Follow(service, $"/feeds/{address}.atom");
            var expected = Enumerable.Range(0, 64).Reverse().Where(bits => Holds(address, bits)).Take(50)
                .Select(bits => $"Article {bits}");
            if (found is null)
                Assert.Empty(expected);
            else
                Assert.Equal(expected, Titles(found));
        }, iter: 150);
    }

    [Fact]
    public async Task Another_spelling_is_redirected_to_the_canonical_one()
    {
        await using var service = await Start(1);

        var spellings = new[] { "b+a", "A+B", "a%2Bb", "b+a+a", "a+b,a+b+c", "a+b/" };
        var answers = new List<(HttpStatusCode, string?)>();
        foreach (var spelling in spellings)
        {
            using var answer = await service.Client.GetAsync($"/feeds/{spelling}.atom".Replace("/.atom", ".atom/"),
                Cancellation);
            answers.Add((answer.StatusCode, answer.Headers.Location?.ToString()));
        }

        var canonical = (HttpStatusCode.PermanentRedirect, $"{TestService.Address}/feeds/a+b.atom");
        Assert.Equal([canonical, (canonical.PermanentRedirect, $"{TestService.Address}/feeds/a+b.atom"),
            (HttpStatusCode.OK, null), canonical, canonical, canonical], answers);
    }

    [Fact]
    public async Task A_combination_has_a_title_and_an_id_of_its_own_and_is_valid()
    {
        await using var service = await Start(64, "_site", "title: The site\nid: tag:example.org,2024:x");

        foreach (var (address, title) in new[]
        {
            ("a+b", "Topic A and Topic B"), ("a,b", "Topic A or Topic B"), ("a+!b", "Topic A without Topic B"),
            ("all+!a+!b", "The site without Topic A or Topic B"), ("a+b,c", "Topic A and Topic B or Topic C"),
        })
        {
            foreach (var format in FeedFormat.All)
            {
                var body = await service.Client.GetByteArrayAsync($"/feeds/{address}.{format.Extension}", Cancellation);
                Assert.Empty(FeedJudge.Feed(body, format, $"{TestService.Address}/feeds/{address}.{format.Extension}"));
            }
            var feed = XElement.Parse(await service.Text($"/feeds/{address}.atom"));
            Assert.Equal((title, $"tag:example.org,2024:x:{address}"),
                (feed.Element(Atom("title"))!.Value, feed.Element(Atom("id"))!.Value));
        }
    }

    [Fact]
    public async Task A_combination_changes_when_any_of_its_parts_does()
    {
        await using var service = await Start(4);
        var before = await service.Client.GetAsync("/feeds/a,b.atom", Cancellation);

        service.Folder.Article("new.md", "title: New\ndate: 2026-02-01\ntags: [b]");
        await TestService.Eventually(async () => (await service.Text("/feeds/b.atom")).Contains("New"), Patience);
        var after = await service.Client.GetAsync("/feeds/a,b.atom", Cancellation);

        Assert.Contains("New", await after.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.True(after.Content.Headers.LastModified > before.Content.Headers.LastModified);
    }

    [Fact]
    public async Task A_topic_that_is_gone_is_empty_and_takes_only_what_needs_it_along()
    {
        await using var service = await Start(64);
        File.Delete(Path.Combine(service.Folder.Path, "feeds", "b.yaml"));
        await TestService.Eventually(async () => await service.Status("/feeds/b.atom") == HttpStatusCode.Gone,
            TimeSpan.FromSeconds(20));

        Assert.Equal(
            [HttpStatusCode.Gone, HttpStatusCode.OK, HttpStatusCode.OK],
            [await service.Status("/feeds/a+b.atom"), await service.Status("/feeds/a,b.atom"),
                await service.Status("/feeds/a+!b.atom")]);
        Assert.Equal(Titles(await service.Text("/feeds/a.atom")), Titles(await service.Text("/feeds/a+!b.atom")));
    }

    [Fact]
    public async Task What_is_no_combination_is_said()
    {
        await using var service = await Start(1);

        foreach (var (address, reason) in new[]
        {
            ("a+nobody", "There is no topic nobody."), ("a+", "There is no topic without a name."),
            ("a+!a", "Nothing can be in a topic and not in it."),
            ("a,b,c,d,a,b,c,d,a", "At most 8 can be combined."),
        })
        {
            using var answer = await service.Client.GetAsync($"/feeds/{address}.rss", Cancellation);
            Assert.Equal((HttpStatusCode.NotFound, $"{reason} All topics: {TestService.Address}/\n"),
                (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
        }
    }

    [Fact]
    public async Task An_old_name_within_a_combination_is_led_to_the_new_one()
    {
        await using var service = await Start(1, "e", "title: E\naliases: [old]\nmatch: { tags: [e] }");

        using var answer = await service.Client.GetAsync("/feeds/a+old.json", Cancellation);

        Assert.Equal((HttpStatusCode.MovedPermanently, $"{TestService.Address}/feeds/a+e.json"),
            (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task What_gives_summaries_somewhere_gives_no_more_when_combined()
    {
        await using var service = await Start(64, "e", "title: E\ncontent: summary\nmatch: { tags: [a] }");

        var feed = XElement.Parse(await service.Text("/feeds/b,e.atom"));

        Assert.NotEmpty(feed.Elements(Atom("entry")));
        Assert.Empty(feed.Descendants(Atom("content")));
    }

    [Fact]
    public async Task Made_up_addresses_drive_no_topic_out_of_memory()
    {
        await using var service = await Start(64, change: services => services.AddSingleton(new DocumentLimits(800_000)));
        var documents = service.Services.GetRequiredService<Documents>();
        foreach (var topic in Topics)
            _ = await service.Text($"/feeds/{topic}.atom");

        var madeUp = Topics.SelectMany(_ => Topics, (one, other) => $"/feeds/{one},{other}+!all.atom")
            .Concat(Topics.SelectMany(_ => Topics, (one, other) => $"/feeds/{one}+!{other}.atom"))
            .Concat(Topics.SelectMany(_ => Topics, (one, other) => $"/feeds/{one},{other}.atom")).ToList();
        var served = new List<string>();
        foreach (var address in madeUp)
        {
            if (await service.Status(address) == HttpStatusCode.OK)
                served.Add(address);
        }

        Assert.All(Topics, topic => Assert.NotNull(documents.Find($"/feeds/{topic}.atom")));
        Assert.InRange(served.Count(address => documents.Find(address) is not null), 1, served.Count - 1);
    }

    [Theory]
    [InlineData("?topic=b&how=and&other=a", HttpStatusCode.SeeOther, "a+b")]
    [InlineData("?topic=b&how=or&other=a", HttpStatusCode.SeeOther, "a,b")]
    [InlineData("?topic=b&how=without&other=a", HttpStatusCode.SeeOther, "b+!a")]
    [InlineData("?topic=all&how=and&other=a", HttpStatusCode.SeeOther, "a")]
    [InlineData("?topic=a&how=without&other=a", HttpStatusCode.NotFound, null)]
    [InlineData("?topic=a&how=and&other=%0d%0aX", HttpStatusCode.NotFound, null)]
    [InlineData("", HttpStatusCode.NotFound, null)]
    public async Task The_form_on_the_front_page_leads_to_the_feed(string query, HttpStatusCode status, string? name)
    {
        await using var service = await Start(1);

        using var answer = await service.Client.GetAsync("/feeds" + query, Cancellation);

        Assert.Contains($"<form action=\"{TestService.Address}/feeds\">", await service.Text("/"), StringComparison.Ordinal);
        Assert.Equal((status, name is null ? null : $"{TestService.Address}/feeds/{name}.atom"),
            (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static XName Atom(string name) => XName.Get(name, "http://www.w3.org/2005/Atom");

    private static List<string> Titles(string atom) =>
        [.. XElement.Parse(atom).Elements(Atom("entry")).Select(entry => entry.Element(Atom("title"))!.Value)];

    // The tags of an article are the bits of its number.
    private static bool Holds(string address, int bits) => address.Split(',').Any(part => part.Split('+').All(name =>
        (name.TrimStart('!') == "all" || (bits >> Array.IndexOf(Topics, name.TrimStart('!')) & 1) == 1)
        != name.StartsWith('!')));

    private static async Task<string?> Follow(TestService service, string address)
    {
        using var answer = await service.Client.GetAsync(address, Cancellation);
        if (answer.StatusCode == HttpStatusCode.PermanentRedirect)
            return await service.Text(answer.Headers.Location!.PathAndQuery);
        return answer.StatusCode == HttpStatusCode.NotFound ? null
            : await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static Task<TestService> Start(int articles, string? slug = null, string? yaml = null,
        Action<IServiceCollection>? change = null)
    {
        var folder = new TempFolder();
        foreach (var topic in Topics)
            folder.Topic(topic, $"title: Topic {topic.ToUpperInvariant()}\nmatch: {{ tags: [{topic}] }}");
        if (slug is not null)
            folder.Topic(slug, yaml!);
        for (var bits = 0; bits < articles; bits++)
        {
            var tags = string.Join(", ", Topics.Where((_, i) => (bits >> i & 1) == 1));
            folder.Article($"{bits}.md", $"title: Article {bits}\ndate: 2026-01-01T00:{bits:00}:00Z\ntags: [{tags}]");
        }
        return TestService.Start(folder, change);
    }
}
