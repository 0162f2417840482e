using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using static FeedService.Tests.Feeds.FeedJudgeText;

namespace FeedService.Tests.Feeds;

/// <summary>Which elements, attributes and keys may stand where in the four formats, with which values.</summary>
internal static class FeedJudgeGrammar
{
    public const string Atom = "http://www.w3.org/2005/Atom";

    private const string Xmlns = "http://www.w3.org/2000/xmlns/";

    private static readonly Dictionary<string, string> Prefixes = new()
    {
        [Atom] = "atom",
        ["http://purl.org/rss/1.0/modules/content/"] = "content",
        ["http://purl.org/dc/elements/1.1/"] = "dc",
        ["http://search.yahoo.com/mrss/"] = "media",
        ["http://purl.org/rss/1.0/modules/syndication/"] = "sy",
        ["http://purl.org/syndication/history/1.0"] = "fh",
        ["http://www.w3.org/XML/1998/namespace"] = "xml",
    };

    // The validator does not know podcast's, and from a feed with itunes' it asks for all that a podcast has.
    private static readonly string[] Unsupported =
    [
        "http://www.itunes.com/dtds/podcast-1.0.dtd", "https://podcastindex.org/namespace/1.0",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ];

    private const string DublinCore = " dc:contributor*=text dc:coverage*=text dc:creator*=text dc:date=rfc3339 "
        + "dc:description=text dc:format=text dc:identifier*=text dc:language=language dc:publisher*=text "
        + "dc:relation*=text dc:rights=plain dc:source=text dc:subject*=text dc:title=text dc:type=text";

    private const string Media = " media:copyright=media-copyright media:credit*=media-credit media:keywords=text "
        + "media:description=media-text media:title=media-text media:thumbnail*=media-thumbnail";

    private const string FeedExtensions = " sy:updatePeriod='hourly|daily|weekly|monthly|yearly' "
        + "sy:updateFrequency=positive sy:updateBase=rfc3339 fh:archive=empty fh:complete=empty";

    private const string AtomMetadata = " id!=id title!=construct updated!=rfc3339 author*=person "
        + "category*=atom-category contributor*=person link*=link rights=construct" + DublinCore + Media;

    private const string AtomFeed = AtomMetadata + " generator=generator icon=url logo=url subtitle=construct";

