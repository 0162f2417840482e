using System.Text;
using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>
/// The texts in feeds: plain, HTML in disguise or elements of XHTML (RFC 4287 §3.1). Those of RSS are HTML, whatever
/// its specifications leave open.
/// </summary>
internal static partial class FeedText
{
    /// <summary>One line of plain text.</summary>
    public static string Plain(Element element, bool isAtom)
    {
        var (text, isHtml) = Of(element, isAtom);
        if (!isHtml)
        {
            // Atom's default type is plain, but who escapes twice did not mean it.
            var isMeant = element.Attribute("type") is not null || !text.Contains('&', StringComparison.Ordinal);
            return Text.Line(isMeant || !CharacterReference().IsMatch(text)
                ? text : System.Net.WebUtility.HtmlDecode(text));
        }
        return Plain(text);
    }

    /// <summary>The text of HTML on one line; what only looks like a tag is text.</summary>
    public static string Plain(string html) => !SomeTag().IsMatch(html) || Html.IsTooDeep(html)
        ? Text.WithoutMarkup(html)
        : Text.Line(Html.PlainText(Html.Safe(html, (_, _) => null)));

    /// <summary>HTML that is not safe yet. Plain text has its paragraphs where blank lines are.</summary>
    public static string Markup(Element element, bool isAtom)
    {
        var (text, isHtml) = Of(element, isAtom);
        var type = element.Attribute("type");
        var isDisguised = type is null && ClosingTag().IsMatch(text);
        if (!isHtml && !isDisguised)
            return Paragraphs(Html.Encode(text));
        return SomeTag().IsMatch(text) ? text : Paragraphs(text);
    }

    public static bool HasTags(string html) => SomeTag().IsMatch(html);

    /// <summary>What is no text but a picture or a program, in whatever coding.</summary>
    public static bool IsBinary(Element element) => element.Attribute("type")?.ToLowerInvariant() is { } type
        && type.Contains('/', StringComparison.Ordinal) && !type.StartsWith("text/", StringComparison.Ordinal)
        && !type.Contains("xml", StringComparison.Ordinal) && !type.Contains("html", StringComparison.Ordinal)
        && type != "application/octet-stream";

    private static (string Text, bool IsHtml) Of(Element element, bool isAtom)
    {
        var type = element.Attribute("type")?.Trim().ToLowerInvariant() ?? "";
        var mode = element.Attribute("mode")?.ToLowerInvariant();
        var isMarkup = type.Contains("html", StringComparison.Ordinal) || mode == "escaped" && type.Length == 0;
        if (element.Elements.Any())
            return (element.Markup.Trim(), true);
        var text = element.Text;
        if (mode == "base64" || type == "application/octet-stream")
            text = Decoded(text) ?? text;
        if (type.Contains("xhtml", StringComparison.Ordinal) && mode is not "escaped" and not "base64")
            return (Html.Encode(text), true);
        return (text, isMarkup || !isAtom && type is not "text" and not "text/plain");
    }

    private static string? Decoded(string base64)
    {
        try
        {
            return Decoding.Decode(Convert.FromBase64String(base64.Trim())).Text;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Paragraphs(string text)
    {
        var html = new StringBuilder();
        foreach (var paragraph in BlankLines().Split(text.Replace("\r\n", "\n", StringComparison.Ordinal)))
        {
            if (!string.IsNullOrWhiteSpace(paragraph))
                html.Append("<p>").Append(paragraph.Trim()).Append("</p>\n");
        }
        return html.ToString();
    }

    [GeneratedRegex(@"</?[A-Za-z][A-Za-z0-9]*(\s[^<>]*)?/?>|<!--")]
    private static partial Regex SomeTag();

    [GeneratedRegex(@"</(p|div|a|b|i|em|strong|ul|ol|li|span|h[1-6]|blockquote|table|pre)>|<(br|p|hr)\s*/?>",
        RegexOptions.IgnoreCase)]
    private static partial Regex ClosingTag();

    [GeneratedRegex(@"&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", RegexOptions.IgnoreCase)]
    private static partial Regex CharacterReference();

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex BlankLines();
}
