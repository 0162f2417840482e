using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace FeedService.Articles;

/// <summary>Content: HTML that is safe in every reader, because what is not on the list is not in it.</summary>
public static partial class Html
{
    private static readonly HtmlSanitizerOptions Allowed = new()
    {
        AllowedTags = Set("""
            a abbr aside audio b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em
            figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small
            source span strong sub summary sup table tbody td tfoot th thead time tr u ul var video wbr
            """),
        AllowedAttributes = Set("""
            abbr alt colspan controls datetime dir headers height href id lang open poster reversed rowspan scope
            span src start title type value width
            """),
        UriAttributes = Set("href poster src"),
        AllowedSchemes = Set("http https mailto"),
    };

    private const int MaxDepth = 250;

    // Taking an element out of its siblings takes as long as there are siblings.
    private const int MostTakenOut = 5_000, MostStrangeTags = 20_000, MostTags = 60_000;

    // Void, or ended by the next of its kind (HTML §13.1.2).
    private static readonly HashSet<string> EndsItself = Set("""
        area base br col colgroup dd dt embed hr img input li link meta optgroup option p rp rt source tbody td tfoot th
        thead tr track wbr
        """);

    // Takes long to make, keeps nothing of what it cleaned, and is not for several threads at once.
    [ThreadStatic]
    private static Cleaner? cleaner;

    // With children kept, the text inside these would come to light.
    private static readonly HashSet<string> Dropped = Set("""
        applet audio canvas embed frameset head iframe math noembed noframes noscript object script select style svg
        template textarea title xml xmp
        """);

