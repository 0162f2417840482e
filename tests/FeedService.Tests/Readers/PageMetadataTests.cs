using FeedService.Articles;

namespace FeedService.Tests.Readers;

/// <summary>What a saved page says of its article, and what it says of others.</summary>
public sealed class PageMetadataTests
{
    [Theory]
    [InlineData("<meta property='og:title' content='Ice in the harbour'>", "Ice in the harbour")]
    [InlineData("<meta property='og:title' content=''><title>Ice in the harbour</title>", "Ice in the harbour")]
    [InlineData("<meta property='og:title' content='Ice &amp;amp; snow'>", "Ice & snow")]
    [InlineData("<meta property='og:title' content='Ice | The Gull'><meta property='og:site_name' content='The Gull'>",
        "Ice")]
    [InlineData("<title>Ice - The Gull</title><meta property='og:site_name' content='The Gull'>", "Ice")]
    [InlineData("<title>Ice - and snow</title><meta property='og:site_name' content='The Gull'>", "Ice - and snow")]
    [InlineData("<title>Ice | gull.example</title><link rel=canonical href='https://www.gull.example/a'>", "Ice")]
    [InlineData("<title>The Gull</title><meta property='og:site_name' content='The Gull'>", "page")]
    public void A_title_is_the_articles_without_the_sites_name(string head, string title)
    {
        var article = Desk.Page(head);

        Assert.Equal(title, article.Title);
    }

    [Fact]
    public void A_heading_counts_more_than_what_the_browser_shows_above_the_page()
    {
        var article = Desk.Page("<title>Ice in the harbour - News from the coast</title>",
            "<h1>Ice in the harbour</h1>" + Desk.Prose);

        Assert.Equal("Ice in the harbour", article.Title);
    }

    [Fact]
    public void A_headline_that_was_cut_is_taken_from_where_it_is_whole()
    {
        var article = Desk.Page("<meta property='og:title' content='Ice in the harbour keeps …'>",
            "<h1>Ice in the harbour keeps the boats in</h1>" + Desk.Prose);

        Assert.Equal("Ice in the harbour keeps the boats in", article.Title);
    }

    [Theory]
    [InlineData("<meta property='article:published_time' content='2024-05-01T08:00:00+0200'>", "2024-05-01T06:00:00Z")]
    [InlineData("<meta name='DC.date.issued' content='2024-05-01T08:00:00Z'>", "2024-05-01T08:00:00Z")]
    [InlineData("<meta itemprop='datePublished' content='Wed May 01 08:00:00 CEST 2024'>", "2024-05-01T06:00:00Z")]
    [InlineData("<meta property='article:published_time' content=''><meta name=date content='2024-05-01'>",
        "2024-05-01T00:00:00Z")]
    [InlineData("<meta name=date content='2024-05-01'><meta name=pubdate content='2024-05-01T08:00:00+02:00'>",
        "2024-05-01T06:00:00Z")]
    [InlineData("<meta name=date content='2024-05-01 08:00'><meta name=pubdate content='2024-05-01T08:00:00+02:00'>",
        "2024-05-01T06:00:00Z")]
    [InlineData("<meta name=date content='2024-05-01 08:00'><meta name=pubdate content='2023-02-01T08:00:00+02:00'>",
        "2024-05-01T08:00:00Z")]
    [InlineData("<link rel=canonical href='https://example.org/2024/05/01/ice'>", "2024-05-01T00:00:00Z")]
    public void A_date_is_the_one_that_is_marked_as_the_publications(string head, string date)
    {
        var article = Desk.Page(head);

        Assert.Equal(date, Dates.Rfc3339(article.Published!.Value));
    }

    [Theory]
    [InlineData("<p>Published 1 May 2024</p>")]
    [InlineData("<footer>© 2024-05-01 The Gull <time datetime='2024-05-01'>today</time></footer>")]
    [InlineData("<aside><time datetime='2024-05-01'>1 May</time></aside>")]
    [InlineData("<time datetime='2024-05-01'>1 May</time><time datetime='2024-04-01'>1 April</time>")]
    [InlineData("<p>It fell on <time datetime='1989-11-09'>9 November 1989</time>.</p>")]
    [InlineData("<p>Concert: <time datetime='2024-05-01T20:00'>1 May</time></p>")]
    [InlineData("<!-- saved 2024-05-01 -->")]
    public void A_date_that_is_not_marked_as_the_articles_is_none(string html)
    {
        var article = Desk.Page("<title>Ice</title>", Desk.Prose + html);

        Assert.Null(article.Published);
    }

