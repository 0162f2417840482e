using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FeedService.Articles;
using FeedService.Readers;
using FeedService.Tests.Support;
using static FeedService.Tests.Readers.FeedReaderTests;

namespace FeedService.Tests.Readers;

/// <summary>Feeds that are not well-formed: what stands before and after the damage is read.</summary>
public sealed class BrokenFeedTests
{
    [Theory]
    [InlineData("<title>A & B</title>", "A & B", "a bare & stands in the text")]
    [InlineData("<title>A &eacute;&nbsp;B</title>", "A é\u00A0B", null)]
    [InlineData("<title>A &bogus; B</title>", "A &bogus; B",
        "&bogus; is no character that is known, and entities are not expanded")]
    [InlineData("<title>A &#8217; &#x2014; &#146;</title>", "A ’ — ’", null)]
    [InlineData("<title>A < B</title>", "A < B", "a bare < stands in the text")]
    [InlineData("<title>A\u0008B</title>", "A\uFFFDB", null)]
    [InlineData("<title>A\u0092s</title>", "A’s", null)]
    [InlineData("<title>A<author>Ann</author>", "A", "<title> has no end")]
    [InlineData("<title>A</titel><link>https://a.example/</link>", "A", "</titel> ends nothing")]
    [InlineData("<title>A</title></b>", "A", "</b> ends nothing")]
    [InlineData("<title>A</title><description><b>x</description>", "A", "<b> has no end")]
    [InlineData("<title>A</title><x y=\"z></x>", "A", "the value of an attribute of <x> never ends")]
    [InlineData("<title type=plain>A</title>", "A", null)]
    [InlineData("<title><![CDATA[A ]] > B]]></title>", "A ]] > B", null)]
    public void Damage_is_mended_and_told_and_harms_no_other_item(string fields, string title, string? warning)
    {
        var readings = All("a.xml", Rss("<item><title>One</title></item>\n"
            + $"<item>{fields}<link>https://a.example/2</link></item>"
            + "<item><title>Three</title></item>"));

        Assert.Equal(["One", title, "Three"], readings.Select(reading => reading.Article?.Title));
        Assert.Equal(warning is null ? [] : [(2, warning)],
            readings[1].Problems.Take(1).Select(problem => (problem.Line!.Value, problem.Message)));
    }

    [Fact]
    public void An_item_that_was_not_closed_ends_where_the_next_begins()
    {
        var articles = Read("a.xml", Rss("<item><title>One</title><item><title>Two<item><title>Three</title></item>"));

        Assert.Equal(["One", "Two", "Three"], articles.Select(article => article.Title));
    }

    [Fact]
    public void A_file_that_breaks_off_keeps_the_items_before()
    {
        var readings = All("a.xml", Rss("<item><title>One</title></item>\n<item><title>Tw")[..^16]);

        Assert.Equal(("One", 2), (readings[0].Article!.Title, readings[1].Problems[0].Line));
    }

    [Theory]
    [InlineData("\n \t<?xml version=\"1.0\"?>")]
    [InlineData("junk\n<?xml version=\"1.0\" encoding=\"x-no-such\"?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>")]
    [InlineData("\uFEFF<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>")]
    [InlineData("<!DOCTYPE rss PUBLIC \"-//N//DTD RSS 0.91//EN\" \"http://x.invalid/rss.dtd\" [ <!ENTITY a \"b\"> ]>")]
    [InlineData("<!-- <rss> -->")]
    public void What_stands_before_the_root_or_lies_of_the_encoding_does_no_harm(string start)
    {
        var articles = Read("a.xml", start + Rss("<item><title>Übung</title></item>"));

        Assert.Equal("Übung", articles.Single().Title);
    }

