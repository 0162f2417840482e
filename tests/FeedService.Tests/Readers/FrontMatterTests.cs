using FeedService.Articles;

namespace FeedService.Tests.Readers;

public sealed class FrontMatterTests
{
    private static readonly DateTimeOffset Published = new(2024, 6, 19, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("---\ntitle: 'A: b'\ndate: 2024-06-19T08:00:00+02:00\ntags: [x, \"y z\"]\n---\nText\n")]
    [InlineData("\n\n---  \ntitle: \"A: b\"\ndate: 2024-06-19 08:00:00 +2\ntags:\n- x\n- y z\n...\nText\n")]
    [InlineData("+++\ntitle = \"A: b\"\ndate = 2024-06-19T08:00:00+02:00\ntags = [\"x\", \"y z\"]\n+++\nText\n")]
    [InlineData(
        "+++\ntitle = 'A: b'\ndate = '2024-06-19T06:00:00Z'\n[taxonomies]\ntags = [\"x\", \"y z\"]\n+++\nText\n")]
    [InlineData(
        "{\n  \"title\": \"A: b\",\n  \"date\": \"2024-06-19T06:00:00Z\",\n  \"tags\": [\"x\", \"y z\"]\n}\n\nText\n")]
    [InlineData(
        "{\n\t\"title\": \"A: b\",\n\t\"date\": \"2024-06-19T06:00:00Z\",\n\t\"tags\": [\n\t\t\"x\",\n\t\t\"y z\"\n\t]\n}\nText\n")]
    [InlineData("Title: A: b\nDate: 2024-06-19 06:00\nTags: x, y z\n\nText\n")]
    [InlineData("date: 2024-06-19 06:00\ntitle: A: b\ntags: x, y z\n\nText\n")]
    [InlineData("\uFEFF---\r\ntitle: 'A: b'\r\ndate: 2024-06-19T06:00:00Z\r\ntags: x, y z\r\n---\r\nText\r\n")]
    public void YAML_TOML_JSON_and_Pelican_say_the_same(string text)
    {
        var article = Desk.Markdown(text);

        Assert.Equal(("A: b", Published, "x|y z", "<p>Text</p>"),
            (article.Title, article.Published, string.Join('|', article.Tags), article.Content));
    }

    [Theory]
    [InlineData("tags: [a, b]")]
    [InlineData("tags: a, b")]
    [InlineData("keywords: a, b")]
    [InlineData("categories:\n  - a\n  - b")]
    [InlineData("tag: a\ncategory: b")]
    [InlineData("topics: [a]\ntags: '#b, a'")]
    [InlineData("tags:\n  - name: a\n  - name: b")]
    [InlineData("labels: [a, A, b, '']")]
    public void Tags_are_read_under_every_name_and_in_every_shape(string yaml)
    {
        var article = Desk.Markdown($"---\n{yaml}\n---\nText");

        Assert.Equal(["a", "b"], article.Tags.Order());
    }

    [Theory]
    [InlineData("author: Jane Austen", "Jane Austen")]
    [InlineData("authors: [Jane Austen, Jules Verne]", "Jane Austen|Jules Verne")]
    [InlineData("authors:\n- name: Jane Austen\n  email: a@example.org\n- Jules Verne", "Jane Austen|Jules Verne")]
    [InlineData("byline: <b>Jane</b> Austen", "Jane Austen")]
    [InlineData("author: Reuters", "")]
    public void Authors_are_people_and_never_agencies(string yaml, string authors)
    {
        var article = Desk.Markdown($"---\n{yaml}\n---\nText");

        Assert.Equal(authors, string.Join('|', article.Authors));
    }

    [Fact]
    public void An_agency_that_stands_for_an_author_is_a_source()
    {
        var article = Desk.Markdown("---\nauthor: reuters\n---\nText");

        Assert.Equal(["Reuters"], article.Agencies);
    }

    [Fact]
    public void A_continuation_line_in_column_0_is_understood()
    {
        var article = Desk.Markdown(
            "---\ntitle: \"A title\"\nexcerpt: \"starts here\ncontinues at column 0 :emoji:\nand ends.\"\n"
            + "date: 2024-06-19\n---\nBody");

        Assert.Equal("starts here continues at column 0 :emoji: and ends.", article.Summary);
    }

    [Fact]
    public void Aliases_point_and_never_multiply()
    {
        var article = Desk.Markdown("---\na: &a [Ann, Bo]\nauthors: *a\ntitle: t\n---\nText");

        Assert.Equal(["Ann", "Bo"], article.Authors);
    }

    [Fact]
    public void A_word_that_is_a_number_elsewhere_stays_what_was_written()
    {
        var article = Desk.Markdown("---\ntitle: 007\ntags: [1.10, yes, 0x1F, 2024-01-01]\n---\nText");

        Assert.Equal(("007", "1.10|yes|0x1F|2024-01-01"), (article.Title, string.Join('|', article.Tags)));
    }

    [Fact]
    public void JSON_may_escape_what_it_likes()
    {
        var article = Desk.Markdown("{\n \"title\": \"a\\/b \\u00fc \\ud83d\\ude00 \\\"q\\\"\"\n}\nText");

        Assert.Equal("a/b ü 😀 \"q\"", article.Title);
    }

    [Theory]
    [InlineData("---\ntitle: never closed\n\nBody", 1, "the front matter that begins here never ends")]
    [InlineData("\n\n---\ntitle: never closed", 3, "the front matter that begins here never ends")]
    [InlineData("+++\ntitle = 'never closed'\n", 1, "the front matter that begins here never ends")]
    [InlineData("---\ntitle: ok\ntags: [a, b\ndate: 2024-01-01\n---\nBody", 3, "a [ or { never closes")]
    [InlineData("---\ntitle: ok\nlayout: post: x\n---\nBody", 3,
        "While scanning a plain scalar value, found invalid mapping")]
    [InlineData("---\njust words\n---\nBody", 2, "this is not a list of keys and values")]
    [InlineData("+++\ntitle = 'ok'\n\ndraft = maybe\n+++\nBody", 4, null)]
    public void Front_matter_that_cannot_be_understood_is_an_error_with_its_line(string text, int line, string? message)
    {
        var reading = Desk.Read("a.md", text);

        var problem = Assert.Single(reading.Problems);
        Assert.Equal((null, "a.md", line, Severity.Error),
            (reading.Article, problem.Path, problem.Line, problem.Severity));
        Assert.Equal(message ?? problem.Message, problem.Message);
    }

    [Fact]
    public void A_value_with_a_colon_is_told_to_be_quoted()
    {
        var reading = Desk.Read("a.md", "---\ntitle: Update: all is well: really\n---\nBody");

        Assert.Equal("put a value that contains a colon in \"quotes\"", Assert.Single(reading.Problems).Hint);
    }

    [Theory]
    [InlineData("Text without any.\n\n---\n\nMore.", "<p>Text without any.</p>\n<hr>\n<p>More.</p>")]
    [InlineData("---\n---\nText", "<p>Text</p>")]
    [InlineData("----\n\nText", "<hr>\n<p>Text</p>")]
    [InlineData("Note: this is no header.\n\nText", "<p>Note: this is no header.</p>\n<p>Text</p>")]
    [InlineData("{{< notice >}}Text{{< /notice >}}", "<p>Text</p>")]
    public void What_only_looks_like_front_matter_is_text(string text, string content)
    {
        var article = Desk.Markdown(text);

        Assert.Equal(content, article.Content);
    }
}
