using System.Globalization;
using FeedService.Feeds;

namespace FeedService.Tests.Feeds;

public partial class FeedJudgeTests
{
    private static DateTime In3Days => DateTime.UtcNow.AddDays(3);

    [Fact] public void A_clean_RSS_feed_has_no_findings() => Assert.Empty(JudgeRss(CleanRss));
    [Fact] public void A_clean_Atom_feed_has_no_findings() => Assert.Empty(JudgeAtom(CleanAtom));
    [Fact] public void A_clean_JSON_feed_has_no_findings() => Assert.Empty(JudgeJson(CleanJson));
    [Fact] public void A_clean_OPML_document_has_no_findings() => Assert.Empty(FeedJudge.Opml(Bytes(CleanOpml)));

    [Fact]
    public void An_empty_Atom_feed_has_no_findings() =>
        Assert.Empty(JudgeAtom(CleanAtom[..CleanAtom.IndexOf("<entry", StringComparison.Ordinal)] + "</feed>"));

    [Fact]
    public void A_finding_names_its_code_its_place_and_its_cause() =>
        Assert.Equal("InvalidPositiveInteger: rss/channel/ttl: 0",
            Assert.Single(JudgeRss(CleanRss.Replace(">60<", ">0<"))).ToString());

    [Fact]
    public void A_byte_order_mark_is_found() =>
        Only("ByteOrderMark", FeedJudge.Rss([0xEF, 0xBB, 0xBF, .. Bytes(CleanRss)], RssAddress));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_found() =>
        Only("UnicodeError", FeedJudge.Rss([.. Bytes(CleanRss), 0xFF], RssAddress));

    [Theory]
    [InlineData("MissingEncoding", " encoding=\"utf-8\"", "")]
    [InlineData("NonstdEncoding", "utf-8", "iso-8859-1")]
    [InlineData("NotWellFormed", "</channel>", "")]
    [InlineData("NotWellFormed", "<rss ", "<!DOCTYPE rss><rss ")]
    [InlineData("UndefinedElement", "rss", "rdf")]
    [InlineData("InvalidValue", "version=\"2.0\"", "version=\"0.91\"")]
    public void A_document_that_is_not_RSS_in_UTF_8_is_found(string code, string old, string fault) =>
        InRss(code, old, fault);

