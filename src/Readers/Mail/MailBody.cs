using System.Text;
using FeedService.Articles;
using MimeKit;

namespace FeedService.Readers;

/// <summary>What of a mail is its text: one alternative, in order, and never an attachment.</summary>
internal sealed class MailBody
{
    private const int DeepestMessage = 10;

    private readonly StringBuilder html = new();

    /// <summary>Which parts were taken and which left, for people.</summary>
    public List<string> Parts { get; } = [];

    /// <summary>What has to be told of it.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>What the part that was taken says of its language.</summary>
    public string? Language { get; private set; }

    public string Html => html.ToString();

    public MailBody(MimeEntity? entity) => Take(entity, 0);

    private void Take(MimeEntity? entity, int depth)
    {
        if (entity is null)
            return;
        if (entity.IsAttachment || entity is not (Multipart or MessagePart or TextPart))
            Parts.Add($"left {Name(entity)}");
        else if (entity is MessagePart message)
            Take(message.Message, depth);
        else if (entity is TextPart text)
            Take(text);
        else
        {
            foreach (var child in Chosen((Multipart)entity))
                Take(child, depth + 1);
        }
    }

    private void Take(MimeMessage? message, int depth)
    {
        if (message is null || depth > DeepestMessage)
            return;
        if (message.Subject is { Length: > 0 } subject)
            html.Append("<h2>").Append(Articles.Html.Encode(subject)).Append("</h2>\n");
        Take(message.Body, depth + 1);
    }

    private void Take(TextPart part)
    {
        var isHtml = part.IsHtml;
        if (!isHtml && !part.IsPlain || part.FileName is not null && html.Length > 0)
        {
            Parts.Add($"left {Name(part)}");
            return;
        }
        var (text, remark) = MailCharset.Decode(Bytes(part), part.ContentType.Charset);
        // What a mailing list hangs on to the mails it passes on.
        if (!isHtml && html.Length > 0 && text.TrimStart().StartsWith("_______________", StringComparison.Ordinal))
        {
            Parts.Add($"left {Name(part)}: the list's own footer");
            return;
        }
        if (remark is not null)
            Remarks.Add(remark);
        Parts.Add($"took {Name(part)}, {text.Length} characters");
        Language ??= part.Headers[HeaderId.ContentLanguage];
        html.Append(isHtml ? text : MailText.Html(text, part.IsFlowed,
            string.Equals(part.ContentType.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase)));
        html.Append('\n');
    }

    private static IEnumerable<MimeEntity?> Chosen(Multipart multipart)
    {
        if (multipart is MultipartAlternative)
            return [multipart.LastOrDefault(part => Holds(part, "html"))
                ?? multipart.LastOrDefault(part => Holds(part, "plain")) ?? multipart.FirstOrDefault()];
        if (multipart is MultipartRelated related)
            return [related.Root ?? related.FirstOrDefault()];
        return multipart.ContentType.IsMimeType("multipart", "signed") ? multipart.Take(1) : multipart;
    }

    // An empty alternative is none.
    private static bool Holds(MimeEntity entity, string subtype) => entity switch
    {
        Multipart multipart => multipart.Any(part => Holds(part, subtype)),
        TextPart text => text.ContentType.IsMimeType("text", subtype) && !text.IsAttachment
            && Bytes(text).Any(value => value > ' '),
        _ => false,
    };

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static string Name(MimeEntity entity) =>
        Text.Line($"{entity.ContentType.MimeType} {(entity as MimePart)?.FileName}");
}
