using System.Globalization;
using System.Text;
using FeedService.Articles;
using FeedService.Readers;
using FeedService.Tests.Support;

namespace FeedService.Tests.Readers;

public sealed class WordPressTests
{
    [Theory]
    [InlineData("themeunittestdata.wordpress.xml", 48, 132)]
    [InlineData("theme-preview.xml", 7, 0)]
    public void Exactly_the_published_posts_of_the_official_test_file_are_articles(string name, int posts, int others)
    {
        var file = File.ReadAllBytes(Path.Combine(Shared.Require("corpus/wxr-theme-unit-test"), name));

        var readings = Desk.ReadAll(name, file);

        Assert.Equal(posts, readings.Count(reading => reading.Article is not null));
        Assert.Equal(posts, readings.Select(reading => reading.Article?.Id).OfType<string>().Distinct().Count());
        Assert.DoesNotContain(readings, reading => reading.HasFailed);
        Assert.Equal(others, readings[^1].Problems.Sum(note => int.Parse(note.Message.Split(' ')[0], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_post_brings_its_own_fields()
    {
        var article = Assert.Single(Articles(Export("""
            <title>One &amp; two</title><link>http://blog.example/2024/one/</link><dc:creator>jane</dc:creator>
            <guid isPermaLink="false">http://blog.example/?p=7</guid>
            <content:encoded><![CDATA[Text.]]></content:encoded>
            <excerpt:encoded><![CDATA[In <em>short</em>.]]></excerpt:encoded>
            <wp:post_name>one</wp:post_name>
            <wp:post_date_gmt>2024-06-19 06:00:00</wp:post_date_gmt><wp:post_date>2024-06-19 08:00:00</wp:post_date>
            <category domain="category" nicename="news"><![CDATA[News]]></category>
            <category domain="post_tag" nicename="a"><![CDATA[a & b]]></category>
            <category domain="nav_menu" nicename="m"><![CDATA[Menu]]></category>
            """)));

        Assert.Equal(("http://blog.example/?p=7", "http://blog.example/2024/one/", "One & two", "one", "In short."),
            (article.Id, article.Url, article.Title, article.Slug, article.Summary));
        Assert.Equal(("<p>Text.</p>", "2024-06-19T06:00:00Z", "Jane Austen", "News|a & b", "de", "Blog"),
            (article.Content, Dates.Rfc3339(article.Published!.Value), article.Authors.Single(),
            string.Join('|', article.Tags), article.Language, article.Publisher?.Name));
    }

    [Theory]
    [InlineData("<wp:status>draft</wp:status>", "1 with the status draft: no article")]
    [InlineData("<wp:status>future</wp:status>", "1 with the status future: no article")]
    [InlineData("<wp:status>private</wp:status>", "1 with the status private: no article")]
    [InlineData("<wp:post_password>x</wp:post_password>", "1 behind a password: no article")]
    [InlineData("<wp:post_type>page</wp:post_type>", "1 of the type page: no article")]
    public void What_is_no_published_post_is_counted(string field, string note)
    {
        var readings = Desk.ReadAll("a.xml", Encoding.UTF8.GetBytes(Export($"<title>T</title>{field}")));

        var problem = Assert.Single(Assert.Single(readings).Problems);
        Assert.Equal((note, Severity.Note), (problem.Message, problem.Severity));
    }

    [Fact]
    public void Without_a_time_in_Greenwich_the_local_one_is_in_the_zone_of_the_folder()
    {
        var export = Export("<title>T</title><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
            + "<wp:post_date>2024-01-19 08:00:00</wp:post_date><content:encoded>x</content:encoded>");

        var article = Articles(export, Desk.Profiled("timezone: Europe/Berlin").Profile).Single();

        Assert.Equal("2024-01-19T07:00:00Z", Dates.Rfc3339(article.Published!.Value));
    }

    [Fact]
    public void A_published_post_of_the_future_waits_for_its_time()
    {
        var export = Export("<title>T</title><guid>http://a.example/?p=1</guid>"
            + "<wp:post_date_gmt>2024-06-21 08:00:00</wp:post_date_gmt><content:encoded>x</content:encoded>");

        var reading = Desk.ReadAll("a.xml", Encoding.UTF8.GetBytes(export))[0];

        Assert.Equal((null, "http://a.example/?p=1", new DateTimeOffset(2024, 6, 21, 8, 0, 0, TimeSpan.Zero)),
            (reading.Article, reading.Record, reading.Due));
    }

    [Fact]
    public void A_featured_picture_is_found_where_it_came_before_its_post()
    {
        var picture = "<title>P</title><wp:post_id>5</wp:post_id><wp:post_type>attachment</wp:post_type>"
            + "<wp:attachment_url>https://blog.example/p.jpg</wp:attachment_url>";
        var meta = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:postmeta>";
        var post = $"<title>T</title><guid>http://a.example/?p=1</guid><content:encoded>x</content:encoded>{meta}";

        var (before, after) = (Articles(Export(picture, post)).Single(), Articles(Export(post, picture)).Single());

        Assert.Equal(("https://blog.example/p.jpg", null), (before.Image?.Url, after.Image?.Url));
    }

    [Theory]
    [InlineData("One\n\nTwo\nlines", "<p>One</p>\n<p>Two<br>\nlines</p>")]
    [InlineData("<h2>Head</h2>\nText", "<h2>Head</h2><p>Text</p>")]
    [InlineData("A\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\nB", "<p>A</p>\n<ul><li>x</li><li>y</li></ul><p>B</p>")]
    [InlineData("<pre>a\n\nb [gallery]</pre>\nT", "<pre>a\n\nb [gallery]</pre>\n<p>T</p>")]
    [InlineData("<blockquote>Said.</blockquote>", "<blockquote><p>Said.</p>\n</blockquote>")]
    [InlineData("<div>a\n\nb</div>", "<div><p>a</p>\n<p>b</p>\n</div>")]
    [InlineData("<div>a</div>", "<div>a</div>")]
    [InlineData("Some <em\nid=\"e\">word</em>", "<p>Some <em id=\"e\">word</em></p>")]
    [InlineData("One\n\n<!--more-->\n\nTwo<!--nextpage-->", "<p>One</p>\n<p>Two</p>")]
    [InlineData("a < b\n\nc", "<p>a &lt; b</p>\n<p>c</p>")]
    [InlineData("<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->", "<p>One\ntwo</p>")]
    [InlineData("See:\n\nhttps://a.example/v",
        "<p>See:</p>\n<p><a href=\"https://a.example/v\">https://a.example/v</a></p>")]
    public void Paragraphs_are_where_WordPress_sets_them(string content, string html)
    {
        var article = Articles(Export($"<title>T</title><content:encoded><![CDATA[{content}]]></content:encoded>"))
            .Single();

        Assert.Equal(html, article.Content);
    }

    [Theory]
    [InlineData("It [sic] is so [1], he said [see p. 4].", "<p>It [sic] is so [1], he said [see p. 4].</p>")]
    [InlineData("A [gallery ids=\"1,2\"] B", "<p>A  B</p>")]
    [InlineData("[box]Text[/box] [/odd]", "<p>Text [/odd]</p>")]
    [InlineData("[button href='x']Buy[/button]", "<p>Buy</p>")]
    [InlineData("[[gallery]] shows", "<p>[gallery] shows</p>")]
    [InlineData("<code>[gallery]</code>", "<p><code>[gallery]</code></p>")]
    [InlineData("[toc]A [latest_posts] [Latest_posts]", "<p>A  [Latest_posts]</p>")]
    [InlineData("[youtube https://a.example/v]",
        "<p><a href=\"https://a.example/v\">https://a.example/v</a></p>")]
    [InlineData("[contact-form-7 id=\"1\" title=\"a ] b\"]", "")]
    [InlineData("[embed]https://a.example/v[/embed]",
        "<p><a href=\"https://a.example/v\">https://a.example/v</a></p>")]
    [InlineData("[video mp4=\"https://a.example/v.mp4\"][/video]",
        "<p><a href=\"https://a.example/v.mp4\">https://a.example/v.mp4</a></p>")]
    [InlineData("[caption id=\"a\" width=\"9\"]<a href=\"https://a.example/\"><img src=\"https://a.example/p.jpg\" alt=\"\"></a> Words[/caption]",
        "<figure><a href=\"https://a.example/\"><img src=\"https://a.example/p.jpg\" alt=\"\"></a><figcaption>Words</figcaption></figure>")]
    [InlineData("[caption caption=\"Words\"]<img src=\"https://a.example/p.jpg\" alt=\"\">[/caption]",
        "<figure><img src=\"https://a.example/p.jpg\" alt=\"\"><figcaption>Words</figcaption></figure>")]
    public void Shortcodes_go_and_words_in_brackets_stay(string content, string html)
    {
        var article = Articles(Export($"<title>T</title><content:encoded><![CDATA[{content}]]></content:encoded>"))
            .Single();

        Assert.Equal(html, article.Content);
    }

    [Fact]
    public void A_guid_belongs_to_the_post_whose_number_is_in_it()
    {
        static string Post(int number) => $"<title>T</title><guid>http://blog.example/?p=7</guid>"
            + $"<link>http://blog.example/{number}</link><wp:post_id>{number}</wp:post_id>";

        var articles = Articles(Export(Post(9), Post(7), Post(8)));

        Assert.Equal(["http://blog.example/9", "http://blog.example/?p=7", "http://blog.example/8"],
            articles.Select(article => article.Record));
    }

    [Fact]
    public void Brackets_and_tags_without_end_are_no_text()
    {
        var content = string.Concat(Enumerable.Repeat("[a \"[b 'x [/c] <pre ", 50_000));

        var readings = Desk.ReadAll("a.xml", Encoding.UTF8.GetBytes(
            Export($"<guid>http://a.example/?p=1</guid><content:encoded><![CDATA[{content}]]></content:encoded>")));

        var problem = Assert.Single(readings.Single(reading => reading.Record.Length > 0).Problems);
        Assert.Equal("its HTML is nested too deeply to be a text", problem.Message);
    }

    private static List<Article> Articles(string export, Profile? profile = null) =>
        [.. Desk.ReadAll("a.xml", Encoding.UTF8.GetBytes(export), profile)
            .Select(reading => reading.Article).OfType<Article>()];

    private static string Export(params string[] items) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:excerpt="https://wordpress.org/export/1.2/excerpt/"
          xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:wp="https://wordpress.org/export/1.2/">
        <channel><title>Blog</title><link>http://blog.example</link><language>de</language>
        <wp:author><wp:author_login>jane</wp:author_login>
          <wp:author_display_name><![CDATA[Jane Austen]]></wp:author_display_name></wp:author>
        {string.Concat(items.Select(item => $"<item>stray {item}</item>\n"))}</channel></rss>
        """;
}
