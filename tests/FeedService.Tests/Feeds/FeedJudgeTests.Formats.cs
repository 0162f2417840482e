namespace FeedService.Tests.Feeds;

/// <summary>Faults that only one format can have: Atom, JSON Feed, OPML; and faults of HTML in any of them.</summary>
public partial class FeedJudgeTests
{
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
}
