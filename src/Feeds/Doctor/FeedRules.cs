using System.Text.RegularExpressions;
using System.Xml;

namespace FeedService.Feeds;

/// <summary>What has to hold between the elements of an RSS or Atom feed.</summary>
internal static partial class FeedRules
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

    public static void Judge(XmlElement root, string address, Findings findings)
    {
        if (root.LocalName == "feed")
            Feed(root, address, findings);
        else if (root.Named("channel").FirstOrDefault() is { } channel)
            Channel(channel, address, findings);
    }

    private static void Channel(XmlElement channel, string address, Findings findings)
    {
        if (!channel.Named("language").Concat(channel.Named("dc:language")).Any())
            findings.Add("MissingDCLanguage", channel, "language");
        Links(channel, "atom:link", address, findings);
        Order(channel, "item", "MisplacedItem", findings);
        Semantics(channel, SameInChannel, "DuplicateSemantics", findings);
        foreach (var image in channel.Named("image"))
            Image(channel, image, findings);
        foreach (var item in channel.Named("item"))
            Item(item, findings);
        Unique(channel.Named("item").SelectMany(item => item.Named("guid")), "DuplicateValue", findings);
    }

    private static void Feed(XmlElement feed, string address, Findings findings)
    {
        if (!feed.HasAttribute("xml:lang"))
            findings.Add("MissingDCLanguage", feed, "xml:lang");
        Links(feed, "link", address, findings);
        Alternates(feed, findings);
        Order(feed, "entry", "MisplacedMetadata", findings);
        foreach (var entry in feed.Named("entry"))
            Entry(feed, entry, findings);
        Unique(feed.Named("entry").SelectMany(entry => entry.Named("id")), "DuplicateEntries", findings);
        Unique(feed.Named("entry").SelectMany(entry => entry.Named("updated")), "DuplicateUpdated", findings);
    }

    private static string Relation(XmlElement link) =>
        link.HasAttribute("rel") ? link.GetAttribute("rel") : "alternate";

    private static void Links(XmlElement feed, string name, string address, Findings findings)
    {
        var self = feed.Named(name).Where(link => Relation(link) == "self").ToList();
        if (self.Count == 0)
            findings.Add("MissingSelf", feed, address);
        if (self.Count > 1)
            findings.Add("DuplicateAtomLink", self[1], "self");
        foreach (var link in self)
        {
            var type = link.GetAttribute("type").Split(';')[0];
            if (link.GetAttribute("href") != address)
                findings.Add("SelfDoesntMatchLocation", link, link.OuterXml);
            if (type is not ("" or "application/rss+xml" or "application/atom+xml"))
                findings.Add("SelfNotAtom", link, type);
        }
        History(feed, feed.Named(name).ToLookup(Relation, link => link.GetAttribute("href")), address, findings);
    }

    // RFC 5005: a feed is complete, paged or archived, and says so in one way.
    private static void History(XmlElement feed, ILookup<string, string> links, string address, Findings findings)
    {
        var isComplete = feed.Named("fh:complete").Any();
        var isArchive = feed.Named("fh:archive").Any() && !isComplete;
        if (isComplete && PagingRelations.Any(relation => relation != "current" && links.Contains(relation)))
            findings.Add("FeedRelInCompleteFeed", feed, "fh:complete and paging links");
        if (isComplete && links["current"].Any(href => href != address))
            findings.Add("CurrentNotSelfInCompleteFeed", feed, links["current"].First());
        if (isArchive && !links.Contains("current"))
            findings.Add("MissingCurrentInArchive", feed, "current");
        if (isArchive && !links.Contains("prev-archive") && !links.Contains("next-archive"))
            findings.Add("ArchiveIncomplete", feed, "neither prev-archive nor next-archive");
        foreach (var (end, beyond) in new[] { ("first", "previous"), ("last", "next") })
        {
            if (links[end].Contains(address) && links.Contains(beyond))
                findings.Add("LinkPastEnd", feed, beyond);
        }
    }

    private static void Alternates(XmlElement parent, Findings findings)
    {
        var links = parent.Named("link").Where(link => Relation(link) == "alternate");
        foreach (var same in links.GroupBy(link => (link.GetAttribute("type"), link.GetAttribute("hreflang"))))
        {
            foreach (var link in same.Skip(1))
                findings.Add("DuplicateAtomLink", link, link.OuterXml);
        }
    }

    private static void Order(XmlElement feed, string entry, string code, Findings findings)
    {
        var late = feed.ChildNodes.OfType<XmlElement>().SkipWhile(child => child.Name() != entry)
            .FirstOrDefault(child => child.Name() != entry);
        if (late is not null)
            findings.Add(code, late, $"stands after the first {entry}");
    }

    private static void Semantics(XmlElement parent, (string Core, string Extension)[] pairs, string code,
        Findings findings)
    {
        foreach (var (core, extension) in pairs)
        {
            if (parent.Named(core).Any() && parent.Named(extension).Any())
                findings.Add(code, parent, $"{core} and {extension}");
        }
    }

    private static void Unique(IEnumerable<XmlElement> elements, string code, Findings findings)
    {
        foreach (var same in elements.GroupBy(element => element.InnerText.Trim()))
        {
            foreach (var element in same.Skip(1))
                findings.Add(code, element, same.Key);
        }
    }

    private static void Image(XmlElement channel, XmlElement image, Findings findings)
    {
        var extension = Extension().Match(Text(image, "url") ?? "").Groups[1].Value.ToLowerInvariant();
        if (Text(image, "title") is { } title && title != Text(channel, "title"))
            findings.Add("ImageTitleDoesntMatch", image, title);
        if (Text(image, "link") is { } link && link != Text(channel, "link"))
            findings.Add("ImageLinkDoesntMatch", image, link);
        if (extension is not ("" or "gif" or "jpeg" or "jpg" or "png"))
            findings.Add("ImageUrlFormat", image, extension);
    }

    private static string? Text(XmlElement parent, string name) =>
        parent.Named(name).FirstOrDefault()?.InnerText.Trim();

    private static void Item(XmlElement item, Findings findings)
    {
        if (!item.Named("title").Concat(item.Named("description")).Any())
            findings.Add("ItemMustContainTitleOrDescription", item, "neither");
        if (item.Named("enclosure").Count() > 1)
            findings.Add("DuplicateEnclosure", item, "more than one");
        var order = item.ChildNodes.OfType<XmlElement>().Select(child => child.Name()).ToList();
        var (description, content) = (order.IndexOf("description"), order.IndexOf("content:encoded"));
        if (content >= 0 && (description < 0 || description > content))
            findings.Add("NeedDescriptionBeforeContent", item, "content:encoded");
        Semantics(item, SameInItem, "DuplicateItemSemantics", findings);
        NoHistory(item, "atom:link", findings);
        if (item.Named("guid").FirstOrDefault() is not { } guid)
        {
            findings.Add("MissingGuid", item, "guid");
            return;
        }
        var id = guid.InnerText.Trim();
        if (guid.GetAttribute("isPermaLink") != "false" && !WebAddress().IsMatch(id))
            findings.Add("InvalidHttpGUID", guid, $"a permalink must be a web address: {id}");
        else if (id.Length is > 0 and <= 8 && id.All(char.IsAsciiDigit))
            findings.Add("NotSufficientlyUnique", guid, id);
    }

    private static void Entry(XmlElement feed, XmlElement entry, Findings findings)
    {
        var authors = new[] { feed, entry }.Concat(entry.Named("source")).SelectMany(parent => parent.Named("author"));
        if (!authors.Any())
            findings.Add("MissingElement", entry, "author, of the entry or of the feed");
        Alternates(entry, findings);
        NoHistory(entry, "link", findings);
        var hasSummary = entry.Named("summary").Any();
        if (entry.Named("content").FirstOrDefault() is not { } content)
        {
            if (!hasSummary)
                findings.Add("MissingTextualContent", entry, "neither content nor summary");
            if (!entry.Named("link").Any(link => Relation(link) == "alternate"))
                findings.Add("MissingContentOrAlternate", entry, "neither content nor an alternate link");
            return;
        }
        if (!hasSummary && (content.HasAttribute("src") || !TextType().IsMatch(content.GetAttribute("type"))))
            findings.Add("MissingSummary", entry, "content that is no text");
    }

    private static void NoHistory(XmlElement entry, string name, Findings findings)
    {
        foreach (var link in entry.Named(name).Where(link => PagingRelations.Contains(Relation(link))))
            findings.Add("FeedHistoryRelInEntry", link, Relation(link));
    }

    [GeneratedRegex(@"\.(\w+)$")]
    private static partial Regex Extension();

    [GeneratedRegex("^https?://[^/]")]
    private static partial Regex WebAddress();

    [GeneratedRegex("^(?:text|html|)$|^text/|[+/]xml$")]
    private static partial Regex TextType();
}
