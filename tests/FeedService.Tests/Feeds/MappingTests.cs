using System.Text.Json.Nodes;
using System.Xml.Linq;
using FeedService.Feeds;

namespace FeedService.Tests.Feeds;

/// <summary>What becomes of each field of an article, in each format.</summary>
public sealed class MappingTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    private static readonly XElement Channel = Xml(new RssWriter(), Sample.Feed).Element("channel")!;
    private static readonly XElement[] Items = [.. Channel.Elements("item")];
    private static readonly XElement AtomFeed = Xml(new AtomWriter(), Sample.Feed);
    private static readonly XElement[] Entries = [.. AtomFeed.Elements(Atom + "entry")];
    private static readonly JsonNode JsonFeed = Json(Sample.Feed);
    private static readonly JsonNode JsonItem = JsonFeed["items"]![0]!;

    [Fact]
    public void The_id_is_never_a_permalink_even_where_it_is_a_URL()
    {
        Assert.Equal(["tag:example.org,2024:press:welt/a%20b.txt", "https://example.org/%C3%A4"],
            Items.Select(item => item.Element("guid")!.Value));
        Assert.All(Items, item => Assert.Equal("false", item.Element("guid")!.Attribute("isPermaLink")!.Value));
        Assert.Equal(Sample.Feed.Entries.Select(entry => entry.Id),
            Entries.Select(entry => entry.Element(Atom + "id")!.Value));
        Assert.Equal(Sample.Feed.Entries.Select(entry => entry.Id),
            JsonFeed["items"]!.AsArray().Select(item => (string)item!["id"]!));
    }

    [Fact]
    public void The_URL_is_the_link()
    {
        Assert.Equal(Sample.Feed.Entries.Select(entry => entry.Url), Items.Select(item => item.Element("link")!.Value));
        Assert.Equal(Sample.Feed.Entries.Select(entry => entry.Url),
            Entries.Select(entry => Link(entry, "alternate").Single().Attribute("href")!.Value));
        Assert.Equal(Sample.Feed.Entries.Select(entry => entry.Url),
            JsonFeed["items"]!.AsArray().Select(item => (string)item!["url"]!));
    }

    [Fact]
    public void The_title_is_plain_text_escaped_once()
    {
        Assert.Equal(Sample.Full.Title, Items[0].Element("title")!.Value);
        Assert.Equal(Sample.Full.Title, Entries[0].Element(Atom + "title")!.Value);
        Assert.Equal("text", Entries[0].Element(Atom + "title")!.Attribute("type")!.Value);
        Assert.Equal(Sample.Full.Title, (string)JsonItem["title"]!);
    }

    [Fact]
    public void The_summary_is_plain_text_and_HTML_in_the_description_of_RSS()
    {
        Assert.Equal("Two lines:\n1 &lt; 2 &amp; 3 &gt; 2", Items[0].Element("description")!.Value);
        Assert.Equal(Sample.Full.Summary, Entries[0].Element(Atom + "summary")!.Value);
        Assert.Equal("text", Entries[0].Element(Atom + "summary")!.Attribute("type")!.Value);
        Assert.Equal(Sample.Full.Summary, (string)JsonItem["summary"]!);
    }

    [Fact]
    public void The_content_is_HTML_and_follows_the_description()
    {
        Assert.Equal(Sample.Full.Content, Items[0].Element(Content + "encoded")!.Value);
        Assert.True(Items[0].Element("description")!.IsBefore(Items[0].Element(Content + "encoded")));
        Assert.Equal(Sample.Full.Content, Entries[0].Element(Atom + "content")!.Value);
        Assert.Equal("html", Entries[0].Element(Atom + "content")!.Attribute("type")!.Value);
        Assert.Equal(Sample.Full.Content, (string)JsonItem["content_html"]!);
        Assert.Null(JsonItem["content_text"]);
    }

    [Fact]
    public void An_entry_without_content_has_its_summary_as_the_text_of_JSON_Feed()
    {
        var bare = JsonFeed["items"]![1]!;

        Assert.Empty(Items[1].Elements(Content + "encoded"));
        Assert.Empty(Entries[1].Elements(Atom + "content"));
        Assert.Null(bare["content_html"]);
        Assert.Equal("A summary alone", (string)bare["content_text"]!);
    }

    [Fact]
    public void Dates_are_in_UTC_and_as_each_format_spells_them()
    {
        Assert.Equal("Wed, 04 Mar 2026 05:06:07 GMT", Items[0].Element("pubDate")!.Value);
        Assert.Equal("2026-03-04T05:06:07.080Z", Items[0].Element(Atom + "updated")!.Value);
        Assert.Equal("2026-03-04T05:06:07Z", Entries[0].Element(Atom + "published")!.Value);
        Assert.Equal("2026-03-04T05:06:07Z", Entries[0].Element(Atom + "updated")!.Value);
        Assert.Equal("2026-03-04T05:06:07Z", (string)JsonItem["date_published"]!);
        Assert.Equal("2026-03-04T05:06:07.080Z", (string)JsonItem["date_modified"]!);
    }

    [Fact]
    public void An_undated_article_has_no_date_of_publication_in_any_format()
    {
        Assert.Empty(Items[1].Elements("pubDate"));
        Assert.Empty(Entries[1].Elements(Atom + "published"));
        Assert.Null(JsonFeed["items"]![1]!["date_published"]);
        Assert.Equal("2026-01-01T00:00:00Z", Entries[1].Element(Atom + "updated")!.Value);
    }

    [Fact]
    public void Each_author_stands_alone()
    {
        Assert.Equal(Sample.Full.Authors, Items[0].Elements(Dc + "creator").Select(author => author.Value));
        Assert.Equal(Sample.Full.Authors,
            Entries[0].Elements(Atom + "author").Select(author => author.Element(Atom + "name")!.Value));
        Assert.Equal(Sample.Full.Authors, JsonItem["authors"]!.AsArray().Select(author => (string)author!["name"]!));
        Assert.Empty(Items[1].Elements(Dc + "creator"));
        Assert.Null(JsonFeed["items"]![1]!["authors"]);
    }

    [Fact]
    public void Tags_and_topics_are_categories()
    {
        Assert.Equal(Sample.Full.Categories, Items[0].Elements("category").Select(category => category.Value));
        Assert.Equal(Sample.Full.Categories,
            Entries[0].Elements(Atom + "category").Select(category => category.Attribute("term")!.Value));
        Assert.Equal(Sample.Full.Categories, JsonItem["tags"]!.AsArray().Select(tag => (string)tag!));
    }

    [Fact]
    public void The_image_has_its_credit_and_its_alternative_text()
    {
        foreach (var entry in new[] { Items[0], Entries[0] })
        {
            var image = entry.Elements(Media + "content").First();
            Assert.Equal(["url=https://example.org/media/lead.jpg", "type=image/jpeg", "medium=image"],
                image.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"));
            Assert.Equal("A plate & a \"fork\"", image.Element(Media + "description")!.Value);
            Assert.Equal("dpa/NASA", image.Element(Media + "credit")!.Value);
        }
        Assert.Equal("https://example.org/media/lead.jpg", (string)JsonItem["image"]!);
        Assert.Equal("dpa/NASA", (string)JsonItem["_feedservice"]!["image_credit"]!);
    }

    [Fact]
    public void RSS_has_the_first_enclosure_and_the_others_as_media()
    {
        var enclosure = Items[0].Elements("enclosure").Single();

        Assert.Equal(["url=https://example.org/media/a.mp3", "type=audio/mpeg", "length=123456"],
            Attributes(enclosure).Order().Reverse());
        Assert.Equal([["url=https://example.org/media/b.ogg", "type=audio/ogg"],
            ["url=https://example.org/media/c.opus", "type=audio/ogg", "fileSize=7"]],
            Items[0].Elements(Media + "content").Skip(1).Select(Attributes));
    }

    [Fact]
    public void Atom_and_JSON_Feed_have_all_enclosures()
    {
        Assert.Equal(["https://example.org/media/a.mp3 audio/mpeg 123456",
            "https://example.org/media/b.ogg audio/ogg 0", "https://example.org/media/c.opus audio/ogg 7"],
            Link(Entries[0], "enclosure").Select(link => $"{link.Attribute("href")!.Value} "
                + $"{link.Attribute("type")!.Value} {link.Attribute("length")!.Value}"));
        Assert.Equal(["https://example.org/media/a.mp3 audio/mpeg 123456", "https://example.org/media/b.ogg audio/ogg ",
            "https://example.org/media/c.opus audio/ogg 7"],
            JsonItem["attachments"]!.AsArray()
                .Select(file => $"{file!["url"]} {file["mime_type"]} {file["size_in_bytes"]}"));
    }

    [Fact]
    public void The_publisher_is_named_and_agencies_are_one_source()
    {
        foreach (var entry in new[] { Items[0], Entries[0] })
        {
            Assert.Equal("Der Anzeiger", entry.Element(Dc + "publisher")!.Value);
            Assert.Equal("Reuters, AFP", entry.Elements(Dc + "source").Single().Value);
        }
        Assert.Equal("Der Anzeiger", (string)JsonItem["_feedservice"]!["publisher"]!);
        Assert.Equal(["Reuters", "AFP"], JsonItem["_feedservice"]!["agencies"]!.AsArray()
            .Select(agency => (string)agency!));
        Assert.Null(JsonFeed["items"]![1]!["_feedservice"]);
    }

    [Fact]
    public void An_entry_tells_its_language_where_it_is_known()
    {
        Assert.Equal("de", Channel.Element("language")!.Value);
        Assert.Equal("en", Items[0].Element(Dc + "language")!.Value);
        Assert.Empty(Items[1].Elements(Dc + "language"));
        Assert.Equal(["de", "en", null],
            new[] { AtomFeed }.Concat(Entries).Select(element => element.Attribute(XNamespace.Xml + "lang")?.Value));
        Assert.Equal("de", (string)JsonFeed["language"]!);
        Assert.Equal("en", (string)JsonItem["language"]!);
        Assert.Null(JsonFeed["items"]![1]!["language"]);
    }

    [Fact]
    public void A_feed_names_its_own_address()
    {
        var self = Channel.Elements(Atom + "link").Single();

        Assert.Equal(["rel=self", "type=application/rss+xml", "href=https://example.org/feeds/kreml.rss"],
            Attributes(self));
        Assert.Equal("https://example.org/feeds/kreml.atom", Link(AtomFeed, "self").Single().Attribute("href")!.Value);
        Assert.Equal("https://example.org/feeds/kreml.json", (string)JsonFeed["feed_url"]!);
    }

    [Fact]
    public void Modules_have_the_prefixes_that_readers_look_for()
    {
        var rss = System.Text.Encoding.UTF8.GetString(new RssWriter().Write(Sample.Feed));
        var atom = System.Text.Encoding.UTF8.GetString(new AtomWriter().Write(Sample.Feed));

        Assert.All(["<content:encoded><![CDATA[", "<dc:creator>", "<atom:link ", "<atom:updated>", "<media:content ",
            "<dc:publisher>"],
            element => Assert.Contains(element, rss, StringComparison.Ordinal));
        Assert.All(["<feed ", "<media:content ", "<dc:source>"],
            element => Assert.Contains(element, atom, StringComparison.Ordinal));
        Assert.All([rss, atom], document => Assert.DoesNotContain("a10", document, StringComparison.Ordinal));
        Assert.Equal(4, rss.Split(" xmlns:").Length - 1);
        Assert.Equal(2, atom.Split(" xmlns:").Length - 1);
    }

    private static IEnumerable<XElement> Link(XElement parent, string relation) =>
        parent.Elements(Atom + "link").Where(link => link.Attribute("rel")?.Value == relation);

    private static IEnumerable<string> Attributes(XElement element) =>
        element.Attributes().Select(attribute => $"{attribute.Name.LocalName}={attribute.Value}").ToList();

    private static XElement Xml(IFeedWriter writer, Feed feed)
    {
        using var stream = new MemoryStream(writer.Write(feed));
        return XElement.Load(stream, LoadOptions.PreserveWhitespace);
    }

    private static JsonNode Json(Feed feed) => JsonNode.Parse(new JsonFeedWriter().Write(feed))!;
}
