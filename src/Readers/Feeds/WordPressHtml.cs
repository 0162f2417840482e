using System.Text;
using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>
/// The HTML that WordPress would show for what its editors keep: in the older one, blank lines are paragraphs and line
/// ends are breaks; in the newer one comments mark the blocks.
/// </summary>
internal static partial class WordPressHtml
{
    private static readonly HashSet<string> Blocks =
    [
        "address", "article", "aside", "blockquote", "caption", "col", "colgroup", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "menu", "nav", "ol", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    ];

    private static readonly HashSet<string> Verbatim = ["pre", "script", "style", "textarea", "svg", "math"];

    // Text in these is a paragraph even when it is alone, in others only beside another one, in the last never.
    private static readonly HashSet<string> OfParagraphs = ["", "blockquote"];
    private static readonly HashSet<string> OfMany =
        ["article", "aside", "dd", "details", "div", "li", "section", "td"];
    private static readonly HashSet<string> OfTags =
        ["col", "colgroup", "dl", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"];

    public static string Of(string content)
    {
        var text = content.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var hasBlocks = text.Contains("<!-- wp:", StringComparison.Ordinal);
        text = Shortcodes.Resolve(WithoutComments(text));
        text = LoneAddress().Replace(text, "<a href=\"$1\">$1</a>");
        return hasBlocks ? text : new Composition(text).Html();
    }

    private static string WithoutComments(string text)
    {
        var without = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf("<!--", at, StringComparison.Ordinal) is var start and >= 0
            && text.IndexOf("-->", start, StringComparison.Ordinal) is var end and >= 0)
        {
            without.Append(text, at, start - at);
            at = end + 3;
        }
        return at == 0 ? text : without.Append(text, at, text.Length - at).ToString();
    }

    [GeneratedRegex(@"^[ \t]*(https?://[^\s<>""\[\]]+)[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex LoneAddress();

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex BlankLines();

    /// <summary>Goes from block to block and sets the paragraphs of the text between them.</summary>
    private sealed class Composition(string text)
    {
        private const int DeepestEnd = 50;

        private readonly StringBuilder html = new();
        private readonly StringBuilder run = new();
        private readonly List<string> open = [];
        private readonly HashSet<string> endless = [];

        public string Html()
        {
            var at = 0;
            while (text.IndexOf('<', at) is var start and >= 0)
            {
                run.Append(text, at, start - at);
                var end = text.IndexOf('>', start);
                if (end < 0)
                {
                    at = start;
                    break;
                }
                at = Tag(start, end + 1);
            }
            run.Append(text, at, text.Length - at);
            Flush();
            return html.ToString();
        }

        /// <returns>Where it goes on.</returns>
        private int Tag(int start, int end)
        {
            var isEnd = text[start + 1] == '/';
            var name = NameAt(start + (isEnd ? 2 : 1));
            if (Verbatim.Contains(name) && !isEnd && EndOf(name, end) is > 0 and var verbatimEnd)
            {
                Flush();
                html.Append(text, start, verbatimEnd - start).Append('\n');
                return verbatimEnd;
            }
            if (!Blocks.Contains(name))
            {
                run.Append(text[start..end].Replace('\n', ' '));
                return end;
            }
            Flush();
            html.Append(text, start, end - start);
            if (isEnd)
                Close(name);
            else if (name is not ("hr" or "col") && text[end - 2] != '/')
                open.Add(name);
            return end;
        }

        private string NameAt(int start)
        {
            var length = 0;
            while (length < 12 && start + length < text.Length && char.IsAsciiLetterOrDigit(text[start + length]))
                length++;
            return text.Substring(start, length).ToLowerInvariant();
        }

        // Looked for once where there is none.
        private int EndOf(string name, int from)
        {
            if (endless.Contains(name))
                return -1;
            var tag = $"</{name}>";
            var found = text.IndexOf(tag, from, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                endless.Add(name);
            return found < 0 ? -1 : found + tag.Length;
        }

        private void Close(string name)
        {
            var known = Math.Min(open.Count, DeepestEnd);
            var found = known == 0 ? -1 : open.LastIndexOf(name, open.Count - 1, known);
            if (found >= 0)
                open.RemoveRange(found, open.Count - found);
        }

        private void Flush()
        {
            var words = run.ToString().Trim();
            run.Clear();
            if (words.Length == 0)
                return;
            var inside = open.Count > 0 ? open[^1] : "";
            if (OfTags.Contains(inside))
            {
                html.Append(words);
                return;
            }
            var paragraphs = BlankLines().Split(words);
            var isSet = OfParagraphs.Contains(inside) || OfMany.Contains(inside) && paragraphs.Length > 1;
            foreach (var paragraph in paragraphs)
            {
                var lines = paragraph.Trim().Replace("\n", "<br>\n", StringComparison.Ordinal);
                html.Append(isSet ? $"<p>{lines}</p>\n" : lines);
                if (!isSet && paragraphs.Length > 1)
                    html.Append("<br>\n");
            }
        }
    }
}
