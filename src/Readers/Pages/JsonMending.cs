using System.Globalization;
using System.Text;

namespace FeedService.Readers;

/// <summary>What templates do to JSON (RFC 8259), undone.</summary>
public static class JsonMending
{
    private static readonly string[] Wrappings = ["<!--", "-->", "//<![CDATA[", "<![CDATA[", "//]]>", "]]>", "//", ";"];

    /// <summary>The text without the comment or CDATA section around it.</summary>
    public static string Unwrap(string script)
    {
        var text = script.AsSpan().Trim().Trim('\uFEFF');
        for (var before = -1; before != text.Length;)
        {
            before = text.Length;
            foreach (var wrapping in Wrappings)
            {
                if (text.StartsWith(wrapping, StringComparison.Ordinal))
                    text = text[wrapping.Length..].Trim();
                if (text.EndsWith(wrapping, StringComparison.Ordinal))
                    text = text[..^wrapping.Length].Trim();
            }
            foreach (var (open, close) in new[] { ("/*<![CDATA[*/", "/*]]>*/"), ("/* <![CDATA[ */", "/* ]]> */") })
            {
                if (text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith(close, StringComparison.Ordinal))
                    text = text[open.Length..^close.Length].Trim();
            }
        }
        return text.ToString();
    }

    /// <summary>
    /// Strings with their control characters escaped, with no escapes that JSON does not have and no lone surrogates.
    /// </summary>
    /// <param name="quotes">Whether a quotation mark ends a string only where the string can end.</param>
    public static string Mend(string json, bool quotes)
    {
        var mended = new StringBuilder(json.Length + 64);
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (inString && c == '\\')
                i += Escape(json, i, mended);
            else if (inString && c == '"' && quotes && !CanEnd(json, i + 1))
                mended.Append("\\\"");
            else if (inString && c < ' ')
                mended.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                mended.Append(c);
            inString ^= c == '"' && (!inString || !quotes || CanEnd(json, i + 1));
        }
        return mended.ToString();
    }

    /// <returns>How many characters the escape takes behind its backslash.</returns>
    private static int Escape(string json, int at, StringBuilder mended)
    {
        var next = at + 1 < json.Length ? json[at + 1] : '\\';
        if (next != 'u')
        {
            mended.Append("\"\\/bfnrt".Contains(next, StringComparison.Ordinal) ? $"\\{next}" : Plain(next));
            return 1;
        }
        var unit = Unit(json, at);
        if (unit is { } high && char.IsHighSurrogate(high) && Unit(json, at + 6) is { } low
            && char.IsLowSurrogate(low))
        {
            mended.Append(json, at, 12);
            return 11;
        }
        mended.Append(unit is { } whole && !char.IsSurrogate(whole) ? json.AsSpan(at, 6) : "\\ufffd");
        return unit is null ? 1 : 5;
    }

    private static string Plain(char c) => c < ' ' ? " " : c.ToString();

    private static char? Unit(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var unit) ? (char)unit : null;

    private static bool CanEnd(string json, int at)
    {
        while (at < json.Length && char.IsWhiteSpace(json[at]))
            at++;
        return at == json.Length || json[at] is ',' or ':' or '}' or ']';
    }
}
