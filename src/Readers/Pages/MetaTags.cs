using AngleSharp.Dom;

namespace FeedService.Readers;

/// <summary>A page's <c>meta</c> elements by name: HTML's own, OpenGraph's, Dublin Core's and others.</summary>
public sealed class MetaTags
{
    private readonly ILookup<string, Told> byName;

    public MetaTags(IDocument document)
    {
        byName = document.QuerySelectorAll("meta[content]").Where(meta => meta.Closest("figure") is null)
            .SelectMany(Names).ToLookup(pair => pair.Name, pair => pair.Told);
    }

    /// <summary>What stands under these names, tried in this order.</summary>
    public IEnumerable<Told> Each(params string[] names) => names.SelectMany(name => byName[name]);

    public string? First(params string[] names) => Each(names).FirstOrDefault()?.Text;

    // Pages write names in any case, some with dots for colons, and several in one attribute.
    private static IEnumerable<(string Name, Told Told)> Names(IElement meta)
    {
        foreach (var attribute in new[] { "property", "name", "itemprop", "http-equiv" })
        {
            foreach (var written in (meta.GetAttribute(attribute) ?? "").Split((char[]?)null,
                StringSplitOptions.RemoveEmptyEntries))
            {
                var name = written.ToLowerInvariant().Replace('.', ':');
                var origin = name.StartsWith("og:", StringComparison.Ordinal)
                    || name.StartsWith("article:", StringComparison.Ordinal) ? "og" : "meta";
                if (Told.By(meta, origin, meta.GetAttribute("content")) is { } told)
                    yield return (name, told);
            }
        }
    }
}
