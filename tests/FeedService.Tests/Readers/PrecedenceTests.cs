using FeedService.Articles;

namespace FeedService.Tests.Readers;

public sealed class PrecedenceTests
{
    [Fact]
    public void A_sidecar_wins_over_front_matter_and_front_matter_over_the_text()
    {
        var reading = Desk.Read("a.md", "---\ntitle: Front\nauthor: Ann\n---\n# Text\n\nBody",
            sidecar: "title: Side\nlanguage: da\n");

        Assert.Equal(("Side", "Ann", "da", "<h1>Text</h1>\n<p>Body</p>"),
            (reading.Article!.Title, reading.Article.Authors.Single(),
            reading.Article.Language, reading.Article.Content));
    }

    [Fact]
    public void A_sidecar_wins_under_any_name_of_a_field()
    {
        var front = "---\npublishDate: 2020-01-01\nsummary: Front\nurl: https://front.example/\nauthors: [Front]\n---\nBody";

        var article = Desk.Read("a.md", front,
            sidecar: "date: 2024-06-19\ndescription: Side\ncanonical: https://side.example/\nauthor: Side\n").Article!;

        Assert.Equal((new DateTimeOffset(2024, 6, 19, 0, 0, 0, TimeSpan.Zero), "Side", "https://side.example/", "Side"),
            (article.Published, article.Summary, article.Url, article.Authors.Single()));
    }

    [Fact]
    public void A_sidecar_that_cannot_be_understood_is_an_error_of_its_own_file()
    {
        var reading = Desk.Read("news/a.txt", "Title\n\nText.", sidecar: "draft: true\ntitle: a: b\n");

        var problem = Assert.Single(reading.Problems);
        Assert.Equal((null, "news/a.txt.meta.yaml", 2, Severity.Error),
            (reading.Article, problem.Path, problem.Line, problem.Severity));
    }

    [Fact]
    public void A_date_that_a_sidecar_gets_wrong_is_told_with_its_file_and_line()
    {
        var reading = Desk.Read("a.txt", "Title\n\nText.", sidecar: "title: t\ndate: 06/07/2024\n");

        var problem = Assert.Single(reading.Problems);
        Assert.Equal(("a.txt.meta.yaml", 2, Severity.Warning, "date: \"06/07/2024\" is no date that has one meaning"),
            (problem.Path, problem.Line, problem.Severity, problem.Message));
    }

    [Theory]
    [InlineData("---\ntitle: x\ndate: 06/07/2024\n---\nBody", 3)]
    [InlineData("+++\ntitle = 'x'\n\ndate = '06/07/2024'\n+++\nBody", 4)]
    [InlineData("Title: x\nDate: 06/07/2024\n\nBody", 2)]
    [InlineData("{\n  \"title\": \"x\",\n  \"date\": \"06/07/2024\"\n}\nBody", 3)]
    public void A_date_with_two_meanings_is_refused_with_its_line(string text, int line)
    {
        var reading = Desk.Read("a.md", text);

        var problem = Assert.Single(reading.Problems);
        Assert.Equal((null, line, Severity.Warning), (reading.Article!.Published, problem.Line, problem.Severity));
    }

    [Theory]
    [InlineData("date: 0000-00-00 00:00:00")]
    [InlineData("date: 0001-01-01T00:00:00Z")]
    [InlineData("date: ''")]
    [InlineData("date: null")]
    [InlineData("published: true")]
    [InlineData("updated: 0000-00-00")]
    public void What_exporters_write_for_no_date_is_none_without_a_word(string yaml)
    {
        var reading = Desk.Read("a.md", $"---\n{yaml}\n---\nBody");

        Assert.Equal((null, null, 0), (reading.Article!.Published, reading.Article.Updated, reading.Problems.Count));
    }

    [Fact]
    public void The_next_date_is_taken_where_one_is_none()
    {
        var article = Desk.Markdown("---\npublishDate: 0000-00-00\ndate: 2024-06-19\nlastmod: 2024-06-20\n---\nBody");

        Assert.Equal((19, 20), (article.Published!.Value.Day, article.Updated!.Value.Day));
    }

