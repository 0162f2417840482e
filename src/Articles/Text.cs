using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace FeedService.Articles;

/// <summary>Plain text: made fit for every format once, here, so that no writer ever has to.</summary>
public static partial class Text
{
    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create(" \t\n\v\f\u0085\u2028\u2029");

    private const int SummaryLength = 300, TitleLength = 80;

    /// <summary>
    /// The text in NFC with LF line ends, and U+FFFD for each character that XML 1.0 §2.2 forbids. Clean text comes
    /// back as the same string.
    /// </summary>
    public static string Clean(string text)
    {
        var valid = FirstInvalid(text) is var at && at < 0 ? text : Replace(text, at);
        if (valid.Contains('\r', StringComparison.Ordinal))
            valid = valid.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return valid.IsNormalized() ? valid : valid.Normalize();
    }

    /// <summary>Clean text on one line: each run of white space becomes a space. A no-break space stays.</summary>
    public static string Line(string text)
    {
        var clean = Clean(text).AsSpan();
        var line = new StringBuilder(clean.Length);
        foreach (var word in clean.SplitAny(WhiteSpace))
        {
            if (!clean[word].IsEmpty)
                line.Append(line.Length > 0 ? " " : "").Append(clean[word]);
        }
        return line.ToString();
    }

    /// <summary>
    /// One line without the markup that people leave in titles: <c>&lt;b&gt;AT&amp;amp;T&lt;/b&gt;</c> is AT&amp;T.
    /// </summary>
    public static string WithoutMarkup(string text)
    {
        var bare = text.Contains('<', StringComparison.Ordinal) ? InlineTag().Replace(text, "") : text;
        return Line(bare.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(bare) : bare);
    }

    /// <summary>
    /// The beginning of a text, about 300 characters at most: cut behind a sentence, else behind a word, never inside
    /// what a reader sees as one character (UAX #29).
    /// </summary>
    public static string Shorten(string text) => Shorten(text, SummaryLength);

    /// <summary>As much of the beginning of a text as a title may be, cut in the same way.</summary>
    public static string ShortenToTitle(string text) => Shorten(text, TitleLength);

    private static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;

        int sentence = 0, word = 0, end = 0;
        while (end < length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text.AsSpan(end));
            if (next > length)
                break;
            if (char.IsWhiteSpace(text[end]))
                word = end;
            if (EndsSentence(text, end))
                sentence = next;
            end = next;
        }
        if (sentence >= length / 4)
            return text[..sentence];
        return text[..(word >= length / 2 ? word : end)] + "…";
    }

    /// <summary>A name for an address: letters and digits in lower case and NFC, hyphens between.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var rune in Clean(text).ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
                slug.Append(rune);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        return slug.ToString().Trim('-').Normalize();
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool EndsSentence(string text, int at) => text[at] switch
    {
        '。' or '！' or '？' or '؟' or '।' => true,
        '.' or '!' or '?' or '…' => at + 1 < text.Length && char.IsWhiteSpace(text[at + 1])
            && !(at > 0 && char.IsDigit(text[at - 1])),
        '“' or '”' or '"' or '»' => at > 0 && text[at - 1] is '.' or '!' or '?',
        _ => false,
    };

    private static int FirstInvalid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            // Nearly everything is in this range, which is skipped many characters at a time.
            var next = text.AsSpan(i).IndexOfAnyExceptInRange(' ', '\uD7FF');
            if (next < 0)
                return -1;
            i += next;
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else
                return i;
        }
        return -1;
    }

    private static string Replace(string text, int from)
    {
        var clean = new StringBuilder(text, 0, from, text.Length);
        foreach (var rune in text.AsSpan(from).EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }

    [GeneratedRegex(
        @"</?(a|abbr|b|big|br|cite|code|del|em|font|i|ins|mark|p|q|s|small|span|strong|sub|sup|tt|u|wbr)(\s[^<>]*)?/?>",
        RegexOptions.IgnoreCase)]
    private static partial Regex InlineTag();
}
