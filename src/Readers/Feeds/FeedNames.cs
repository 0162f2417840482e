namespace FeedService.Readers;

/// <summary>
/// The names that feeds use. A namespace is known by its address in whatever spelling, and by its usual prefix where
/// it is not declared.
/// </summary>
public static class FeedNames
{
    /// <summary>Elements of an entry that never are a part of a text's markup.</summary>
    public static readonly HashSet<string> InItems =
    [
        "title", "link", "guid", "id", "pubdate", "published", "updated", "issued", "modified", "description",
        "summary", "content", "author", "category", "enclosure", "comments", "content:encoded", "dc:creator", "dc:date",
    ];

    public static readonly HashSet<string> TextOnly =
    [
        "title", "link", "guid", "id", "pubdate", "published", "updated", "issued", "modified", "comments",
        "category", "enclosure", "dc:creator", "dc:date", "dc:subject",
    ];

    // Addresses without scheme, www. and what is behind the last letter. The longer ones come first.
    private static readonly (string Start, string Prefix)[] Namespaces =
    [
        ("w3.org/2005/atom", ""), ("w3.org/1999/xhtml", "xhtml"), ("w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
        ("w3.org/2007/app", "app"), ("purl.org/atom/app", "app"), ("purl.org/atom/ns", ""),
        ("purl.org/rss/1.0/modules/content", "content"), ("purl.org/rss/1.0/modules/dcterms", "dcterms"),
        ("purl.org/rss/1.0/modules", "other"), ("purl.org/rss/1.0", ""), ("purl.org/net/rss1.1", ""),
        ("backend.userland.com/rss", ""), ("blogs.law.harvard.edu/tech/rss", ""), ("my.netscape.com/rdf", ""),
        ("my.netscape.com/publish/formats/rss", ""), ("channel.netscape.com/rdf", ""), ("purl.org/dc/terms", "dcterms"),
        ("purl.org/dc/elements", "dc"), ("itunes.com/dtds/podcast", "itunes"), ("search.yahoo.com/mrss", "media"),
        ("rssnamespace.org/feedburner", "feedburner"), ("wordpress.org/export", "wp"),
    ];

    private static readonly HashSet<string> Usual =
    [
        "dc", "dcterms", "content", "media", "itunes", "rdf", "xhtml", "feedburner", "wp", "excerpt", "app",
    ];

    public static bool Is(Element element, HashSet<string> names) => names.Contains(element.Name);

    public static string Of(string name, string? defaultNamespace, Dictionary<string, string> prefixes)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var prefix = colon < 0 ? "" : name[..colon];
        var address = colon < 0 ? defaultNamespace : prefixes.GetValueOrDefault(prefix);
        var known = address is null ? OfPrefix(prefix) : OfNamespace(address) ?? OfPrefix(prefix);
        var local = name[(colon + 1)..].ToLowerInvariant();
        return known.Length == 0 ? local : $"{known}:{local}";
    }

    /// <summary>The name of an attribute that can mean something; null for others.</summary>
    public static string? OfAttribute(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return name == "xmlns" || name.Length == 0 ? null : name.ToLowerInvariant();
        return name.StartsWith("rdf:", StringComparison.Ordinal) ? name[4..].ToLowerInvariant()
            : name.StartsWith("xml:", StringComparison.OrdinalIgnoreCase) ? name.ToLowerInvariant() : null;
    }

    private static string OfPrefix(string prefix)
    {
        var usual = prefix.ToLowerInvariant();
        return usual is "" or "atom" or "atom03" or "atom10" or "rss" or "a10" ? ""
            : usual is "dct" or "dcterm" ? "dcterms" : Usual.Contains(usual) ? usual : "other";
    }

    // Null where the prefix may tell more: the address is of nothing that is known.
    private static string? OfNamespace(string address)
    {
        var bare = address.Trim().ToLowerInvariant();
        var scheme = bare.IndexOf("://", StringComparison.Ordinal);
        bare = scheme < 0 ? bare : bare[(scheme + 3)..];
        bare = bare.StartsWith("www.", StringComparison.Ordinal) ? bare[4..] : bare;
        foreach (var (start, prefix) in Namespaces)
        {
            if (bare.StartsWith(start, StringComparison.Ordinal))
                return prefix == "wp" && bare.Contains("excerpt", StringComparison.Ordinal) ? "excerpt" : prefix;
        }
        return bare.Length == 0 ? "" : null;
    }
}
