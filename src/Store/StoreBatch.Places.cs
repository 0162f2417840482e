using FeedService.Articles;

namespace FeedService.Store;

// Where articles come from: the place whose words are shown stands in the article, others are its copies.
public sealed partial class StoreBatch
{
    /// <summary>The keys of the articles that a file brings; one empty key where the file is an article.</summary>
    public HashSet<string> Records(string root, string path) => sql.Query<string>("""
        select record from article where root = @root and path = @path and withdrawn is null
        union
        select record from copy where root = @root and path = @path
        """, new { root, path }).ToHashSet();

    /// <summary>
    /// A file no longer brings an article, nor perhaps any. Where no other place brings it either, it leaves every
    /// topic; its id and dates are kept, should it return.
    /// </summary>
    /// <param name="record">Null for all of the file.</param>
    /// <returns>How many articles are shown no more.</returns>
    public int Withdraw(string root, string path, string? record = null)
    {
        foreach (var article in sql.Query<long>("""
            select article from copy where root = @root and path = @path and (@record is null or record = @record)
            """, new { root, path, record }).ToList())
        {
            // What it alone told of the article goes with it.
            var shown = OfKey(article);
            ReadAgain(shown.Root, shown.Path);
        }
        sql.Execute("""
            delete from copy where root = @root and path = @path and (@record is null or record = @record)
            """, new { root, path, record });
        var keys = sql.Query<long>("""
            select key from article
            where root = @root and path = @path and (@record is null or record = @record) and withdrawn is null
            """, new { root, path, record }).ToList();
        return keys.Count(key => Release(OfKey(key)));
    }

    /// <summary>Another place that brings the same article as this one, and its title there; null if none.</summary>
    public (string Path, string Title)? OtherPlace(string root, string path, string record)
    {
        var places = sql.Query<(string Path, string Title)>("""
            select a.path, a.title from copy c join article a on a.key = c.article
            where c.root = @root and c.path = @path and c.record = @record
            union all
            select c.path, c.title from article a join copy c on c.article = a.key
            where a.root = @root and a.path = @path and a.record = @record and a.withdrawn is null
            limit 1
            """, new { root, path, record }).ToList();
        return places.Count > 0 ? places[0] : null;
    }

    /// <summary>A renamed file: the same articles under another path.</summary>
    public void Move(string root, string from, string to)
    {
        sql.Execute("""
            update article set path = @to
            where root = @root and path = @from and (withdrawn is null or record <> '')
            """, new { root, from, to });
        sql.Execute("update copy set path = @to where root = @root and path = @from", new { root, from, to });
        // Names that were free may be taken now.
        foreseen.Clear();
        free.Clear();
        HasNewLabels = true;
    }

    /// <summary>One article from two places: what says more is shown, filled from what says less.</summary>
    private SaveOutcome Merge(ArticleRow known, ArticleRow row, bool fileChanged, bool isQuiet,
        Func<Article, IReadOnlyList<Membership>> match)
    {
        var isOwn = !IsElsewhere(known, row);
        var (shown, other) = isOwn || row.Weight > known.Weight ? (row, known) : (known, row);
        if (!isOwn)
            AddCopy(other, known.Key);
        var said = shown == known ? known.Said ?? known.HashOfWords() : shown.HashOfWords();
        // After an edit only its copies tell what it may be filled from.
        var isEdited = isOwn && fileChanged && said != known.Said;
        var filled = (isEdited ? shown : shown.FilledFrom(other)) with { Id = known.Id, Slug = known.Slug, Said = said };
        var outcome = Replace(known, filled, isEdited && !isQuiet, match(filled.ToArticle()));
        if (isOwn)
            LookForMore(known.Key, isEdited ? -1 : filled.Weight);
        return outcome == SaveOutcome.Same && !isOwn ? SaveOutcome.Copy : outcome;
    }

    /// <summary>The place that an article was shown from has nothing of it any more.</summary>
    /// <returns>Whether the article is shown no more.</returns>
    private bool Release(ArticleRow row)
    {
        if (HasCopies(row))
        {
            sql.Execute("""
                update article
                set (root, path, record) = (
                    select c.root, c.path, c.record from copy c where c.article = @Key
                    order by c.weight desc, c.root, c.path, c.record limit 1)
                where key = @Key
                """, row);
            var shown = OfKey(row.Key);
            RemoveCopy(shown);
            ReadAgain(shown.Root, shown.Path);
            return false;
        }
        changedTopics.UnionWith(sql.Query<long>(
            "select topic from member where article = @Key", row));
        Leave(row.Key, now);
        sql.Execute("update article set withdrawn = @now where key = @Key", new { row.Key, now });
        NoteForIndex(row);
        return true;
    }

    /// <summary>After an edit other places may say more than the one that is shown.</summary>
    private void LookForMore(long article, int weight)
    {
        foreach (var (root, path) in sql.Query<(string, string)>(
            "select root, path from copy where article = @article and weight > @weight", new { article, weight }).ToList())
            ReadAgain(root, path);
    }

    private void ReadAgain(string root, string path)
    {
        sql.Execute("update file set due = 0 where root = @root and path = @path", new { root, path });
        NeedsAnotherLook = true;
    }

    private void AddCopy(ArticleRow row, long article) => sql.Execute("""
        insert into copy (root, path, record, article, title, weight)
        values (@Root, @Path, @Record, @article, @Title, @Weight)
        on conflict (root, path, record) do update set
            article = excluded.article, title = excluded.title, weight = excluded.weight
        """, new { row.Root, row.Path, row.Record, article, row.Title, row.Weight });

    private void RemoveCopy(ArticleRow row) =>
        sql.Execute("delete from copy where root = @Root and path = @Path and record = @Record", row);

    private bool HasCopies(ArticleRow row) => sql.Scalar<long>("select count(*) from copy where article = @Key", row) > 0;

    // The file that brought it may have gone in the meantime; the one that is being read is there.
    private bool IsGone(ArticleRow known, ArticleRow row) => (known.Root, known.Path) != (row.Root, row.Path)
        && sql.Scalar<long>("select count(*) from file where root = @Root and path = @Path and article = 1", known) == 0;
}
