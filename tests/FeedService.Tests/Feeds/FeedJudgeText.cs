using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;

namespace FeedService.Tests.Feeds;

/// <summary>What is wrong with a piece of HTML, of plain text, an address or a date.</summary>
internal static class FeedJudgeText
{
    private const RegexOptions NoCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const RegexOptions Spaced = RegexOptions.IgnorePatternWhitespace;

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

    private static readonly HashSet<string> Schemes = Words("""
        data dav dict dns fax file ftp gopher http https im imap info ldap mailto mid news nfs nntp pop rtsp sip sips
        snmp tag tel telnet tftp urn xmpp
        """);

    private static readonly HashSet<string> Relations = Words("""
        alternate current describedby edit edit-media enclosure first hub last license next next-archive payment
        prev-archive previous related replies search self service up via
        """);

    private static readonly HashSet<string> Languages = Words("""
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
        en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
        ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
        nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
        sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """);

    private static readonly Regex StyleShape = new(
        """^(?:[a-zA-Z0-9\s:,;#%.!]|(?<=\w)-(?=\w)|'[\w\s]+'|"[\w\s]+"|\([\d,\s]+\))*$""");

    private static readonly Regex StyleProperty = new("""
        ^(?:background(?:-color)?|border-(?:collapse|spacing)|clear|color|cursor|direction|display|float|height|width
        |border(?:-(?:top|right|bottom|left))?(?:-(?:color|style|width))?|font(?:-(?:family|size|style|variant|weight))?
        |letter-spacing|line-height|list-style-type|(?:margin|padding)(?:-(?:top|right|bottom|left))?|overflow
        |text-(?:align|decoration|indent)|unicode-bidi|vertical-align|white-space)$
        """, Spaced);

    private static readonly Regex BoxValue = new("""
        ^(?:auto|black|blue|both|bottom|center|collapse|dashed|dotted|gray|green|!important|left|medium|none|normal|red
        |right|solid|silver|top|transparent|white|yellow|\#[0-9a-f]+|\d{0,2}\.?\d{1,2}(?:cm|em|ex|in|mm|pc|pt|px|%)?)$
        """, Spaced);

    public static IEnumerable<(string Code, string What)> Html(string html)
    {
        var document = Parse(html, out var malformed);
        if (malformed is not null) yield return ("NotHtml", malformed);
        var elements = document.All.Where(e => e.LocalName is not ("html" or "head" or "body")).ToList();
        foreach (var name in elements.Select(e => e.LocalName).Distinct())
        {
            if (RiskyElements.Contains(name)) yield return ("SecurityRisk", name);
            else if (!SafeElements.Contains(name)) yield return ("NotHtml", $"no HTML element: {name}");
        }
        var attributes = elements.Where(e => SafeElements.Contains(e.LocalName)).SelectMany(e => e.Attributes);
        foreach (var finding in attributes.SelectMany(Attribute).Distinct()) yield return finding;
    }

    // RSS takes any start tag for markup; in Atom and JSON a title may be about one.
    public static bool LooksLikeMarkup(string value, bool startTagsToo)
    {
        if (startTagsToo && Regex.IsMatch(value, "<[/a-zA-Z]")) return true;
        var endTags = Regex.Matches(value, @"</(\w+)>").Select(m => m.Groups[1].Value.ToLowerInvariant());
        if (endTags.Any(name => SafeElements.Contains(name) || RiskyElements.Contains(name))) return true;
        // HtmlDecode knows the entities of HTML 4, as the validator does: "R&D" and "Coffee &in a cup" are no markup.
        return Regex.Matches(value, @"&(#?\w+)").Select(m => m.Groups[1].Value)
            .Any(name => !name.All(char.IsLetter) || WebUtility.HtmlDecode($"&{name};") != $"&{name};");
    }

    // C1 controls, replacement characters, and UTF-8 that was read as Latin-1 and encoded again.
    public static bool HasBadCharacters(string value) =>
        value.Any(c => c is (>= '\u0080' and <= '\u009F') or '\uFFFD')
        || value.Split('\n').Any(line => Regex.IsMatch(line, "[\u00C2\u00C3][\u0080-\u00BF]")
            && line.All(c => c <= '\u00FF') && Utf8.IsValid(Encoding.Latin1.GetBytes(line)));

    private static bool IsAbsolute(string url) =>
        Regex.IsMatch(url, @"^(?:(?:https?|ftp)://[^/?#]|(?!https?:|ftp:)[a-z][a-z0-9+.-]*:.)", NoCase);

