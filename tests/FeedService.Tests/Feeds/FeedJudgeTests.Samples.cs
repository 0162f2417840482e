using System.Text;
using FeedService.Feeds;

namespace FeedService.Tests.Feeds;

/// <summary>One clean document of each format, and what makes a faulty one of it and judges that.</summary>
public partial class FeedJudgeTests
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

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static IReadOnlyList<Finding> JudgeRss(string feed) => FeedJudge.Rss(Bytes(feed), RssAddress);

    private static IReadOnlyList<Finding> JudgeAtom(string feed) => FeedJudge.Atom(Bytes(feed), AtomAddress);

    private static IReadOnlyList<Finding> JudgeJson(string feed) => FeedJudge.JsonFeed(Bytes(feed), JsonAddress);

    private static string Content(string html) => Replace(CleanRss, "<p>Text</p>", html);

    private static string Replace(string feed, string old, string fault)
    {
        Assert.Contains(old, feed);
        return feed.Replace(old, fault);
    }

    private static void Only(string code, IReadOnlyList<Finding> findings)
    {
        var codes = findings.Select(finding => finding.Code).Distinct().ToList();

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
