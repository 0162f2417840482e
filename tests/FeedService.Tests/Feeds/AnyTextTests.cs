using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CsCheck;
using FeedService.Articles;
using FeedService.Feeds;

namespace FeedService.Tests.Feeds;

/// <summary>Whatever text comes in, the document is well-formed and reads back the same.</summary>
public sealed class AnyTextTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    private static readonly string[] Nasty =
    [
        "\0", "\u0001", "\b", "\t", "\n", "\r", "\r\n", "\u000B", "\u001F", "\u007F", "\u0085", "\u00A0", "\u2028",
        "\uFEFF", "\uFFFD",
        "\uFFFE", "\uFFFF", "\uD800", "\uDC00", "\uD83D", "\uDE00", "\uD83D\uDE00", "]]>", "]]",
        "<![CDATA[", "<!--", "-->", "<?x?>",
        "<script>", "</title>", "</feed>", "&", "&amp;", "&#x1;", "&bad;", "\"", "'", "<", ">", " ", "  ", "\\u0000",
        "ä", "a\u0308", "ﷺ",
    ];

    private static readonly Gen<string> AnyText =
        Gen.OneOf(Gen.String, Gen.OneOf([.. Nasty.Select(Gen.Const)]).Array[0, 12].Select(string.Concat),
            Gen.Char.Array[0, 20].Select(chars => new string(chars)))
            .Select(Text.Clean);

    [Fact]
    public void RSS_reads_back_the_same() => AnyText.Sample(text =>
    {
        var item = Read(new RssWriter(), text).Element("channel")!.Element("item")!;

        return item.Element("title")!.Value == text
            && WebUtility.HtmlDecode(item.Element("description")!.Value) == WebUtility.HtmlDecode(Html.Encode(text))
            && item.Element(Content + "encoded")!.Value == text && item.Element(Dc + "creator")!.Value == text
            && item.Element("category")!.Value == text && item.Descendants(Media + "credit").Single().Value == text;
    });

    [Fact]
    public void Atom_reads_back_the_same() => AnyText.Sample(text =>
    {
        var entry = Read(new AtomWriter(), text).Element(Atom + "entry")!;

        return entry.Element(Atom + "title")!.Value == text && entry.Element(Atom + "summary")!.Value == text
            && entry.Element(Atom + "content")!.Value == text
            && entry.Element(Atom + "author")!.Element(Atom + "name")!.Value == text
            && entry.Element(Atom + "category")!.Attribute("term")!.Value == text
            && entry.Descendants(Media + "credit").Single().Value == text;
    });

    [Fact]
    public void JSON_Feed_reads_back_the_same() => AnyText.Sample(text =>
    {
        var item = JsonNode.Parse(new JsonFeedWriter().Write(With(text)))!["items"]![0]!;

        return (string?)item["title"] == text && (string?)item["summary"] == text
            && (string?)item["content_html"] == text
            && (string?)item["authors"]![0]!["name"] == text && (string?)item["tags"]![0] == text
            && (string?)item["_feedservice"]!["image_credit"] == text;
    });

    [Fact]
    public void A_description_in_RSS_shows_the_very_text() => AnyText.Sample(text =>
    {
        var shown = Html.Encode(text);

        return !shown.Contains('<', StringComparison.Ordinal) && shown.Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal) == text;
    });

    private static Feed With(string text) => Sample.Feed with
    {
        Entries =
        [
            Sample.Full with
            {
                Title = text, Summary = text, Content = text, Authors = [text], Categories = [text],
                Image = Sample.Full.Image! with { Credit = text, Alt = text },
            },
        ],
    };

    private static XElement Read(IFeedWriter writer, string text)
    {
        using var stream = new MemoryStream(writer.Write(With(text)));
        return XElement.Load(stream, LoadOptions.PreserveWhitespace);
    }
}
