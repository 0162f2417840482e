using FeedService.Readers;

namespace FeedService.Tests.Readers;

public sealed class ScrapedTextTests
{
    private const string First =
        "The harbour of the old city wakes early, and ships arrive there every morning with the tide. "
        + "It has been so for many centuries, says the harbour master.";
    private const string Second =
        "Every morning the fish of the night is sold in the hall behind the pier, "
        + "where buyers from the whole region gather around the boxes and shout their prices.";

    [Fact]
    public void A_headline_is_the_line_with_a_deck_below_it()
    {
        var page = Read(
            "Where ships arrive in the morning\n"
            + "How the old city, its harbour and the buyers of fish live with the tide every morning",
            First, Second);

        Assert.Equal("Where ships arrive in the morning", page.Title);
    }

    [Fact]
    public void A_line_that_its_caption_repeats_is_no_text()
    {
        var page = Read("Ships in the harbour of the city",
            "Ships wait for the tide in the old harbour of the city, early on a morning of this week.",
            "Ships wait for the tide in the old harbour of the city, early on a morning of this week. Photo: Jane Austen/AP",
            First, Second);

        Assert.Equal([LineKind.Dropped, LineKind.Caption],
            page.Lines.Where(line => line.Text.StartsWith("Ships wait", StringComparison.Ordinal))
                .Select(line => line.Kind));
    }

    [Fact]
    public void A_lone_dash_begins_speech_and_several_a_list()
    {
        var page = Read("Ships in the harbour of the city", First, "– " + Second, First, "- tide", "- ships", Second);

        Assert.Equal((2, true), (page.Body.Count(line => line.Is(LineKind.Item)),
            page.Body.Any(line => line.Is(LineKind.Paragraph) && line.Text.StartsWith('–'))));
    }

    [Fact]
    public void Short_sentences_of_an_interview_are_text_and_short_lines_in_a_row_are_not()
    {
        var page = Read("Ships in the harbour of the city", First, "What would the harbour master tell the buyers?",
            "“It is not my job to tell the buyers anything.”",
            "But you wrote a whole book for them, I say.", Second, "Tide", "Share", "Print", First);

        Assert.Equal((6, 3), (page.Body.Count(line => line.Is(LineKind.Paragraph, LineKind.Lead, LineKind.Heading)),
            page.Body.Count(line => line.Is(LineKind.Boilerplate))));
    }

    [Fact]
    public void A_line_below_the_headline_without_a_full_stop_is_the_lead()
    {
        var page = Read("Ships in the harbour of the city",
            "How the buyers of fish and the harbour master live with the tide", "By Jane Austen", First, Second);

        Assert.Equal("How the buyers of fish and the harbour master live with the tide", page.Lead);
        Assert.Equal(2, page.Body.Count(line => line.Is(LineKind.Paragraph)));
    }

    [Fact]
    public void A_breadcrumb_is_no_headline()
    {
        var page = Read("Home » Harbour » Ships arrive in the old city", "Ships arrive in the old city", First, Second);

        Assert.Equal(("Ships arrive in the old city", Confidence.High), (page.Title, page.TitleConfidence));
    }

    [Fact]
    public void A_headline_may_ask()
    {
        var page = Read("Menu", "Who is the man that sells the fish of the old city and what do its buyers say of him?",
            First, Second);

        Assert.Equal("Who is the man that sells the fish of the old city and what do its buyers say of him?",
            page.Title);
        Assert.Equal(First, page.Lead);
    }

    [Theory]
    [InlineData("Ships arrive every morning with\nthe tide in the old city", true)]
    [InlineData("Ships, fish and buyers –\nA day in the old harbour", true)]
    [InlineData("Ships arrive every morning\n\nthe tide in the old city", false)]
    [InlineData("News of the old harbour\nShips arrive every morning", false)]
    public void A_headline_of_two_lines_is_one(string lines, bool isOne)
    {
        var page = Read(lines, First, Second);

        Assert.Equal(isOne, page.Title == lines.Replace('\n', ' '));
    }

