using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What a page says of its article in schema.org's words, in its scripts of JSON-LD 1.1.</summary>
public sealed class JsonLd
{
    private static readonly JsonDocumentOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    // Articles that stand under other names are other pages': teasers, comments, a live blog's updates.
    private static readonly string[] Containers = ["@graph", "mainEntity", "mainEntityOfPage"];

    // Nodes may refer to one another in a ring.
    private const int MostSteps = 4;

    private readonly List<(JsonElement Node, int Line)> articles = [];
    private readonly List<(JsonElement Node, int Line)> pages = [];
    private readonly Dictionary<string, JsonElement> byId = [];

    public JsonLd(IDocument document)
    {
        foreach (var script in document.QuerySelectorAll("script[type*='ld+json' i]"))
        {
            if (Parse(script.TextContent) is { } root)
                Collect(root, Told.LineOf(script));
        }
    }

    /// <summary>
    /// The article of this page: whose address is the page's, else whose headline is its title, else the first. What
    /// it does not say a node of the page itself may.
    /// </summary>
    public IReadOnlyList<(JsonElement Node, int Line)> Of(string? url, string title)
    {
        var chosen = articles.Where(article => url is not null && Addresses(article.Node).Any(own => IsSame(own, url)))
            .Concat(articles.Where(article => Texts(article.Node, "headline", "name")
                .Any(headline => Bare(headline) is { Length: > 0 } bare && Bare(title).Contains(bare))))
            .Concat(articles).Take(1);
        return [.. chosen, .. pages.Take(1)];
    }

    public bool HasArticle => articles.Count > 0;

    /// <summary>The texts under these names, tried in this order; of an object its name.</summary>
    public IEnumerable<string> Texts(JsonElement node, params string[] names) =>
        Texts(node, names, MostSteps);

    private IEnumerable<string> Texts(JsonElement node, string[] names, int steps) =>
        names.SelectMany(name => Values(node, name)).Select(value => Text(value, steps)).OfType<string>();

    /// <summary>The values under a name, one by one; a reference is the node it means.</summary>
    public IEnumerable<JsonElement> Values(JsonElement node, string name)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out var value))
            return [];
        return (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value]).Select(Meant);
    }

    /// <summary>Whether a node is of one of these types, whatever its types are written as.</summary>
    public static bool Is(JsonElement node, Func<string, bool> isMeant) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("@type", out var type)
        && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().ToArray() : [type])
            .Any(each => each.ValueKind == JsonValueKind.String && isMeant(each.GetString()!.Split('/', '#', ':')[^1]));

    public string? Text(JsonElement value) => Text(value, MostSteps);

    private string? Text(JsonElement value, int steps) => value.ValueKind switch
    {
        JsonValueKind.String => Decoded(value.GetString()!),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Object when steps > 0 => Texts(value, ["name", "@value"], steps - 1).FirstOrDefault(),
        _ => null,
    };

    /// <summary>Letters and digits alone, by which titles and addresses are compared.</summary>
    public static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>JSON as pages write it, or null where nothing can be made of it.</summary>
    public static JsonElement? Parse(string script)
    {
        var text = JsonMending.Unwrap(script);
        string[] attempts = [text, JsonMending.Mend(text, false), JsonMending.Mend(text, true),
            JsonMending.Mend(WebUtility.HtmlDecode(text), false)];
        foreach (var attempt in attempts)
        {
            try
            {
                using var document = JsonDocument.Parse(attempt, Lenient);
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                // The next attempt mends more.
            }
        }
        return null;
    }

    private void Collect(JsonElement node, int line)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
                Collect(item, line);
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        if (Is(node, IsArticle))
            articles.Add((node, line));
        else if (Is(node, type => type.EndsWith("Page", StringComparison.Ordinal)))
            pages.Add((node, line));
        if (node.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String
            && node.EnumerateObject().Skip(1).Any())
            byId.TryAdd(id.GetString()!, node);
        foreach (var property in node.EnumerateObject()
            .Where(property => property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
        {
            if (Containers.Contains(property.Name))
                Collect(property.Value, line);
        }
    }

    private static bool IsArticle(string type) => type.EndsWith("Article", StringComparison.Ordinal)
        || type is "BlogPosting" or "LiveBlogPosting" or "SocialMediaPosting" or "DiscussionForumPosting" or "Report";

    private JsonElement Meant(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Skip(1).Any()
        && value.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String
        && byId.TryGetValue(id.GetString()!, out var node) ? node : value;

    /// <summary>The addresses that a node gives as its own.</summary>
    public static IEnumerable<string> Addresses(JsonElement node)
    {
        foreach (var name in new[] { "url", "mainEntityOfPage", "@id" })
        {
            if (!node.TryGetProperty(name, out var value))
                continue;
            if (value.ValueKind == JsonValueKind.Object && !value.TryGetProperty("@id", out value))
                continue;
            if (value.ValueKind == JsonValueKind.String && Links.IsHttp(value.GetString()))
                yield return value.GetString()!;
        }
    }

    private static bool IsSame(string one, string other) => Place(one) == Place(other);

    // Pages are known under both schemes, with and without a fragment, a query and a slash at the end.
    private static string Place(string url)
    {
        var uri = new Uri(url);
        var host = uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host;
        return host + uri.AbsolutePath.TrimEnd('/');
    }

    private static string? Decoded(string text)
    {
        var line = Articles.Text.WithoutMarkup(text);
        return line.Length > 0 ? line : null;
    }
}
