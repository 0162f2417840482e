using System.Text;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

public sealed class FeedReaderTests
{
    [Fact]
    public void An_item_of_RSS_brings_its_fields()
    {
        var article = Read("a.rss", """
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
              xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
            <title>The Paper</title><link>https://paper.example/</link><language>en-GB</language>
            <image><title>Logo</title><link>https://logo.example/</link></image>
            <item><title>AT&amp;amp;T &lt;b&gt;wins&lt;/b&gt;</title><link> https://paper.example/one </link>
            <guid isPermaLink="false">urn:x:1</guid><pubDate>Wed, 19 Jun 24 08:00:00 EST</pubDate>
            <dc:creator>Austen, Jane</dc:creator><author>jane@paper.example</author>
            <category>News</category><category>a, b</category><description>In &lt;i&gt;short&lt;/i&gt;.</description>
            <content:encoded><![CDATA[<p>Long <a href="/two">text</a>.</p>]]></content:encoded>
            <enclosure url="/a.mp3" length=" 12 " type="audio/mpeg"/></item>
            </channel></rss>
            """).Single();

        Assert.Equal(("urn:x:1", "https://paper.example/one", "AT&T wins", "In short.", "en-GB"),
            (article.Id, article.Url, article.Title, article.Summary, article.Language));
        Assert.Equal(("<p>Long <a href=\"https://paper.example/two\">text</a>.</p>", "2024-06-19T13:00:00Z",
            "Austen, Jane", "News|a, b", new Publisher("The Paper", "https://paper.example/")),
            (article.Content, Dates.Rfc3339(article.Published!.Value), article.Authors.Single(),
            string.Join('|', article.Tags), article.Publisher));
        Assert.Equal([new Enclosure("https://paper.example/a.mp3", "audio/mpeg", 12)], article.Enclosures);
    }

    [Fact]
    public void An_entry_of_Atom_brings_its_fields()
    {
        var article = Read("a.atom", """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/a/" xml:lang="fr"><title>Blog</title>
            <link rel="self" href="feed"/><link href="/"/><author><name>Jules</name></author>
            <entry><title type="html">Less &amp;lt; more</title><id>tag:blog.example,2024:1</id>
            <link rel="edit" href="edit"/><link rel="alternate" type="application/pdf" href="one.pdf"/>
            <link rel="alternate" type="text/html" href="one"/><link rel="enclosure" href="x.mp4" type="video/mp4"/>
            <published>2024-06-19T08:00:00Z</published><updated>2024-06-19T09:00:00Z</updated>
            <category term="t" label="The tag"/><summary>Short &amp; sweet</summary>
            <content type="xhtml" xml:lang="de">
            <div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; <b>b</b><br/></p></div></content>
            </entry></feed>
            """).Single();

        Assert.Equal(("tag:blog.example,2024:1", "https://blog.example/a/one", "Less < more", "Short & sweet", "de"),
            (article.Id, article.Url, article.Title, article.Summary, article.Language));
        Assert.Equal(("<div><p>a &lt; <b>b</b><br></p></div>", "2024-06-19T08:00:00Z", "2024-06-19T09:00:00Z",
            "Jules", "The tag", "Blog", "https://blog.example/"),
            (article.Content, Dates.Rfc3339(article.Published!.Value), Dates.Rfc3339(article.Updated!.Value),
            article.Authors.Single(), article.Tags.Single(), article.Publisher!.Name, article.Publisher.Url));
        Assert.Equal("https://blog.example/a/x.mp4", article.Enclosures.Single().Url);
    }

    [Fact]
    public void Items_of_RDF_stand_behind_their_channel()
    {
        var article = Read("a.rdf", """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
              xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://r.example/"><title>R</title><link>https://r.example/</link>
            <dc:language>it</dc:language>
            <items><rdf:Seq><rdf:li rdf:resource="https://r.example/1"/></rdf:Seq></items></channel>
            <item rdf:about="https://r.example/1"><title>One</title><dc:date>2003-12</dc:date><dc:subject>S</dc:subject>
            <description>Words.</description></item></rdf:RDF>
            """).Single();

        Assert.Equal(("https://r.example/1", "https://r.example/1", "One", "2003-12-01T00:00:00Z", "it", "S", "R"),
            (article.Id, article.Url, article.Title, Dates.Rfc3339(article.Published!.Value), article.Language,
            article.Tags.Single(), article.Publisher!.Name));
    }

