using FeedService.Store;

namespace FeedService.Topics;

/// <summary>What a search came to.</summary>
/// <param name="Articles">The newest that match, in the order of the topic of everything.</param>
/// <param name="Since">
/// How far back it went where it gave up: there may be more that are older, and none is missing that is newer. Null
/// when these are all, or as many as were asked for.
/// </param>
public sealed record SearchResult(IReadOnlyList<StoredArticle> Articles, DateTimeOffset? Since);

/// <summary>
/// Finds the newest articles that match a query: the store's index tells which ones may, and the terms decide.
/// </summary>
public sealed class Search(ArticleStore store, WordIndexer indexer, ILogger<Search> log)
{
    // So many articles are looked at in vain, where the index takes for right what the terms do not: a phrase of words
    // that stand everywhere. A number and not a time, so that the same store finds the same.
    private const int MostMisses = 500;

    // So much is indexed while who asks is waiting; more is not.
    private const int LittleLeft = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The newest members of a topic that match; null while the index is not up to date.</summary>
    /// <param name="topic">The number of the topic of everything.</param>
    public SearchResult? Newest(Query query, long topic, int limit)
    {
        // An import may come between, hence the second look.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var search = store.Search();
            if (search.IsCurrent)
                return Newest(query, search.Newest(topic, SearchWords.Of(query)), limit);
            if (!indexer.CatchUp(LittleLeft, Patience))
                return null;
        }
        return null;
    }

    private SearchResult Newest(Query query, IEnumerable<StoredArticle> candidates, int limit)
    {
        var (found, misses) = (new List<StoredArticle>(), 0);
        foreach (var candidate in candidates)
        {
            if (query.Matches(candidate.Article))
                found.Add(candidate);
            else
                misses++;
            if (found.Count == limit)
                break;
            if (misses < MostMisses)
                continue;
            var since = candidate.Article.Published ?? candidate.FirstSeen;
            log.LogDebug(
                "The search {Query} gave up at {Since} with {Found} articles: too many hold its words and do not match",
                query.Text, since, found.Count);
            return new SearchResult(found, since);
        }
        return new SearchResult(found, null);
    }
}
