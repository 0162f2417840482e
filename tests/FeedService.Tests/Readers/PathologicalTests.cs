using System.Diagnostics;
using System.Globalization;
using FeedService.Articles;
using FeedService.Readers;
using FeedService.Tests.Support;

namespace FeedService.Tests.Readers;

/// <summary>Files that were made to break readers: each gives an article, or a reason.</summary>
public sealed class PathologicalTests
{
    [Theory]
    [InlineData("draft-with-comment.md", null, Severity.Note, "a draft")]
    [InlineData("future-post.md", null, Severity.Note, "not before 2999-01-01T00:00:00Z")]
    [InlineData("frontmatter-never-closed.md", 1, Severity.Error, "the front matter that begins here never ends")]
    [InlineData("only-dashes.md", null, Severity.Error, "there is neither a title nor any text in it")]
    public void What_is_no_article_has_a_reason(string name, int? line, Severity severity, string message)
    {
        var reading = Read(name);

        var problem = Assert.Single(reading.Problems);
        Assert.Equal((null, line, severity, message),
            (reading.Article, problem.Line, problem.Severity, problem.Message));
    }

    [Theory]
    [InlineData("ansi-escapes.md", "\uFFFD[31mRed\uFFFD[0m \uFFFD", "<p>Body</p>")]
    [InlineData("control-chars.txt",
        "Title with \uFFFD NUL \uFFFD SOH \uFFFD BS \uFFFD VT \uFFFD FF \uFFFD ESC \u007F DEL",
        "<p>Body \uFFFD \uFFFD</p>\n<p>text that is long enough to count as a paragraph of this article, really.</p>")]
    [InlineData("xml-special.md", "AT&T bold ]]> & & <script> \"quotes\"", "<p>]]&gt;   x</p>")]
    [InlineData("rtl-hebrew-bidi.md", "פוטין הגיע \u202EABC\u202C לצפון קוריאה", "<p>טקסט עברי.</p>")]
    [InlineData("utf16be.txt", "Überschrift",
        "<p>Ein Absatz in UTF-16 big endian, lang genug, um als Absatz zu gelten.</p>")]
    [InlineData("utf32le.txt", "Titel", "<p>Text</p>")]
    [InlineData("yaml-bomb.md", "bomb", "<p>body</p>")]
    [InlineData("yaml-dates.md", "t", "<p>Body</p>")]
    [InlineData("yaml-multiline-unindented.md", "A title", "<p>Body</p>")]
    public void What_is_strange_but_readable_is_an_article(string name, string title, string content)
    {
        var reading = Read(name);

        Assert.Equal((title, content), (reading.Article!.Title, reading.Article.Content));
        Assert.DoesNotContain(reading.Problems, problem => problem.Severity > Severity.Note);
    }

    [Theory]
    [InlineData("invalid-utf8.txt", 2,
        "Dieser Text ist windows-1252 ohne Hinweis auf die Kodierung und enthält Umlaute – auch Gedankenstriche.")]
    [InlineData("truncated-utf8.txt", 54, "Ein Absatz, der mitten in einem Zeichen endet: Ã")]
    [InlineData("overlong-and-cesu.txt", 16, "Overlong À¯ slash, CESU í\u00A0½í¸€ emoji, 5-byte øˆ€€€.")]
    public void What_is_not_UTF_8_is_read_as_windows_1252_and_told(string name, int at, string summary)
    {
        var reading = Read(name);

        var problem = Assert.Single(reading.Problems, problem => problem.Severity > Severity.Note);
        Assert.Equal(summary, reading.Article!.Summary);
        Assert.Equal((Severity.Warning, $"not UTF-8 (byte {at}), so it was read as windows-1252"),
            (problem.Severity, problem.Message));
    }

    [Fact]
    public void The_dates_that_break_parsers_are_read()
    {
        var (offset, hour) = (Read("yaml-multiline-unindented.md").Article!, Read("yaml-dates.md").Article!);

        Assert.Equal(("2015-12-08T15:00:00Z", "2023-11-02T06:00:00Z", null),
            (Dates.Rfc3339(offset.Published!.Value), Dates.Rfc3339(hour.Published!.Value), hour.Updated));
    }

    [Fact]
    public void A_language_and_its_tags_are_taken_from_right_to_left_too()
    {
        var article = Read("rtl-arabic.md").Article!;

        Assert.Equal(("ar", "روسيا|كوريا الشمالية", "2024-06-19T03:00:00Z"),
            (article.Language, string.Join('|', article.Tags), Dates.Rfc3339(article.Published!.Value)));
    }

    [Fact]
    public void A_summary_ends_between_two_characters_as_a_reader_sees_them()
    {
        var article = Read("emoji-zwj-flags.md").Article!;

        var text = Html.PlainText(article.Content);
        var shown = article.Summary[..^1];
        Assert.StartsWith(shown, text, StringComparison.Ordinal);
        Assert.Contains(shown.Length, StringInfo.ParseCombiningCharacters(text));
        Assert.InRange(shown.Length, 270, 300);
        Assert.Equal('…', article.Summary[^1]);
    }

    [Fact]
    public void Letters_under_hundreds_of_marks_stay_whole()
    {
        var article = Read("zalgo.md").Article!;

        Assert.Equal((5, 804), (new StringInfo(article.Title).LengthInTextElements, article.Title.Length));
    }

    [Fact]
    public void None_of_them_takes_long()
    {
        var readers = new ArticleReaders([new MarkdownReader(), new PlainTextReader()]);
        var files = Directory.GetFiles(Shared.Require("corpus/pathological"))
            .Where(file => readers.Takes(file)).ToList();
        var watch = Stopwatch.StartNew();

        var readings = files.Select(file => Read(Path.GetFileName(file))).ToList();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        Assert.All(readings, reading => Assert.True(reading.Article is not null || reading.Problems.Count == 1));
        Assert.Equal(19, readings.Count);
    }

    private static Reading Read(string name) =>
        Desk.Read(name, File.ReadAllBytes(Path.Combine(Shared.Require("corpus/pathological"), name)));
}