    [Fact]
    public void Atom_0_3_says_the_same_in_other_words()
    {
        var article = Read("a.xml", """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>T</title><id>tag:a.example,2003:1</id>
            <issued>2003-12-31T10:00:00Z</issued><modified>2003-12-31T11:00:00Z</modified>
            <content type="text/html" mode="escaped">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>
            """).Single();

        Assert.Equal(("<p>Text</p>", "2003-12-31T10:00:00Z", "2003-12-31T11:00:00Z"), (article.Content,
            Dates.Rfc3339(article.Published!.Value), Dates.Rfc3339(article.Updated!.Value)));
    }

    [Theory]
    [InlineData("<guid>https://a.example/1</guid>", "https://a.example/1", "https://a.example/1")]
    [InlineData("<guid isPermaLink=\"false\">https://a.example/1</guid>", "https://a.example/1", null)]
    [InlineData("<guid>42</guid>", ":a.xml#42", null)]
    [InlineData("<guid>42</guid><link>https://a.example/1</link>", ":a.xml#42", "https://a.example/1")]
    [InlineData("<link>https://a.example/1</link>", "https://a.example/1", "https://a.example/1")]
    [InlineData("<link>https://a.example/\n1</link>", "https://a.example/1", "https://a.example/1")]
    [InlineData("<title>My title</title>", ":a.xml#my-title", null)]
    [InlineData("<link href=\"https://a.example/1\"/>", "https://a.example/1", "https://a.example/1")]
    public void An_item_is_known_by_its_own_id_else_by_its_link_else_by_its_title(string fields, string id, string? url)
    {
        var article = Read("a.xml", Rss($"<item>{fields}<description><![CDATA[<p>x</p>]]></description></item>"))
            .Single();

        Assert.Equal((id, url), (article.Id, article.Url));
    }

    [Fact]
    public void Of_items_with_the_same_title_and_nothing_else_the_date_tells()
    {
        static string Item(string date) =>
            $"<item><title>Daily</title><pubDate>{date}</pubDate><description>&lt;p&gt;x&lt;/p&gt;</description></item>";

        var articles = Read("a.xml", Rss(Item("2024-06-18") + Item("2024-06-19")));

        Assert.Equal(["daily-2024-06-18", "daily-2024-06-19"], articles.Select(article => article.Record));
    }

    [Theory]
    [InlineData("<author>jane@a.example (Jane Austen)</author>", "Jane Austen")]
    [InlineData("<author>Jane Austen (jane@a.example)</author>", "Jane Austen")]
    [InlineData("<author>Jane Austen &lt;jane@a.example&gt;</author>", "Jane Austen")]
    [InlineData("<author>jane@a.example</author>", "")]
    [InlineData("<itunes:author>Jane</itunes:author>", "Jane")]
    [InlineData("<author>jane@a.example</author><dc:creator>Jane</dc:creator><dc:creator>Ann</dc:creator>", "Jane|Ann")]
    [InlineData("<atom:author><atom:name>Jane</atom:name></atom:author>", "Jane")]
    public void Authors_are_names_and_never_mail_addresses(string fields, string authors)
    {
        var article = Read("a.xml", Rss($"<item><title>T</title>{fields}<description>x</description></item>")).Single();

        Assert.Equal(authors, string.Join('|', article.Authors));
    }

    [Theory]
    [InlineData("<media:content url=\"https://a.example/p.jpg\" medium=\"image\"><media:credit>Ann</media:credit></media:content>", "Ann")]
    [InlineData("<media:group><media:thumbnail url=\"https://a.example/p.jpg\"/></media:group>", null)]
    [InlineData("<itunes:image href=\"https://a.example/p.jpg\"/>", null)]
    [InlineData("<enclosure url=\"https://a.example/p.jpg\" type=\"image/jpeg\"/>", null)]
    public void The_picture_of_an_item_is_told_in_many_ways(string fields, string? credit)
    {
        var article = Read("a.xml", Rss($"<item><title>T</title>{fields}</item>")).Single();

        Assert.Equal(("https://a.example/p.jpg", credit), (article.Image?.Url, article.Image?.Credit));
    }

