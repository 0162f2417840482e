using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>A text of which nothing tells whether it is plain or HTML.</summary>
internal static partial class Paragraphs
{
    /// <summary>
    /// HTML as it is; plain text, and HTML that has only marks within lines, with a paragraph for each of its blocks.
    /// </summary>
    public static string Html(string text)
    {
        if (BlockTag().IsMatch(text))
            return text;
        if (EscapedTags().IsMatch(text))
            return WebUtility.HtmlDecode(text);
        var isPlain = !InlineTag().IsMatch(text);
        var html = new StringBuilder(text.Length + 100);
        foreach (var block in Blocks(Text.Clean(text)))
            html.Append("<p>").Append(isPlain ? Articles.Html.Encode(WebUtility.HtmlDecode(block)) : block)
                .Append("</p>\n");
        return html.ToString();
    }

    // Blank lines between blocks mean that a line end within one means nothing.
    private static IEnumerable<string> Blocks(string text)
    {
        var hasBlanks = BlankLine().IsMatch(text.Trim());
        var block = new StringBuilder();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries).Append(""))
        {
            if (line.Length > 0)
                block.Append(block.Length > 0 ? " " : "").Append(line);
            if (block.Length == 0 || hasBlanks && line.Length > 0)
                continue;
            yield return block.ToString();
            block.Clear();
        }
    }

    [GeneratedRegex(@"</?(p|br|div|h[1-6]|ul|ol|li|blockquote|table|tr|td|section|article|figure|pre|hr|html|body|dl|dt"
        + @"|dd)(\s[^<>]*)?/?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BlockTag();

    [GeneratedRegex(
        @"<(a|abbr|b|code|em|i|img|iframe|span|strong|sub|sup|u|s|del|ins|q|cite|small|mark|font)(\s[^<>]*)?/?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InlineTag();

    [GeneratedRegex(@"^\s*&lt;(p|div|h[1-6]|ul|ol|blockquote|table|section|article|figure|html)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EscapedTags();

    [GeneratedRegex(@"\n[ \t]*\n")]
    private static partial Regex BlankLine();
}