    /// <summary>
    /// The content without anything that could run, track or break out, well-formed, every link absolute. A link that
    /// <paramref name="resolve"/> gives no URL for becomes its text, a picture its alternative text.
    /// </summary>
    /// <param name="resolve"><c>href</c> or <c>src</c> and its reference to an absolute URL, or null.</param>
    public static string Safe(string html, Func<string, string, string?> resolve)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        cleaner ??= new Cleaner();
        cleaner.Resolve = resolve;
        using var document = cleaner.Sanitizer.SanitizeDom(Text.Clean(html));
        Tidy(document.Body!);
        return Text.Clean(Inner(document.Body!)).Trim();
    }

    /// <summary>
    /// What is in an element, as HTML. AngleSharp's own InnerHtml asks each node for its next sibling and looks for it
    /// from the first on: with 200,000 paragraphs that takes a minute.
    /// </summary>
    public static string Inner(IElement element)
    {
        using var html = new StringWriter();
        foreach (var node in element.ChildNodes)
            Write(node, html);
        return html.ToString();
    }

    private static void Write(INode node, StringWriter html)
    {
        var formatter = HtmlMarkupFormatter.Instance;
        if (node is ICharacterData text)
            html.Write(node is IComment ? "" : formatter.Text(text));
        if (node is not IElement element)
            return;
        var isVoid = element.Flags.HasFlag(NodeFlags.SelfClosing);
        html.Write(formatter.OpenTag(element, isVoid));
        foreach (var child in element.ChildNodes)
            Write(child, html);
        html.Write(formatter.CloseTag(element, isVoid));
    }

    /// <summary>Whether so many elements begin in it that cleaning them takes too long; no text has them.</summary>
    public static bool HasTooManyTags(string html)
    {
        if (html.AsSpan().Count('<') <= MostTags)
            return false;
        var tags = 0;
        foreach (var tag in Tag().EnumerateMatches(html))
        {
            if (html[tag.Index + 1] != '/' && ++tags > MostTags)
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether so many elements are none that content may have that taking them out takes too long; no text has them.
    /// </summary>
    public static bool IsTooStrange(string html)
    {
        if (html.AsSpan().Count('<') <= MostStrangeTags)
            return false;
        var strange = 0;
        foreach (var tag in Tag().EnumerateMatches(html))
        {
            if (html[tag.Index + 1] == '/')
                continue;
            var name = html.Substring(tag.Index + 1, tag.Length - 1);
            strange += Allowed.AllowedTags.Contains(name) || Dropped.Contains(name) ? 0 : 1;
        }
        return strange > MostStrangeTags;
    }

    /// <summary>
    /// Whether so many elements lie in one another that no reader shows them; parsing them takes time in the square of
    /// the depth.
    /// </summary>
    public static bool IsTooDeep(string html, int deepest = MaxDepth)
    {
        if (html.AsSpan().Count('<') <= deepest)
            return false;
        var depth = 0;
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in Tag().EnumerateMatches(html))
        {
            var isEnd = html[tag.Index + 1] == '/';
            var name = html.Substring(tag.Index + (isEnd ? 2 : 1), tag.Length - (isEnd ? 2 : 1));
            var count = open.GetValueOrDefault(name);
            if (EndsItself.Contains(name) || isEnd && count == 0)
                continue;
            open[name] = count + (isEnd ? -1 : 1);
            depth += isEnd ? -1 : 1;
            if (depth > deepest)
                return true;
        }
        return false;
    }

    /// <summary>The plain text of safe content, or of its beginning; blocks are separated by a line end.</summary>
    public static string PlainText(string content)
    {
        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length;)
        {
            var tag = content.IndexOf('<', i);
            text.Append(content, i, (tag < 0 ? content.Length : tag) - i);
            if (tag < 0)
                break;
            var end = TagEnd(content, tag);
            if (IsBlock(content.AsSpan(tag + 1, end - tag - 1)) && text.Length > 0 && text[^1] != '\n')
                text.Append('\n');
            i = end + 1;
        }
        var plain = text.ToString();
        return (plain.Contains('&', StringComparison.Ordinal)
            ? Text.Clean(WebUtility.HtmlDecode(plain))
            : plain).Trim();
    }

    /// <summary>The beginning of the content's paragraphs as one line of plain text, for want of a summary.</summary>
    public static string Beginning(string content)
    {
        var text = new StringBuilder();
        foreach (var paragraph in Paragraph().EnumerateMatches(content))
        {
            if (text.Length > 400)
                break;
            text.Append(PlainText(content.Substring(paragraph.Index, paragraph.Length))).Append(' ');
        }
        return Text.Shorten(Text.Line(text.Length > 0 ? text.ToString() : PlainText(content)));
    }

    /// <summary>Plain text as HTML that shows it.</summary>
    public static string Encode(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static void Remove(RemovingTagEventArgs removing)
    {
        var tag = removing.Tag;
        if (!Dropped.Contains(tag.LocalName))
            return;
        removing.Cancel = true;
        if (tag.LocalName is "iframe" && Links.Absolute(tag.GetAttribute("src")) is { } url && Links.IsHttp(url))
            tag.OuterHtml = $"<a href=\"{WebUtility.HtmlEncode(url)}\">{WebUtility.HtmlEncode(url)}</a>";
        else
            tag.Remove();
    }

    private static void Tidy(IElement body)
    {
        var takenOut = 0;
        foreach (var element in body.Descendants<IElement>()
            .Where(element => element.LocalName is "a" or "img" or "source").ToList())
        {
            var reference = element.GetAttribute(element.LocalName is "a" ? "href" : "src");
            if (element.LocalName is "img" && IsBeacon(element))
            {
                element.RemoveAttribute("src");
                element.RemoveAttribute("alt");
                reference = null;
            }
            if (element.LocalName is "img" && !element.HasAttribute("alt"))
                element.SetAttribute("alt", "");
            if (!string.IsNullOrEmpty(reference) || ++takenOut > MostTakenOut)
                continue;
            if (element.LocalName is "a")
                element.Replace([.. element.ChildNodes]);
            else
                element.Replace(element.Owner!.CreateTextNode(element.GetAttribute("alt") ?? ""));
        }
    }

    // Nobody sees a picture of one pixel.
    private static bool IsBeacon(IElement image) => NoSize().IsMatch(image.GetAttribute("width") ?? "")
        || NoSize().IsMatch(image.GetAttribute("height") ?? "");

    // Styles are not kept, so what they say of a beacon is said in its attributes.
    private static void KeepSize(RemovingAttributeEventArgs removing)
    {
        if (removing.Tag.LocalName is "img" && removing.Attribute.Name is "style"
            && StyledNoSize().IsMatch(removing.Attribute.Value))
            removing.Tag.SetAttribute("width", "1");
    }

    private static int TagEnd(string content, int start)
    {
        var quote = '\0';
        for (var i = start + 1; i < content.Length; i++)
        {
            var c = content[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"')
                quote = c;
            else if (c == '>')
                return i;
        }
        return content.Length;
    }

    private static bool IsBlock(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart('/');
        var end = name.IndexOfAnyExceptInRange('a', 'z');
        var isHeading = name.Length > 1 && name[0] == 'h' && char.IsDigit(name[1]);
        return isHeading || (end < 0 ? name : name[..end]) is "p" or "div" or "li" or "br" or "tr" or "td" or "th"
            or "blockquote" or "figure" or "figcaption" or "pre" or "ul" or "ol" or "dl" or "dt" or "dd" or "section"
            or "table" or "hr" or "details" or "summary" or "aside" or "caption";
    }

    private static HashSet<string> Set(string names) =>
        [.. names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex(@"</?[A-Za-z][A-Za-z0-9]*")]
    private static partial Regex Tag();

    [GeneratedRegex(@"<p\b[^>]*>.*?</p>", RegexOptions.Singleline)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"^\s*[01](\.\d+)?\s*(px)?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex NoSize();

    [GeneratedRegex(@"(?<![\w-])(?:width|height)\s*:\s*[01](\.\d+)?\s*(px)?\s*(;|!|$)", RegexOptions.IgnoreCase)]
    private static partial Regex StyledNoSize();

    private sealed class Cleaner
    {
        private readonly HtmlParser parser = new();

        public Cleaner()
        {
            Sanitizer = new HtmlSanitizer(Allowed) { HtmlParserFactory = () => parser, KeepChildNodes = true };
            Sanitizer.RemovingTag += (_, removing) => Remove(removing);
            Sanitizer.RemovingAttribute += (_, removing) => KeepSize(removing);
            Sanitizer.FilterUrl += (_, filter) =>
                filter.SanitizedUrl = Resolve(filter.Tag.LocalName is "a" ? "href" : "src", filter.OriginalUrl);
        }

        public HtmlSanitizer Sanitizer { get; }

        public Func<string, string, string?> Resolve { get; set; } = (_, _) => null;
    }
}
