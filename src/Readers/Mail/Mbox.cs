using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>A message of an mbox as it was sent, with the line in which it begins.</summary>
/// <param name="Bytes">Null when it is larger than <see cref="Source.LargestWhole"/>.</param>
internal sealed record MboxMessage(int Line, byte[]? Bytes);

/// <summary>The messages of an mbox (RFC 4155), one by one; the file may be larger than memory.</summary>
internal sealed partial class Mbox(Stream stream)
{
    private const int LongestPiece = 65536;

    // What tells a separator and a header stands in the first characters of a line.
    private const int Telling = 200;

    private readonly byte[] buffer = new byte[LongestPiece];
    private int start, end;
    private int line;
    private bool isInLine;

    /// <exception cref="UnreadableException">It is no mbox.</exception>
    public IEnumerable<MboxMessage> Messages()
    {
        var message = new MemoryStream();
        var isTooLarge = false;
        var first = 0;
        ArraySegment<byte> piece;
        byte[]? separator = null;
        while ((piece = Piece(out var isStart)).Count > 0)
        {
            if (separator is not null)
            {
                // A line that only looks like a separator has no header below it.
                if (first > 0 && !IsHeader(piece))
                    isTooLarge |= !Add(message, separator);
                else
                {
                    if (first > 0)
                        yield return new MboxMessage(first, isTooLarge ? null : message.ToArray());
                    (first, isTooLarge) = (line - 1, false);
                    message.SetLength(0);
                }
                separator = null;
            }
            if (isStart && (first == 0 ? IsFirst(piece) : IsSeparator(piece)))
                separator = [.. piece];
            else
                isTooLarge |= !Add(message, isStart ? Unquoted(piece) : piece);
        }
        if (separator is not null)
            Add(message, separator);
        if (first > 0)
            yield return new MboxMessage(first, isTooLarge ? null : message.ToArray());
    }

    private static bool Add(MemoryStream message, ReadOnlySpan<byte> piece)
    {
        if (message.Length + piece.Length > Source.LargestWhole)
            return false;
        message.Write(piece);
        return true;
    }

    /// <summary>A line with its end, or as much of a long one as fits; nothing at the end of the file.</summary>
    private ArraySegment<byte> Piece(out bool isStart)
    {
        var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n') + 1;
        while (length == 0 && Fill() is var before and >= 0)
            length = buffer.AsSpan(before, end - before).IndexOf((byte)'\n') is var at and >= 0
                ? before + at + 1 - start : 0;
        var isWhole = length > 0;
        var piece = new ArraySegment<byte>(buffer, start, isWhole ? length : end - start);
        start += piece.Count;
        isStart = !isInLine;
        line += isStart ? 1 : 0;
        isInLine = !isWhole;
        return piece;
    }

    /// <summary>Where what was read now begins; negative when there is no more, or no room for it.</summary>
    private int Fill()
    {
        if (start > 0)
            buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = end < buffer.Length ? stream.Read(buffer, end, buffer.Length - end) : 0;
        end += read;
        return read > 0 ? end - read : -1;
    }

    private static bool IsFirst(ReadOnlySpan<byte> piece)
    {
        var text = Beginning(piece.StartsWith("\uFEFF"u8) ? piece[3..] : piece);
        return text.StartsWith("From ", StringComparison.Ordinal) ? true
            : throw new UnreadableException(1, "is no mbox: it does not begin with a line \"From …\"",
                "name a single message .eml");
    }

    private static bool IsSeparator(ReadOnlySpan<byte> piece) =>
        piece.StartsWith("From "u8) && Separator().IsMatch(Beginning(piece));

    private static bool IsHeader(ReadOnlySpan<byte> piece) => Header().IsMatch(Beginning(piece));

    private static string Beginning(ReadOnlySpan<byte> piece) =>
        System.Text.Encoding.Latin1.GetString(piece[..Math.Min(piece.Length, Telling)]);

    // Every line of a body that begins like a separator, quoted or not, was given one more ">".
    private static ArraySegment<byte> Unquoted(ArraySegment<byte> piece)
    {
        var quotes = piece.AsSpan().IndexOfAnyExcept((byte)'>');
        return quotes > 0 && piece.AsSpan(quotes).StartsWith("From "u8) ? piece[1..] : piece;
    }

    // A sender, or "-" for none, then nothing or a date; programs write the date in many ways.
    [GeneratedRegex(@"^From \S+\s*(\s\S.{0,60}\b\d\d:\d\d\b.{0,80})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^>?[!-9;-~]+[ \t]*:", RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
