using System.Text;
using FeedService.Articles;
using MimeKit;

namespace FeedService.Readers;

/// <summary>What was understood of one mail.</summary>
/// <param name="Manuscript">Null where it is no article.</param>
/// <param name="Instead">What it is then.</param>
/// <param name="Remarks">What has to be told of it.</param>
/// <param name="Notes">Its parts and what was removed, for people.</param>
internal sealed record Mail(
    Manuscript? Manuscript, string? Instead, IReadOnlyList<string> Remarks, IReadOnlyList<string> Notes)
{
    private const int MostParts = 20_000, LongestHeaders = 500_000;

    private static readonly ParserOptions Lenient = new()
    {
        CharsetEncoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        MaxMimeDepth = 30,
    };

    /// <exception cref="UnreadableException">It cannot be understood.</exception>
    public static Mail Read(byte[] bytes, int line)
    {
        var start = Start(bytes);
        CheckSize(bytes.AsSpan(start));
        using var message = Parse(new MemoryStream(bytes, start, bytes.Length - start));
        if (MailFields.Instead(message) is { } instead)
            return new Mail(null, instead, [], []);

        var body = new MailBody(message.Body);
        var addresses = new MailAddresses(message.Headers);
        var privacy = new MailPrivacy(addresses, MailFields.Unsubscribing(message.Headers));
        var html = privacy.Clean(body.Html);
        var fields = MailFields.Of(message, addresses, line, body.Language);
        var beginning = Html.Beginning(html);
        List<string> notes = [.. body.Parts, .. privacy.Removed.Select(what => $"removed {what}")];
        return beginning.Length == 0 && fields.Text("title") is null
            ? new Mail(null, Readings.NoArticle, body.Remarks, notes)
            : new Mail(new Manuscript
            {
                Fields = fields,
                Plain = Text.Line,
                Title = Text.ShortenToTitle(beginning),
                Html = html,
            }, null, body.Remarks, notes);
    }

    private static MimeMessage Parse(Stream stream)
    {
        try
        {
            return MimeMessage.Load(Lenient, stream);
        }
        catch (FormatException error)
        {
            throw new UnreadableException(null, $"is no mail: {error.Message}");
        }
    }

    // A byte order mark, empty lines, and the separator that stands above it in an mbox.
    private static int Start(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (start < bytes.Length && bytes[start] is (byte)'\r' or (byte)'\n')
            start++;
        return bytes[start..].StartsWith("From "u8) && bytes[start..].IndexOf((byte)'\n') is var end and >= 0
            ? start + end + 1 : start;
    }

    // Each part and header takes many times its length in memory.
    private static void CheckSize(ReadOnlySpan<byte> bytes)
    {
        var headers = bytes;
        foreach (var blank in new[] { "\n\n", "\n\r\n" })
        {
            if (headers.IndexOf(Encoding.ASCII.GetBytes(blank)) is var end and >= 0)
                headers = headers[..end];
        }
        if (bytes.Count("\n--"u8) > MostParts || headers.Length > LongestHeaders)
            throw new UnreadableException(null, "has more parts or headers than any mail");
    }
}
