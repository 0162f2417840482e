namespace FeedService.Tests.Readers;

public sealed class MailHostileTests
{
    [Theory]
    [InlineData("<a href='https://a.example/1'>one</a> ")]
    [InlineData("<table><tr><td>a</td></tr></table>")]
    [InlineData("<br>")]
    public void More_markup_than_any_newsletter_has_is_not_read(string html)
    {
        var reading = MailDesk.Read($"Subject: a\nContent-Type: text/html\n\n{string.Concat(Enumerable.Repeat(html, 20_001))}");

        Assert.Equal("has more markup or lines than any newsletter", Assert.Single(reading.Problems).Message);
    }

    [Theory]
    [InlineData("To: ", "a@b.example, ")]
    [InlineData("Subject: ", "=?utf-8?q?a?= ")]
    [InlineData("X-A: ", "a\n ")]
    public void Headers_without_end_are_not_read(string name, string value)
    {
        var reading = MailDesk.Read($"From: a@b.example\n{name}{string.Concat(Enumerable.Repeat(value, 200_000))}\n\nText");

        Assert.Equal("has more parts or headers than any mail", Assert.Single(reading.Problems).Message);
    }
}
