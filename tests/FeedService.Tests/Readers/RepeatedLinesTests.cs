using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

public sealed class RepeatedLinesTests
{
    private const string Text =
        "The harbour of the old city wakes early, and ships arrive there every morning with the tide, as always.";

    [Fact]
    public void A_line_of_three_files_is_repeated_and_of_two_is_not()
    {
        var lines = RepeatedLines.Of(["Menu\nLogin\na", "Menu\nLogin\nb", "Menu\nc\nc\nc"]);

        Assert.Equal(["Menu"], lines);
    }

    [Fact]
    public void In_a_large_folder_it_takes_a_twentieth_of_the_files()
    {
        var texts = Enumerable.Range(0, 100).Select(i => i < 4 ? "rare" : i < 9 ? "often" : $"text {i}");

        Assert.Equal(["often"], RepeatedLines.Of(texts));
    }

    [Fact]
    public void A_repeated_line_is_dropped_but_not_what_it_tells()
    {
        var profile = Profile.Default with
        {
            Repeated = RepeatedLines.Of(
                Enumerable.Repeat("Read our terms\nUpdate\nBy Jane Austen\n© dpa\nisPaid: true", 3)),
        };

        var page = ScrapedText.Read($"Read our terms\n\nA ship in the harbour\n\n© dpa\n\nUpdate\n\n"
            + $"Ships arrive in the old city\n\nBy Jane Austen\n\n{Text}\n\n"
            + $"Read our terms\n\n{Text}\n\nisPaid: true", profile);

        Assert.Equal(("Ships arrive in the old city", Access.Paid), (page.Title, page.Access));
        Assert.Equal(["Update", "Jane Austen"], page.Badges.Concat(page.Authors));
        Assert.Equal([LineKind.Dropped, LineKind.Dropped],
            page.Lines.Where(line => line.Text == "Read our terms").Select(line => line.Kind));
    }

    [Fact]
    public void An_article_that_is_there_three_times_is_still_one()
    {
        var text = $"Ships arrive in the old city\n\n{Text}\n\n{Text} Really.";

        var page = ScrapedText.Read(text, Profile.Default with { Repeated = RepeatedLines.Of([text, text, text]) });

        Assert.Equal(("Ships arrive in the old city", Text), (page.Title, page.Lead));
    }
}
