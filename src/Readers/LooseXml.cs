using System.Buffers;
using System.Text;

namespace FeedService.Readers;

/// <summary>What <see cref="LooseXml"/> stands on.</summary>
public enum XmlToken { Start, End, Text }

/// <summary>
/// XML as it is found, piece by piece: what is not well-formed is told and read on. A reader of well-formed XML stops
/// for good at the first mistake, and what is unpacked cannot be opened again. A document type is passed over, no
/// entity is expanded but a character's.
/// </summary>
public sealed class LooseXml(TextReader text)
{
    private const int BufferSize = 65536;
    private const int LongestName = 200;
    private const int LongestTag = 4_000_000;

    private static readonly SearchValues<char> AfterName = SearchValues.Create(" \t\r\n/><=");
    private static readonly SearchValues<char> AfterValue = SearchValues.Create(" \t\r\n><");
    private static readonly SearchValues<char> DoubleQuoteOrTag = SearchValues.Create("\"<");
    private static readonly SearchValues<char> SingleQuoteOrTag = SearchValues.Create("'<");
    private static readonly SearchValues<char> InText = SearchValues.Create("<&");

    private readonly char[] buffer = new char[BufferSize];
    private readonly Dictionary<string, string> names = [];
    private int at;
    private int end;
    private int currentLine = 1;
    private bool isEmptyElement;
    private bool isInCharacterData;

    public XmlToken Token { get; private set; }

    /// <summary>The name of the element with its prefix, in the file's own letters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>A piece of text; the next one may be of the same text.</summary>
    public ReadOnlyMemory<char> Text { get; private set; }

    public List<(string Name, string Value)> Attributes { get; } = [];

    /// <summary>Where the token began.</summary>
    public int Line { get; private set; }

    /// <summary>Told of what is wrong and in which line: once of a kind, or there would be no end to it.</summary>
    public Action<int, string> Damaged { get; init; } = (_, _) => { };

    /// <returns>False where the text ends.</returns>
    public bool Read()
    {
        if (isEmptyElement)
        {
            (isEmptyElement, Token) = (false, XmlToken.End);
            return true;
        }
        while (true)
        {
            Line = currentLine;
            if (isInCharacterData)
            {
                if (CharacterData())
                    return true;
                continue;
            }
            switch (Peek())
            {
                case < 0:
                    return false;
                case '<' when Markup():
                    return true;
                case '<':
                    break;
                case '&':
                    return Reference();
                default:
                    return Characters();
            }
        }
    }

    private bool Characters()
    {
        var run = buffer.AsSpan(at, end - at);
        var length = run.IndexOfAny(InText) is var found && found < 0 ? run.Length : found;
        return Give(length);
    }

    private bool Give(int length)
    {
        (Token, Text) = (XmlToken.Text, buffer.AsMemory(at, length));
        Advance(length);
        return true;
    }

    private bool Give(string characters)
    {
        (Token, Text) = (XmlToken.Text, characters.AsMemory());
        return true;
    }

    // Up to ]]>. A piece ends before a bracket that may begin it.
    private bool CharacterData()
    {
        if (Peek() < 0)
        {
            Damaged(Line, "a CDATA section never ends");
            return isInCharacterData = false;
        }
        if (StartsWith("]]>"))
        {
            Advance(3);
            return isInCharacterData = false;
        }
        var run = buffer.AsSpan(at, end - at);
        var bracket = run.IndexOf(']');
        return Give(bracket < 0 ? run.Length : Math.Max(bracket, 1));
    }

    /// <summary>A tag, or what is passed over; false when it was the latter.</summary>
    private bool Markup()
    {
        if (StartsWith("<![CDATA["))
        {
            Advance(9);
            isInCharacterData = true;
            return false;
        }
        if (StartsWith("<!--"))
            return Skip(4, "-->", "a comment");
        if (StartsWith("<?"))
            return Skip(2, "?>", "a processing instruction");
        if (StartsWith("<!"))
            return SkipDeclaration();
        Fill(2);
        var next = at + 1 < end ? buffer[at + 1] : ' ';
        if (next == '/')
            return EndTag();
        if (char.IsLetter(next) || next is '_' or ':')
            return StartTag();
        Damaged(Line, "a bare < stands in the text");
        return Give(1);
    }

