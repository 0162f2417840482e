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

    /// <summary>
    /// A text larger than memory, by its byte order mark, else as UTF-8 in which each byte that is none is read as
    /// windows-1252 and counted.
    /// </summary>
    public static StreamReader Open(Stream stream, StrayBytes strays) =>
        new(stream, Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, strays), true, 65536);
}

/// <summary>Bytes in a UTF-8 text that are none: windows-1252 takes any of them.</summary>
public sealed class StrayBytes : DecoderFallback
{
    /// <summary>How many there were until now.</summary>
    public int Count { get; private set; }

    // One for each byte.
    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Characters(this);

    private sealed class Characters(StrayBytes strays) : DecoderFallbackBuffer
    {
        private string text = "";
        private int at;

        public override int Remaining => text.Length - at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (text, at) = (CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytesUnknown), 0);
            strays.Count += bytesUnknown.Length;
            return true;
        }

        public override char GetNextChar() => at < text.Length ? text[at++] : '\0';

        public override bool MovePrevious() => at > 0 && at-- > 0;

        public override void Reset() => (text, at) = ("", 0);
    }
}
