using System.Text;

namespace FeedService.Tests.Readers;

/// <summary>Pages that nobody wrote for people. Each is read or refused in moments.</summary>
public sealed class PageAttackTests
{
    [Theory]
    [InlineData("<div>", 100_000, "its HTML is nested too deeply to be a text")]
    [InlineData("<b><p>", 100_000, "its HTML is nested too deeply to be a text")]
    [InlineData("<svg><g>", 100_000, "its HTML is nested too deeply to be a text")]
    [InlineData("word and word ", 1_000_000, "larger than 10 MB")]
    [InlineData("&", 500_000, "there is no text in it")]
    public void A_page_beyond_reason_is_refused(string part, int times, string reason)
    {
        var reading = Desk.Read("a.html", "<title>Ice</title>" + new StringBuilder().Insert(0, part, times));

        Assert.Equal((null, reason), (reading.Article, Assert.Single(reading.Problems).Message));
    }

    [Theory]
    [InlineData("<div>", 1000)]
    [InlineData("<a href=/x>Fog on the coast</a> ", 50_000)]
    [InlineData("<h1>Fog</h1>", 20_000)]
    [InlineData("<meta name=author content='Jane Austen'>", 50_000)]
    [InlineData("<time datetime=2024-05-01>x</time>", 20_000)]
    [InlineData("<noscript><img src=a.png></noscript>", 5_000)]
    [InlineData("<script type='application/ld+json'>{\"a\":[</script>", 2_000)]
    [InlineData("word", 1_200_000)]
    public void A_page_with_much_of_one_thing_is_read(string part, int times)
    {
        var reading = Desk.Read("a.html",
            $"<title>Ice</title>{Desk.Prose}{new StringBuilder().Insert(0, part, times)}");

        Assert.Contains("The harbour lay still", reading.Article!.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_with_very_many_attributes_is_read()
    {
        var attributes = string.Join(' ', Enumerable.Range(0, 200_000).Select(i => $"a{i}"));

        var reading = Desk.Read("a.html", $"<title>Ice</title><div {attributes}>{Desk.Prose}");

        Assert.Contains("The harbour lay still", reading.Article!.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_in_the_page_itself_is_not_kept()
    {
        var picture = "data:image/png;base64," + new string('A', 3_000_000);

        var reading = Desk.Read("a.html", $"<title>Ice</title><article><img src='{picture}'>{Desk.Prose}");

        Assert.InRange(reading.Article!.Content.Length, 100, 1000);
    }
}