    [Theory]
    [InlineData("<description>Short.</description>", "Short.", "")]
    [InlineData("<description>&lt;p&gt;One.&lt;/p&gt;</description>", "One.", "<p>One.</p>")]
    [InlineData("<description>S</description><content:encoded>&lt;p&gt;One.&lt;/p&gt;</content:encoded>", "S",
        "<p>One.</p>")]
    [InlineData("<description><p>One <br/>two</p></description>", "One two", "<p>One <br>two</p>")]
    [InlineData("<description>S</description><body xmlns=\"http://www.w3.org/1999/xhtml\"><p>One.</p></body>", "S",
        "<p>One.</p>")]
    public void A_description_is_the_text_where_there_is_no_other_and_it_is_one(string fields, string summary,
        string content)
    {
        var article = Read("a.xml", Rss($"<item><title>T</title>{fields}</item>")).Single();

        Assert.Equal((summary, content), (article.Summary, article.Content));
    }

    [Fact]
    public void An_item_without_title_that_has_text_is_an_article()
    {
        var article = Read("a.xml", Rss("<item><link>https://a.example/1</link><description>Hi.</description></item>"))
            .Single();

        Assert.Equal(("<p>Hi.</p>", "https://a.example/1"), (article.Content, article.Url));
    }

    [Fact]
    public void An_item_that_has_nothing_says_so_with_its_line()
    {
        var readings = All("a.xml", Rss("<item><title>T</title></item>\n<item><pubDate>2024-06-19</pubDate></item>"));

        var problem = Assert.Single(readings[1].Problems);
        Assert.Equal((2, "an entry without title, link, id and text"), (problem.Line, problem.Message));
    }

    [Theory]
    [InlineData("<rss version=\"2.0\"><channel><title>T</title></channel></rss>", "a feed without entries")]
    [InlineData("<opml version=\"2.0\"><body/></opml>", "what is in it is no .xml that can be read")]
    [InlineData("", "what is in it is no .xml that can be read")]
    [InlineData("<feed><entry><title>T</title><content>", "ends within the <entry> that begins here")]
    [InlineData("<!DOCTYPE rss [ <!ENTITY x 'y'", "what is in it is no .xml that can be read")]
    public void A_file_without_articles_has_a_reason(string file, string reason)
    {
        var readings = All("a.xml", file);

        Assert.Equal(reason, Assert.Single(Assert.Single(readings).Problems).Message);
    }

    [Fact]
    public void Blogger_exports_pages_comments_and_settings_as_entries_that_are_no_articles()
    {
        static string Entry(string kind) => $"<entry><id>tag:b.example,2024:{kind}</id><title>T</title><content>x</content>"

                + $"<category scheme=\"http://schemas.google.com/g/2005#kind\" term=\"http://schemas.google.com/blogger/2008/kind#{kind}\"/></entry>";

        var articles = Read("a.xml", $"<feed xmlns=\"http://www.w3.org/2005/Atom\">{Entry("comment")}{Entry("post")}</feed>");

        Assert.Equal(("tag:b.example,2024:post", 0), (articles.Single().Id, articles.Single().Tags.Count));
    }

    [Fact]
    public void A_draft_of_the_publishing_protocol_is_none_to_show()
    {
        var articles = Read("a.atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:app=\"http://www.w3.org/2007/app\">"
            + "<entry><id>urn:x</id><title>T</title><app:control><app:draft>yes</app:draft></app:control></entry></feed>");

        Assert.Empty(articles);
    }

    internal static string Rss(string items) =>
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
        + "xmlns:dc=\"https://purl.org/DC/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
        + "xmlns:media=\"http://search.yahoo.com/mrss\"><channel>" + items + "</channel></rss>";

    internal static IReadOnlyList<Reading> All(string path, string text) => Desk.ReadAll(path, Encoding.UTF8.GetBytes(text));

    internal static List<Article> Read(string path, string text) =>
        [.. All(path, text).Select(reading => reading.Article).OfType<Article>()];
}
