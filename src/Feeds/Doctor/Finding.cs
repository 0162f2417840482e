using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Xml;

namespace FeedService.Feeds;

/// <summary>What validators and strict readers remark on in a document.</summary>
/// <param name="Code">The name that the W3C feed validator has for it.</param>
/// <param name="Place">Where: the names of elements, attributes or keys, outermost first.</param>
/// <param name="What">The text at fault, or what is missing.</param>
/// <param name="Entry">The id of the entry it stands in; null above the entries.</param>
public sealed record Finding(string Code, string Place, string What, string? Entry = null)
{
    public override string ToString() => $"{Code}: {Place}: {What}";
}

/// <summary>
/// What was found in pieces of HTML before: the same content stands in three formats and in many topics.
/// </summary>
public sealed class JudgedHtml
{
    private readonly ConcurrentDictionary<UInt128, IReadOnlyList<Fault>> known = new();

    internal IReadOnlyList<Fault> Of(string html)
    {
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(html.AsSpan()));
        return known.GetOrAdd(MemoryMarshal.Read<UInt128>(hash), _ => FeedHtml.Faults(html));
    }
}

/// <summary>What is wrong with a value, wherever it stands.</summary>
internal readonly record struct Fault(string Code, string What);

/// <summary>The findings in one document, while it is judged.</summary>
internal sealed class Findings(JudgedHtml? html)
{
    private const int LongestQuote = 100;

    private readonly List<Finding> list = [];

    public IReadOnlyList<Finding> List => list;

    /// <summary>The id of the entry that is being judged, where the place itself does not tell.</summary>
    public string? Entry { get; set; }

    public void Add(string code, string place, string what) =>
        list.Add(new Finding(code, place, what.Length > LongestQuote ? what[..LongestQuote] + "…" : what, Entry));

    public void Add(string code, XmlNode place, string what)
    {
        Entry = EntryOf(place);
        Add(code, PathOf(place), what);
        Entry = null;
    }

    public IReadOnlyList<Fault> Html(string text) => html?.Of(text) ?? FeedHtml.Faults(text);

    private static string? EntryOf(XmlNode place)
    {
        for (var node = place; node is not null; node = ParentOf(node))
        {
            if (node is XmlElement element && element.Name() is "item" or "entry")
                return ((XmlElement)node).Named(element.Name() == "item" ? "guid" : "id").FirstOrDefault()
                    ?.InnerText.Trim();
        }
        return null;
    }

    private static string PathOf(XmlNode node)
    {
        if (node is XmlAttribute attribute)
            return $"{PathOf(attribute.OwnerElement!)}/@{attribute.Name}";
        if (node is not XmlElement)
            return PathOf(node.ParentNode!);
        if (node.ParentNode is not XmlElement parent)
            return node.Name;
        var same = parent.ChildNodes.OfType<XmlElement>().Where(child => child.Name == node.Name).ToList();
        var number = same.Count > 1 ? $"[{same.FindIndex(child => child == node) + 1}]" : "";
        return $"{PathOf(parent)}/{node.Name}{number}";
    }

    private static XmlNode? ParentOf(XmlNode node) =>
        node is XmlAttribute attribute ? attribute.OwnerElement : node.ParentNode;
}
