namespace FeedService.Readers;

/// <summary>The lists of articles that an object holds, told from lists that are a part of one article.</summary>
internal sealed class ArticleLists(Func<Field.Map, bool> isArticle)
{
    private const int DeepestArray = 4;
    private const int Sample = 5;

    private static readonly HashSet<string> Parts =
    [
        "attachments", "authors", "categories", "comments", "contributors", "enclosures", "images", "links", "media",
        "navigation", "photos", "references", "replies", "revisions", "sources", "tags", "translations", "urls",
        "users", "versions", "videos",
    ];

    /// <summary>None where the object is one article.</summary>
    public IReadOnlyList<IReadOnlyList<Field>> Of(Field.Map root) =>
        isArticle(root) && Record.HasText(root) ? [.. InArticle(root)] : InOther(root);

    // An answer has a message and a blog a text of its own, but neither has what its articles have.
    private IEnumerable<IReadOnlyList<Field>> InArticle(Field.Map root)
    {
        var isTitled = Record.HasTitle(root);
        return root.Entries.Where(entry => !IsPart(entry.Key)).Select(entry => entry.Value).OfType<Field.Items>()
            .Select(items => items.List).Where(list => AreMost(list, one => Record.HasTitle(one)
                && (one.Text(Manuscript.Urls) is not null || Record.HasDate(one))
                && (!isTitled || Record.HasText(one))));
    }

    // Without a text or a date they may be links of a menu; as the longest list they are what the file is for.
    private List<IReadOnlyList<Field>> InOther(Field.Map root)
    {
        var held = HeldBy(root, 0, false).ToList();
        if (held.Count == 0)
            return [];
        if (held.Exists(list => !list.IsPart))
            held.RemoveAll(list => list.IsPart);
        var most = held.MaxBy(list => list.Items.Count).Items;
        return
        [
            .. held.Select(list => list.Items).Where(items => items == most
                || AreMost(items, one => Record.HasText(one) || Record.HasDate(one))),
        ];
    }

    /// <summary>The arrays of articles in an object, and objects whose every member is one.</summary>
    private IEnumerable<(IReadOnlyList<Field> Items, bool IsPart)> HeldBy(Field.Map map, int depth, bool isPart)
    {
        foreach (var (key, _, value) in map.Entries)
        {
            var isPartToo = isPart || IsPart(key);
            if (value is Field.Items { List: var list } && AreMost(list, _ => true))
                yield return (list, isPartToo);
            else if (value is Field.Map { Entries.Count: > 0 } within
                && within.Entries.Take(Sample).All(entry => entry.Value is Field.Map one && isArticle(one)))
                yield return ([.. within.Entries.Select(entry => entry.Value)], isPartToo);
            else if (depth < DeepestArray && value is Field.Map inner)
            {
                foreach (var deeper in HeldBy(inner, depth + 1, isPartToo))
                    yield return deeper;
            }
        }
    }

    // Between them may lie an advertisement.
    private bool AreMost(IReadOnlyList<Field> list, Func<Field.Map, bool> have) =>
        list.Take(Sample).Count(item => item is Field.Map one && isArticle(one) && have(Record.Opened(one))) * 2
            > Math.Min(list.Count, Sample);

    private static bool IsPart(string name)
    {
        name = name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        return Parts.Contains(name) || name.StartsWith("related", StringComparison.Ordinal)
            || name.StartsWith("recommended", StringComparison.Ordinal);
    }
}
