using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>The plain text of a mail as HTML: paragraphs, quotes and links.</summary>
internal static partial class MailText
{
    private const int DeepestQuote = 20;

    /// <summary>A line and how many times it is quoted.</summary>
    private readonly record struct Line(int Depth, string Text);

    /// <param name="isFlowed">Lines that end in a space go on in the next (RFC 3676), and its <c>DelSp</c>.</param>
    public static string Html(string text, bool isFlowed, bool deletesSpace)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').TakeWhile(line => line != "-- ");
        var read = isFlowed ? Flowed(lines, deletesSpace) : Fixed(lines);
        var html = new StringBuilder(text.Length + 200);
        var depth = 0;
        foreach (var block in Blocks(read))
        {
            for (; depth < block[0].Depth; depth++)
                html.Append("<blockquote>\n");
            for (; depth > block[0].Depth; depth--)
                html.Append("</blockquote>\n");
            html.Append("<p>").AppendJoin("<br>\n", block.Select(line => Linked(line.Text))).Append("</p>\n");
        }
        return html.Insert(html.Length, "</blockquote>", depth).ToString();
    }

    private static IEnumerable<Line> Flowed(IEnumerable<string> lines, bool deletesSpace)
    {
        var paragraph = new StringBuilder();
        var depth = 0;
        var isOpen = false;
        foreach (var line in lines)
        {
            var quotes = line.AsSpan().IndexOfAnyExcept('>') is var at && at < 0 ? line.Length : at;
            var text = line[quotes..];
            text = text.StartsWith(' ') ? text[1..] : text;
            // A change of depth ends a paragraph whatever its last line says (RFC 3676 §4.5).
            if (isOpen && quotes != depth)
            {
                yield return new Line(depth, paragraph.ToString());
                paragraph.Clear();
            }
            (depth, isOpen) = (quotes, text.EndsWith(' '));
            paragraph.Append(isOpen && deletesSpace ? text[..^1] : text);
            if (isOpen)
                continue;
            yield return new Line(depth, paragraph.ToString());
            paragraph.Clear();
        }
        if (isOpen)
            yield return new Line(depth, paragraph.ToString());
    }

    // An empty line between depths keeps what is joined apart.
    private static IEnumerable<Line> Fixed(IEnumerable<string> lines)
    {
        var depths = new List<int>();
        var numbered = new List<(int Number, string Text)>();
        foreach (var line in lines)
        {
            var quotes = Quotes().Match(line);
            var depth = quotes.ValueSpan.Count('>');
            if (depths.Count > 0 && depth != depths[^1])
            {
                numbered.Add((depths.Count, ""));
                depths.Add(depth);
            }
            numbered.Add((depths.Count, line[quotes.Length..].TrimEnd()));
            depths.Add(depth);
        }
        return HardWrapped.Join(numbered).Select(line => new Line(depths[line.Number], line.Text));
    }

    private static IEnumerable<List<Line>> Blocks(IEnumerable<Line> lines)
    {
        var block = new List<Line>();
        foreach (var line in lines.Select(line => line with { Depth = Math.Min(line.Depth, DeepestQuote) })
            .Append(new Line(0, "")))
        {
            var isBlank = string.IsNullOrWhiteSpace(line.Text) || Rule().IsMatch(line.Text);
            if (block.Count > 0 && (isBlank || line.Depth != block[0].Depth))
            {
                yield return block;
                block = [];
            }
            if (!isBlank)
                block.Add(line);
        }
    }

    private static string Linked(string text)
    {
        var html = new StringBuilder(text.Length + 50);
        var end = 0;
        foreach (Match match in Url().Matches(text))
        {
            // What ends a sentence or closes a bracket before the URL is not of it.
            var url = match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '>', '\'', '*');
            html.Append(Encode(text[end..match.Index])).Append("<a href=\"").Append(WebUtility.HtmlEncode(url))
                .Append("\">").Append(Encode(url)).Append("</a>");
            end = match.Index + url.Length;
        }
        return html.Append(Encode(text[end..])).ToString();
    }

    private static string Encode(string text) => Articles.Html.Encode(text);

    [GeneratedRegex(@"^(> ?)+")]
    private static partial Regex Quotes();

    // Drawn with characters, as in ----- or * * *.
    [GeneratedRegex(@"^[\s\-=_*~#+.·•─━═–—]{3,}$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.IgnoreCase)]
    private static partial Regex Url();
}
