namespace FeedService.Readers;

/// <summary>Who wrote the posts of a Ghost export, and what is said of them in its other tables.</summary>
internal sealed class GhostNames
{
    private readonly ILookup<string, string> authors, tags;
    private readonly Dictionary<string, string> users;
    private readonly Dictionary<string, Field.Map> meta;

    public GhostNames(Dictionary<string, List<Field.Map>> tables)
    {
        List<Field.Map> Rows(string table) => tables.GetValueOrDefault(table) ?? [];

        users = NamesOf(Rows("users").Concat(Rows("authors")));
        authors = Joined(Rows("posts_authors"), "author_id", users);
        tags = Joined(Rows("posts_tags"), "tag_id", NamesOf(Rows("tags")));
        meta = Rows("posts_meta").GroupBy(row => row.Text("post_id") ?? "")
            .ToDictionary(rows => rows.Key, rows => rows.First());
        Title = Rows("settings").Find(row => row.Text("key") == "title")?.Text("value");
    }

    /// <summary>The site's.</summary>
    public string? Title { get; }

    public Field.Map? MetaOf(string post) => meta.GetValueOrDefault(post);

    /// <param name="first">Older exports name the only author in the post.</param>
    public IEnumerable<string> AuthorsOf(string post, string? first) =>
        authors.Contains(post) ? authors[post]
        : first is not null && users.TryGetValue(first, out var name) ? [name] : [];

    /// <summary>Without those that begin with #, which Ghost shows nobody.</summary>
    public IEnumerable<string> TagsOf(string post) => tags[post].Where(tag => !tag.StartsWith('#'));

    private static Dictionary<string, string> NamesOf(IEnumerable<Field.Map> rows)
    {
        var names = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            if (row.Text("id") is { } id && row.Text("name") is { } name)
                names.TryAdd(id, name);
        }
        return names;
    }

    private static ILookup<string, string> Joined(List<Field.Map> rows, string key, Dictionary<string, string> names) =>
        rows.OrderBy(row => int.TryParse(row.Text("sort_order"), out var place) ? place : 0)
            .Where(row => names.ContainsKey(row.Text(key) ?? ""))
            .ToLookup(row => row.Text("post_id") ?? "", row => names[row.Text(key)!]);
}
