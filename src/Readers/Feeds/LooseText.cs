using System.Buffers;
using System.Text;

namespace FeedService.Readers;

/// <summary>Text that is looked at through a window which moves over it, and the line where that stands.</summary>
internal sealed class LooseText(TextReader text)
{
    private const int BufferSize = 65536;
    private const int LongestName = 200;

    private static readonly SearchValues<char> AfterName = SearchValues.Create(" \t\r\n/><=");

    private readonly char[] buffer = new char[BufferSize];
    private readonly Dictionary<string, string> names = [];
    private int at;
    private int end;

    public int Line { get; private set; } = 1;

    /// <summary>What of the text is in the window. It may be overwritten when more is asked for.</summary>
    public ReadOnlySpan<char> Rest => buffer.AsSpan(at, end - at);

    /// <summary>The character behind the next; a space where there is none.</summary>
    public char Second => Ahead(2) is [_, var second] ? second : ' ';

    public ReadOnlyMemory<char> Memory(int length) => buffer.AsMemory(at, length);

    /// <summary>The next characters, fewer only at the end.</summary>
    public ReadOnlySpan<char> Ahead(int most)
    {
        Fill(most);
        return Rest[..Math.Min(Rest.Length, most)];
    }

    public string ReadUntil(SearchValues<char> stops, int longest)
    {
        StringBuilder? whole = null;
        while (Peek() >= 0)
        {
            var run = Rest;
            var found = run.IndexOfAny(stops);
            var piece = new string(found < 0 ? run : run[..found]);
            Advance(piece.Length);
            if (found >= 0 && whole is null)
                return piece;
            whole = (whole ?? new StringBuilder()).Append(piece);
            if (found >= 0 || whole.Length > longest)
                break;
        }
        return whole?.ToString() ?? "";
    }

    // The same few names come again and again.
    public string ReadName()
    {
        var run = Ahead(LongestName);
        var length = run.IndexOfAny(AfterName) is var found && found < 0 ? run.Length : found;
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(run[..length], out var name))
        {
            name = new string(run[..length]);
            if (names.Count < 1000)
                names[name] = name;
        }
        Advance(length);
        return name;
    }

    public void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
            Advance(1);
    }

    public bool StartsWith(string expected)
    {
        Fill(expected.Length);
        return Rest.StartsWith(expected);
    }

    public int Peek()
    {
        if (at == end)
            Fill(1);
        return at < end ? buffer[at] : -1;
    }

    public void Advance(int count)
    {
        Line += buffer.AsSpan(at, count).Count('\n');
        at += count;
    }

    // What was given of the buffer may be overwritten now, for it was used before the next was asked for.
    private void Fill(int count)
    {
        if (end - at >= count)
            return;
        buffer.AsSpan(at, end - at).CopyTo(buffer);
        (at, end) = (0, end - at);
        while (end < count)
        {
            var read = text.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }
    }
}
