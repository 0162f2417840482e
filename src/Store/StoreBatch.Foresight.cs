using FeedService.Articles;

namespace FeedService.Store;

// What can be asked for many articles at once.
public sealed partial class StoreBatch
{
    // A key has the second above so many bits.
    private const int KeysOfSecond = 1 << 20;

    // Of what was foreseen: all places, and the names that nothing in the store has until now.
    private readonly HashSet<Name> foreseen = [];
    private readonly HashSet<Name> free = [];

    // The next key of a second, once it is known.
    private readonly Dictionary<long, long> nextKeys = [];

    /// <summary>
    /// Finds out at once what saving an article will ask the store, and saving those after it, so that new ones are not
    /// asked for one by one. It makes no difference but to the time.
    /// </summary>
    /// <param name="others">Called if the article was not among the others of before.</param>
    public void Foresee(Article article, string root, Func<IEnumerable<Article>> others)
    {
        if (foreseen.Contains(Name.OfPlace(root, article.Path, article.Record)))
            return;
        foreseen.Clear();
        free.Clear();
        var articles = others().Append(article).ToList();
        foreseen.UnionWith(articles.Select(one => Name.OfPlace(root, one.Path, one.Record)));
        free.UnionWith(articles.SelectMany(one => Name.AllOf(one, root)));
        free.RemoveWhere(sql.IsWaiting);
        free.ExceptWith(Taken(articles, root));
        KnowKeys(articles);
    }

    private IEnumerable<Name> Taken(List<Article> articles, string root)
    {
        var paths = database.Among("paths");
        var records = database.Among("records");
        return sql.Peek<(NameKind Kind, string Text, string Record)>($"""
            select {(int)NameKind.Place} kind, path, record
            from article where root = @root and path {paths} and record {records}
            union all
            select {(int)NameKind.Place}, path, record
            from copy where root = @root and path {paths} and record {records}
            union all
            select {(int)NameKind.File}, path, '' from file where root = @root and path {paths}
            union all
            select {(int)NameKind.Id}, id, '' from article where id {database.Among("ids")}
            union all
            select {(int)NameKind.Page}, page, ''
            from article where page {database.Among("pages")} and page is not null
            union all
            select {(int)NameKind.Slug}, slug, '' from article where slug {database.Among("slugs")}
            """, new
        {
            root,
            paths = database.List(articles.Select(article => article.Path).Distinct()),
            records = database.List(articles.Select(article => article.Record).Distinct()),
            ids = database.List(articles.Select(article => article.Id)),
            pages = database.List(articles.Select(article => Links.Page(article.Url)).OfType<string>()),
            slugs = database.List(articles.Select(article => article.Slug)),
        }).Select(row => row.Kind switch
        {
            NameKind.Place => Name.OfPlace(root, row.Text, row.Record),
            NameKind.File => Name.OfFile(root, row.Text),
            _ => new Name(row.Kind, row.Text),
        });
    }

    private void KnowKeys(List<Article> articles)
    {
        var seconds = articles.Where(article => article.Published is not null)
            .Select(article => FirstKey(article.Published!.Value.ToUnixTimeMilliseconds())).Distinct()
            .Where(second => !nextKeys.ContainsKey(second)).ToList();
        if (seconds.Count == 0)
            return;
        foreach (var (second, last) in sql.Peek<(long Second, long? Last)>($"""
            with second (first) as {database.Each("seconds")}
            select first, (select max(key) from article where key >= first and key < first + {KeysOfSecond})
            from second
            """, new { seconds = database.List(seconds) }))
            nextKeys[second] = last + 1 ?? second;
    }

    /// <summary>Whether it is known that no place, id or page of the store is this article's.</summary>
    private bool IsNew(ArticleRow row) => free.Contains(Name.OfPlace(row.Root, row.Path, row.Record))
        && free.Contains(new Name(NameKind.Id, row.Id))
        && (row.Page is null || free.Contains(new Name(NameKind.Page, row.Page)));

    private bool IsTaken(Name name, string count) => !free.Contains(name)
        && (sql.IsWaiting(name) || sql.PeekScalar<long>(count, new { name = name.Text }) > 0);

    // Seconds in the upper bits, a count within the second in the
    // lower twenty. Negative before 1970, and in order there too.
    private static long FirstKey(long at) => (long)Math.Floor(at / 1000.0) << 20;

    private long NextKey(long at)
    {
        var second = FirstKey(at);
        if (!nextKeys.TryGetValue(second, out var key))
        {
            key = sql.PeekScalar<long?>("select max(key) + 1 from article where key >= @second and key < @end",
                new { second, end = second + KeysOfSecond }) ?? second;
        }
        nextKeys[second] = key + 1;
        return key;
    }
}

/// <summary>What may be an article's alone.</summary>
internal enum NameKind { Place, File, Id, Page, Slug }

/// <summary>A name by which the store may know an article already.</summary>
internal readonly record struct Name(NameKind Kind, string Text)
{
    // No path has a zero in it.
    public static Name OfPlace(string root, string path, string record) =>
        new(NameKind.Place, $"{root}\0{path}\0{record}");

    public static Name OfFile(string root, string path) => new(NameKind.File, $"{root}\0{path}");

    public static IEnumerable<Name> AllOf(Article article, string root)
    {
        yield return OfPlace(root, article.Path, article.Record);
        yield return OfFile(root, article.Path);
        yield return new Name(NameKind.Id, article.Id);
        yield return new Name(NameKind.Slug, article.Slug);
        if (Links.Page(article.Url) is { } page)
            yield return new Name(NameKind.Page, page);
    }

    public static Name[] AllOf(ArticleRow row) => row.Page is null
        ? [OfPlace(row.Root, row.Path, row.Record), new(NameKind.Id, row.Id), new(NameKind.Slug, row.Slug)]
        : [OfPlace(row.Root, row.Path, row.Record), new(NameKind.Id, row.Id), new(NameKind.Slug, row.Slug),
            new(NameKind.Page, row.Page)];
}
