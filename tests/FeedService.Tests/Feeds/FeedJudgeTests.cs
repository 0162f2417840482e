using System.Globalization;
using System.Text;

namespace FeedService.Tests.Feeds;

public class FeedJudgeTests
{
    private const string RssAddress = "https://example.org/feeds/russland.rss?page=2";
    private const string AtomAddress = "https://example.org/feeds/russland.atom";
    private const string JsonAddress = "https://example.org/feeds/russland.json";

    private const string CleanRss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"
          xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
          xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
          version="2.0"><channel><title>AT&amp;T and 1 &lt; 2</title><link>https://example.org/</link>
        <description>Alles über Russland</description><language>de</language><copyright>© 2026</copyright>
        <lastBuildDate>Fri, 02 Jan 2026 03:04:05 GMT</lastBuildDate><category>news</category><ttl>60</ttl>
        <image><url>https://example.org/logo.png</url><title>AT&amp;T and 1 &lt; 2</title>
        <link>https://example.org/</link><width>144</width></image><sy:updatePeriod>hourly</sy:updatePeriod>
        <atom:link rel="self" type="application/rss+xml" href="https://example.org/feeds/russland.rss?page=2" />
        <atom:link rel="hub" href="https://hub.example.org/" /><atom:link rel="prev-archive" href="https://a.org/1" />
        <item><title>One</title><link>https://xn--bcher-kva.example/a%20b</link>
        <description>Short R&amp;amp;D</description><dc:creator>Anna</dc:creator>
        <dc:publisher>P</dc:publisher><dc:source>Reuters, AFP</dc:source>
        <dc:language>ru</dc:language><category domain="tags">Kreml</category>
        <guid isPermaLink="false">tag:example.org,2024:press:1</guid><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate>
        <enclosure url="https://example.org/a.mp3" length="0" type="audio/mpeg" />
        <media:content url="https://example.org/a.jpg" medium="image" type="image/jpeg"><media:credit>C</media:credit>
        </media:content><content:encoded><![CDATA[<p>Text</p>]]></content:encoded></item>
        <item><title>Two</title><guid isPermaLink="false">tag:example.org,2024:press:2</guid></item>
        </channel></rss>
        """;

    private const string CleanAtom = """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:media="http://search.yahoo.com/mrss/" xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang="de">
        <id>tag:example.org,2024:press:russland</id><title>Russland</title><updated>2026-01-02T03:04:05Z</updated>
        <author><name>Redaktion</name></author><generator>FeedService</generator>
        <link rel="self" type="application/atom+xml" href="https://example.org/feeds/russland.atom" />
        <link rel="alternate" type="text/html" href="https://example.org/" />
        <entry><id>https://example.org/%C3%A4</id><title type="text">Use &lt;b in HTML</title>
        <updated>2026-01-01T00:00:00+01:00</updated><published>2026-01-01T00:00:00.5Z</published>
        <link href="https://example.org/1" type="text/html" /><category term="Kreml" /><dc:source>AFP</dc:source>
        <link rel="enclosure" href="https://example.org/a.mp3" length="0" type="audio/mpeg" />
        <media:content url="https://example.org/a.jpg" medium="image"><media:credit>C</media:credit></media:content>
        <summary>Short</summary><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry>
        <entry xml:lang="ru"><id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id><title>Two</title>
        <updated>2026-01-01T00:00:00Z</updated><content>Plain</content></entry>
        </feed>
        """;

    private const string CleanJson = """
        {"version":"https://jsonfeed.org/version/1.1","title":"Russland","home_page_url":"https://example.org/",
        "feed_url":"https://example.org/feeds/russland.json","next_url":"https://example.org/feeds/archive/1.json",
        "language":"de","authors":[{"name":"Redaktion"}],"hubs":[{"type":"WebSub","url":"https://hub.example.org/"}],
        "items":[{"id":"tag:example.org,2024:press:1","url":"https://example.org/1","title":"One","summary":"Short",
        "content_html":"<p>Text<\/p>","image":"https://example.org/a.jpg","date_published":"2026-01-01T00:00:00Z",
        "tags":["Kreml"],"attachments":[{"url":"https://example.org/a.mp3","mime_type":"audio/mpeg","size_in_bytes":9}],
        "_feedservice":{"publisher":"P"}},{"id":"tag:example.org,2024:press:2","content_text":"Two"}]}
        """;

    private const string CleanOpml = """
        <?xml version="1.0" encoding="utf-8"?>
        <opml version="2.0"><head><title>Presseschau</title>
        <dateCreated>Fri, 02 Jan 2026 03:04:05 GMT</dateCreated></head><body><outline text="Osten">
        <outline type="rss" text="Russland" title="Russland" language="de"
        xmlUrl="https://example.org/feeds/russland.rss" htmlUrl="https://example.org/" /></outline></body></opml>
        """;

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
        Assert.Equal(["InvalidPositiveInteger: rss/channel/ttl: 0"], JudgeRss(CleanRss.Replace(">60<", ">0<")));

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

    [Theory]
    [InlineData("MissingElement", "<author><name>Redaktion</name></author>", "")]
    [InlineData("MissingElement", "<name>Redaktion</name>", "<uri>https://example.org/</uri>")]
    [InlineData("ContainsEmail", "Redaktion", "Redaktion &lt;r@example.org&gt;")]
    [InlineData("InvalidContact", "</name>", "</name><email>example.org</email>")]
    [InlineData("MissingDCLanguage", "xml:lang=\"de\"", "")]
    [InlineData("MisplacedMetadata", "</feed>", "<subtitle>s</subtitle></feed>")]
    [InlineData("DuplicateEntries", "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "https://example.org/%C3%A4")]
    [InlineData("DuplicateUpdated", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+01:00")]
    [InlineData("InvalidURN", "urn:uuid:1225c695", "urn:uuid:1225")]
    [InlineData("InvalidTAG", "tag:example.org,2024:", "tag:example.org:")]
    [InlineData("MissingContentOrAlternate", "<content>Plain</content>", "<summary>s</summary>")]
    [InlineData("MissingTextualContent", "<content>Plain</content>", "<link href=\"https://example.org/2\" />")]
    [InlineData("MissingSummary", "<content>Plain</content>", "<content type=\"image/png\" src=\"https://e.org/1\" />")]
    [InlineData("ContainsUndeclaredHTML", "<title>Two", "<title>&lt;b&gt;Two&lt;/b&gt;")]
    [InlineData("InvalidValue", "type=\"text\"", "type=\"xhtml\"")]
    [InlineData("NotBlank", "term=\"Kreml\"", "term=\"\"")]
    [InlineData("NotBlank", "&lt;p&gt;Text&lt;/p&gt;", "")]
    [InlineData("DuplicateAtomLink", "<published>", "<link href=\"https://e.org/\" type=\"text/html\" /><published>")]
    [InlineData("AvoidNamespacePrefix", "xmlns=\"http", "xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns=\"http")]
    [InlineData("UndefinedElement", "xmlns=\"http://www.w3.org/2005/Atom\"", "")]
    public void A_fault_in_an_Atom_feed_is_found(string code, string old, string fault) => InAtom(code, old, fault);

    [Fact]
    public void Atom_written_with_a_prefix_is_found()
    {
        const string Prefixed = """
            <?xml version="1.0" encoding="utf-8"?>
            <atom:feed xmlns:atom="http://www.w3.org/2005/Atom" xml:lang="de"><atom:id>tag:example.org,2024:a</atom:id>
            <atom:title>T</atom:title><atom:updated>2026-01-01T00:00:00Z</atom:updated>
            <atom:link rel="self" href="https://example.org/feeds/russland.atom" /></atom:feed>
            """;

        Only("AvoidNamespacePrefix", JudgeAtom(Prefixed));
    }

    [Theory]
    [InlineData("https://example.org")]
    [InlineData("https://Example.org/")]
    [InlineData("https://example.org:443/a")]
    [InlineData("https://example.org/a/../b")]
    [InlineData("https://example.org/%7Eanna")]
    [InlineData("https://example.org/%c3%a4")]
    [InlineData("https://example.org/a%CC%88")]
    [InlineData("https://example.org/%E4")]
    public void An_id_that_is_not_canonical_is_found(string id) =>
        InAtom("NonCanonicalURI", "https://example.org/%C3%A4", id);

    [Theory]
    [InlineData("InvalidValue", "version/1.1", "version/1")]
    [InlineData("InvalidValue", "jsonfeed.org/", "jsonfeed.org\\/")]
    [InlineData("InvalidValue", "\"tag:example.org,2024:press:2\"", "2")]
    [InlineData("InvalidValue", "[\"Kreml\"]", "\"Kreml\"")]
    [InlineData("MissingElement", "\"title\":\"Russland\",", "")]
    [InlineData("MissingElement", ",\"mime_type\":\"audio/mpeg\"", "")]
    [InlineData("MissingElement", "\"id\":\"tag:example.org,2024:press:2\",", "")]
    [InlineData("MissingTextualContent", ",\"content_text\":\"Two\"", "")]
    [InlineData("DuplicateEntries", "press:2", "press:1")]
    [InlineData("MissingSelf", "\"feed_url\":\"" + JsonAddress + "\",", "")]
    [InlineData("SelfDoesntMatchLocation", JsonAddress, "https://example.org/feeds/Russland.json")]
    [InlineData("LinkPastEnd", "https://example.org/feeds/archive/1.json", JsonAddress)]
    [InlineData("UndefinedElement", "\"tags\"", "\"categories\"")]
    [InlineData("InvalidExtension", "{\"publisher\":\"P\"}", "\"P\"")]
    [InlineData("InvalidMIMEAttribute", "audio/mpeg", "mp3")]
    [InlineData("NotBlank", "\"One\"", "\"\"")]
    [InlineData("ContainsHTML", "\"Short\"", "\"<b>Short</b>\"")]
    [InlineData("NotHtml", "<p>Text", "<b>Text")]
    [InlineData("NotWellFormed", "}]}", "}]")]
    [InlineData("NotWellFormed", "\"title\":\"One\"", "\"title\":\"One\",\"title\":\"One\"")]
    public void A_fault_in_a_JSON_feed_is_found(string code, string old, string fault) => InJson(code, old, fault);

    [Theory]
    [InlineData("InvalidValue", "version=\"2.0\"", "version=\"1.0\"")]
    [InlineData("InvalidValue", "language=\"de\"", "version=\"ATOM1\"")]
    [InlineData("MissingElement", "<title>Presseschau</title>", "")]
    [InlineData("MissingAttribute", "text=\"Osten\"", "")]
    [InlineData("MissingOutlineType", "type=\"rss\"", "")]
    [InlineData("MissingXmlURL", "xmlUrl=\"https://example.org/feeds/russland.rss\"", "")]
    [InlineData("MissingTitleAttr", "title=\"Russland\"", "")]
    [InlineData("InvalidLink", "https://example.org/feeds/russland.rss", "/feeds/russland.rss")]
    [InlineData("NotHtml", "text=\"Russland\"", "text=\"R&amp;D\"")]
    public void A_fault_in_an_OPML_document_is_found(string code, string old, string fault) => InOpml(code, old, fault);

    [Theory]
    [InlineData("SecurityRisk", "<iframe></iframe>")]
    [InlineData("SecurityRisk", "<object></object>")]
    [InlineData("SecurityRisk", "<script>x</script>")]
    [InlineData("SecurityRisk", "<style>p { }</style>")]
    [InlineData("SecurityRisk", "<embed>")]
    [InlineData("SecurityRisk", "<link>")]
    [InlineData("SecurityRisk", "<meta>")]
    [InlineData("SecurityRiskAttr", "<p onclick=\"x\">a</p>")]
    [InlineData("SecurityRiskAttr", "<audio controls></audio>")]
    [InlineData("SecurityRiskAttr", "<a href=\"javascript:x\">a</a>")]
    [InlineData("DangerousStyleAttr", "<p style=\"position: fixed\">a</p>")]
    [InlineData("DangerousStyleAttr", "<p style=\"color: var(--x)\">a</p>")]
    [InlineData("DangerousStyleAttr", "<p style=\"margin: inherit\">a</p>")]
    public void A_security_risk_in_content_is_found(string code, string html) => InContent(code, html);

    [Theory]
    [InlineData("<svg></svg>")]
    [InlineData("<math></math>")]
    [InlineData("<marquee>a</marquee>")]
    [InlineData("<x-card>a</x-card>")]
    [InlineData("<b>a")]
    [InlineData("<del><code>a</del>")]
    [InlineData("<b><i>a</b></i>")]
    [InlineData("<p><ul><li>a</li></ul></p>")]
    [InlineData("<p id=\"a\" id=\"b\">a</p>")]
    [InlineData("R&D")]
    [InlineData("<a href=\"https://example.org/?a=1&b=2\">a</a>")]
    [InlineData("&bogus;")]
    [InlineData("1 < 2")]
    [InlineData("a</p>")]
    public void Content_that_is_no_strict_HTML_is_found(string html) => InContent("NotHtml", html);

    [Theory]
    [InlineData("<a href=\"/a\">a</a>")]
    [InlineData("<a href=\"#note\">a</a>")]
    [InlineData("<a title=\"t\" href=\"//example.org/\">a</a>")]
    [InlineData("<img alt=\"\" src=\"a.png\">")]
    [InlineData("<img alt=\"\" src=\"https://example.org/a\" srcset=\"https://example.org/a 1x,b 2x\">")]
    [InlineData("<video poster=\"a.png\"></video>")]
    public void A_relative_link_in_content_is_found(string html) => InContent("ContainsRelRef", html);

    [Fact]
    public void A_relative_link_under_an_Atom_base_is_no_finding()
    {
        var relative = Replace(CleanAtom, "Text", "&lt;img src='a'&gt;");

        Only("ContainsRelRef", JudgeAtom(relative));
        Assert.Empty(JudgeAtom(Replace(relative, "\"html\"", "\"html\" xml:base=\"https://example.org/\"")));
    }

    [Theory]
    [InlineData("<figure><video src=\"https://example.org/a\"></video><figcaption>a</figcaption></figure>")]
    [InlineData("<picture><source srcset=\"https://example.org/a 1x\"><img src=\"https://example.org/b\"></picture>")]
    [InlineData("<details><summary>a</summary>b &amp; c & d</details><p style=\"color: #f00; margin: 0 auto\">e")]
    [InlineData("<table><tr><td>a</td></tr></table><!-- R&D <b> --><ul><li>b</ul><br/>&hellip;&#x2026;")]
    public void Content_that_is_strict_HTML_is_no_finding(string html) => Assert.Empty(JudgeRss(Content(html)));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static IReadOnlyList<string> JudgeRss(string feed) => FeedJudge.Rss(Bytes(feed), RssAddress);

    private static IReadOnlyList<string> JudgeAtom(string feed) => FeedJudge.Atom(Bytes(feed), AtomAddress);

    private static IReadOnlyList<string> JudgeJson(string feed) => FeedJudge.JsonFeed(Bytes(feed), JsonAddress);

    private static string Content(string html) => Replace(CleanRss, "<p>Text</p>", html);

    private static string Replace(string feed, string old, string fault)
    {
        Assert.Contains(old, feed);
        return feed.Replace(old, fault);
    }

    private static void Only(string code, IReadOnlyList<string> findings)
    {
        var codes = findings.Select(finding => finding.Split(':')[0]).Distinct().ToList();

        Assert.True(codes is [var only] && only == code, $"{code} expected, found: {string.Join('\n', findings)}");
    }

    private static void InRss(string code, string old, string fault) =>
        Only(code, JudgeRss(Replace(CleanRss, old, fault)));

    private static void InRss(string code, string old, string fault, string old2, string fault2) =>
        Only(code, JudgeRss(Replace(Replace(CleanRss, old, fault), old2, fault2)));

    private static void InContent(string code, string html) => Only(code, JudgeRss(Content(html)));

    private static void InAtom(string code, string old, string fault) =>
        Only(code, JudgeAtom(Replace(CleanAtom, old, fault)));

    private static void InJson(string code, string old, string fault) =>
        Only(code, JudgeJson(Replace(CleanJson, old, fault)));

    private static void InOpml(string code, string old, string fault) =>
        Only(code, FeedJudge.Opml(Bytes(Replace(CleanOpml, old, fault))));
}
