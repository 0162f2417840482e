using System.Globalization;
using FeedService.Articles;

namespace FeedService.Store;

/// <summary>What became of an article that was saved; a copy is what another place says more of.</summary>
public enum SaveOutcome { Added, Changed, Same, Copy }

public sealed partial class StoreBatch
{
    /// <summary>
    /// Saves an article as the newest state of its place, and its memberships. Where several places bring it, the one
    /// that says most is shown, with what only the others tell of dates, authors and the like.
    /// </summary>
    /// <param name="seen">When it was first seen, if this is the first time.</param>
    /// <param name="fileChanged">False when only the reading of the same bytes has changed: that is no update.</param>
    /// <param name="match">The memberships of an article that two places tell together.</param>
    /// <param name="isQuiet">Whether nobody is to be told of what has changed.</param>
    public SaveOutcome Save(Article article, string root, DateTimeOffset seen, bool fileChanged,
        IReadOnlyList<Membership> memberships, Func<Article, IReadOnlyList<Membership>>? match = null,
        bool isQuiet = false)
    {
        var row = ArticleRow.Of(article, root);
        if (IsNew(row))
            return Add(row, seen, memberships);
        free.ExceptWith(Name.AllOf(row));
        var live = One("where a.root = @Root and a.path = @Path and a.record = @Record and a.withdrawn is null", row);
        var known = Known(row, live);
        if (live is not null && live.Key != known?.Key)
            Release(live);
        RemoveCopy(row);
        if (known is null)
            return Add(row, seen, memberships);
        var isOnlyPlace = IsElsewhere(known, row) ? IsGone(known, row) : !HasCopies(known);
        if (known.Withdrawn is not null || isOnlyPlace)
            return Replace(known, row, fileChanged && !isQuiet, memberships);
        return Merge(known, row, fileChanged, isQuiet, match ?? (_ => memberships));
    }

    private SaveOutcome Add(ArticleRow row, DateTimeOffset seen, IReadOnlyList<Membership> memberships)
    {
        row = Insert(row with { FirstSeen = seen.ToUnixTimeMilliseconds() });
        AddMembers(row, memberships, isNew: true);
        return SaveOutcome.Added;
    }

    /// <summary>The article says what this place says now.</summary>
    /// <param name="isTold">Whether a change of what it says is told, if it is no small one.</param>
    private SaveOutcome Replace(ArticleRow known, ArticleRow row, bool isTold, IReadOnlyList<Membership> memberships)
    {
        var saysTheSame = row.SaysTheSameAs(known);
        var isEdit = isTold && !saysTheSame;
        var small = isEdit ? SmallEdit.Size(known, row) : null;
        var isSame = saysTheSame && known.Withdrawn is null;
        HasNewLabels |= known.Withdrawn is not null || row.Path != known.Path || row.Language != known.Language
            || row.Details != known.Details;
        row = row with
        {
            Key = known.Key,
            Id = known.Id,
            Slug = known.Slug,
            FirstSeen = known.FirstSeen,
            Changed = isEdit && small is null ? now : known.Changed,
            Quiet = !isEdit ? known.Quiet : known.Quiet + small ?? 0,
        };
        if (!isSame || IsElsewhere(known, row) || row.Said != known.Said)
            Update(row);
        if (known.Withdrawn is not null)
            TakeBackTombstones(row.Key);
        var joined = Join(row, memberships, changed: !isSame);
        return isSame && !joined ? SaveOutcome.Same : SaveOutcome.Changed;
    }

    /// <summary>
    /// The article that a place brings: the one with its id, else the one of the same page. A URL that a file is given
    /// later, or another name of the file, does not make it another article.
    /// </summary>
    /// <param name="live">What this place brought until now.</param>
    private ArticleRow? Known(ArticleRow row, ArticleRow? live)
    {
        var byId = One("where a.id = @Id", row);
        if (row.HasIdOfItsOwn)
            return byId ?? OfSamePage(row);
        // Of two places that were one article by mistake, one has been given another URL.
        if (live is not null && row.Page != live.Page && row.Id != live.Id && byId is null && HasCopies(live))
            return OfSamePage(row);
        if (live is not null && (row.HasIdOfPath || byId is not { Withdrawn: null }))
            return live;
        // The id of a path is that of one place: a renamed file took it along, another root has the same path.
        if (byId is { Withdrawn: null } && row.HasIdOfPath && IsElsewhere(byId, row) && !IsGone(byId, row))
            return OfSamePage(row);
        return byId ?? OfSamePage(row) ?? One("""
            where a.root = @Root and a.path = @Path and a.record = @Record
            order by a.withdrawn desc
            limit 1
            """, row);
    }

    /// <summary>
    /// The one article of the same page. Within one file, two records that link a page are two articles about it, and so
    /// are two with ids of their own; a page that several articles link is none of theirs.
    /// </summary>
    private ArticleRow? OfSamePage(ArticleRow row)
    {
        if (row.Page is null)
            return null;
        var keys = sql.Query<long>("""
            select a.key from article a
            where a.page = @Page
            order by a.withdrawn is not null, a.key
            limit 2
            """, row).Select(OfKey).ToList();
        if (keys.Find(known => !IsElsewhere(known, row)) is { } own)
            return own;
        return keys is [var one] && (one.Root, one.Path) != (row.Root, row.Path)
            && !(one.HasIdOfItsOwn && row.HasIdOfItsOwn)
            ? one
            : null;
    }

    private static bool IsElsewhere(ArticleRow known, ArticleRow row) =>
        (known.Root, known.Path, known.Record) != (row.Root, row.Path, row.Record);

    private ArticleRow Insert(ArticleRow row)
    {
        HasNewLabels = true;
        row = row with
        {
            Key = NextKey(row.Published ?? row.FirstSeen),
            Id = FreeId(row.Id),
            Slug = FreeSlug(row),
            Touched = now / 1000 * 1000,
        };
        var names = Name.AllOf(row);
        free.ExceptWith(names);
        sql.Add(ArticleRow.New, row.Values(), names);
        sql.Add(Unindexed, [row.Key]);
        return row;
    }

    private void Update(ArticleRow row)
    {
        sql.Execute("""
            update article
            set id = @Id, root = @Root, path = @Path, record = @Record, page = @Page, title = @Title,
                summary = @Summary, content = @Content, url = @Url, language = @Language, published = @Published,
                updated = @Updated, details = @Details, said = @Said, changed = @Changed,
                quiet = @Quiet, withdrawn = null
            where key = @Key
            """, row);
        NoteForIndex(row);
    }

    private string FreeId(string id) => Free(NameKind.Id, id, "~",
        "select count(*) from article where id = @name");

    private string FreeSlug(ArticleRow row) => Free(NameKind.Slug, row.Slug, "-",
        "select count(*) from article where slug = @name");

    private string Free(NameKind kind, string wish, string separator, string count)
    {
        var name = wish;
        // From where the last one of this name was found: thousands may have it.
        for (var i = taken.GetValueOrDefault(wish + separator, 2); IsTaken(new Name(kind, name), count); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wish}{separator}{i}");
            taken[wish + separator] = i;
        }
        return name;
    }

    private ArticleRow? One(string where, ArticleRow row) =>
        sql.Scalar<long?>($"select a.key from article a {where}", row) is { } key ? OfKey(key) : null;

    private ArticleRow OfKey(long key) =>
        sql.Query<ArticleRow>($"select {ArticleRow.Columns} from article a where a.key = @key",
            new { key })[0];
}