    // name=kind; ! required, * repeatable, @ an attribute, # the element's own text.
    // A kind without a line of its own is a kind of value.
    private static readonly Dictionary<string, Dictionary<string, Rule>> Tables = new Dictionary<string, string>
    {
        ["empty"] = "",
        ["rss"] = "@version!='2.0' channel!=channel",
        ["channel"] = "title!=plain link!=url description!=plain language=language copyright=plain pubDate=rfc822 "
            + "managingEditor=contact webMaster=contact lastBuildDate=rfc822 category*=category generator=text "
            + "docs=url ttl=positive image=image item*=item atom:link*=link" + FeedExtensions + DublinCore + Media,
        ["image"] = "url!=url title!=plain link!=url width=width height=height description=plain",
        ["item"] = "title=plain link=url description=html author=contact category*=category comments=url guid=guid "
            + "enclosure*=enclosure pubDate=rfc822 source=source content:encoded=html atom:link*=link atom:id=url "
            + "atom:published=rfc3339 atom:updated=rfc3339 media:content*=media-content media:group*=media-group"
            + DublinCore + Media,
        ["category"] = "@domain=text #=plain",
        ["guid"] = "@isPermaLink='true|false' #=text",
        ["enclosure"] = "@url!=web-url @length!=length @type!=mime",
        ["source"] = "@url!=url #=plain",
        ["feed"] = "entry*=entry" + AtomFeed + FeedExtensions,
        ["entry"] = "published=rfc3339 content=content summary=construct source=atom-source "
            + "media:content*=media-content media:group*=media-group" + AtomMetadata,
        ["atom-source"] = AtomFeed,
        ["construct"] = "@type='text|html' #=construct",
        ["content"] = "@type=content-type @src=url #=construct",
        ["person"] = "name!=name uri=url email=email",
        ["link"] = "@href!=url @rel=rel @type=mime @hreflang=language @title=loose @length=length",
        ["atom-category"] = "@term!=text @scheme=url @label=loose",
        ["generator"] = "@uri=url @version=text #=loose",
        ["media-content"] = "@url!=url @fileSize=positive @type=mime @medium='image|audio|video|document|executable' "
            + "@isDefault='true|false' @expression='sample|full|nonstop' @bitrate=text @framerate=text "
            + "@channels=length @samplingrate=text @duration=length @height=positive @width=positive @lang=language"
            + Media,
        ["media-group"] = "media:content*=media-content" + Media,
        ["media-copyright"] = "@url=url #=text",
        ["media-credit"] = "@scheme=url #=text @role='author|artist|composer|correspondent|editor|illustrator"
            + "|performer|photographer|producer|reporter'",
        ["media-text"] = "@type='plain' #=undeclared",
        ["media-thumbnail"] = "@url!=url @height=positive @width=positive @time=text",
        ["opml"] = "@version!='2.0' head!=head body!=body",
        ["head"] = "title!=html dateCreated=rfc822 dateModified=rfc822 ownerName=html ownerEmail=email docs=url",
        ["body"] = "outline!*=outline",
        ["outline"] = "@text!=html @title=html @type='rss' @xmlUrl=url @htmlUrl=url @description=html "
            + "@language=language @category=text @created=rfc822 @version='RSS|RSS1|RSS2' outline*=outline",
        ["json-feed"] = "version!='https://jsonfeed.org/version/1.1' title!=loose home_page_url=url feed_url=url "
            + "description=text user_comment=text next_url=url icon=url favicon=url authors*=json-author "
            + "language=language expired=flag hubs*=json-hub items!*=json-item",
        ["json-author"] = "name=text url=url avatar=url",
        ["json-hub"] = "type!=text url!=url",
        ["json-item"] = "id!=text url=url external_url=url title=loose content_html=html content_text=text "
            + "summary=loose image=url banner_image=url date_published=rfc3339 date_modified=rfc3339 tags*=text "
            + "authors*=json-author language=language attachments*=json-attachment",
        ["json-attachment"] = "url!=url mime_type!=mime title=loose size_in_bytes=count duration_in_seconds=count",
    }.ToDictionary(table => table.Key, table => Parse(table.Value));

    private sealed record Rule(bool Required, bool Repeatable, string Kind);

    public static void Report(this List<string> findings, string code, string where, string what) =>
        findings.Add($"{code}: {where}: {(what.Length > 100 ? what[..100] + "…" : what)}");

    public static void Report(this List<string> findings, string code, XmlNode where, string what) =>
        findings.Report(code, Path(where), what);

    /// <summary>The name in the document's own vocabulary, or with its usual prefix; null if unknown.</summary>
    public static string? Name(this XmlNode node)
    {
        var own = node.OwnerDocument!.DocumentElement!.NamespaceURI;
        if (node.NamespaceURI == own && own is "" or Atom) return node.LocalName;
        if (node.NamespaceURI.Length == 0) return $"null:{node.LocalName}";
        return Prefixes.TryGetValue(node.NamespaceURI, out var prefix) ? $"{prefix}:{node.LocalName}" : null;
    }

    public static IEnumerable<XmlElement> Named(this XmlElement parent, string name) =>
        parent.ChildNodes.OfType<XmlElement>().Where(child => child.Name() == name);

    public static void Namespaces(XmlElement root, List<string> findings)
    {
        var elements = root.SelectNodes("//*")!.Cast<XmlElement>().ToList();
        var declarations = elements.SelectMany(element => element.Attributes.Cast<XmlAttribute>())
            .Where(attribute => attribute.NamespaceURI == Xmlns && attribute.Value.Length > 0);
        foreach (var declaration in declarations.DistinctBy(declaration => (declaration.Name, declaration.Value)))
        {
            var prefix = declaration.Prefix.Length == 0 ? "" : declaration.LocalName;
            var code = DeclarationFault(prefix, declaration.Value, root.NamespaceURI);
            if (code is not null) findings.Report(code, declaration, declaration.Value);
        }
        foreach (var element in elements.Where(e => e.Prefix.Length == 0 && e.NamespaceURI.Length > 0))
            if (element.NamespaceURI != root.NamespaceURI && element.Name() is { } name)
                findings.Report("MissingPrefix", element, $"write {name}");
    }