    [Fact]
    public void A_title_is_sure_when_no_other_line_comes_near()
    {
        var sure = Read("Menu", "Ships of the old harbour and the buyers of fish", First, Second);
        var torn = Read("Ships of the old harbour and the buyers of fish", "The harbour master of the old city",
            First, Second);
        var none = Read(First, Second);

        Assert.Equal([Confidence.High, Confidence.Low, Confidence.Low],
            new[] { sure, torn, none }.Select(page => page.TitleConfidence));
    }

    [Fact]
    public void A_line_that_recurs_between_paragraphs_is_the_sites()
    {
        var page = Read("Ships in the harbour of the city", First, "Story continues", Second, "Story continues", First,
            "A day at the pier", "Story continues", Second);

        Assert.Equal(["A day at the pier"], page.Body.Where(line => line.Is(LineKind.Heading))
            .Select(line => line.Text));
    }

    [Theory]
    [InlineData("© Copyright The Harbour Press")]
    [InlineData("All rights reserved.")]
    public void A_text_ends_where_its_copyright_is_told(string copyright)
    {
        var page = Read("Ships in the harbour of the city", First, Second, copyright, "Most read", Second);

        Assert.Equal(2, page.Body.Count(line => line.Is(LineKind.Lead, LineKind.Paragraph)));
    }

    [Fact]
    public void What_follows_in_other_words_is_not_of_the_text()
    {
        var page = Read("Ships in the harbour of the city", First, Second, First, Second, "More", "Account",
            "Subscribe today, receive newsletters, manage preferences, read our privacy notice and terms below.");

        Assert.Equal(Second, page.Body.Last().Text);
    }

    [Fact]
    public void A_line_over_a_credited_caption_is_its_alternative_text()
    {
        var page = Read("Ships in the harbour of the city", First, "Harbour crane morning",
            "The crane at the pier. Photo: Jane Austen/AP", Second, "Buyers at the pier", "Buyers at the pier", First);

        Assert.DoesNotContain(page.Body, line => line.Is(LineKind.Heading));
    }

    [Fact]
    public void The_captions_of_a_gallery_are_not_of_the_text()
    {
        var captions = Enumerable.Range(1, 5).Select(i => $"Ship {i} at the pier. Photo: Jane Austen/AP").ToArray();

        var page = Read(["Ships in the harbour of the city", First, .. captions, Second]);

        Assert.DoesNotContain(page.Body, line => line.Is(LineKind.Caption));
    }

    [Theory]
    [InlineData("Lesen Sie auch: Fische im Hafen")]
    [InlineData("À lire aussi Les poissons du port")]
    [InlineData("Anzeige")]
    [InlineData("pier-042.jpg")]
    [InlineData("https://example.org/a/42")]
    public void A_label_of_the_site_is_not_of_the_text(string line)
    {
        var page = Read("Ships in the harbour of the city", First, line, Second);

        Assert.DoesNotContain(page.Body, each => each.Text == line && !each.Is(LineKind.Dropped));
    }

    [Fact]
    public void An_agency_is_read_from_a_dateline_with_a_day()
    {
        var page = Read("Ships in the harbour of the city", "OLD CITY, June 3 (Reuters) — " + First, Second);

        Assert.Equal(["Reuters"], page.Agencies);
        Assert.StartsWith("OLD CITY, June 3 (Reuters)", page.Lead, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40_000, "isPaid: true")]
    [InlineData(40_000, "A ship in the harbour. Photo: Jane Doe/AP")]
    [InlineData(40_000, "But you wrote a whole book for them, I say.")]
    [InlineData(40_000, "The harbour of the old city wakes early and ships arrive there in the mor-")]
    [InlineData(40_000, First)]
    public void Many_lines_take_no_longer_than_their_number(int count, string line)
    {
        var lines = Enumerable.Range(0, count).Select(i => $"{line}{i % 7 * 7}\n");
        var text = $"{First}\n{string.Concat(lines)}{Second}";

        var article = Desk.Read("a.txt", text).Article!;

        Assert.NotEmpty(article.Content);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("12.34:")]
    [InlineData("word ")]
    [InlineData(First)]
    public void A_line_of_megabytes_is_read(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 2_000_000 / part.Length));

        var article = Desk.Read("a.txt", text).Article!;

        Assert.NotEmpty(article.Content);
    }

    private static ScrapedText Read(params string[] lines) =>
        ScrapedText.Read(string.Join("\n\n", lines), Profile.Default);
}
