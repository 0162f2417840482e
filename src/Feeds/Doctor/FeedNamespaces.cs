using System.Xml;

namespace FeedService.Feeds;

/// <summary>The vocabularies of a feed, and the prefixes by which readers know them.</summary>
internal static class FeedNamespaces
{
    private static readonly Dictionary<string, string> Prefixes = new()
    {
        [FeedXml.Atom] = "atom",
        [FeedXml.Content] = "content",
        [FeedXml.DublinCore] = "dc",
        [FeedXml.Media] = "media",
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

    /// <summary>The name in the document's own vocabulary, or with its usual prefix; null if unknown.</summary>
    public static string? Name(this XmlNode node)
    {
        var own = node.OwnerDocument!.DocumentElement!.NamespaceURI;
        if (node.NamespaceURI == own && own is "" or FeedXml.Atom)
            return node.LocalName;
        if (node.NamespaceURI.Length == 0)
            return $"null:{node.LocalName}";
        return Prefixes.TryGetValue(node.NamespaceURI, out var prefix) ? $"{prefix}:{node.LocalName}" : null;
    }

    public static IEnumerable<XmlElement> Named(this XmlElement parent, string name) =>
        parent.ChildNodes.OfType<XmlElement>().Where(child => child.Name() == name);

    /// <summary>Judges the declarations, and foreign elements that stand without a prefix.</summary>
    public static void Judge(XmlElement root, Findings findings)
    {
        var declared = new HashSet<(string Name, string Value)>();
        foreach (var element in Elements(root))
        {
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (attribute.NamespaceURI != FeedXml.Namespaces || attribute.Value.Length == 0
                    || !declared.Add((attribute.Name, attribute.Value)))
                    continue;
                var prefix = attribute.Prefix.Length == 0 ? "" : attribute.LocalName;
                if (FaultOf(prefix, attribute.Value, root.NamespaceURI) is { } code)
                    findings.Add(code, attribute, attribute.Value);
            }
            if (element.Prefix.Length == 0 && element.NamespaceURI.Length > 0
                && element.NamespaceURI != root.NamespaceURI && element.Name() is { } name)
                findings.Add("MissingPrefix", element, $"write {name}");
        }
    }

    private static IEnumerable<XmlElement> Elements(XmlElement element) =>
        element.ChildNodes.OfType<XmlElement>().SelectMany(Elements).Prepend(element);

    private static string? FaultOf(string prefix, string uri, string root)
    {
        if (uri == FeedXml.Atom && root == FeedXml.Atom)
            return prefix.Length == 0 ? null : "AvoidNamespacePrefix";
        if (Prefixes.TryGetValue(uri, out var usual))
            return prefix == "" || prefix == usual ? null : "NonstdPrefix";
        if (Prefixes.ContainsValue(prefix))
            return "ReservedPrefix";
        return Unsupported.Contains(uri) ? "UnsupportedNamespace" : "UnknownNamespace";
    }
}
