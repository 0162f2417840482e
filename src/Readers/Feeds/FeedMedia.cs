using System.Globalization;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>The files that come with an entry, and the picture that stands for it.</summary>
internal static class FeedMedia
{
    /// <summary>Sound, films and whatever else is attached, as fields.</summary>
    public static Field? Enclosures(Element item)
    {
        var enclosures = new List<Field>();
        var known = new HashSet<string>();
        foreach (var element in Attached(item).Concat(Media(item).Where(IsOfTime)))
        {
            var reference = element.Attribute("url") ?? element.Attribute("href") ?? element.Attribute("resource");
            if (Resolve(element, reference?.Trim()) is not { Length: > 0 } url || !known.Add(url))
                continue;
            var type = element.Attribute("type");
            enclosures.Add(new FieldList(element.Line).Add("url", url).Add("length", Length(element))
                .Add("type", type?.Contains('/', StringComparison.Ordinal) == true ? type : null).ToMap());
        }
        return enclosures.Count > 0 ? new Field.Items(item.Line, enclosures) : null;
    }

    /// <summary>The entry's picture with its words, as a field; null when it has none.</summary>
    public static Field? Image(Element item)
    {
        var media = Media(item).ToList();
        var element = media.Find(IsPicture) ?? media.Find(media => media.Name == "media:thumbnail")
            ?? item.First("itunes:image")
            ?? Attached(item).FirstOrDefault(IsPicture) ?? item.First("image");
        var reference = element?.Attribute("url") ?? element?.Attribute("href") ?? element?.TextOf("url");
        if (element is null || Resolve(element, reference?.Trim()) is not { Length: > 0 } url)
            return null;
        return new FieldList(element.Line).Add("src", url)
            .Add("alt", element.TextOf("media:description", "media:title")).Add("credit", element.TextOf("media:credit"))
            .ToMap();
    }

    private static IEnumerable<Element> Attached(Element item) => item.Elements.Where(element =>
        element.Name == "enclosure" || element.Name == "link" && element.Attribute("rel") is { } rel
            && rel.Split('/')[^1].Equals("enclosure", StringComparison.OrdinalIgnoreCase));

    // Alone, in a group, and a thumbnail within what it shows.
    private static IEnumerable<Element> Media(Element item) => item.Elements
        .SelectMany(element => element.Name == "media:group" ? element.Elements : [element])
        .SelectMany(element => element.Name == "media:content" ? element.Elements.Prepend(element) : [element])
        .Where(element => element.Name is "media:content" or "media:thumbnail");

    private static bool IsPicture(Element element) => Kind(element) == "image";

    private static bool IsOfTime(Element element) => Kind(element) is "audio" or "video";

    private static string Kind(Element element) => element.Name == "media:thumbnail" ? ""
        : (element.Attribute("medium") ?? element.Attribute("type")
            ?? MediaTypes.Of(element.Attribute("url") ?? "")).Split('/')[0].ToLowerInvariant();

    private static string? Length(Element element)
    {
        var told = element.Attribute("length") ?? element.Attribute("filesize");
        var isNumber = long.TryParse(told?.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite
            | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var length);
        return isNumber && length > 0 ? length.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static string? Resolve(Element element, string? reference) =>
        Links.Absolute(reference, element.Base is { } origin ? new Uri(origin) : null) ?? reference;
}
