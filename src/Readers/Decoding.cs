using System.Text;
using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>Bytes of unknown encoding as text.</summary>
public static partial class Decoding
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    // HTML asks for the first 1,024 bytes; pages with long comments need more.
    private const int DeclarationsEnd = 2048;

    // UTF-32 first: its little-endian mark begins with that of UTF-16.
    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(false, false)), ([0, 0, 0xFE, 0xFF], new UTF32Encoding(true, false)),
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8), ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    /// <summary>
    /// By its byte order mark, else as strict UTF-8, else as
    /// windows-1252, which takes any byte and is therefore reported.
    /// </summary>
    /// <returns>The text, and what to tell about it, or null.</returns>
    public static (string Text, string? Remark) Decode(ReadOnlySpan<byte> bytes)
    {
        foreach (var (mark, encoding) in Marks)
        {
            if (bytes.StartsWith(mark))
                return (encoding.GetString(bytes[mark.Length..]), null);
        }
        try
        {
            return (Utf8.GetString(bytes), null);
        }
        catch (DecoderFallbackException error)
        {
            return (Windows1252.GetString(bytes), $"not UTF-8 (byte {error.Index}), so it was read as windows-1252");
        }
    }

    /// <summary>
    /// A text larger than memory, by its byte order mark, else as UTF-8 in which each byte that is none is read as
    /// windows-1252 and counted.
    /// </summary>
    public static StreamReader Open(Stream stream, StrayBytes strays) =>
        new(stream, Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, strays), true, 65536);

    /// <summary>
    /// As <see cref="Decode"/>, but by the encoding that a page declares (HTML §13.2.3.2) where its bytes are not
    /// UTF-8. Where they are, declarations lie: pages are converted by programs that leave them as they were.
    /// </summary>
    /// <returns>The text, and what to tell about it, or null.</returns>
    public static (string Text, string? Remark) DecodePage(ReadOnlySpan<byte> bytes)
    {
        var declared = Declared(bytes);
        // Its escapes are ASCII, so that it is UTF-8 as well (RFC 1468).
        if (declared?.WebName is "iso-2022-jp" && !bytes.ContainsAnyExceptInRange((byte)0, (byte)0x7F))
            return (declared.GetString(bytes), null);
        var (text, remark) = Decode(bytes);
        if (remark is null)
            return (text, null);
        if (declared is not null and not UTF8Encoding)
            return (declared.GetString(bytes), null);
        var lenient = Encoding.UTF8.GetString(bytes);
        var (broken, whole) = (lenient.Count(c => c == '\uFFFD'), lenient.Count(c => c > '\x7F'));
        return broken * 10 < whole
            ? (lenient, $"UTF-8 but for {broken} {(broken == 1 ? "place" : "places")}, which cannot be read")
            : (text, remark);
    }

    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationsEnd)]);
        if (Declaration().Match(start) is not { Success: true } match)
            return null;
        var name = match.Groups[1].Value.ToLowerInvariant();
        try
        {
            // Browsers know supersets of these only (https://encoding.spec.whatwg.org/#names-and-labels).
            var encoding = name switch
            {
                "iso-8859-1" or "latin1" or "ascii" or "us-ascii" => Windows1252,
                "iso-8859-9" => CodePagesEncodingProvider.Instance.GetEncoding(1254),
                "gb2312" or "gbk" => CodePagesEncodingProvider.Instance.GetEncoding("gb18030"),
                "shift_jis" or "shift-jis" or "sjis" or "x-sjis" => CodePagesEncodingProvider.Instance.GetEncoding(932),
                "euc-kr" or "ks_c_5601-1987" => CodePagesEncodingProvider.Instance.GetEncoding(949),
                _ => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name),
            };
            // A page whose declaration can be read is not in an encoding of wider units.
            return encoding is UnicodeEncoding or UTF32Encoding or { CodePage: 65000 } ? null : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[""']?\s*([\w-]{2,40})",
        RegexOptions.IgnoreCase)]
    private static partial Regex Declaration();
}
