using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>The export of a Ghost site: tables of its database.</summary>
public sealed partial class GhostReader : IArticleReader
{
    private const string Site = "__GHOST_URL__";

    private static readonly string[] Kept =
    [
        "posts", "posts_meta", "posts_tags", "posts_authors", "tags", "users", "authors", "settings",
    ];

    public IReadOnlyList<string> Extensions { get; } = [".json"];

    public bool Recognises(string beginning) => Start().IsMatch(beginning);

    public IEnumerable<Reading> Read(Source source)
    {
        var strays = new StrayBytes();
        using var file = Decoding.Open(source.Open(), strays);
        var tables = Tables(new JsonText(file));
        var readings = new Readings(source, strays);
        var names = new GhostNames(tables);
        foreach (var post in tables.GetValueOrDefault("posts") ?? [])
        {
            if (Instead(post) is { } instead)
                readings.Skip(post.Line, instead);
            else
                yield return readings.Of(Understand(post, names, source.Profile));
        }
        foreach (var rest in readings.Rest())
            yield return rest;
    }

    public IEnumerable<string> Inspect(Source source) => JsonFile.Inspect(source, Read(source));

    private static Dictionary<string, List<Field.Map>> Tables(JsonText text)
    {
        var tables = new Dictionary<string, List<Field.Map>>();
        foreach (var (key, _) in text.Members())
        {
            if (key == "db" && text.Peek() == '[')
            {
                foreach (var _ in text.Elements())
                {
                    foreach (var (inner, _) in text.Peek() == '{' ? text.Members() : [])
                        Database(text, inner, tables);
                }
            }
            else
                Database(text, key, tables);
        }
        return tables;
    }

    private static void Database(JsonText text, string key, Dictionary<string, List<Field.Map>> tables)
    {
        if (key != "data" || text.Peek() != '{')
        {
            text.Value();
            return;
        }
        foreach (var (table, _) in text.Members())
        {
            var rows = Kept.Contains(table) ? tables[table] = [] : null;
            foreach (var _ in text.Peek() == '[' ? text.Elements() : [])
            {
                if (text.Value() is Field.Map row && rows is not null)
                    rows.Add(Slim(row));
            }
            if (text.Peek() is not (',' or '}'))
                text.Value();
        }
    }

    // Each text stands in it up to four times.
    private static Field.Map Slim(Field.Map row) => row.Text("html") is null ? row : new Field.Map(row.Line,
        [.. row.Entries.Where(entry => entry.Key is not ("lexical" or "mobiledoc" or "plaintext"))]);

    private static string? Instead(Field.Map post) =>
        post.Text("type") is "page" || post.Text("page") is "1" or "true" ? "a page"
        : post.Text("status") switch
        {
            "published" or "scheduled" or null => null,
            "sent" => "only sent by mail",
            var status => $"its status is {status}",
        };

    private static Manuscript Understand(Field.Map post, GhostNames names, Profile profile)
    {
        var site = profile.Publisher?.Url?.TrimEnd('/') ?? "";
        string? Absolute(string? text) => text?.Replace(Site, site, StringComparison.Ordinal);

        var id = post.Text("id", "uuid") ?? "";
        var meta = names.MetaOf(id);
        var image = Absolute(post.Text("feature_image", "image", "og_image") ?? meta?.Text("og_image"));
        var fields = new FieldList(post.Line)
            .Add("id", post.Text("uuid", "id")).Add("title", post["title"]).Add("slug", post["slug"])
            .Add("url", Absolute(post.Text("canonical_url")))
            .Add("summary", post.Text("custom_excerpt") ?? meta?.Text("meta_description", "og_description")
                ?? post.Text("meta_description", "og_description"))
            .Add("date", post["published_at"]).Add("updated", post["updated_at"]).Add("language", post["locale"])
            .Add("access", post.Text("visibility") switch
            {
                // Members are whoever left an address.
                "public" => "free",
                "paid" or "tiers" => "paid",
                _ => null,
            })
            .Add("authors", names.AuthorsOf(id, post.Text("author_id"))).Add("tags", names.TagsOf(id))
            .Add("image", image is null ? null : new FieldList(post.Line).Add("url", image)
                .Add("alt", meta?["feature_image_alt", "feature_image_caption"]).ToMap())
            .Add("publisher", profile.Publisher is null ? names.Title : null);
        return new Manuscript { Fields = fields.ToMap(), Html = Absolute(GhostBody.Html(post))! };
    }

    [GeneratedRegex(@"^\s*\{\s*(""db""\s*:\s*\[\s*\{\s*)?""("
        + @"meta""\s*:\s*\{\s*""(exported_on|version)|"
        + @"data""\s*:\s*\{\s*""(posts|users|tags|products|newsletters|settings)"")")]
    private static partial Regex Start();
}
