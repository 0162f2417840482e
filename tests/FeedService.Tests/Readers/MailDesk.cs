using System.Text;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

/// <summary>Mail of a newsletter to jane@reader.example, in a folder whose mail is to be published.</summary>
internal static class MailDesk
{
    public static readonly Profile Published = Desk.Profiled("mail: publish").Profile;

    public const string Head = """
        From: Der Bote <news@bote.example>
        To: Jane <jane@reader.example>
        Subject: Morning
        Date: Wed, 19 Jun 2024 08:00:00 +0200
        Message-ID: <1@bote.example>

        """;

    public static Article Mail(string headersAndBody) => Read(headersAndBody).Article!;

    public static Reading Read(string headersAndBody) =>
        Desk.Read("a.eml", Encoding.UTF8.GetBytes(headersAndBody.ReplaceLineEndings("\r\n")), Published);

    /// <summary>The content of a newsletter in HTML.</summary>
    public static string Html(string html, string headers = "") =>
        Mail($"{Head}{headers}Content-Type: text/html; charset=utf-8\n\n{html}").Content;

    /// <summary>The content of one in plain text.</summary>
    public static string Text(string text, string parameters = "", string headers = "") =>
        Mail($"{Head}{headers}Content-Type: text/plain; charset=utf-8{parameters}\n\n{text}").Content;

    public static IReadOnlyList<Reading> Mbox(string text) =>
        Desk.ReadAll("a.mbox", Encoding.UTF8.GetBytes(text), Published);
}