    public static void Walk(XmlElement element, string kind, List<string> findings)
    {
        var rules = Tables.GetValueOrDefault(kind) ?? new() { ["#"] = new(true, false, kind) };
        Attributes(element, rules, findings);
        if (rules.TryGetValue("#", out var text)) OwnText(element, text.Kind, findings);
        else if (element.ChildNodes.OfType<XmlNode>().Any(node => node is XmlText or XmlCDataSection))
            findings.Report("UnexpectedText", element, element.InnerText.Trim());
        var seen = new HashSet<string>();
        foreach (var child in element.ChildNodes.OfType<XmlElement>())
        {
            if (child.Name() is not { } name) continue;
            if (!rules.TryGetValue(name, out var rule))
            {
                findings.Report("UndefinedElement", child, child.OuterXml);
                continue;
            }
            if (!seen.Add(name) && !rule.Repeatable) findings.Report("DuplicateElement", child, child.OuterXml);
            Walk(child, rule.Kind, findings);
        }
        foreach (var (name, _) in rules.Where(rule => rule.Key[0] is not ('@' or '#') && rule.Value.Required))
            if (!seen.Contains(name)) findings.Report("MissingElement", element, name);
        if (kind == "media-group" && element.Named("media:content").Count() < 2)
            findings.Report("MediaGroupWithoutAlternatives", element, "fewer than two media:content");
    }

