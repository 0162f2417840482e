using System.Text;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

public sealed class MboxTests
{
    [Fact]
    public void Each_message_is_an_article_under_its_id()
    {
        var readings = MailDesk.Mbox("""
            From a@b.example Wed Jun 19 08:00:00 2024
            Subject: One
            Message-ID: <1@b.example>

            First text.

            From -
            Subject: Two

            >From here it goes on.
            >>From there too.
            > From a quote.

            """);

        Assert.Equal(["One", "Two"], readings.Select(reading => reading.Article!.Title));
        Assert.Equal(["mid:1@b.example", "two"], readings.Select(reading => reading.Record));
        Assert.Equal("<p>From here it goes on.</p>\n<blockquote>\n<p>From there too.<br>\nFrom a quote.</p>\n</blockquote>",
            readings[1].Article!.Content);
    }

    [Theory]
    [InlineData("From Russia with love")]
    [InlineData("From Russia with love\n\nYear: 1963")]
    [InlineData("From here\nto there")]
    public void A_sentence_is_no_separator(string sentence)
    {
        var readings = MailDesk.Mbox($"From - \nSubject: a\n\nA film:\n\n{sentence}\n\nFrom - \nSubject: b\n\nText\n");

        Assert.Equal(["a", "b"], readings.Select(reading => reading.Article!.Title));
        Assert.Contains(sentence.Split('\n')[^1], readings[0].Article!.Content);
    }

    [Fact]
    public void What_does_not_begin_with_a_separator_is_no_mbox()
    {
        var reading = Assert.Single(MailDesk.Mbox("*mbx*\nSubject: a\n\nText"));

        Assert.Equal("is no mbox: it does not begin with a line \"From …\"", Assert.Single(reading.Problems).Message);
    }

    [Fact]
    public void A_damaged_message_does_not_end_it()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 300));

        var readings = MailDesk.Mbox($"From - \nSubject: a\nContent-Type: text/html\n\n{deep}\n\n"
            + "From - \nSubject: b\n\nText\n");

        Assert.Equal((true, 1, "its HTML is nested too deeply to be a text"),
            (readings[0].HasFailed, readings[0].Problems[0].Line, readings[0].Problems[0].Message));
        Assert.Equal("b", readings[1].Article!.Title);
    }

    [Fact]
    public void What_is_no_article_is_counted()
    {
        var readings = MailDesk.Mbox("From - \nX-Mozilla-Status: 0008\nSubject: a\n\nText\n\n"
            + "From - \nX-Mozilla-Status: 0008\nSubject: b\n\nText\n");

        Assert.Equal("2 are no articles: deleted in the mailbox",
            Assert.Single(Assert.Single(readings).Problems).Message);
    }

    [Fact]
    public void A_large_one_is_read_message_by_message_and_what_is_too_large_is_skipped()
    {
        var small = "From - \nSubject: small\n\nText\n\n"u8.ToArray();
        var large = Encoding.ASCII.GetBytes("From - \nSubject: large\n\n" + new string('x', Source.LargestWhole));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var readings = Desk.Readers.Read(new Source("a.mbox",
            () => new Repeated([small, large, "\n"u8.ToArray()], 20), null, MailDesk.Published, _ => null, Desk.Now))
            .ToList();

        Assert.Equal(Enumerable.Repeat("small", 20), readings.SkipLast(1).Select(reading => reading.Article!.Title));
        Assert.Equal("20 are no articles: larger than 20 MB", Assert.Single(readings[^1].Problems).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    /// <summary>The same bytes again and again.</summary>
    private sealed class Repeated(byte[][] parts, int times) : MemoryStream
    {
        private int part, at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (part == parts.Length * times)
                return 0;
            var bytes = parts[part % parts.Length];
            var length = Math.Min(count, bytes.Length - at);
            bytes.AsSpan(at, length).CopyTo(buffer.AsSpan(offset));
            at += length;
            if (at == bytes.Length)
                (part, at) = (part + 1, 0);
            return length;
        }
    }
}