    [Theory]
    [InlineData("UnknownNamespace", "xmlns:x=\"https://example.org/ns\"")]
    [InlineData("UnknownNamespace", "xmlns:at=\"http://purl.org/atompub/tombstones/1.0\"")]
    [InlineData("UnsupportedNamespace", "xmlns:podcast=\"https://podcastindex.org/namespace/1.0\"")]
    [InlineData("UnsupportedNamespace", "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"")]
    [InlineData("NonstdPrefix", "xmlns:a10=\"http://www.w3.org/2005/Atom\"")]
    public void A_namespace_outside_the_known_ones_is_found(string code, string declaration) =>
        InRss(code, "version=\"2.0\"", $"version=\"2.0\" {declaration}");

    [Fact]
    public void A_usual_prefix_for_another_namespace_is_found() =>
        InRss("ReservedPrefix", "http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss");

    [Fact]
    public void A_foreign_element_without_a_prefix_is_found() =>
        InRss("MissingPrefix", "<dc:creator>", "<creator xmlns=\"http://purl.org/dc/elements/1.1/\">", "</dc:c", "</c");

    [Theory]
    [InlineData("a\u0085")]
    [InlineData("a\uFFFD")]
    [InlineData("Ã¼ber")]
    public void A_bad_character_is_found_in_text_attributes_and_JSON(string bad)
    {
        InRss("BadCharacters", "Anna", bad);
        InRss("BadCharacters", "\"tags\"", $"\"{bad}\"");
        InContent("BadCharacters", bad);
        InJson("BadCharacters", "\"P\"", $"\"{bad}\"");
    }

    [Theory]
    [InlineData("MissingElement", "<description>Alles über Russland</description>", "")]
    [InlineData("MissingElement", "<url>https://example.org/logo.png</url>", "")]
    [InlineData("DuplicateElement", "<ttl>60</ttl>", "<ttl>60</ttl><ttl>60</ttl>")]
    [InlineData("UndefinedElement", "<ttl>60</ttl>", "<textInput>60</textInput>")]
    [InlineData("UndefinedElement", "<title>One</title>", "<title><b>One</b></title>")]
    [InlineData("UnexpectedText", "</image>", "image</image>")]
    [InlineData("UnexpectedAttribute", "<ttl>", "<ttl unit=\"m\">")]
    [InlineData("UnexpectedWhitespace", "<ttl>60", "<ttl> 60")]
    [InlineData("MisplacedItem", "</channel>", "<generator>g</generator></channel>")]
    [InlineData("MissingDCLanguage", "<language>de</language>", "")]
    [InlineData("InvalidLanguage", "<language>de</language>", "<language>deutsch</language>")]
    [InlineData("InvalidPositiveInteger", ">60<", ">0<")]
    [InlineData("InvalidValue", "hourly", "often")]
    [InlineData("DuplicateSemantics", "<language>", "<dc:language>de</dc:language><language>")]
    [InlineData("ImageTitleDoesntMatch", "</url><title>AT&amp;T", "</url><title>BT&amp;T")]
    [InlineData("ImageLinkDoesntMatch", "/</link><width>", "</link><width>")]
    [InlineData("ImageUrlFormat", "logo.png", "logo.webp")]
    [InlineData("InvalidWidth", ">144<", ">145<")]
    [InlineData("InvalidHeight", "</image>", "<height>401</height></image>")]
    public void A_fault_in_the_channel_is_found(string code, string old, string fault) => InRss(code, old, fault);

    [Theory]
    [InlineData("<title>One</title>", "<title></title>")]
    [InlineData("<dc:creator>Anna</dc:creator>", "<dc:creator> </dc:creator>")]
    [InlineData("domain=\"tags\"", "domain=\"\"")]
    [InlineData("length=\"0\"", "length=\"\"")]
    public void An_empty_element_or_attribute_is_found(string old, string fault) => InRss("NotBlank", old, fault);

    [Theory]
    [InlineData("<b>One</b>")]
    [InlineData("One <br> Two")]
    [InlineData("R&amp;amp;D")]
    [InlineData("&amp;#39;One&amp;#39;")]
    public void Markup_and_double_escaping_in_a_plain_title_are_found(string title) =>
        InRss("ContainsHTML", ">One<", $">{title.Replace("<", "&lt;")}<");

    [Theory]
    [InlineData("InvalidContact", "Anna")]
    [InlineData("MissingRealName", "anna@example.org")]
    [InlineData("EmailFormat", "Anna anna@example.org")]
    public void An_author_without_address_and_name_is_found(string code, string author) =>
        InRss(code, "<dc:creator>Anna</dc:creator>", $"<author>{author}</author>");

    [Fact]
    public void An_author_said_twice_is_found() =>
        InRss("DuplicateItemSemantics", "<dc:creator>", "<author>a@example.org (Anna)</author><dc:creator>");

    [Theory]
    [InlineData("MissingGuid", "<guid isPermaLink=\"false\">tag:example.org,2024:press:1</guid>", "")]
    [InlineData("DuplicateValue", "press:2", "press:1")]
    [InlineData("NotSufficientlyUnique", "tag:example.org,2024:press:1", "1")]
    [InlineData("InvalidHttpGUID", "isPermaLink=\"false\">tag:example.org,2024:press:2", ">tag:example.org,2024:2")]
    [InlineData("ItemMustContainTitleOrDescription", "<title>Two</title>", "")]
    [InlineData("NeedDescriptionBeforeContent", "<description>Short R&amp;amp;D</description>", "")]
    [InlineData("MissingAttribute", "length=\"0\"", "")]
    [InlineData("InvalidIntegerAttribute", "length=\"0\"", "length=\"-1\"")]
    [InlineData("InvalidMIMEAttribute", "audio/mpeg", "mp3")]
    [InlineData("InvalidURLAttribute", "https://example.org/a.mp3", "https://example.org?a.mp3")]
    [InlineData("InvalidValue", "medium=\"image\"", "medium=\"picture\"")]
    [InlineData("FeedHistoryRelInEntry", "</guid><p", "</guid><atom:link rel=\"next\" href=\"https://e.org/\" /><p")]
    public void A_fault_in_an_item_is_found(string code, string old, string fault) => InRss(code, old, fault);

    [Fact]
    public void A_second_enclosure_is_found() => InRss("DuplicateEnclosure",
        "<enclosure ", "<enclosure url=\"https://example.org/b.mp3\" length=\"1\" type=\"audio/mpeg\" /><enclosure ");

    [Fact]
    public void A_media_group_of_one_is_found() => InRss("MediaGroupWithoutAlternatives",
        "<media:content", "<media:group><media:content", "</media:content>", "</media:content></media:group>");

    [Theory]
    [InlineData("InvalidLink", "https://example.org/Müller")]
    [InlineData("InvalidLink", "https://bücher.example/")]
    [InlineData("InvalidLink", "https://example.org/a b")]
    [InlineData("InvalidLink", "https://example.org/a[1]")]
    [InlineData("InvalidLink", "https://example.org/a|b")]
    [InlineData("InvalidLink", "https://example.org/100%")]
    [InlineData("InvalidLink", "https:///a")]
    [InlineData("InvalidLink", "/a")]
    [InlineData("SchemeNotIANARegistered", "javascript:alert")]
    public void A_link_that_is_no_absolute_URI_is_found(string code, string link)
    {
        InRss(code, "https://xn--bcher-kva.example/a%20b", link);
        InAtom(code, "https://example.org/1", link);
        InJson(code, "https://example.org/1", link);
    }

    [Theory]
    [InlineData("InvalidRFC2822Date", "2026-01-01T00:00:00Z")]
    [InlineData("InvalidRFC2822Date", "Thu, 31 Feb 2026 00:00:00 GMT")]
    [InlineData("ProblematicalRFC822Date", "Thu, 01 Jan 2026 00:00:00 +0545")]
    [InlineData("IncorrectDOW", "Fri, 01 Jan 2026 00:00:00 GMT")]
    [InlineData("ImplausibleDate", "Mon, 01 Jan 1900 00:00:00 GMT")]
    [InlineData("ImplausibleDate", "future")]
    public void A_date_that_is_not_RFC_822_in_GMT_is_found(string code, string date)
    {
        date = date.Replace("future", In3Days.ToString("r", CultureInfo.InvariantCulture));
        InRss(code, "Thu, 01 Jan 2026 00:00:00 GMT", date);
        InOpml(code, "Fri, 02 Jan 2026 03:04:05 GMT", date);
    }

    [Theory]
    [InlineData("InvalidRFC3339Date", "2026-01-01T00:00:00z")]
    [InlineData("InvalidRFC3339Date", "2026-01-01T00:00:00")]
    [InlineData("InvalidRFC3339Date", "2026-02-31T00:00:00Z")]
    [InlineData("ImplausibleDate", "1900-01-01T00:00:00Z")]
    [InlineData("ImplausibleDate", "future")]
    public void A_date_that_is_not_RFC_3339_is_found(string code, string date)
    {
        date = date.Replace("future", In3Days.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        InAtom(code, "2026-01-01T00:00:00.5Z", date);
        InJson(code, "2026-01-01T00:00:00Z", date);
    }

    [Theory]
    [InlineData("MissingSelf", "rel=\"self\"", "rel=\"related\"")]
    [InlineData("SelfDoesntMatchLocation", "?page=2", "?page=1")]
    [InlineData("SelfNotAtom", "application/rss+xml", "text/html")]
    [InlineData("DuplicateAtomLink", "hub\" href=\"https://hub.example.org/", "self\" href=\"" + RssAddress)]
    [InlineData("UnregisteredAtomLinkRel", "rel=\"hub\"", "rel=\"canonical\"")]
    [InlineData("MissingCurrentInArchive", "<ttl>", "<fh:archive /><ttl>")]
    [InlineData("FeedRelInCompleteFeed", "<ttl>", "<fh:complete /><ttl>")]
    public void A_fault_in_the_links_of_a_feed_is_found(string code, string old, string fault) =>
        InRss(code, old, fault);

    [Theory]
    [InlineData("ArchiveIncomplete", "<fh:archive />", "current", "https://example.org/")]
    [InlineData("CurrentNotSelfInCompleteFeed", "<fh:complete />", "current", "https://example.org/")]
    [InlineData("LinkPastEnd", "<link rel=\"next\" href=\"https://example.org/2\" />", "last", AtomAddress)]
    public void A_fault_in_the_archive_links_is_found(string code, string element, string rel, string href) =>
        InAtom(code, "<author>", $"{element}<link rel=\"{rel}\" href=\"{href}\" /><author>");
}