    public static void Walk(JsonElement json, string kind, string where, List<string> findings)
    {
        if (!Tables.TryGetValue(kind, out var rules))
        {
            Scalar(json, kind, where, findings);
            return;
        }
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Report("InvalidValue", where, "not an object");
            return;
        }
        foreach (var property in json.EnumerateObject())
        {
            var path = $"{where}/{property.Name}";
            var isExtension = property.Name.StartsWith('_');
            if (isExtension && property.Value.ValueKind != JsonValueKind.Object)
                findings.Report("InvalidExtension", path, "not an object");
            if (isExtension) continue;
            if (!rules.TryGetValue(property.Name, out var rule)) findings.Report("UndefinedElement", path, "unknown");
            else if (!rule.Repeatable) Walk(property.Value, rule.Kind, path, findings);
            else if (property.Value.ValueKind != JsonValueKind.Array) findings.Report("InvalidValue", path, "no array");
            else
                foreach (var (index, value) in property.Value.EnumerateArray().Index())
                    Walk(value, rule.Kind, $"{path}[{index + 1}]", findings);
        }
        foreach (var (name, rule) in rules)
            if (rule.Required && !json.TryGetProperty(name, out _)) findings.Report("MissingElement", where, name);
        if (kind == "json-author" && !json.EnumerateObject().Any()) findings.Report("MissingElement", where, "name");
    }

    private static Dictionary<string, Rule> Parse(string table) => Regex.Matches(table, @"([^\s=!*]+)(!?)(\*?)=(\S+)")
        .Select(match => match.Groups)
        .ToDictionary(g => g[1].Value, g => new Rule(g[2].Length > 0, g[3].Length > 0, g[4].Value));

    private static string Path(XmlNode node)
    {
        if (node is XmlAttribute attribute) return $"{Path(attribute.OwnerElement!)}/@{attribute.Name}";
        if (node is not XmlElement) return Path(node.ParentNode!);
        if (node.ParentNode is not XmlElement parent) return node.Name;
        var same = parent.ChildNodes.OfType<XmlElement>().Where(child => child.Name == node.Name).ToList();
        var index = same.Count > 1 ? $"[{same.FindIndex(child => child == node) + 1}]" : "";
        return $"{Path(parent)}/{node.Name}{index}";
    }

    private static string? DeclarationFault(string prefix, string uri, string root)
    {
        if (uri == Atom && root == Atom) return prefix.Length == 0 ? null : "AvoidNamespacePrefix";
        if (Prefixes.TryGetValue(uri, out var usual)) return prefix == "" || prefix == usual ? null : "NonstdPrefix";
        if (Prefixes.ContainsValue(prefix)) return "ReservedPrefix";
        return Unsupported.Contains(uri) ? "UnsupportedNamespace" : "UnknownNamespace";
    }

    private static void Attributes(XmlElement element, Dictionary<string, Rule> rules, List<string> findings)
    {
        foreach (XmlAttribute attribute in element.Attributes)
        {
            if (attribute.NamespaceURI == Xmlns) continue;
            var name = attribute.NamespaceURI.Length == 0 ? attribute.LocalName : attribute.Name();
            if (name is null or "xml:space" or "xml:id") continue;
            var rule = rules.GetValueOrDefault($"@{name}");
            var kind = name switch { "xml:lang" => "language", "xml:base" => "url", _ => rule?.Kind };
            if (kind is null) findings.Report("UnexpectedAttribute", attribute, attribute.Value);
            else Value(attribute.Value, kind, Path(attribute), findings);
        }
        foreach (var (name, _) in rules.Where(rule => rule.Key[0] == '@' && rule.Value.Required))
            if (!element.HasAttribute(name[1..])) findings.Report("MissingAttribute", element, name[1..]);
    }

    private static void OwnText(XmlElement element, string kind, List<string> findings)
    {
        if (element.HasAttribute("src")) return;
        var type = element.GetAttribute("type");
        if (kind == "construct") kind = type == "html" ? "html" : type is "" or "text" ? "undeclared" : "text";
        var found = new List<string>();
        Value(element.InnerText, kind, Path(element), found);
        // Only Atom says what a base means for the HTML inside.
        var isAtom = element.OwnerDocument.DocumentElement!.NamespaceURI == Atom;
        var hasBase = isAtom && element.SelectSingleNode("ancestor-or-self::*/@*[name() = 'xml:base']") is not null;
        findings.AddRange(found.Where(f => !hasBase || !f.StartsWith("ContainsRelRef", StringComparison.Ordinal)));
    }

    private static void Scalar(JsonElement json, string kind, string where, List<string> findings)
    {
        var isRight = kind switch
        {
            "flag" => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "count" => json.ValueKind == JsonValueKind.Number && json.GetDouble() >= 0,
            _ => json.ValueKind == JsonValueKind.String,
        };
        if (!isRight) findings.Report("InvalidValue", where, json.GetRawText());
        else if (json.ValueKind == JsonValueKind.String) Value(json.GetString()!, kind, where, findings);
    }

    private static void Value(string value, string kind, string where, List<string> findings)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            findings.Report("NotBlank", where, "empty");
            return;
        }
        var isProse = kind is "text" or "plain" or "loose" or "name" or "undeclared" or "html";
        if (!isProse && value.Trim().Length < value.Length) findings.Report("UnexpectedWhitespace", where, value);
        foreach (var (code, what) in Faults(value.Trim(), kind)) findings.Report(code, where, what);
    }

    private static IEnumerable<(string Code, string What)> Faults(string value, string kind)
    {
        if (kind == "html") return Html(value);
        if (kind is "url" or "web-url" or "id" && Url(value) is { Length: > 0 } faults) return faults;
        var code = kind switch
        {
            "plain" => LooksLikeMarkup(value, startTagsToo: true) ? "ContainsHTML" : null,
            "loose" => LooksLikeMarkup(value, startTagsToo: false) ? "ContainsHTML" : null,
            "undeclared" => LooksLikeMarkup(value, startTagsToo: false) ? "ContainsUndeclaredHTML" : null,
            "name" => Regex.IsMatch(value, "<[^<>@ ]+@[^<>@ ]+>") ? "ContainsEmail" : null,
            "id" => IsCanonical(value) ? null : "NonCanonicalURI",
            "web-url" => Regex.IsMatch(value, "^https?://[^/?#]+(?:/|$)") ? null : "InvalidURLAttribute",
            "rfc822" => Rfc822Fault(value),
            "rfc3339" => Rfc3339Fault(value),
            "language" => IsLanguage(value) ? null : "InvalidLanguage",
            "content-type" when value is "text" or "html" => null,
            "mime" or "content-type" => IsMediaType(value) ? null : "InvalidMIMEAttribute",
            "positive" => IsInteger(value, 1) ? null : "InvalidPositiveInteger",
            "length" => IsInteger(value, 0) ? null : "InvalidIntegerAttribute",
            "width" => IsInteger(value, 1, 144) ? null : "InvalidWidth",
            "height" => IsInteger(value, 1, 400) ? null : "InvalidHeight",
            "rel" => IsRelation(value) ? null : "UnregisteredAtomLinkRel",
            "contact" => ContactFault(value),
            "email" => IsAddress(value) ? null : "InvalidContact",
            ['\'', .. var choices, '\''] => choices.Split('|').Contains(value) ? null : "InvalidValue",
            "text" or "url" => null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of value"),
        };
        return code is null ? [] : [(code, value)];
    }
}
