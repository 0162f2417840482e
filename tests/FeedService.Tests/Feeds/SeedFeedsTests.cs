using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FeedService.Tests.Support;

namespace FeedService.Tests.Feeds;

/// <summary>The article that the product is first meant for, from its file to the feeds of the topics it is in.</summary>
public sealed class SeedFeedsTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";

    /// <summary>An entry as a client of the format sees it; empty where it says nothing.</summary>
    private sealed record Seen(
        string Title, string Summary, string Content, string Sources, string Language, string Published, string Authors);

    [Fact]
    public async Task It_is_in_the_three_topics_it_is_about_and_not_in_the_fourth()
    {
        await using var service = await Serve();

        var counts = new List<int>();
        foreach (var slug in (string[])["russland", "nordkorea", "aussenpolitik", "sport"])
            counts.Add(JsonDocument.Parse(await service.Text($"/feeds/{slug}.json")).RootElement.GetProperty("items").GetArrayLength());

        Assert.Equal([1, 1, 1, 0], counts);
    }

    [Theory]
    [InlineData("rss")]
    [InlineData("atom")]
    [InlineData("json")]
    public async Task Every_format_says_what_the_article_says_and_nothing_else(string extension)
    {
        var expected = JsonDocument.Parse(File.ReadAllText(Shared.Require("corpus/text-seed-variants/00-seed.expect.json"))).RootElement;
        await using var service = await Serve();

        var seen = Read(extension, await service.Text($"/feeds/russland.{extension}"));

        Assert.Equal(
            (expected.GetProperty("title").GetString(), expected.GetProperty("lead").GetString(), "Reuters, AFP", "de", "", ""),
            (seen.Title, seen.Summary, seen.Sources, seen.Language, seen.Published, seen.Authors));
        Assert.Equal((12, 2, 2), (Count("<p>"), Count("<h2>"), Count("<figcaption>")));
        Assert.All(Texts("headings").Concat(Texts("credits")), text => Assert.Contains(text, seen.Content, StringComparison.Ordinal));
        Assert.StartsWith($"<p>{seen.Summary}</p>", seen.Content, StringComparison.Ordinal);
        Assert.All(Texts("mustNotAppear"), text => Assert.DoesNotContain(text, seen.ToString(), StringComparison.Ordinal));

        int Count(string tag) => Regex.Count(seen.Content, tag);
        IEnumerable<string> Texts(string key) => expected.GetProperty(key).EnumerateArray().Select(text => text.GetString()!);
    }

    private static async Task<TestService> Serve()
    {
        var folder = new TempFolder();
        var seed = Directory.GetFiles(Shared.Require("seed"), "*.txt").Single();
        folder.Write($"feeds/articles/{Path.GetFileName(seed)}", File.ReadAllText(seed));
        folder.Write("feeds/russland.yaml", "match: { any: [Russland*, russisch*, Moskau*, Kreml*, Putin*], min: 2 }");
        folder.Write("feeds/nordkorea.yaml", "match: { any: [Nordkorea*, Pjöngjang*, Kim Jong Un*] }");
        folder.Write("feeds/aussenpolitik.yaml",
            "match: { any: [Außenpolitik*, Staatsbesuch*, Abkommen*, \"*vertrag\", Sanktion*], min: 2 }");
        folder.Write("feeds/sport.yaml", "match: { any: [Sport*, Fußball*, Bundesliga*] }");
        return await TestService.Start(folder);
    }

    private static Seen Read(string extension, string document) => extension switch
    {
        "rss" => Rss(XDocument.Parse(document).Descendants("item").Single()),
        "atom" => AtomEntry(XDocument.Parse(document).Descendants(Atom + "entry").Single()),
        _ => Json(JsonDocument.Parse(document).RootElement.GetProperty("items")[0]),
    };

    private static Seen Rss(XElement item) => new(
        item.Element("title")!.Value, item.Element("description")!.Value, item.Element(Content + "encoded")!.Value,
        item.Element(Dc + "source")!.Value, item.Element(Dc + "language")!.Value, item.Element("pubDate")?.Value ?? "",
        item.Element(Dc + "creator")?.Value ?? item.Element("author")?.Value ?? "");

    private static Seen AtomEntry(XElement entry) => new(
        entry.Element(Atom + "title")!.Value, entry.Element(Atom + "summary")!.Value, entry.Element(Atom + "content")!.Value,
        entry.Element(Dc + "source")!.Value, entry.Attribute(XNamespace.Xml + "lang")!.Value,
        entry.Element(Atom + "published")?.Value ?? "", entry.Element(Atom + "author")?.Value ?? "");

    private static Seen Json(JsonElement item)
    {
        string Text(string key) => item.TryGetProperty(key, out var value) ? value.ToString() : "";
        var agencies = item.GetProperty("_feedservice").GetProperty("agencies").EnumerateArray().Select(name => name.GetString());
        return new Seen(Text("title"), Text("summary"), Text("content_html"), string.Join(", ", agencies), Text("language"),
            Text("date_published"), Text("authors"));
    }
}
