using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace FeedService.Tests.Feeds;

/// <summary>Finds in a feed's bytes what the W3C feed validator and strict readers would remark on.</summary>
public static class FeedJudge
{
    private static readonly (string Core, string Extension)[] SameInChannel =
    [
        ("copyright", "dc:rights"), ("language", "dc:language"), ("managingEditor", "dc:creator"),
        ("pubDate", "dc:date"), ("webMaster", "dc:publisher"),
    ];

    private static readonly (string Core, string Extension)[] SameInItem =
    [
        ("author", "dc:creator"), ("category", "dc:subject"), ("guid", "atom:id"), ("pubDate", "atom:published"),
        ("pubDate", "dc:date"), ("source", "dc:source"),
    ];

    private static readonly string[] PagingRelations =
        ["current", "first", "last", "next", "next-archive", "prev-archive", "previous"];

    public static IReadOnlyList<string> Rss(byte[] document, string address)
    {
        var findings = new List<string>();
        var channel = Read(document, "rss", findings)?.Named("channel").FirstOrDefault();
        if (channel is null) return findings;

        var hasLanguage = channel.Named("language").Concat(channel.Named("dc:language")).Any();
        if (!hasLanguage) findings.Report("MissingDCLanguage", channel, "language");
        Links(channel, "atom:link", address, findings);
        Order(channel, "item", "MisplacedItem", findings);
        Semantics(channel, SameInChannel, "DuplicateSemantics", findings);
        foreach (var image in channel.Named("image")) Image(channel, image, findings);
        foreach (var item in channel.Named("item")) Item(item, findings);
        Unique(channel.Named("item").SelectMany(item => item.Named("guid")), "DuplicateValue", findings);
        return findings;
    }

    public static IReadOnlyList<string> Atom(byte[] document, string address)
    {
        var findings = new List<string>();
        var feed = Read(document, "feed", findings);
        if (feed is null) return findings;

        if (!feed.HasAttribute("xml:lang")) findings.Report("MissingDCLanguage", feed, "xml:lang");
        Links(feed, "link", address, findings);
        Alternates(feed, findings);
        Order(feed, "entry", "MisplacedMetadata", findings);
        foreach (var entry in feed.Named("entry")) Entry(feed, entry, findings);
        Unique(feed.Named("entry").SelectMany(entry => entry.Named("id")), "DuplicateEntries", findings);
        Unique(feed.Named("entry").SelectMany(entry => entry.Named("updated")), "DuplicateUpdated", findings);
        return findings;
    }