    [Theory]
    [InlineData("windows-1251", "windows-1251", "Мир")]
    [InlineData("KOI8-R", "koi8-r", "Мир")]
    [InlineData("Shift_JIS", "shift_jis", "日本")]
    [InlineData("gb2312", "gb18030", "中国")]
    [InlineData("latin-1", "windows-1252", "Übung – ja")]
    [InlineData("utf-16", "utf-16", "Мир")]
    [InlineData("utf-16", "utf-16BE", "Мир")]
    [InlineData("utf-32", "utf-32", "Мир")]
    [InlineData("utf-8", "windows-1252", "Übung – ja")]
    public void A_feed_is_read_in_the_encoding_it_is_in(string declared, string real, string title)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(real) ?? Encoding.GetEncoding(real);
        var text = $"<?xml version=\"1.0\" encoding=\"{declared}\"?>" + Rss($"<item><title>{title}</title></item>");

        var reading = Desk.ReadAll("a.xml", encoding.GetBytes(text))[0];

        Assert.Equal(title, reading.Article!.Title);
    }

    [Fact]
    public void Entities_are_never_expanded_and_nothing_outside_is_read()
    {
        var bomb = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";

        var articles = Read("a.xml", bomb + Rss("<item><title>T &b; &c;</title></item>"));

        Assert.Equal("T &b; &c;", articles.Single().Title);
    }

    [Fact]
    public void Prefixes_that_are_not_declared_mean_what_they_usually_mean()
    {
        var articles = Read("a.xml", "<RSS><Channel><ITEM><Title>T</Title><DC:Creator>Ann</DC:Creator>"
            + "<content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded></ITEM></Channel></RSS>");

        Assert.Equal(("Ann", "<p>x</p>"), (articles.Single().Authors.Single(), articles.Single().Content));
    }

    [Fact]
    public void A_hundred_thousand_elements_in_one_another_are_no_text()
    {
        var deep = string.Concat(Enumerable.Repeat("<b>", 100_000));
        var readings = All("a.xml", Rss($"<item><title>One</title><description>{deep}</description></item>"
            + "<item><title>Two</title></item>" + deep));

        Assert.Equal("its HTML is nested too deeply to be a text",
            readings[0].Problems.Single(problem => problem.Severity == Severity.Error).Message);
        Assert.Equal("Two", readings[1].Article!.Title);
    }

    [Fact]
    public void Of_a_million_attributes_the_first_are_kept()
    {
        var xml = new LooseXml(new StringReader($"<a {string.Join(' ', Enumerable.Repeat("b='c'", 1_000_000))}>x</a>"));

        var isThere = xml.Read();

        Assert.Equal((true, 1000, ("b", "c")), (isThere, xml.Attributes.Count, xml.Attributes[^1]));
    }

    [Theory]
    [InlineData("<")]
    [InlineData("&")]
    [InlineData("</b>")]
    [InlineData("<![CDATA[")]
    [InlineData("<!--")]
    [InlineData("<a b='")]
    [InlineData("<item>")]
    [InlineData("]]>")]
    [InlineData("<b xmlns:x='y'>")]
    public void Hundreds_of_thousands_of_one_mistake_leave_what_stood_before(string mistake)
    {
        var readings = All("a.xml", Rss("<item><title>One</title></item><item><guid>2</guid><title>"
            + string.Concat(Enumerable.Repeat(mistake, 300_000))));

        Assert.Equal("One", readings[0].Article!.Title);
    }

    [Fact]
    public void No_file_of_other_parsers_tests_is_left_without_a_word()
    {
        string[] sets = [Shared.Require("corpus/feeds-feedparser.tar.gz"), Shared.Require("corpus/feeds-gofeed.tar.gz")];

        var readings = sets.SelectMany(Feeds).Select(file => Desk.ReadAll("a.xml", file)).ToList();

        Assert.InRange(readings.Count, 2600, 2700);
        Assert.All(readings, each => Assert.True(each.Any(reading => reading.Article is not null)
            || each.Any(reading => reading.Problems.Count > 0)));
        Assert.DoesNotContain(readings.SelectMany(each => each).SelectMany(reading => reading.Problems),
            problem => problem.Message.StartsWith("could not be understood", StringComparison.Ordinal));
    }

    private static IEnumerable<byte[]> Feeds(string archive)
    {
        using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (!entry.Name.EndsWith(".xml", StringComparison.Ordinal))
                continue;
            using var bytes = new MemoryStream();
            entry.DataStream?.CopyTo(bytes);
            yield return bytes.ToArray();
        }
    }
}
