using FeedService.Readers;

namespace FeedService.Tests.Readers;

public sealed class HardWrappedTests
{
    private const string Wrapped = """
        The harbour of the old city wakes early, and ships arrive there with
        the tide. It has been so for many centuries, says the harbourmaster,
        who has seen them all come and go, and whose father has seen as many
        of them as he did, in better times than these, which nobody there can
        remember without a sigh about what became of the morn-
        ing market and its fish, on which the whole region lived, and of the
        sail- and steamships in it.

        Nothing is left of the morning market but a well-
        known picture of it in the hall behind the pier, where buyers still
        gather around the boxes of the night and shout their prices for fish
        as they always did.
        """;

    [Fact]
    public void The_lines_of_a_block_are_one()
    {
        var lines = ScrapedLine.Split(Wrapped).ToList();

        Assert.Equal([1, 9], lines.Select(line => line.Number));
        Assert.StartsWith("The harbour of the old city wakes early, and ships arrive there with the tide. It has",
            lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_known_whole_loses_its_hyphen_and_no_other()
    {
        var lines = ScrapedLine.Split(Wrapped).ToList();

        Assert.Contains("the morning market and its fish", lines[0].Text, StringComparison.Ordinal);
        Assert.Contains("a well-known picture", lines[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_break_that_was_not_needed_was_meant()
    {
        var lines = ScrapedLine.Split("A day in the harbour\n" + Wrapped + "\n- the tide\n- the ships").ToList();

        Assert.Equal("A day in the harbour", lines[0].Text);
        Assert.Equal(["- the tide", "- the ships"], lines.TakeLast(2).Select(line => line.Text));
    }

    [Fact]
    public void An_indent_begins_a_paragraph()
    {
        var text = string.Join('\n', Wrapped.Split('\n').Select((line, i) => i == 3 ? "   " + line : line));

        Assert.Equal([1, 4, 9], ScrapedLine.Split(text).Select(line => line.Number));
    }
}
