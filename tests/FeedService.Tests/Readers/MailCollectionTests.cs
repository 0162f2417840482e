using System.Text.RegularExpressions;
using FeedService.Articles;
using FeedService.Readers;
using FeedService.Tests.Support;

namespace FeedService.Tests.Readers;

/// <summary>The test data of a mail library, broken mail too; its text files are messages and mailboxes.</summary>
public sealed partial class MailCollectionTests
{
    // Some of it was written after the day on which other tests read.
    private static readonly DateTimeOffset Later = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Folder = Path.Combine("corpus", "mail-mimekit", "UnitTests", "TestData");

    [Fact]
    public void Every_message_gives_an_article_or_a_reason()
    {
        var files = Directory.GetFiles(Path.Combine(Shared.Require(Folder), "messages"));

        var readings = files.Select(file => Read("a.eml", file)[0]).ToList();

        Assert.Equal(32, readings.Count);
        Assert.Equal(22, readings.Count(reading => reading.Article is not null));
        Assert.All(readings, reading => Assert.True(reading.Article is not null || reading.Problems.Count > 0));
        Assert.DoesNotContain(readings.Select(reading => reading.Article).OfType<Article>(),
            article => Address().IsMatch(article.Title + article.Content + string.Join(' ', article.Authors)));
    }

    [Fact]
    public void Html_is_preferred_and_attachments_are_left_as_the_library_does()
    {
        var folder = Path.Combine(Shared.Require(Folder), "messages");

        var contents = Enumerable.Range(1, 7).Select(number =>
            Read("a.eml", Path.Combine(folder, $"body.{number}.txt"))[0].Article!.Content);

        Assert.Equal(["<p>This is the text body.</p>", .. Enumerable.Repeat("This is an <b>html</b> body.", 6)], contents);
    }

    [Fact]
    public void A_mailbox_holds_the_messages_of_its_summary()
    {
        var folder = Path.Combine(Shared.Require(Folder), "mbox");
        var expected = Subject().Matches(File.ReadAllText(Path.Combine(folder, "issue1189-summary.txt")))
            .Select(match => match.Groups[1].Value.Trim());

        var readings = Read("a.mbox", Path.Combine(folder, "issue1189.mbox.txt"));

        Assert.Equal(expected, readings.Select(reading => reading.Article!.Title));
    }

    [Theory]
    [InlineData("simple.mbox.txt", 3)]
    [InlineData("unmunged.mbox.txt", 2)]
    public void Separators_without_sender_and_date_are_known(string name, int count)
    {
        var file = Path.Combine(Shared.Require(Folder), "mbox", name);

        var readings = Read("a.mbox", file);

        Assert.Equal(count, readings.Count(reading => reading.Article is not null));
    }

    private static List<Reading> Read(string name, string file) =>
        Desk.Readers.Read(new Source(name, () => File.OpenRead(file), null, MailDesk.Published, _ => null, Later)).ToList();

    [GeneratedRegex(@"\w@\w+\.\w")]
    private static partial Regex Address();

    [GeneratedRegex("^Subject: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Subject();
}