    public static (string Code, string What)[] Url(string value)
    {
        var wrong = Regex.Match(value, @"[^0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]|%(?![0-9a-fA-F]{2})|#(?=.*#)");
        if (wrong.Success) return [("InvalidLink", $"{wrong.Value} in {value}")];
        if (!IsAbsolute(value)) return [("InvalidLink", $"not absolute: {value}")];
        var scheme = value[..value.IndexOf(':')].ToLowerInvariant();
        if (!Schemes.Contains(scheme)) return [("SchemeNotIANARegistered", value)];
        var isTag = Regex.IsMatch(value, @"^tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:");
        if (scheme == "tag" && !isTag) return [("InvalidTAG", value)];
        var isUrn = value.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase)
            ? Guid.TryParseExact(value[9..], "D", out _)
            : Regex.IsMatch(value, "^urn:[a-z0-9][a-z0-9-]{1,31}:.", NoCase);
        return scheme == "urn" && !isUrn ? [("InvalidURN", value)] : [];
    }

    public static bool IsCanonical(string uri)
    {
        var parts = Regex.Match(uri, "^([^:/?#]+):(?://([^/?#]*))?([^?#]*)").Groups;
        var (scheme, path) = (parts[1].Value, parts[3].Value);
        var host = parts[2].Value[(parts[2].Value.LastIndexOf('@') + 1)..];
        var port = scheme switch { "http" => ":80", "https" => ":443", "ftp" => ":21", _ => ":" };
        if (scheme.Any(char.IsUpper) || host.Any(char.IsUpper)) return false;
        if (host.EndsWith(':') || host.EndsWith('.') || host.EndsWith(port, StringComparison.Ordinal)) return false;
        if (parts[2].Success && path.Length == 0) return false;
        if (path.StartsWith('/') && path.Split('/').Any(segment => segment is "." or "..")) return false;
        return Regex.Matches(uri, "(?:%[0-9a-fA-F]{2})+").All(escape => IsCanonicalEscape(escape.Value))
            && Uri.UnescapeDataString(uri).IsNormalized();
    }

    public static string? Rfc822Fault(string value)
    {
        var date = Regex.Match(value, @"^([A-Z][a-z]{2}), (\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d) GMT$");
        const string Odd = @"^([a-z]{3},\s*)?\d\d?\s+[a-z]{3}\s+(\d\d){1,2}\s+\d\d(:\d\d){1,2}\s+([+-]\d{4}|[a-z]+)$";
        if (!date.Success) return Regex.IsMatch(value, Odd, NoCase) ? "ProblematicalRFC822Date" : "InvalidRFC2822Date";
        var isDate = DateTimeOffset.TryParseExact(date.Groups[2].Value, "dd MMM yyyy HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        if (!isDate) return "InvalidRFC2822Date";
        if (time.ToString("ddd", CultureInfo.InvariantCulture) != date.Groups[1].Value) return "IncorrectDOW";
        return IsPlausible(time, TimeSpan.FromMinutes(10)) ? null : "ImplausibleDate";
    }

    public static string? Rfc3339Fault(string value)
    {
        var isShaped = Regex.IsMatch(value, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$");
        if (!isShaped || !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var time))
            return "InvalidRFC3339Date";
        return IsPlausible(time, TimeSpan.FromDays(1)) ? null : "ImplausibleDate";
    }

    public static bool IsRelation(string value) => Relations.Contains(value) || IsAbsolute(value);

    public static bool IsLanguage(string value) =>
        Regex.IsMatch(value, "^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$", NoCase)
        && (value.Split('-')[0].Length == 3 || Languages.Contains(value[..2].ToLowerInvariant()));

    public static bool IsMediaType(string value) => Regex.IsMatch(
        value, """^[^\s()<>,;:\\"/\[\]?=]+/[^\s()<>,;:\\"/\[\]?=]+(?:\s*;\s*[^\s;=]+=(?:"[^"]*"|[^\s;"]+))*$""");

    public static bool IsInteger(string value, long least, long most = long.MaxValue) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most;

    public static bool IsAddress(string value) =>
        Regex.IsMatch(value, @"^[\w.+'%-]+@(?:[a-z0-9-]+\.)*[a-z0-9-]+$", NoCase);

    public static string? ContactFault(string value)
    {
        if (IsAddress(value)) return "MissingRealName";
        var named = Regex.Match(value, @"^(\S+) \(.+\)$");
        if (named.Success && IsAddress(named.Groups[1].Value)) return null;
        return value.Contains('@') && value.Contains(' ') ? "EmailFormat" : "InvalidContact";
    }

    private static bool IsPlausible(DateTimeOffset time, TimeSpan ahead) =>
        time.Year >= 1990 && time <= DateTimeOffset.UtcNow + ahead;

    // Upper case, valid UTF-8, and nothing escaped that RFC 3986 calls unreserved.
    private static bool IsCanonicalEscape(string run) =>
        !run.Any(char.IsLower)
        && Utf8.IsValid(Convert.FromHexString(run.Replace("%", "")))
        && !Regex.IsMatch(run, "%(?:2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F|7E)");

    private static HashSet<string> Words(string words) =>
        [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    // A whole document: parsing a fragment raises no errors. With a doctype: in quirks mode a paragraph holds tables.
    private static IDocument Parse(string html, out string? malformed)
    {
        var errors = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, e) => errors.Add(e is HtmlErrorEvent error ? error.Message : "malformed");
        var document = parser.ParseDocument($"<!DOCTYPE html><html><head></head><body>{html}</body></html>");
        var markup = Regex.Replace(html, "<!--.*?-->", "", RegexOptions.Singleline);
        malformed = BadReference(markup) ?? Unclosed(markup) ?? errors.FirstOrDefault();
        return document;
    }

    // AngleSharp follows today's HTML, which lets an ampersand stand before a word; the validator's parser does not.
    private static string? BadReference(string markup)
    {
        if (Regex.IsMatch(markup, "[\u007F\uFDD0-\uFDEF]")) return "a code point that HTML forbids";
        foreach (Match match in Regex.Matches(markup, @"&(?![\s<&]|$)(#?\w*;?)"))
        {
            var name = match.Groups[1].Value;
            var isNumber = Regex.IsMatch(name, "^#(?:[0-9]+|x[0-9a-f]+);$", NoCase);
            var isName = name.EndsWith(';') && HtmlEntityProvider.Resolver.GetSymbol(name) is not null;
            if (!isNumber && !isName) return $"a raw ampersand: {match.Value}";
        }
        return null;
    }

    // AngleSharp closes an open inline element silently when its parent ends; the validator's parser does not.
    private static string? Unclosed(string markup)
    {
        var tags = Regex.Matches(markup, """<(/?)([a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^'">])*>""", NoCase);
        return tags.GroupBy(tag => tag.Groups[2].Value.ToLowerInvariant(), tag => tag.Groups[1].Length > 0)
            .Where(tag => !EndTagOptional.Contains(tag.Key) && tag.Count(isEnd => isEnd) * 2 != tag.Count())
            .Select(tag => $"not closed: {tag.Key}").FirstOrDefault();
    }

    private static IEnumerable<(string Code, string What)> Attribute(IAttr attribute)
    {
        var (name, value) = (attribute.Name, attribute.Value);
        if (name == "style")
        {
            if (!IsSafeStyle(value)) yield return ("DangerousStyleAttr", value);
            yield break;
        }
        var isKnown = SafeAttributes.Contains(name) || name.StartsWith("data-", StringComparison.Ordinal);
        if (!isKnown) yield return ("SecurityRiskAttr", name);
        if (!LinkAttributes.Contains(name)) yield break;

        var shows = name is "src" or "srcset" or "poster";
        foreach (var link in name == "srcset" ? Candidates(value) : [value.Trim()])
        {
            var runs = Regex.IsMatch(link, shows ? "^(?:java|vb)script:" : "^(?:(?:java|vb)script|data):", NoCase);
            if (runs) yield return ("SecurityRiskAttr", $"{name} {link}");
            else if (!IsAbsolute(link)) yield return ("ContainsRelRef", $"{name} {link}");
        }
    }

    private static IEnumerable<string> Candidates(string srcset)
    {
        var isUrl = true;
        foreach (var word in srcset.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var url = isUrl ? word.TrimEnd(',') : word.Contains(',') ? word[(word.IndexOf(',') + 1)..] : "";
            isUrl = word.EndsWith(',');
            if (url.Length > 0) yield return url;
        }
    }

    private static bool IsSafeStyle(string style)
    {
        var isShaped = StyleShape.IsMatch(style) && Regex.IsMatch(style, @"^(?:\s*[-\w]+\s*:\s*[^:;]*(?:;|$))*\s*$");
        return isShaped && Regex.Matches(style.ToLowerInvariant(), @"([-\w]+)\s*:\s*([^:;]*)").All(declaration =>
        {
            var (property, value) = (declaration.Groups[1].Value, declaration.Groups[2].Value);
            var isBox = property.Split('-')[0] is "background" or "border" or "margin" or "padding";
            return StyleProperty.IsMatch(property) && (!isBox || Words(value).All(word => BoxValue.IsMatch(word)));
        });
    }
}
