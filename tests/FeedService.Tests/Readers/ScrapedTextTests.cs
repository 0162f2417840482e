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

    private static ScrapedText Read(params string[] lines) =>
        ScrapedText.Read(string.Join("\n\n", lines), Profile.Default);
}
