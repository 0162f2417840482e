using FeedService.Articles;

namespace FeedService.Store;

// The index of words. It is brought up to date later than the articles, so that an import does not wait for it.
public sealed partial class StoreBatch
{
    private static readonly Table Unindexed = new("unindexed", "article");

    /// <summary>
    /// Puts the words of articles that are new, changed or withdrawn into the index. No topic changes by that.
    /// </summary>
    /// <param name="most">How many articles at most.</param>
    /// <param name="words">
    /// The words of an article, each of which is kept as it is. Of ASCII they have letters and digits alone.
    /// </param>
    /// <returns>How many articles there were.</returns>
    public int Index(int most, Func<Article, IEnumerable<string>> words)
    {
        // In the order of time, so that the numbers mostly are in that order too.
        var articles = sql.Query<long>("select article from unindexed order by article limit @most",
            new { most }).ToList();
        var numbered = articles.Select(article => (Article: OfKey(article), Number: NumberInIndex(article)))
            .OrderBy(pair => pair.Number).ToList();
        foreach (var (article, number) in numbered)
        {
            if (article.Withdrawn is null)
                database.Words.Put(number, words(article.ToArticle()), sql.Execute);
            else
            {
                database.Words.Remove(number, sql.Execute);
                sql.Execute("delete from indexed where number = @number", new { number });
            }
            sql.Execute("delete from unindexed where article = @Key", article);
        }
        return articles.Count;
    }

    /// <summary>What the index holds of every article is of no use any more.</summary>
    public void IndexAllAgain() => sql.Execute("""
        insert into unindexed (article) select key from article where withdrawn is null on conflict do nothing
        """, new { });

    private void NoteForIndex(ArticleRow row) =>
        sql.Execute("insert into unindexed (article) values (@Key) on conflict do nothing", row);

    private long NumberInIndex(long article) => sql.Scalar<long?>("""
        insert into indexed (article) values (@article)
        on conflict (article) do update set article = excluded.article
        returning number
        """, new { article })!.Value;
}
