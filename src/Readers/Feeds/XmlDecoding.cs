using System.Text;
using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>
/// The characters of an XML file, by its byte order mark, its first bytes or the encoding it declares (XML 1.0 §F).
/// </summary>
public static partial class XmlDecoding
{
    private const int LongestDeclaration = 1000;

    internal static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    // A mark or, without one, how < looks. UTF-32 first: its little-endian mark begins with that of UTF-16.
    private static readonly (byte[] Start, Encoding Encoding)[] Wide =
    [
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(false, true)), ([0, 0, 0xFE, 0xFF], new UTF32Encoding(true, true)),
        ([(byte)'<', 0, 0, 0], new UTF32Encoding(false, true)), ([0, 0, 0, (byte)'<'], new UTF32Encoding(true, true)),
        ([0xFF, 0xFE], Encoding.Unicode), ([0xFE, 0xFF], Encoding.BigEndianUnicode),
        ([(byte)'<', 0], Encoding.Unicode), ([0, (byte)'<'], Encoding.BigEndianUnicode),
    ];

    // What browsers take these for (Encoding Standard §4.2): the larger set that they are a part of.
    private static readonly Dictionary<string, int> Larger = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ascii"] = 1252,
        ["us-ascii"] = 1252,
        ["iso-8859-1"] = 1252,
        ["iso8859-1"] = 1252,
        ["latin1"] = 1252,
        ["latin-1"] = 1252,
        ["cp1252"] = 1252,
        ["iso-8859-9"] = 1254,
        ["iso-8859-11"] = 874,
        ["tis-620"] = 874,
        ["gb2312"] = 54936,
        ["gbk"] = 54936,
        ["euc-kr"] = 949,
        ["ks-c-5601-1987"] = 949,
        ["x-sjis"] = 932,
    };

    /// <param name="damaged">Told when bytes are not of the encoding that the file is in.</param>
    public static TextReader Open(Stream stream, Action<int, string> damaged)
    {
        var beginning = Unpacking.Beginning(stream);
        foreach (var (start, encoding) in Wide)
        {
            if (beginning.AsSpan().StartsWith(start))
                return new StreamReader(stream, encoding);
        }
        if (Declared(beginning) is { } declared)
            return new StreamReader(stream, declared, detectEncodingFromByteOrderMarks: false);
        var strict = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback,
            new Windows1252Fallback(() => damaged(1, "not all of it is UTF-8; the rest was read as windows-1252")));
        return new StreamReader(stream, strict);
    }

    /// <summary>The encoding that the file names, unless it is UTF-8 or the file shows that it is another.</summary>
    private static Encoding? Declared(byte[] beginning)
    {
        var start = Encoding.Latin1.GetString(beginning, 0, Math.Min(beginning.Length, LongestDeclaration));
        if (beginning is [0xEF, 0xBB, 0xBF, ..] || Declaration().Match(start) is not { Success: true } match)
            return null;
        var name = match.Groups[1].Value.Replace('_', '-');
        var encoding = Find(name);
        // Bytes that are a declaration to a reader of bytes are in no encoding of wider units.
        if (encoding is null or UnicodeEncoding or UTF32Encoding or UTF8Encoding)
            return null;
        return encoding.CodePage == Windows1252.CodePage && IsUtf8(beginning) ? null : encoding;
    }

    private static Encoding? Find(string name)
    {
        try
        {
            return Larger.TryGetValue(name, out var codePage)
                ? CodePagesEncodingProvider.Instance.GetEncoding(codePage)
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // Text of another encoding is hardly ever UTF-8 by chance, where it has such characters at all.
    private static bool IsUtf8(byte[] beginning)
    {
        var end = beginning.Length;
        while (end > 0 && beginning.Length - end < 4 && beginning[end - 1] >= 0x80)
            end--;
        var bytes = beginning.AsSpan(0, end);
        return bytes.ContainsAnyExceptInRange((byte)0, (byte)0x7F) && System.Text.Unicode.Utf8.IsValid(bytes);
    }

    [GeneratedRegex(@"<\?xml\s[^>]{0,200}?encoding\s*=\s*[""']?\s*([A-Za-z0-9._\-]{1,40})")]
    private static partial Regex Declaration();

    /// <summary>Takes each byte that is not UTF-8 for a character of windows-1252.</summary>
    private sealed class Windows1252Fallback(Action used) : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Bytes(used);

        private sealed class Bytes(Action used) : DecoderFallbackBuffer
        {
            private string characters = "";
            private int given;

            public override int Remaining => characters.Length - given;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                used();
                (characters, given) = (Windows1252.GetString(bytesUnknown), 0);
                return true;
            }

            public override char GetNextChar() => given < characters.Length ? characters[given++] : '\0';

            public override bool MovePrevious() => given > 0 && given-- > 0;

            public override void Reset() => (characters, given) = ("", 0);
        }
    }
}
