using System.Text;
using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>
/// WordPress' tags in square brackets, which plug-ins replace when a page is shown. The text between them stays.
/// </summary>
internal static partial class Shortcodes
{
    // Those of WordPress and what nearly all have added; others show by attributes, an end tag or a slash that they
    // are no words in brackets.
    private static readonly HashSet<string> Known =
        ["audio", "caption", "embed", "gallery", "playlist", "toc", "video", "wp_caption", "youtube"];

    public static string Resolve(string text)
    {
        if (!text.Contains('[', StringComparison.Ordinal))
            return text;
        var (ends, opened) = (Ends(text), new HashSet<string>());
        var resolved = new StringBuilder(text.Length);
        var at = 0;
        foreach (Match match in TagOrCode().Matches(text))
        {
            if (match.Index < at || match.Groups["code"].Success)
                continue;
            resolved.Append(text, at, match.Index - at);
            at = match.Index + match.Length;
            at = Replace(text, match, ends, opened, resolved, at);
        }
        return resolved.Append(text, at, text.Length - at).ToString();
    }

    // A name, and where its last end tag is.
    private static Dictionary<string, int> Ends(string text)
    {
        var ends = new Dictionary<string, int>();
        foreach (Match match in EndTag().Matches(text))
            ends[match.Groups[1].Value] = match.Index;
        return ends;
    }

    /// <returns>Where it goes on: behind the tag, or behind the end tag of what was taken whole.</returns>
    private static int Replace(string text, Match tag, Dictionary<string, int> ends, HashSet<string> opened,
        StringBuilder resolved, int next)
    {
        var name = tag.Groups["name"].Value;
        var attributes = tag.Groups["attributes"].Value;
        var hasEnd = ends.TryGetValue(name, out var lastEnd) && lastEnd > tag.Index;
        if (tag.Value.StartsWith("[[", StringComparison.Ordinal) && tag.Value.EndsWith("]]", StringComparison.Ordinal))
        {
            resolved.Append(tag.Value, 1, tag.Length - 2);
            return next;
        }
        if (tag.Groups["end"].Success)
        {
            resolved.Append(Known.Contains(name) || opened.Contains(name) ? "" : tag.Value);
            return next;
        }
        if (!hasEnd && !Known.Contains(name) && !Attribute().IsMatch(attributes) && !attributes.EndsWith('/')
            && !(attributes.Length == 0 && JoinedName().IsMatch(name)))
        {
            resolved.Append(tag.Value);
            return next;
        }
        opened.Add(name);
        if (name is "caption" or "wp_caption" && hasEnd)
        {
            var end = text.IndexOf($"[/{name}]", next, StringComparison.Ordinal);
            resolved.Append(Figure(text[next..end], CaptionAttribute().Match(attributes).Groups[1].Value));
            return end + name.Length + 3;
        }
        // What was played is linked to.
        if (name is "audio" or "video" or "youtube" && Address().Match(attributes) is { Success: true } address)
            resolved.Append("\n\n").Append(address.Value).Append("\n\n");
        if (name is "embed")
            resolved.Append('\n');
        return next;
    }

    private static string Figure(string body, string told)
    {
        var picture = Picture().Match(body);
        var words = picture.Success ? body[(picture.Index + picture.Length)..].Trim() : "";
        var caption = words.Length > 0 ? words : told;
        return $"\n\n<figure>{(picture.Success ? picture.Value.Trim() : body.Trim())}"
            + (caption.Length > 0 ? $"<figcaption>{caption}</figcaption>" : "") + "</figure>\n\n";
    }

    // No [ lies within a tag, so that each is looked at from one place only.
    [GeneratedRegex("""
        (?<code> <(?:pre|code)\b [^<>]* > [^\[<]* (?: (?!</(?:pre|code)>)[\[<] [^\[<]* )* )
        | \[?\[ (?<end>/)? (?<name>[A-Za-z][\w-]{0,60})
          (?<attributes> (?:\s|/) (?: [^\]\["'] | "[^"\[]*" | '[^'\[]*' ){0,2000} )? \]\]?
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex TagOrCode();

    [GeneratedRegex(@"\[/([A-Za-z][\w-]{0,60})\]")]
    private static partial Regex EndTag();

    // No word of a text is written so.
    [GeneratedRegex("^[a-z]+(_[a-z0-9]+)+$")]
    private static partial Regex JoinedName();

    [GeneratedRegex(@"(?:^|\s)[\w-]{1,60}=[""'\w]")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\bcaption=[""']([^""']*)[""']")]
    private static partial Regex CaptionAttribute();

    [GeneratedRegex(@"https?://[^\s""'<>\]]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"^\s*(<a\b[^>]*>)?\s*<img\b[^>]*>\s*(</a>)?")]
    private static partial Regex Picture();
}
