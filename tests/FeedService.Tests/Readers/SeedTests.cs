using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FeedService.Articles;
using FeedService.Readers;
using FeedService.Tests.Support;

namespace FeedService.Tests.Readers;

/// <summary>
/// The article that the product is first meant for, and what becomes of it on its way through other programs.
/// </summary>
public sealed class SeedTests
{
    private static readonly string[] Variants =
    [
        "00-seed", "01-crlf", "02-utf8-bom", "03-nfd", "04-windows-1252", "05-utf16le-bom", "06-cr-only",
        "07-no-blank-lines",
        "08-paywalled", "09-badge-plus", "10-no-badge",
    ];

    public static IEnumerable<TheoryDataRow<string>> EachVariant() =>
        Variants.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(EachVariant))]
    public void Every_field_of_the_article_is_found(string name)
    {
        var (bytes, expected) = Variant(name);

        var article = Desk.Read(name + ".txt", bytes).Article!;

        Assert.Equal(Text(expected, "title"), article.Title);
        Assert.Equal(Text(expected, "kicker"), article.Title[..article.Title.IndexOf(": ", StringComparison.Ordinal)]);
        Assert.Equal(List(expected, "badges"), article.Badges);
        Assert.Equal(Text(expected, "lead"), article.Summary);
        Assert.Equal(List(expected, "agencies"), article.Agencies);
        Assert.Equal((Text(expected, "language"), Text(expected, "access")),
            (article.Language, article.Access.ToString().ToLowerInvariant()));
        Assert.Equal((null, null, null, null), (article.Url, article.Published, article.Updated, article.Image));
        Assert.Equal(List(expected, "authors"), article.Authors);
    }

    [Theory]
    [MemberData(nameof(EachVariant))]
    public void Every_part_of_its_body_is_found(string name)
    {
        var (bytes, expected) = Variant(name);

        var article = Desk.Read(name + ".txt", bytes).Article!;

        var body = new HtmlParser().ParseDocument(article.Content).Body!;
        var paragraphs = body.QuerySelectorAll("p");
        Assert.Equal(("P", Text(expected, "lead")),
            (body.FirstElementChild!.TagName, body.FirstElementChild.TextContent));
        Assert.Equal(expected.GetProperty("bodyParagraphs").GetInt32() + 1, paragraphs.Length);
        Assert.Equal(List(expected, "headings"), body.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Equal(expected.GetProperty("captions").GetInt32(), body.QuerySelectorAll("figcaption").Length);
        Assert.Equal(List(expected, "credits").Select(credit => "© " + credit),
            body.QuerySelectorAll("figcaption small").Select(small => small.TextContent));
        Assert.EndsWith("(Reuters, AFP)", paragraphs[^1].TextContent, StringComparison.Ordinal);
        Assert.Contains("die die Agentur", body.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EachVariant))]
    public void Nothing_of_the_page_around_it_gets_in(string name)
    {
        var (bytes, expected) = Variant(name);

        var article = Desk.Read(name + ".txt", bytes).Article!;

        var all = string.Join('\n', article.Title, article.Summary, article.Content);
        Assert.All(List(expected, "mustNotAppear"),
            text => Assert.DoesNotContain(text, all, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, article.Content.Split("<p>Update</p>").Length - 1);
    }

    [Theory]
    [MemberData(nameof(EachVariant))]
    public void The_lines_themselves_are_told_apart(string name)
    {
        var (bytes, expected) = Variant(name);

        var page = ScrapedText.Read(FeedService.Articles.Text.Clean(Decoding.Decode(bytes).Text), Profile.Default);

        Assert.Equal((Text(expected, "title"), Text(expected, "lead"), Text(expected, "access")),
            (page.Title, page.Lead, page.Access.ToString().ToLowerInvariant()));
        Assert.Equal(expected.GetProperty("bodyParagraphs").GetInt32(),
            page.Body.Count(line => line.Is(LineKind.Paragraph)));
        Assert.Equal(List(expected, "credits"), page.Body.Where(line => line.Is(LineKind.Credit))
            .Select(line => line.CreditText()));
        Assert.Equal(List(expected, "badges"), page.Badges);
    }

    [Fact]
    public void The_file_as_it_is_in_the_archive_gives_the_same_article()
    {
        var file = Directory.GetFiles(Shared.Require("seed"), "*.txt").Single();
        var (bytes, _) = Variant("00-seed");

        var article = Desk.Read(Path.GetFileName(file), File.ReadAllBytes(file)).Article!;

        Assert.Equal(Desk.Read("000_183a5ee429cb5891.txt", bytes).Article!.Content, article.Content);
        Assert.Equal(("000-183a5ee429cb5891", ":000_183a5ee429cb5891.txt"), (article.Slug, article.Id));
    }

    [Fact]
    public void Only_the_guessed_encoding_is_remarked_on()
    {
        var remarks = Variants.SelectMany(name => Desk.Read(name + ".txt", Variant(name).Bytes).Problems).ToList();

        var remark = Assert.Single(remarks);
        Assert.Equal(("04-windows-1252.txt", Severity.Warning), (remark.Path, remark.Severity));
        Assert.StartsWith("not UTF-8 (byte ", remark.Message, StringComparison.Ordinal);
    }

    private static (byte[] Bytes, JsonElement Expected) Variant(string name)
    {
        var folder = Shared.Require("corpus/text-seed-variants");
        var expected = File.ReadAllText(Path.Combine(folder, name + ".expect.json"), Encoding.UTF8);
        return (File.ReadAllBytes(Path.Combine(folder, name + ".txt")), JsonDocument.Parse(expected).RootElement);
    }

    private static string Text(JsonElement expected, string name) => expected.GetProperty(name).GetString()!;

    private static IEnumerable<string> List(JsonElement expected, string name) =>
        expected.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}
