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
    private const int LongestTag = 4_000_000;
    private const int MostAttributes = 1000;

    private static readonly SearchValues<char> AfterValue = SearchValues.Create(" \t\r\n><");
    private static readonly SearchValues<char> DoubleQuoteOrTag = SearchValues.Create("\"<");
    private static readonly SearchValues<char> SingleQuoteOrTag = SearchValues.Create("'<");
    private static readonly SearchValues<char> InText = SearchValues.Create("<&");

    private readonly LooseText from = new(text);
    private int tagLength;
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
            Line = from.Line;
            if (isInCharacterData)
            {
                if (CharacterData())
                    return true;
                continue;
            }
            switch (from.Peek())
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
        var run = from.Rest;
        var length = run.IndexOfAny(InText) is var found && found < 0 ? run.Length : found;
        return Give(length);
    }

    private bool Give(int length)
    {
        (Token, Text) = (XmlToken.Text, from.Memory(length));
        from.Advance(length);
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
        if (from.Peek() < 0)
        {
            Damaged(Line, "a CDATA section never ends");
            return isInCharacterData = false;
        }
        if (from.StartsWith("]]>"))
        {
            from.Advance(3);
            return isInCharacterData = false;
        }
        var run = from.Rest;
        var bracket = run.IndexOf(']');
        return Give(bracket < 0 ? run.Length : Math.Max(bracket, 1));
    }

    /// <summary>A tag, or what is passed over; false when it was the latter.</summary>
    private bool Markup()
    {
        if (from.StartsWith("<![CDATA["))
        {
            from.Advance(9);
            isInCharacterData = true;
            return false;
        }
        if (from.StartsWith("<!--"))
            return Skip(4, "-->", "a comment");
        if (from.StartsWith("<?"))
            return Skip(2, "?>", "a processing instruction");
        if (from.StartsWith("<!"))
            return SkipDeclaration();
        var next = from.Second;
        if (next == '/')
            return EndTag();
        if (char.IsLetter(next) || next is '_' or ':')
            return StartTag();
        Damaged(Line, "a bare < stands in the text");
        return Give(1);
    }

    private bool Skip(int start, string terminator, string what)
    {
        from.Advance(start);
        while (from.Peek() >= 0)
        {
            var found = from.Rest.IndexOf(terminator[0]);
            from.Advance(found < 0 ? from.Rest.Length : found);
            if (found < 0)
                continue;
            if (from.StartsWith(terminator))
            {
                from.Advance(terminator.Length);
                return false;
            }
            from.Advance(1);
        }
        Damaged(Line, $"{what} never ends");
        return false;
    }

    // A document type may hold declarations between brackets, which are never looked at.
    private bool SkipDeclaration()
    {
        var isInBrackets = false;
        while (from.Peek() is var next && next >= 0)
        {
            from.Advance(1);
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
        from.Advance(2);
        Name = from.ReadName();
        while (from.Peek() is >= 0 and not '>' and not '<')
            from.Advance(1);
        if (from.Peek() == '>')
            from.Advance(1);
        Token = XmlToken.End;
        return true;
    }

    private bool StartTag()
    {
        from.Advance(1);
        Name = from.ReadName();
        Attributes.Clear();
        tagLength = 0;
        Token = XmlToken.Start;
        while (true)
        {
            from.SkipSpace();
            switch (from.Peek())
            {
                case '>':
                    from.Advance(1);
                    return true;
                case '/':
                    from.Advance(1);
                    if (from.Peek() == '>')
                    {
                        from.Advance(1);
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
        var name = from.ReadName();
        from.SkipSpace();
        if (from.Peek() != '=')
        {
            // What is no name either is passed over, so that the tag comes to its end.
            if (name.Length == 0)
                from.Advance(1);
            return;
        }
        from.Advance(1);
        from.SkipSpace();
        var value = from.Peek() is '"' or '\'' ? Quoted((char)from.Peek()) : from.ReadUntil(AfterValue, LongestTag);
        tagLength += value.Length;
        if (Attributes.Count == MostAttributes || tagLength > LongestTag)
            return;
        value = value.Contains('&', StringComparison.Ordinal) ? CharacterReference.Decode(value) : value;
        Attributes.Add((name, value));
    }

    private string Quoted(char quote)
    {
        from.Advance(1);
        var value = new StringBuilder();
        var stops = quote == '"' ? DoubleQuoteOrTag : SingleQuoteOrTag;
        while (true)
        {
            value.Append(from.ReadUntil(stops, LongestTag));
            if (from.Peek() == quote)
            {
                from.Advance(1);
                return value.ToString();
            }
            // An end tag within a value means that its quote was forgotten.
            if (from.Peek() < 0 || value.Length >= LongestTag || from.Second == '/')
            {
                Damaged(Line, $"the value of an attribute of <{Name}> never ends");
                return value.ToString();
            }
            value.Append('<');
            from.Advance(1);
        }
    }

    private bool Reference()
    {
        var run = from.Ahead(CharacterReference.Longest);
        var semicolon = run.IndexOf(';');
        var reference = semicolon > 1 ? new string(run[..(semicolon + 1)]) : null;
        if (reference is not null && CharacterReference.Meaning(reference) is { } characters)
        {
            from.Advance(reference.Length);
            return Give(characters);
        }
        Damaged(Line, reference is not null && CharacterReference.IsName(reference)
            ? $"{reference} is no character that is known, and entities are not expanded"
            : "a bare & stands in the text");
        return Give(1);
    }
}