    private bool Skip(int start, string terminator, string what)
    {
        Advance(start);
        while (Peek() >= 0)
        {
            var found = buffer.AsSpan(at, end - at).IndexOf(terminator[0]);
            Advance(found < 0 ? end - at : found);
            if (found < 0)
                continue;
            if (StartsWith(terminator))
            {
                Advance(terminator.Length);
                return false;
            }
            Advance(1);
        }
        Damaged(Line, $"{what} never ends");
        return false;
    }

    // A document type may hold declarations between brackets, which are never looked at.
    private bool SkipDeclaration()
    {
        var isInBrackets = false;
        while (Peek() is var next && next >= 0)
        {
            Advance(1);
            if (next is '[' or ']')
                isInBrackets = next == '[';
            else if (next == '>' && !isInBrackets)
                return false;
        }
        Damaged(Line, "a declaration never ends");
        return false;
    }

    private bool EndTag()
    {
        Advance(2);
        Name = ReadName();
        while (Peek() is >= 0 and not '>' and not '<')
            Advance(1);
        if (Peek() == '>')
            Advance(1);
        Token = XmlToken.End;
        return true;
    }

    private bool StartTag()
    {
        Advance(1);
        Name = ReadName();
        Attributes.Clear();
        Token = XmlToken.Start;
        while (true)
        {
            SkipSpace();
            switch (Peek())
            {
                case '>':
                    Advance(1);
                    return true;
                case '/':
                    Advance(1);
                    if (Peek() == '>')
                    {
                        Advance(1);
                        isEmptyElement = true;
                        return true;
                    }
                    break;
                case < 0 or '<':
                    Damaged(Line, $"the tag <{Name}> never ends");
                    return true;
                default:
                    Attribute();
                    break;
            }
        }
    }

    private void Attribute()
    {
        var name = ReadName();
        SkipSpace();
        if (Peek() != '=')
        {
            // What is no name either is passed over, so that the tag comes to its end.
            if (name.Length == 0)
                Advance(1);
            return;
        }
        Advance(1);
        SkipSpace();
        var value = Peek() is '"' or '\'' ? Quoted((char)Peek()) : ReadUntil(AfterValue, LongestTag);
        Attributes.Add((name, value.Contains('&', StringComparison.Ordinal) ? CharacterReference.Decode(value) : value));
    }

    private string Quoted(char quote)
    {
        Advance(1);
        var value = new StringBuilder();
        var stops = quote == '"' ? DoubleQuoteOrTag : SingleQuoteOrTag;
        while (true)
        {
            value.Append(ReadUntil(stops, LongestTag));
            if (Peek() == quote)
            {
                Advance(1);
                return value.ToString();
            }
            Fill(2);
            // An end tag within a value means that its quote was forgotten.
            if (Peek() < 0 || value.Length >= LongestTag || at + 1 < end && buffer[at + 1] == '/')
            {
                Damaged(Line, $"the value of an attribute of <{Name}> never ends");
                return value.ToString();
            }
            value.Append('<');
            Advance(1);
        }
    }

    private string ReadUntil(SearchValues<char> stops, int longest)
    {
        StringBuilder? whole = null;
        while (Peek() >= 0)
        {
            var run = buffer.AsSpan(at, end - at);
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
    private string ReadName()
    {
        Fill(LongestName);
        var run = buffer.AsSpan(at, Math.Min(end - at, LongestName));
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

    private bool Reference()
    {
        Fill(CharacterReference.Longest);
        var run = buffer.AsSpan(at, Math.Min(end - at, CharacterReference.Longest));
        var semicolon = run.IndexOf(';');
        var reference = semicolon > 1 ? new string(run[..(semicolon + 1)]) : null;
        if (reference is not null && CharacterReference.Meaning(reference) is { } characters)
        {
            Advance(reference.Length);
            return Give(characters);
        }
        Damaged(Line, reference is not null && CharacterReference.IsName(reference)
            ? $"{reference} is no character that is known, and entities are not expanded"
            : "a bare & stands in the text");
        return Give(1);
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
            Advance(1);
    }

    private bool StartsWith(string expected)
    {
        Fill(expected.Length);
        return buffer.AsSpan(at, end - at).StartsWith(expected);
    }

    private int Peek()
    {
        if (at == end)
            Fill(1);
        return at < end ? buffer[at] : -1;
    }

    private void Advance(int count)
    {
        currentLine += buffer.AsSpan(at, count).Count('\n');
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