    public static IReadOnlyList<string> JsonFeed(byte[] document, string address)
    {
        var findings = new List<string>();
        if (Decode(document, findings) is not { } text) return findings;

        try
        {
            using var json = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false });
            FeedJudgeGrammar.Walk(json.RootElement, "json-feed", "feed", findings);
            foreach (var bad in Strings(json.RootElement).Where(FeedJudgeText.HasBadCharacters))
                findings.Report("BadCharacters", "document", bad);
            if (json.RootElement.ValueKind == JsonValueKind.Object) JsonFeed(json.RootElement, address, findings);
        }
        // The second is what an escaped lone surrogate throws, when its string is read.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            findings.Report("NotWellFormed", "document", e.Message);
        }
        // Readers look for these very characters before they parse.
        if (findings.Count == 0 && !text.Contains("\"https://jsonfeed.org/version/1.1\""))
            findings.Report("InvalidValue", "feed/version", "written with escapes");
        return findings;
    }

    public static IReadOnlyList<string> Opml(byte[] document)
    {
        var findings = new List<string>();
        var outlines = Read(document, "opml", findings)?.SelectNodes("//outline[not(outline)]");
        if (outlines is null) return findings;

        foreach (XmlElement outline in outlines)
        {
            if (!outline.HasAttribute("type")) findings.Report("MissingOutlineType", outline, "type");
            if (!outline.HasAttribute("xmlUrl")) findings.Report("MissingXmlURL", outline, "xmlUrl");
            if (!outline.HasAttribute("title")) findings.Report("MissingTitleAttr", outline, "title");
        }
        return findings;
    }

    private static XmlElement? Read(byte[] document, string root, List<string> findings)
    {
        if (Decode(document, findings) is not { } text) return null;
        var encoding = Regex.Match(text, """^<\?xml\s[^>]*?encoding=["']([^"']*)["']""").Groups[1].Value;
        if (encoding.Length == 0) findings.Report("MissingEncoding", "document", "no XML declaration names one");
        else if (!encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            findings.Report("NonstdEncoding", "document", encoding);
        if (Load(text, findings)?.DocumentElement is not { } element) return null;

        if (element.LocalName != root || element.NamespaceURI != (root == "feed" ? FeedJudgeGrammar.Atom : ""))
        {
            findings.Report("UndefinedElement", "document", element.OuterXml);
            return null;
        }
        FeedJudgeGrammar.Namespaces(element, findings);
        foreach (XmlNode node in element.SelectNodes("//text() | //@*")!)
            if (FeedJudgeText.HasBadCharacters(node.Value!)) findings.Report("BadCharacters", node, node.Value!);
        FeedJudgeGrammar.Walk(element, root, findings);
        return element;
    }

    private static string? Decode(byte[] document, List<string> findings)
    {
        var mark = document.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        if (mark > 0) findings.Report("ByteOrderMark", "document", "starts with EF BB BF");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(document, mark, document.Length - mark);
        }
        catch (DecoderFallbackException e)
        {
            findings.Report("UnicodeError", "document", e.Message);
            return null;
        }
    }

    private static XmlDocument? Load(string text, List<string> findings)
    {
        var xml = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text));
            xml.Load(reader);
            return xml;
        }
        // The second is what a version other than 1.0 throws.
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            findings.Report("NotWellFormed", "document", e.Message);
            return null;
        }
    }

    private static string Relation(XmlElement link) =>
        link.HasAttribute("rel") ? link.GetAttribute("rel") : "alternate";

    private static void Links(XmlElement feed, string name, string address, List<string> findings)
    {
        var links = feed.Named(name).ToLookup(Relation, link => link.GetAttribute("href"));
        var self = feed.Named(name).Where(link => Relation(link) == "self").ToList();
        if (self.Count == 0) findings.Report("MissingSelf", feed, address);
        if (self.Count > 1) findings.Report("DuplicateAtomLink", self[1], "self");
        foreach (var link in self)
        {
            var type = link.GetAttribute("type").Split(';')[0];
            if (link.GetAttribute("href") != address) findings.Report("SelfDoesntMatchLocation", link, link.OuterXml);
            if (type is not ("" or "application/rss+xml" or "application/atom+xml"))
                findings.Report("SelfNotAtom", link, type);
        }
        var isComplete = feed.Named("fh:complete").Any();
        var isArchive = feed.Named("fh:archive").Any() && !isComplete;
        if (isComplete && PagingRelations.Any(relation => relation != "current" && links.Contains(relation)))
            findings.Report("FeedRelInCompleteFeed", feed, "fh:complete and paging links");
        if (isComplete && links["current"].Any(href => href != address))
            findings.Report("CurrentNotSelfInCompleteFeed", feed, links["current"].First());
        if (isArchive && !links.Contains("current")) findings.Report("MissingCurrentInArchive", feed, "current");
        if (isArchive && !links.Contains("prev-archive") && !links.Contains("next-archive"))
            findings.Report("ArchiveIncomplete", feed, "neither prev-archive nor next-archive");
        foreach (var (end, beyond) in new[] { ("first", "previous"), ("last", "next") })
            if (links[end].Contains(address) && links.Contains(beyond)) findings.Report("LinkPastEnd", feed, beyond);
    }

    private static void Alternates(XmlElement parent, List<string> findings)
    {
        var links = parent.Named("link").Where(link => Relation(link) == "alternate");
        foreach (var same in links.GroupBy(link => (link.GetAttribute("type"), link.GetAttribute("hreflang"))))
            foreach (var link in same.Skip(1)) findings.Report("DuplicateAtomLink", link, link.OuterXml);
    }

    private static void Order(XmlElement feed, string entry, string code, List<string> findings)
    {
        var late = feed.ChildNodes.OfType<XmlElement>().SkipWhile(child => child.Name() != entry)
            .FirstOrDefault(child => child.Name() != entry);
        if (late is not null) findings.Report(code, late, $"stands after the first {entry}");
    }

    private static void Semantics(
        XmlElement parent, (string Core, string Extension)[] pairs, string code, List<string> findings)
    {
        foreach (var (core, extension) in pairs)
            if (parent.Named(core).Any() && parent.Named(extension).Any())
                findings.Report(code, parent, $"{core} and {extension}");
    }

    private static void Unique(IEnumerable<XmlElement> elements, string code, List<string> findings)
    {
        foreach (var same in elements.GroupBy(element => element.InnerText.Trim()))
            foreach (var element in same.Skip(1)) findings.Report(code, element, same.Key);
    }

    private static void Image(XmlElement channel, XmlElement image, List<string> findings)
    {
        string? Text(XmlElement parent, string name) => parent.Named(name).FirstOrDefault()?.InnerText.Trim();

        var extension = Regex.Match(Text(image, "url") ?? "", @"\.(\w+)$").Groups[1].Value.ToLowerInvariant();
        if (Text(image, "title") is { } title && title != Text(channel, "title"))
            findings.Report("ImageTitleDoesntMatch", image, title);
        if (Text(image, "link") is { } link && link != Text(channel, "link"))
            findings.Report("ImageLinkDoesntMatch", image, link);
        if (extension is not ("" or "gif" or "jpeg" or "jpg" or "png"))
            findings.Report("ImageUrlFormat", image, extension);
    }

    private static void Item(XmlElement item, List<string> findings)
    {
        if (!item.Named("title").Concat(item.Named("description")).Any())
            findings.Report("ItemMustContainTitleOrDescription", item, "neither");
        if (item.Named("enclosure").Count() > 1) findings.Report("DuplicateEnclosure", item, "more than one");
        var order = item.ChildNodes.OfType<XmlElement>().Select(child => child.Name()).ToList();
        var (description, content) = (order.IndexOf("description"), order.IndexOf("content:encoded"));
        if (content >= 0 && (description < 0 || description > content))
            findings.Report("NeedDescriptionBeforeContent", item, "content:encoded");
        Semantics(item, SameInItem, "DuplicateItemSemantics", findings);
        History(item, "atom:link", findings);
        if (item.Named("guid").FirstOrDefault() is not { } guid)
        {
            findings.Report("MissingGuid", item, "guid");
            return;
        }
        var id = guid.InnerText.Trim();
        if (guid.GetAttribute("isPermaLink") != "false" && !Regex.IsMatch(id, "^https?://[^/]"))
            findings.Report("InvalidHttpGUID", guid, $"a permalink must be a web address: {id}");
        else if (Regex.IsMatch(id, "^[0-9]{1,8}$")) findings.Report("NotSufficientlyUnique", guid, id);
    }

    private static void Entry(XmlElement feed, XmlElement entry, List<string> findings)
    {
        var authors = new[] { feed, entry }.Concat(entry.Named("source")).SelectMany(parent => parent.Named("author"));
        if (!authors.Any()) findings.Report("MissingElement", entry, "author, of the entry or of the feed");
        Alternates(entry, findings);
        History(entry, "link", findings);
        var hasSummary = entry.Named("summary").Any();
        if (entry.Named("content").FirstOrDefault() is not { } content)
        {
            if (!hasSummary) findings.Report("MissingTextualContent", entry, "neither content nor summary");
            if (!entry.Named("link").Any(link => Relation(link) == "alternate"))
                findings.Report("MissingContentOrAlternate", entry, "neither content nor an alternate link");
            return;
        }
        var isText = Regex.IsMatch(content.GetAttribute("type"), "^(?:text|html|)$|^text/|[+/]xml$");
        if (!hasSummary && (content.HasAttribute("src") || !isText))
            findings.Report("MissingSummary", entry, "content that is no text");
    }

    private static void History(XmlElement entry, string name, List<string> findings)
    {
        foreach (var link in entry.Named(name).Where(link => PagingRelations.Contains(Relation(link))))
            findings.Report("FeedHistoryRelInEntry", link, Relation(link));
    }

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    private static void JsonFeed(JsonElement feed, string address, List<string> findings)
    {
        string? Text(JsonElement parent, string key) =>
            parent.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

        var self = Text(feed, "feed_url");
        if (self is null) findings.Report("MissingSelf", "feed", "feed_url");
        else if (self != address) findings.Report("SelfDoesntMatchLocation", "feed/feed_url", self);
        if (self is not null && Text(feed, "next_url") == self) findings.Report("LinkPastEnd", "feed/next_url", self);
        if (!feed.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array) return;

        var seen = new HashSet<string>();
        foreach (var (index, item) in items.EnumerateArray().Index())
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            var where = $"feed/items[{index + 1}]";
            if (Text(item, "id") is { } id && !seen.Add(id)) findings.Report("DuplicateEntries", where, id);
            if (Text(item, "content_html") is null && Text(item, "content_text") is null)
                findings.Report("MissingTextualContent", where, "neither content_html nor content_text");
        }
    }
}
