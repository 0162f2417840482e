using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace FeedService.Readers;

/// <summary>Whom a mail was sent to, and where mail addresses stand in a text.</summary>
internal sealed partial class MailAddresses
{
    // Newsletters go to one; what went to a thousand is told by no link.
    private const int Most = 50;

    private static readonly string[] Headers =
    [
        "To", "Cc", "Bcc", "Delivered-To", "X-Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To",
        "Apparently-To", "Resent-To",
    ];

    private readonly List<string> recipients;
    private readonly List<string> encoded;

    public MailAddresses(HeaderList headers)
    {
        recipients = headers.Where(header => Headers.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
            .SelectMany(header => Address().Matches(header.Value)).Select(match => match.Value)
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(Most).ToList();
        encoded = recipients.Concat(recipients.Select(address => address.ToLowerInvariant()))
            .Distinct(StringComparer.Ordinal).SelectMany(Base64).ToList();
    }

    public bool NamesRecipient(string text) =>
        recipients.Exists(address => text.Contains(address, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a message's id names whom it was sent to, as it stands or with = for @ as in VERP.</summary>
    public bool NamesRecipientOf(string id) => id.Count(c => c == '@') > 1
        || NamesRecipient(id.Replace('=', '@')) || NamesRecipient(id);

    /// <summary>Whether a URL holds a mail address: plain, percent-encoded, or the recipient's in Base64.</summary>
    public bool AreIn(string url)
    {
        for (var times = 0; times < 3; times++)
        {
            var alphabet = url.Replace('-', '+').Replace('_', '/');
            if (Address().IsMatch(url) || NamesRecipient(url)
                || encoded.Exists(part => alphabet.Contains(part, StringComparison.Ordinal)))
                return true;
            var decoded = Uri.UnescapeDataString(url);
            if (decoded == url)
                return false;
            url = decoded;
        }
        return false;
    }

    /// <summary>The text with a mark in the place of each mail address; one in brackets leaves none.</summary>
    public static string Without(string text) => text.Contains('@', StringComparison.Ordinal)
        ? Anywhere().Replace(text, match => match.Groups["bare"].Success ? "…" : "") : text;

    // What the bytes of a text give in Base64 (RFC 4648) after any number of bytes before them; the first and last
    // characters depend on what stands around it.
    private static IEnumerable<string> Base64(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var before = 0; before < 3; before++)
        {
            var whole = Convert.ToBase64String([.. new byte[before], .. bytes]);
            yield return whole[(before == 0 ? 0 : before + 1)..((before + bytes.Length) / 3 * 4)];
        }
    }

    // Not the user of a federated network (@user@host), nor a path (npm/package@1.2.3).
    private const string Pattern =
        @"(?<![@\w.+%-])[\w.+'=&-]{1,128}@[\w-]{1,63}(\.[\w-]{1,63}){0,8}\.\p{L}{2,24}(?![\w@-])";

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex($@"[ \t]?(<(mailto:)?{Pattern}>|\({Pattern}\)|\[{Pattern}\])|(?<bare>(\bmailto:)?{Pattern})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Anywhere();
}