    [Theory]
    [InlineData("<time class=entry-date datetime='2024-05-01'>1 May</time><time datetime='2024-04-01'>1 April</time>")]
    [InlineData("<time datetime='2024-05-01'>1 May</time>")]
    [InlineData("<p class=byline>By Jane Austen, <time datetime='2024-05-01'>1 May</time></p>")]
    [InlineData("<header><h1>Ice</h1><time datetime='2024-05-01'>x</time></header><time datetime='2024-04-01'>y</time>")]
    public void A_time_element_is_the_articles_where_it_can_only_be_that(string html)
    {
        var article = Desk.Page("<title>Ice</title>", html + Desk.Prose);

        Assert.Equal("2024-05-01T00:00:00Z", Dates.Rfc3339(article.Published!.Value));
    }

    [Fact]
    public void A_change_before_the_publication_is_none()
    {
        var article = Desk.Page("""
            <meta property="article:published_time" content="2024-05-01T08:00:00Z">
            <meta property="article:modified_time" content="2024-04-01T08:00:00Z">
            """);

        Assert.Null(article.Updated);
    }

    [Theory]
    [InlineData("<link rel=canonical href='https://example.org/a'>", "https://example.org/a")]
    [InlineData("<link rel=canonical href='/a'><base href='https://example.org/x/'>", "https://example.org/a")]
    [InlineData("<link rel=canonical href='/a'>", null)]
    [InlineData("<link rel=canonical href='https://example.org/'><meta property='og:url' content='https://example.org/a'>",
        "https://example.org/a")]
    [InlineData("<!-- saved from url=(0021)https://example.org/a -->", "https://example.org/a")]
    [InlineData("<!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: x\n-->",
        "https://example.org/a")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"Article\",\"url\":\"https://example.org/a\"}</script>",
        "https://example.org/a")]
    public void An_address_is_absolute_and_never_guessed(string head, string? url)
    {
        var article = Desk.Page("<title>Ice</title>" + head);

        Assert.Equal(url, article.Url);
    }

    [Theory]
    [InlineData("<meta name=author content='Jane Austen'>", "Jane Austen")]
    [InlineData("<meta name=author content='By Jane Austen and Ann Lee'>", "Jane Austen|Ann Lee")]
    [InlineData("<meta name=author content='Austen, Jane'>", "Austen, Jane")]
    [InlineData("<meta name=author content='The Gull'><meta property='og:site_name' content='The Gull'>", "")]
    [InlineData("<meta name=author content='https://example.org/jane'>", "")]
    [InlineData("<meta name=author content='jane@example.org'>", "")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[{\"@type\":\"Organization\","
        + "\"name\":\"Harbour Ltd\"},{\"@type\":\"Person\",\"name\":\"Jane Austen\"}]}</script>", "Jane Austen")]
    public void Authors_are_people_and_never_the_site(string head, string authors)
    {
        var article = Desk.Page(head);

        Assert.Equal(authors, string.Join('|', article.Authors));
    }

    [Theory]
    [InlineData("<meta property='article:tag' content='ice'><meta property='article:tag' content='sea'>", "ice|sea")]
    [InlineData("<meta name=news_keywords content='ice, sea'><meta name=keywords content='news'>", "ice|sea")]
    public void Tags_are_those_of_the_place_that_is_most_the_articles(string head, string tags)
    {
        var article = Desk.Page(head);

        Assert.Equal(tags, string.Join('|', article.Tags));
    }

    [Fact]
    public void A_language_is_the_documents()
    {
        var reading = Desk.Read("page.html",
            "<html lang=de_AT><head><meta property=og:locale content=en_US><title>Eis</title></head>" + Desk.Prose);

        Assert.Equal("de-AT", reading.Article!.Language);
    }

    [Fact]
    public void An_image_is_the_one_that_the_page_gives_for_itself()
    {
        var article = Desk.Page("""
            <link rel="canonical" href="https://example.org/news/a">
            <meta property="og:image" content="/i.jpg"><meta property="og:image:alt" content="The quay">
            """);

        Assert.Equal(new Image("https://example.org/i.jpg", "The quay", null), article.Image);
    }

    [Fact]
    public void A_sidecar_wins_over_the_page()
    {
        var article = Desk.Page("<title>Ice</title><meta name=date content='2024-05-01'>", Desk.Prose, "title: Frost");

        Assert.Equal(("Frost", new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero)),
            (article.Title, article.Published));
    }

    [Fact]
    public void Inspecting_tells_where_each_field_was_found()
    {
        var page = "<title>Ice</title>\n<meta property='og:url' content='https://example.org/a'>" + Desk.Prose;
        var source = new FeedService.Readers.Source("a.html",
            () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(page)), null,
            FeedService.Readers.Profile.Default, _ => null, Desk.Now);

        var lines = new FeedService.Readers.HtmlReader().Inspect(source).ToList();

        Assert.Equal(["    1  title       title: Ice", "    2  og          url: https://example.org/a"], lines[..2]);
        Assert.Matches(@"^ +body: \d+ characters of text$", lines[^1]);
    }
}
