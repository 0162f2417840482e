using System.Text;

namespace FeedService.Readers;

/// <summary>Bytes of unknown encoding as text.</summary>
public static class Decoding
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

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
}
