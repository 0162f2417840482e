using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;

namespace FeedService.Feeds;

/// <summary>What is wrong with a piece of HTML, to validators that parse strictly and trust nothing.</summary>
internal static partial class FeedHtml
{
    private static readonly HashSet<string> SafeElements = Words("""
        a abbr acronym address area article aside audio b bdi big blockquote br button canvas caption center cite code
        col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer
        form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark menu meter nav
        noscript ol optgroup option output p picture pre progress q rp rt ruby s samp section select small source span
        strike strong sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var video wbr
        """);

    // A template's content is no part of the tree, so nothing in it could be judged.
    private static readonly HashSet<string> RiskyElements = Words("""
        applet base basefont bdo body embed frame frameset head html iframe isindex link listing meta noframes object
        param plaintext script slot style template title xmp
        """);

    // What is missing here is missing in the validator's list too: controls, role and aria-* among them.
    private static readonly HashSet<string> SafeAttributes = Words("""
        abbr accept accept-charset accesskey action align allow allowfullscreen alt as autocapitalize autocomplete
        autofocus autoplay axis bgcolor border cellpadding cellspacing char charset checked cite class clear color cols
        colspan compact coords crossorigin data datetime decoding default dir disabled download draggable enctype face
        for form frame headers height hidden high href hreflang hspace id inputmode ismap itemid itemprop itemref
        itemscope itemtype kind label lang list loading longdesc loop low max maxlength media method min minlength
        multiple muted name noshade nowrap open optimum pattern ping placeholder playsinline poster preload readonly
        referrerpolicy rel required rev reversed rows rowspan rules scope selected shape size sizes span spellcheck src
        srclang srcset start step summary tabindex target title translate type usemap valign value vspace width wrap
        """);

    private static readonly HashSet<string> EndTagOptional = Words("""
        area base basefont br col colgroup dd dt embed hr img input li link meta optgroup option p param rp rt source
        tbody td tfoot th thead tr track wbr
        """);

    private static readonly HashSet<string> LinkAttributes = Words("action cite data href longdesc poster src srcset");

    public static bool IsElement(string name) => SafeElements.Contains(name) || RiskyElements.Contains(name);

    public static HashSet<string> Words(string words) =>
        [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    public static IReadOnlyList<Fault> Faults(string html)
    {
        var faults = new List<Fault>();
        using var document = Parse(html, out var malformed);
        if (malformed is not null)
            faults.Add(new("NotHtml", malformed));
        var names = new HashSet<string>();
        var attributes = new HashSet<Fault>();
        foreach (var element in document.Body!.Descendants<IElement>())
        {
            var name = element.LocalName;
            if (names.Add(name) && !SafeElements.Contains(name))
                faults.Add(RiskyElements.Contains(name)
                    ? new("SecurityRisk", name)
                    : new("NotHtml", $"no HTML element: {name}"));
            if (!SafeElements.Contains(name))
                continue;
            foreach (var fault in element.Attributes.SelectMany(Attribute).Where(attributes.Add))
                faults.Add(fault);
        }
        return faults.Count == 0 ? [] : faults;
    }

    // A whole document: parsing a fragment raises no errors. With a doctype: in quirks mode a paragraph holds tables.
    private static IDocument Parse(string html, out string? malformed)
    {
        string? first = null;
        var parser = new HtmlParser();
        parser.Error += (_, error) => first ??= error is HtmlErrorEvent known ? known.Message : "malformed";
        var document = parser.ParseDocument($"<!DOCTYPE html><html><head></head><body>{html}</body></html>");
        var markup = html.Contains("<!--", StringComparison.Ordinal) ? Comment().Replace(html, "") : html;
        malformed = BadReference(markup) ?? Unclosed(markup) ?? first;
        return document;
    }

    // AngleSharp follows today's HTML, which lets an ampersand stand before a word; the validator's parser does not.
    private static string? BadReference(string markup)
    {
        if (markup.Contains('\u007F', StringComparison.Ordinal)
            || markup.AsSpan().IndexOfAnyInRange('\uFDD0', '\uFDEF') >= 0)
            return "a code point that HTML forbids";
        foreach (Match match in Reference().Matches(markup))
        {
            var name = match.Groups[1].Value;
            var isName = name.EndsWith(';') && HtmlEntityProvider.Resolver.GetSymbol(name) is not null;
            if (!isName && !Number().IsMatch(name))
                return $"a raw ampersand: {match.Value}";
        }
        return null;
    }

    // AngleSharp closes an open inline element silently when its parent ends; the validator's parser does not.
    private static string? Unclosed(string markup)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = markup.IndexOf('<', StringComparison.Ordinal); at >= 0; at = markup.IndexOf('<', at))
        {
            var isEnd = at + 1 < markup.Length && markup[at + 1] == '/';
            var start = at + (isEnd ? 2 : 1);
            if (start >= markup.Length || !char.IsAsciiLetter(markup[start]))
            {
                at++;
                continue;
            }
            var length = markup.AsSpan(start).IndexOfAny(" \t\n/>");
            var end = TagEnd(markup, start);
            if (length < 0 || end < 0)
                break;
            var name = markup.Substring(start, length);
            open[name] = open.GetValueOrDefault(name) + (isEnd ? -1 : 1);
            at = end;
        }
        var wrong = open.FirstOrDefault(tag => tag.Value != 0 && !EndTagOptional.Contains(tag.Key.ToLowerInvariant()));
        return wrong.Key is { } left ? $"not closed: {left.ToLowerInvariant()}" : null;
    }

    private static int TagEnd(string markup, int from)
    {
        var quote = '\0';
        for (var i = from; i < markup.Length; i++)
        {
            var c = markup[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                return i;
        }
        return -1;
    }

    private static IEnumerable<Fault> Attribute(IAttr attribute)
    {
        var (name, value) = (attribute.Name, attribute.Value);
        if (name == "style")
        {
            if (!FeedStyle.IsSafe(value))
                yield return new("DangerousStyleAttr", value);
            yield break;
        }
        if (!SafeAttributes.Contains(name) && !name.StartsWith("data-", StringComparison.Ordinal))
            yield return new("SecurityRiskAttr", name);
        if (!LinkAttributes.Contains(name))
            yield break;

        var running = name is "src" or "srcset" or "poster" ? RunsShown() : Runs();
        foreach (var link in name == "srcset" ? Candidates(value) : [value.Trim()])
        {
            if (running.IsMatch(link))
                yield return new("SecurityRiskAttr", $"{name} {link}");
            else if (!FeedValues.IsAbsolute(link))
                yield return new("ContainsRelRef", $"{name} {link}");
        }
    }

    private static IEnumerable<string> Candidates(string srcset)
    {
        var isUrl = true;
        foreach (var word in srcset.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var comma = word.IndexOf(',', StringComparison.Ordinal);
            var url = isUrl ? word.TrimEnd(',') : comma >= 0 ? word[(comma + 1)..] : "";
            isUrl = word.EndsWith(',');
            if (url.Length > 0)
                yield return url;
        }
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"&(?![\s<&]|$)(#?\w*;?)")]
    private static partial Regex Reference();

    [GeneratedRegex("^#(?:[0-9]+|x[0-9a-f]+);$", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex("^(?:java|vb)script:", RegexOptions.IgnoreCase)]
    private static partial Regex RunsShown();

    [GeneratedRegex("^(?:(?:java|vb)script|data):", RegexOptions.IgnoreCase)]
    private static partial Regex Runs();
}
