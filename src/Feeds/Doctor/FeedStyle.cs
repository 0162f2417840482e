using System.Text.RegularExpressions;

namespace FeedService.Feeds;

/// <summary>Which style attributes validators take for harmless.</summary>
internal static partial class FeedStyle
{
    public static bool IsSafe(string style) =>
        Shape().IsMatch(style) && Declarations().IsMatch(style)
        && Declaration().Matches(style.ToLowerInvariant()).All(declaration =>
        {
            var (property, value) = (declaration.Groups[1].Value, declaration.Groups[2].Value);
            var isBox = property.Split('-')[0] is "background" or "border" or "margin" or "padding";
            return Property().IsMatch(property)
                && (!isBox || FeedHtml.Words(value).All(word => BoxValue().IsMatch(word)));
        });

    [GeneratedRegex("""^(?:[a-zA-Z0-9\s:,;#%.!]|(?<=\w)-(?=\w)|'[\w\s]+'|"[\w\s]+"|\([\d,\s]+\))*$""")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?:\s*[-\w]+\s*:\s*[^:;]*(?:;|$))*\s*$")]
    private static partial Regex Declarations();

    [GeneratedRegex(@"([-\w]+)\s*:\s*([^:;]*)")]
    private static partial Regex Declaration();

    [GeneratedRegex("""
        ^(?:background(?:-color)?|border-(?:collapse|spacing)|clear|color|cursor|direction|display|float|height|width
        |border(?:-(?:top|right|bottom|left))?(?:-(?:color|style|width))?|font(?:-(?:family|size|style|variant|weight))?
        |letter-spacing|line-height|list-style-type|(?:margin|padding)(?:-(?:top|right|bottom|left))?|overflow
        |text-(?:align|decoration|indent)|unicode-bidi|vertical-align|white-space)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Property();

    [GeneratedRegex("""
        ^(?:auto|black|blue|both|bottom|center|collapse|dashed|dotted|gray|green|!important|left|medium|none|normal|red
        |right|solid|silver|top|transparent|white|yellow|\#[0-9a-f]+|\d{0,2}\.?\d{1,2}(?:cm|em|ex|in|mm|pc|pt|px|%)?)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex BoxValue();
}
