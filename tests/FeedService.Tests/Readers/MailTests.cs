using System.Text;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

public sealed class MailTests
{
    [Theory]
    [InlineData("a.eml")]
    [InlineData("a.mbox")]
    [InlineData("b/a.mbx")]
    public void Mail_is_not_read_unless_its_folder_says_so(string path)
    {
        var readings = Desk.ReadAll(path, "From - \nSubject: a secret\n\nHello"u8.ToArray());

        var problem = Assert.Single(Assert.Single(readings).Problems);
        Assert.Null(readings[0].Article);
        Assert.Equal((Severity.Note,
            "mail may be private, so it is not read unless _profile.yaml in its folder says mail: publish"),
            (problem.Severity, problem.Message));
    }

    [Fact]
    public void A_folder_below_may_be_published_too()
    {
        var problems = new List<Problem>();

        var below = MailDesk.Published.With("b/_profile.yaml", "language: de", problems);

        Assert.Empty(problems);
        Assert.True(below.PublishesMail);
    }

    [Theory]
    [InlineData("mail: yes")]
    [InlineData("mail: [publish]")]
    public void Mail_can_only_be_published(string yaml)
    {
        var (profile, problems) = Desk.Profiled("language: de\n" + yaml);

        Assert.False(profile.PublishesMail);
        Assert.Equal((2, "mail: publish"), (Assert.Single(problems).Line, problems[0].Hint));
    }

    [Fact]
    public void Headers_are_the_fields_of_the_article()
    {
        var article = MailDesk.Mail("""
            From: =?utf-8?Q?J=C3=BCrgen_Bote?= <j@bote.example>
            To: jane@reader.example
            Subject: =?iso-8859-1?Q?Fwd:_Gr=FC=DFe?= =?utf-8?B?IDxiPiAmIG1laHI=?=
            Date: Wed, 19 Jun 2024 08:00:00 +0200
            Message-ID: <a+1/2@bote.example>
            List-Id: Der Bote, morgens <morgens.bote.example>
            Archived-At: <https://bote.example/archive/1>
            Content-Language: de-AT, en
            Content-Type: text/plain

            Guten Morgen!
            """);

        Assert.Equal(("Fwd: Grüße <b> & mehr", "mid:a%2B1%2F2@bote.example", "https://bote.example/archive/1", "de-AT"),
            (article.Title, article.Id, article.Url, article.Language));
        Assert.Equal((new DateTimeOffset(2024, 6, 19, 6, 0, 0, TimeSpan.Zero), "", "<p>Guten Morgen!</p>"),
            (article.Published, article.Record, article.Content));
        Assert.Equal(["Jürgen Bote"], article.Authors);
        Assert.Equal(["Der Bote, morgens"], article.Tags);
        Assert.Null(article.Publisher);
    }

    [Theory]
    [InlineData("From: jane@bote.example")]
    [InlineData("From: \"jane@bote.example\" <jane@bote.example>")]
    [InlineData("Sender: Jane <jane@bote.example>")]
    public void Without_a_name_there_is_no_author(string from)
    {
        var article = MailDesk.Mail($"{from}\nSubject: a\n\nText");

        Assert.Empty(article.Authors);
    }

    [Fact]
    public void A_list_without_a_phrase_is_known_by_its_id()
    {
        var article = MailDesk.Mail("From: a@b.example\nSubject: a\nList-Id: <morgens.bote.example>\n\nText");

        Assert.Equal(["morgens.bote.example"], article.Tags);
    }

    [Fact]
    public void What_has_no_subject_is_named_by_its_beginning()
    {
        var article = MailDesk.Mail("From: a@b.example\n\nThe ships came in.\n\nThen they left.");

        Assert.Equal("The ships came in. Then they left.", article.Title);
    }

    [Fact]
    public void A_date_without_an_offset_is_in_the_folders_zone()
    {
        var (profile, _) = Desk.Profiled("mail: publish\ntimezone: Europe/Berlin");

        var article = Desk.Read("a.eml", "Subject: a\nDate: Wed, 19 Jun 2024 08:00:00\n\nText", profile).Article!;

        Assert.Equal(new DateTimeOffset(2024, 6, 19, 6, 0, 0, TimeSpan.Zero), article.Published);
    }

    [Fact]
    public void A_date_that_is_none_is_told_and_left_out()
    {
        var reading = MailDesk.Read("Subject: a\nDate: yesterday\n\nText");

        Assert.Null(reading.Article!.Published);
        Assert.Equal("date: \"yesterday\" is no date that has one meaning", Assert.Single(reading.Problems).Message);
    }

    [Fact]
    public void Headers_in_eight_bits_are_read()
    {
        byte[] bytes = [.. "From: J"u8, 0xFC, .. "rgen <j@b.example>\nSubject: Grüße\n\nText"u8];

        var article = Desk.Read("a.eml", bytes, MailDesk.Published).Article!;

        Assert.Equal(("Grüße", "Jürgen"), (article.Title, Assert.Single(article.Authors)));
    }

    [Theory]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nIt failed\n--x--",
        "a report of a mail system")]
    [InlineData("Content-Type: multipart/encrypted; boundary=x\n\n--x\n\nabc\n--x--", "encrypted")]
    [InlineData("X-Mozilla-Status: 0009\n\nText", "deleted in the mailbox")]
    [InlineData("X-Mozilla-Draft-Info: internal/draft\n\nText", "a draft")]
    public void What_is_no_newsletter_is_told(string rest, string reason)
    {
        var reading = MailDesk.Read("Subject: a\nFrom: a@b.example\n" + rest);

        Assert.Null(reading.Article);
        Assert.Equal((Severity.Note, reason),
            (Assert.Single(reading.Problems).Severity, reading.Problems[0].Message));
    }

    [Fact]
    public void What_has_no_headers_is_no_mail()
    {
        var reading = Desk.Read("a.eml", Encoding.UTF8.GetBytes("just a text\n\nof two lines"), MailDesk.Published);

        Assert.Null(reading.Article);
        Assert.NotEmpty(reading.Problems);
    }

    [Fact]
    public void Inspect_tells_fields_parts_and_what_was_removed()
    {
        var mail = MailDesk.Head + "Content-Type: text/html\n\n<p>Text</p><img src='https://a.example/x' width=1>";
        var source = new Source("a.eml", () => new MemoryStream(Encoding.UTF8.GetBytes(mail)), null,
            MailDesk.Published, _ => null, Desk.Now);

        var lines = Desk.Readers.Inspect(source).Lines.Select(line => line.Trim()).ToList();

        Assert.Equal(
        [
            "field    id: mid:1@bote.example", "field    title: Morning", "field    authors: Der Bote",
            "field    date: 2024-06-19T06:00:00Z", "took text/html, 50 characters", "removed 1 × tracking picture",
        ], lines);
    }
}
