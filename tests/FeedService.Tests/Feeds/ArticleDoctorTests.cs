using FeedService.Articles;
using FeedService.Feeds;

namespace FeedService.Tests.Feeds;

public sealed class ArticleDoctorTests
{
    private static readonly Article Good = new()
    {
        Id = "tag:example.org,2026:1",
        Path = "a.json",
        Record = "1",
        Slug = "a",
        Title = "A title",
        Summary = "A summary.",
        Content = "<p>A text with <a href=\"https://example.org/?page=1\">a link</a> and a picture: "
            + "<img src=\"https://example.org/counter.png\" alt=\"\"></p>",
        Url = "https://example.org/a?id=1",
        Published = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void A_good_article_has_no_diagnosis() => Assert.Empty(KindsOf(Good));

    [Theory]
    [InlineData("lazy-picture", "<img data-src=\"https://example.org/a.jpg\" alt=\"1 > 0\">")]
    [InlineData("lazy-picture", "<img src=\"https://example.org/blank.gif\" alt=\"\">")]
    [InlineData("lazy-picture", "<img alt=\"\" src=\"https://example.org/lazy-load.svg?w=10\">")]
    [InlineData("beacon", "<img src=\"https://example.org/1x1.gif\" alt=\"\">")]
    [InlineData("beacon", "<img src=\"https://example.org/open.php?reader=1\" alt=\"\">")]
    [InlineData("mixed-content", "<img src=\"http://example.org/a.jpg\" alt=\"\">")]
    [InlineData("tracking", "<a href=\"https://example.org/?a=1&amp;utm_medium=rss#b\">a</a>")]
    public void What_readers_show_badly_of_the_content_is_found(string kind, string html) =>
        Assert.Equal([kind], KindsOf(Good with { Content = $"<p>A text. {html}</p>" }));

    [Theory]
    [InlineData("<img src=\"https://example.org/blanket.jpg\" alt=\"\">")]
    [InlineData("<img src=\"https://example.org/pixel.jpg\" alt=\"\">")]
    [InlineData("<a href=\"http://example.org/pixel.gif?utm=1\">a</a>")]
    [InlineData("<p>utm_source=a &lt;img data-src=\"b\"&gt;</p>")]
    public void What_only_looks_like_it_is_not(string html) =>
        Assert.Empty(KindsOf(Good with { Content = $"<p>A text. {html}</p>" }));

    [Fact]
    public void Plain_http_is_blocked_only_where_feeds_come_over_https() =>
        Assert.Empty(new ArticleDoctor(isSecure: false).Examine(Good with
        {
            Image = new Image("http://example.org/a.jpg", null, null),
        }));

    [Fact]
    public void A_note_of_one_line_may_have_it_for_its_title_too() =>
        Assert.Empty(KindsOf(Good with { Summary = "A title", Content = "<p>A title</p>" }));

    [Fact]
    public void A_text_of_more_than_a_megabyte_is_too_large() =>
        Assert.Equal(["large"], KindsOf(Good with { Content = $"<p>{new string('ä', 500_001)}</p>" }));

    [Fact]
    public void A_date_before_1990_is_told_with_the_record_it_stands_in()
    {
        var old = Good with { Published = DateTimeOffset.UnixEpoch, Updated = DateTimeOffset.UnixEpoch.AddYears(30) };

        var diagnosis = Assert.Single(new ArticleDoctor(isSecure: true).Examine(old));

        Assert.Equal(("old-date", new Problem("a.json#1", null,
            "published 1970-01-01, which readers take for a mistake", "correct the date if it is one",
            Severity.Warning)), (diagnosis.Kind, diagnosis.Problem));
    }

    private static IEnumerable<string> KindsOf(Article article) =>
        new ArticleDoctor(isSecure: true).Examine(article).Select(diagnosis => diagnosis.Kind);
}
