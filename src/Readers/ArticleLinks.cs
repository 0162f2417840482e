using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What the references in one article mean.</summary>
public sealed class ArticleLinks(Source source, string? url)
{
    private readonly Uri? page = url is null ? null : new Uri(url);
    private readonly Uri? site = source.Profile.Publisher?.Url is { } address ? new Uri(address) : null;

    /// <summary>
    /// The absolute URL of a reference: a file that lies beside the article, else as its page would resolve it. Null
    /// when nothing tells what it is relative to.
    /// </summary>
    public string? Resolve(string attribute, string reference)
    {
        reference = reference.Trim();
        if (reference.StartsWith('#'))
            return attribute == "href" && reference.Length > 1 ? Links.This + Fragment(reference) : null;
        if (Links.Absolute(reference) is { } absolute)
            return attribute == "href" || Links.IsHttp(absolute) ? absolute : null;
        if (OwnFile(reference) is var (path, _))
            return $"{Links.Own}/media/{Links.Encode(path)}";
        return page is not null ? Links.Absolute(reference, page)
            : reference.StartsWith('/') && site is not null ? Links.Absolute(reference, site) : null;
    }

    /// <summary>
    /// The picture that the article names as its own: a URL, or a map with its <c>alt</c> and <c>credit</c>.
    /// </summary>
    public Image? Image(Field.Map fields)
    {
        var field = fields["image", "cover", "featured_image", "feature_image", "image_url", "top_image",
            "main_image", "lead_image_url", "cover_image", "banner_image", "preview_picture", "url_to_image",
            "og_image", "thumbnail", "thumbnail_url", "images"];
        if (field is Field.Items { List: [var first, ..] })
            field = first;
        var map = field as Field.Map;
        var reference = map?.Text("src", "url", "path", "image") ?? (field as Field.Value)?.Text;
        if (reference is null || Resolve("src", reference) is not { } absolute)
            return null;
        return new Image(absolute, Line(map?.Text("alt", "caption")),
            Line(map?.Text("credit", "attribution") ?? fields.Text("image_credit", "credit")));
    }

    public List<Enclosure> Enclosures(Field.Map fields)
    {
        var field = fields["enclosures", "enclosure", "audio", "attachments"];
        var each = field is Field.Items items ? items.List : field is null ? [] : [field];
        return [.. each.Select(Enclosure).OfType<Enclosure>()];
    }

    private Enclosure? Enclosure(Field field)
    {
        var map = field as Field.Map;
        var reference = map?.Text("url", "src", "href") ?? (field as Field.Value)?.Text;
        if (reference is null || Resolve("src", reference) is not { } absolute)
            return null;
        var length = long.TryParse(map?.Text("length", "size", "size_in_bytes"), out var told)
            ? told : OwnFile(reference)?.Length ?? 0;
        return new Enclosure(absolute, Line(map?.Text("type", "media_type", "mime_type")) ?? MediaTypes.Of(absolute),
            Math.Max(length, 0));
    }

    private (string Path, long Length)? OwnFile(string reference)
    {
        var end = reference.AsSpan().IndexOfAny('?', '#');
        var name = Uri.UnescapeDataString(end < 0 ? reference : reference[..end]);
        var folder = Path.GetDirectoryName(source.Path) ?? "";
        foreach (var candidate in name.StartsWith('/') ? [name.TrimStart('/')] : new[] { $"{folder}/{name}", name })
        {
            if (Below(candidate) is { } path && source.Media(path) is { } length)
                return (path, length);
        }
        return null;
    }

    // Null when the path climbs out of the root.
    private static string? Below(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }
        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    private static string Fragment(string reference) =>
        "#" + Uri.EscapeDataString(Uri.UnescapeDataString(reference[1..]));

    private static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : Text.WithoutMarkup(text);
}
