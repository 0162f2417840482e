using System.Text;
using static FeedService.Tests.Readers.MailDesk;

namespace FeedService.Tests.Readers;

public sealed class MailBodyTests
{
    private static string Parts(string kind, params string[] parts) => Mail(
        $"{Head}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=edge\n\npreamble\n"
        + string.Concat(parts.Select(part => $"--edge\n{part}\n")) + "--edge--\nepilogue\n").Content;

    private const string Plain = "Content-Type: text/plain\n\nPlain", Rich = "Content-Type: text/html\n\n<p>Rich</p>";

    [Fact]
    public void Html_is_taken_of_alternatives()
    {
        Assert.Equal("<p>Rich</p>", Parts("alternative", Rich, Plain));
        Assert.Equal("<p>Rich</p>", Parts("alternative", Plain, Rich));
    }

    [Fact]
    public void Empty_html_is_no_alternative()
    {
        Assert.Equal("<p>Plain</p>", Parts("alternative", Plain, "Content-Type: text/html\n\n\n"));
    }

    [Fact]
    public void The_root_of_what_belongs_together_is_taken_and_inline_pictures_become_their_text()
    {
        var content = Parts("related",
            "Content-Type: text/html\n\n<p>Rich <img src='cid:a@b' alt='A ship'></p>",
            "Content-Type: image/png\nContent-ID: <a@b>\n\nabc");

        Assert.Equal("<p>Rich A ship</p>", content);
    }

    [Fact]
    public void Texts_in_a_row_are_one_and_attachments_are_none()
    {
        var content = Parts("mixed", Plain, "Content-Type: image/png; name=a.png\n\nabc", Rich,
            "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nsecret",
            "Content-Type: text/plain; name=b.txt\n\nsecret", "Content-Type: text/calendar\n\nsecret",
            "Content-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: b\n\nsecret",
            "Content-Type: text/plain\n\n_______________________\nA list\nhttps://b.example/list");

        Assert.Equal("<p>Plain</p>\n\n<p>Rich</p>", content);
    }

    [Fact]
    public void A_digest_is_its_messages_under_their_subjects()
    {
        var content = Parts("digest", "\nSubject: One\n\nFirst", "\nSubject: Two\nContent-Type: text/html\n\n<p>Second");

        Assert.Equal("<h2>One</h2>\n<p>First</p>\n\n<h2>Two</h2>\n<p>Second\n</p>", content);
    }

    [Fact]
    public void A_part_that_never_ends_is_read_as_far_as_it_goes()
    {
        var content = Mail($"{Head}Content-Type: multipart/mixed; boundary=edge\n\n--edge\n\nText").Content;

        Assert.Equal("<p>Text</p>", content);
    }

    [Fact]
    public void Garbage_instead_of_base64_harms_nothing()
    {
        var reading = Read($"{Head}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!§$ %&/\nSGVsbG8=\n=");

        Assert.NotNull(reading.Article);
        Assert.Equal("Morning", reading.Article.Title);
    }

    [Theory]
    [InlineData("us-ascii", "utf-8")]
    [InlineData("iso-8859-1", "utf-8")]
    [InlineData("windows-1251", "utf-8")]
    [InlineData("utf-8", "windows-1252")]
    [InlineData("x-unknown", "windows-1252")]
    [InlineData("x-unknown", "utf-8")]
    [InlineData("\"\"", "utf-8")]
    [InlineData("iso-8859-1", "windows-1252")]
    [InlineData("utf-16", "utf-16")]
    public void A_charset_that_lies_is_not_believed(string declared, string real)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(real) ?? Encoding.GetEncoding(real);
        byte[] bytes =
        [
            .. Encoding.ASCII.GetBytes($"{Head}Content-Type: text/plain; charset={declared}\n"
                + "Content-Transfer-Encoding: base64\n\n"),
            .. Encoding.ASCII.GetBytes(Convert.ToBase64String(encoding.GetBytes("„Grüße“"))),
        ];

        var article = Desk.Read("a.eml", bytes, Published).Article!;

        Assert.Equal("<p>„Grüße“</p>", article.Content);
    }

    [Fact]
    public void A_declared_charset_is_read_as_such()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("koi8-r")!.GetBytes(
            $"{Head}Content-Type: text/plain; charset=KOI8-R\n\nПривет");

        Assert.Equal("<p>Привет</p>", Desk.Read("a.eml", bytes, Published).Article!.Content);
    }

    [Fact]
    public void What_is_nested_without_end_harms_nothing()
    {
        var nested = string.Concat(Enumerable.Range(0, 3000).Select(i =>
            $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));

        var reading = Read($"Subject: a\nFrom: a@b.example\n{nested}\nText");

        Assert.Equal("a", reading.Article!.Title);
    }

    [Fact]
    public void More_parts_than_any_mail_has_are_not_read()
    {
        var parts = string.Concat(Enumerable.Repeat("--b\n\na\n", 30_000));

        var reading = Read($"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n{parts}");

        Assert.Equal("has more parts or headers than any mail", Assert.Single(reading.Problems).Message);
    }
}