    [Theory]
    [InlineData("---\ndate: 2023-01-01\n---\nBody", "2024-06-19-x.md", "2023-01-01")]
    [InlineData("Body", "2024-06-19-x.md", "2024-06-19")]
    [InlineData("Body", "2024/06/19/x.md", "2024-06-19")]
    [InlineData("+++\npath = \"2024/01/02/hello\"\n+++\nBody", "x.md", "2024-01-02")]
    public void A_date_in_the_file_wins_over_the_day_in_its_path(string text, string path, string day)
    {
        var article = Desk.Markdown(text, path);

        Assert.Equal(day + "T00:00:00Z", Dates.Rfc3339(article.Published!.Value));
    }

    [Fact]
    public void Nothing_is_made_up()
    {
        var article = Desk.Markdown("Only a sentence, written on Wednesday.", "note.md");

        Assert.Equivalent(new Article
        {
            Id = ":note.md",
            Path = "note.md",
            Slug = "note",
            Title = "note",
            Summary = "Only a sentence, written on Wednesday.",
            Content = "<p>Only a sentence, written on Wednesday.</p>",
        }, article, strict: true);
    }

    [Theory]
    [InlineData("id: urn:uuid:1", "urn:uuid:1")]
    [InlineData("guid: 'https://example.org/?p=7'", "https://example.org/?p=7")]
    [InlineData("id: 42\nurl: https://example.org/a", ":42")]
    [InlineData("url: https://example.org/ä", "https://example.org/%C3%A4")]
    [InlineData("title: x", ":a%20b/c.md")]
    public void An_id_is_the_articles_own_or_its_url_or_its_path(string yaml, string id)
    {
        var article = Desk.Markdown($"---\n{yaml}\n---\nBody", "a b/c.md");

        Assert.Equal(id, article.Id);
    }

    [Theory]
    [InlineData("# Heading\n\nBody", "x.md", "Heading")]
    [InlineData("Body", "2024-06-19-what_a-day.md", "what a day")]
    [InlineData("---\ntitle: ''\n---\n# **Bold** `code` &amp; [link](x)\n\nBody", "x.md", "Bold code & link")]
    [InlineData("---\ntitle: A title keeps its colon: and *this* `too`\n---\nBody", "x.md", null)]
    [InlineData("---\ntitle: 'It: **is** `await`'\n---\nBody", "x.md", "It: is await")]
    [InlineData("---\ntitle: '[Video]: Foo'\n---\nBody", "x.md", "[Video]: Foo")]
    [InlineData("---\ntitle: 'snake_case_name, 2 * 3 * 4'\n---\nBody", "x.md", "snake_case_name, 2 * 3 * 4")]
    [InlineData("---\ntitle: AT&amp;T <b>bold</b>\n---\nBody", "x.md", "AT&T bold")]
    public void A_title_is_told_or_the_first_heading_or_the_file_name(string text, string path, string? title)
    {
        var reading = Desk.Read(path, text);

        Assert.Equal(title, reading.Article?.Title);
    }

    [Fact]
    public void A_heading_that_repeats_the_title_leaves_the_body()
    {
        var article = Desk.Markdown("---\ntitle: Same\n---\n# Same\n\nBody");

        Assert.Equal("<p>Body</p>", article.Content);
    }

    [Theory]
    [InlineData("Jane Doe (jane@example.org)", "Jane Doe")]
    [InlineData("jane@example.org (Jane Doe)", "Jane Doe")]
    [InlineData("mailto:jane@example.org", "")]
    [InlineData("Carrie ArnoldNovember 15, 2019", "Carrie Arnold")]
    [InlineData("David Gura | Apr 19, 2013", "David Gura")]
    [InlineData("admin - 2018-09-16", "admin")]
    [InlineData("Ann Lee 3 hrs ago", "Ann Lee")]
    [InlineData("19. Juni 2024", "")]
    public void An_author_is_a_name_without_address_and_date(string told, string author)
    {
        var article = Desk.Markdown($"---\nauthor: \"{told}\"\n---\nBody");

        Assert.Equal(author, string.Join('|', article.Authors));
    }

    [Fact]
    public void A_summary_in_Markdown_becomes_plain_text()
    {
        var article =
            Desk.Markdown("---\nsummary: |\n  **Bold** and [a link](https://example.org),\n  {{< x >}}so.\n---\nBody");

        Assert.Equal("Bold and a link, so.", article.Summary);
    }
}
