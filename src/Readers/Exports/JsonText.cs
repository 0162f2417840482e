using System.Globalization;
using System.Text;

namespace FeedService.Readers;

/// <summary>
/// JSON (RFC 8259) piece by piece, as it is asked for. What programs write by mistake is understood: comments, trailing
/// commas, line ends and control characters within texts, NaN, half of a surrogate pair.
/// </summary>
internal sealed class JsonText(TextReader text, int largestValue = Source.LargestWhole)
{
    public const int End = -1;

    private const int MaxDepth = 100;

    private readonly char[] buffer = new char[32768];
    private readonly StringBuilder parts = new();
    private int at, end;
    private long before, limit = long.MaxValue;
    private char lastBefore = '\n';

    /// <summary>The line in which the next character stands, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>How many characters have been read.</summary>
    public long Position => before + at;

    /// <summary>Each value is a line: none takes a part of the next one, whatever is wrong with it.</summary>
    public bool IsByLine { get; set; }

    /// <summary>Whether the next character is the last of its line.</summary>
    public bool IsAlone => at + 1 < end && buffer[at + 1] is '\n' or '\r';

    private bool IsInLine => IsByLine && limit != long.MaxValue;

    /// <summary>The next character that means something, not yet taken, or <see cref="End"/>.</summary>
    public int Peek()
    {
        while (at < end || Fill())
        {
            var c = buffer[at];
            if (c == '\n' && IsInLine)
                throw new UnreadableException(Line, "the line ends before what begins in it");
            if (c == '/')
                SkipComment();
            else if (c == '\n' || char.IsWhiteSpace(c) || c == '\uFEFF')
                Take();
            else
                return c;
        }
        return End;
    }

    /// <summary>What a text within another file means; null when it is no JSON.</summary>
    public static Field? TryParse(string json)
    {
        try
        {
            return new JsonText(new StringReader(json)).Value();
        }
        catch (UnreadableException)
        {
            return null;
        }
    }

    /// <summary>One value with all that is in it.</summary>
    /// <exception cref="UnreadableException">It is none, nested too deeply or too large.</exception>
    public Field Value()
    {
        limit = Position + largestValue;
        var value = Value(0);
        limit = long.MaxValue;
        return value;
    }

    /// <summary>The keys of the object that begins here; the value of each is to be read before the next.</summary>
    public IEnumerable<(string Key, int Line)> Members()
    {
        Open('{');
        while (More('}'))
        {
            var line = Line;
            if (Peek() is not ('"' or '\''))
                throw Unexpected("a key in quotes");
            var key = String();
            if (Peek() != ':')
                throw Unexpected("a colon");
            Take();
            yield return (key, line);
        }
    }

    /// <summary>The line of each element of the array that begins here; it is to be read before the next.</summary>
    public IEnumerable<int> Elements()
    {
        Open('[');
        while (More(']'))
            yield return Line;
    }

    /// <summary>Goes to the next line that begins an object: what stands between is damaged.</summary>
    public void SkipToObject()
    {
        limit = long.MaxValue;
        while (at < end || Fill())
        {
            if (buffer[at] == '{' && (at > 0 ? buffer[at - 1] : lastBefore) == '\n')
                return;
            Take();
        }
    }

    private Field Value(int depth)
    {
        var line = Line;
        if (depth > MaxDepth)
            throw new UnreadableException(line, $"nested more than {MaxDepth} levels deep");
        switch (Peek())
        {
            case '{':
                var entries = new List<(string, int, Field)>();
                foreach (var (key, keyLine) in Members())
                    entries.Add((key, keyLine, Value(depth + 1)));
                return new Field.Map(line, entries);
            case '[':
                var items = new List<Field>();
                foreach (var _ in Elements())
                    items.Add(Value(depth + 1));
                return new Field.Items(line, items);
            case '"' or '\'':
                line = Line;
                return new Field.Value(line, String());
            default:
                return Word();
        }
    }

    private void Open(char bracket)
    {
        if (Peek() != bracket)
            throw Unexpected($"\"{bracket}\"");
        Take();
    }

    /// <summary>Whether another member or element follows, its comma taken; else takes what closes them.</summary>
    private bool More(char close)
    {
        while (Peek() == ',')
            Take();
        if (Peek() == End)
            throw Unexpected($"\"{close}\"");
        if (buffer[at] != close)
            return true;
        Take();
        return false;
    }

    private Field.Value Word()
    {
        if (Peek() == End)
            throw Unexpected("a value");
        parts.Clear();
        while ((at < end || Fill())
            && (char.IsAsciiLetterOrDigit(buffer[at]) || buffer[at] is '-' or '+' or '.' or '_'))
            parts.Append(Take());
        var word = parts.ToString();
        if (word.Length == 0)
            throw Unexpected("a value");
        if (word is "null" or "undefined" or "NaN" or "Infinity" or "-Infinity")
            return new Field.Value(Line, "");
        if (word is "true" or "false" or "True" or "False")
            return new Field.Value(Line, word);
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? new Field.Value(Line, word) { IsNumber = true }
            : throw new UnreadableException(Line, $"\"{word[..Math.Min(word.Length, 30)]}\" is no value in JSON",
                "a text stands in \"quotes\"");
    }

    private string String()
    {
        var first = Line;
        var quote = Take();
        parts.Clear();
        while (at < end || Fill())
        {
            var rest = buffer.AsSpan(at, end - at);
            var plain = rest.IndexOfAny(quote, '\\', '\n');
            plain = plain < 0 ? rest.Length : plain;
            parts.Append(rest[..plain]);
            at += plain;
            if (parts.Length > largestValue)
                throw TooLarge();
            if (plain == rest.Length)
                continue;
            if (buffer[at] == '\n' && IsInLine)
                throw new UnreadableException(first, "a text that begins here does not end in its line");
            var c = Take();
            if (c == quote)
                return parts.ToString();
            parts.Append(c == '\\' ? Escaped() : c);
        }
        throw new UnreadableException(first, "a text that begins here never ends");
    }

    private char Escaped()
    {
        if (at == end && !Fill())
            return '\\';
        var c = Take();
        if (c != 'u')
            return c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => c };
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            if (at == end && !Fill() || !char.IsAsciiHexDigit(buffer[at]))
                throw new UnreadableException(Line, "\\u stands before four hexadecimal digits");
            code = code * 16 + Convert.ToInt32(Take().ToString(), 16);
        }
        return (char)code;
    }

    private void SkipComment()
    {
        Take();
        var kind = at < end || Fill() ? Take() : '\0';
        if (kind is not ('/' or '*'))
            throw new UnreadableException(Line, "a \"/\" outside of a text");
        for (var last = '\0'; at < end || Fill();)
        {
            var c = Take();
            if (kind == '/' ? c == '\n' : c == '/' && last == '*')
                return;
            last = c;
        }
    }

    private char Take()
    {
        var c = buffer[at++];
        Line += c == '\n' ? 1 : 0;
        return c;
    }

    private bool Fill()
    {
        if (Position > limit)
            throw TooLarge();
        lastBefore = end > 0 ? buffer[end - 1] : lastBefore;
        before += end;
        (at, end) = (0, text.Read(buffer));
        return end > 0;
    }

    private UnreadableException TooLarge() =>
        new(Line, $"larger than {largestValue / 1_000_000} MB", "split it");

    private UnreadableException Unexpected(string wanted)
    {
        var found = Peek();
        return new UnreadableException(Line, found == End
            ? $"ends where {wanted} should stand" : $"\"{(char)found}\" where {wanted} should stand");
    }
}
