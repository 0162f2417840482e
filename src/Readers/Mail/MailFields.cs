using System.Globalization;
using System.Text.RegularExpressions;
using FeedService.Articles;
using MimeKit;
using MimeKit.Utils;

namespace FeedService.Readers;

/// <summary>What the headers of a mail say of it as an article (RFC 5322); no mail address is among it.</summary>
internal static partial class MailFields
{
    /// <param name="language">What the part that was taken says.</param>
    public static Field.Map Of(MimeMessage message, MailAddresses addresses, int line, string? language) =>
        new FieldList(line)
            .Add("id", IdOf(message.MessageId, addresses))
            .Add("title", MailAddresses.Without(Text.Line(message.Subject ?? "")))
            .Add("authors", message.From.Mailboxes.Select(Name).Where(name => name.Length > 0))
            .Add("date", DateOf(message.Headers[HeaderId.Date]))
            .Add("url", UrlOf(message.Headers, addresses))
            .Add("tags", message.Headers[HeaderId.ListId] is { } list && ListOf(list) is { Length: > 0 } tag
                ? [tag] : Array.Empty<string>())
            .Add("language", (message.Headers[HeaderId.ContentLanguage] ?? language)?.Split(',')[0].Trim())
            .Add("draft", message.Headers.Contains("X-Mozilla-Draft-Info") ? "true" : null)
            .ToMap();

    /// <summary>What a mail says where it says to whom to say that nobody wants it (RFC 2369, RFC 8058).</summary>
    public static HashSet<string> Unsubscribing(HeaderList headers) =>
        headers.Where(header => header.Field.StartsWith("List-Unsubscribe", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => Bracketed().Matches(header.Value)).Select(match => Links.Absolute(match.Groups[1].Value))
            .OfType<string>().ToHashSet();

    /// <summary>Why a mail is nobody's article; null when it may be one.</summary>
    public static string? Instead(MimeMessage message)
    {
        var headers = message.Headers;
        var type = message.Body?.ContentType;
        return !headers.Any(header => header.Id is HeaderId.From or HeaderId.Subject or HeaderId.Date
                or HeaderId.MessageId or HeaderId.ContentType) ? "no mail: it has none of a mail's headers"
            : IsDeleted(headers) ? "deleted in the mailbox"
            : headers.Contains("X-IMAP") || headers.Contains("X-IMAPbase") && message.Subject?.Contains(
                "FOLDER INTERNAL DATA", StringComparison.Ordinal) == true ? "the mailbox's own data"
            : type is null ? null
            : type.IsMimeType("multipart", "report") ? "a report of a mail system"
            : type.IsMimeType("multipart", "encrypted") || type.IsMimeType("application", "pkcs7-mime")
                || type.IsMimeType("application", "x-pkcs7-mime") ? "encrypted" : null;
    }

    // What is deleted stays in the file until somebody compacts the folder.
    private static bool IsDeleted(HeaderList headers) =>
        headers["X-Status"]?.Contains('D', StringComparison.Ordinal) == true
        || int.TryParse(headers["X-Mozilla-Status"], NumberStyles.HexNumber, null, out var flags) && (flags & 0x8) != 0;

    // A mid: URI (RFC 2392 §2).
    private static string? IdOf(string? id, MailAddresses addresses) =>
        string.IsNullOrWhiteSpace(id) || addresses.NamesRecipientOf(id) ? null
        : "mid:" + Uri.EscapeDataString(Text.Line(id)).Replace("%40", "@", StringComparison.Ordinal);

    private static string Name(MailboxAddress mailbox) =>
        Text.Line(mailbox.Name ?? "").Trim('"', '\'', ' ') is var name && name.Contains('@', StringComparison.Ordinal)
            ? "" : name;

    // Without an offset it is in the folder's zone.
    private static string? DateOf(string? told) => told is null ? null
        : !DateUtils.TryParse(told, out var date) ? told
        : Zone().IsMatch(told) ? Dates.Rfc3339(date)
        : date.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    // RFC 5064.
    private static string? UrlOf(HeaderList headers, MailAddresses addresses)
    {
        var told = headers["Archived-At"]?.Trim().Trim('<', '>').Trim();
        return Links.Absolute(told) is { } url && Links.IsHttp(url) && !addresses.AreIn(url) ? url : null;
    }

    // RFC 2919: a phrase for people, then the id in brackets.
    private static string ListOf(string list)
    {
        var bracket = list.LastIndexOf('<');
        var phrase = Text.Line(bracket < 0 ? list : list[..bracket]).Trim('"', ' ');
        return MailAddresses.Without(phrase.Length > 0 ? phrase : Text.Line(list).Trim('<', '>', ' '));
    }

    [GeneratedRegex("<([^<>]*)>")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@":\d\d\s*([+-]\d|[A-Za-z(])")]
    private static partial Regex Zone();
}
