using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>What an address names, as a feed.</summary>
public sealed partial class FeedBuilder(ArticleStore store, Catalog catalog, Addresses addresses)
{
    // Feed readers give up on documents of a few megabytes; this much content is alike in all formats.
    private const int ContentBudget = 500_000;

    private const int MostTombstones = 50;

    // A full archive document is as good tomorrow.
    private static readonly TimeSpan ArchiveTimeToLive = TimeSpan.FromDays(1);

    /// <summary>The newest entries.</summary>
    public Feed Build(Selection selection)
    {
        var newest = selection.Newest();
        var (articles, isCut) = WithinBudget(newest.Articles, selection.Topic.Content);
        var feed = Build(selection, articles);
        if (newest.Since is { } since)
        {
            feed = feed with
            {
                Description = $"{feed.Description} (back to {since:yyyy-MM-dd}; there may be older ones)",
            };
        }
        if (selection.State is not { } state)
            return feed;
        var hasMore = isCut || articles.Count == selection.Topic.Limit && state.Places > articles.Count;
        return feed with
        {
            History = hasMore ? new History(Archive(state, state.Archives)) : null,
            Tombstones = Tombstones(selection.Topic, state, hasMore ? articles[^1] : null),
        };
    }

    /// <summary>An archive document (RFC 5005 §4).</summary>
    /// <param name="number">Of the topic's, from 1.</param>
    public Feed BuildArchive(Selection topic, long number)
    {
        var state = topic.State!;
        // One that nothing follows is still going to be told so.
        var isFull = number < state.Archives;
        var feed = Build(topic, store.Archive(state.Number, number).ToList());
        return feed with
        {
            Self = Archive(state, number),
            TimeToLive = isFull ? ArchiveTimeToLive : feed.TimeToLive,
            History = new History(
                number > 1 ? Archive(state, number - 1) : null,
                number < state.Archives ? Archive(state, number + 1) : null,
                feed.Self, IsArchive: isFull),
        };
    }

    private Feed Build(Selection selection, List<StoredArticle> articles)
    {
        var topic = selection.Topic;
        var topics = store.TopicsOf(articles.Select(article => article.Key));
        var site = catalog.Site;
        // One within the feed that it came from; where another one brings it too, it tells nothing apart.
        var feedIds = articles.Select(article => article.Article.FeedId).OfType<string>().CountBy(id => id)
            .Where(id => id.Value == 1).Select(id => id.Key).ToHashSet();
        return new Feed
        {
            Id = $"{catalog.Authority}:{topic.Slug}{(selection.Query is { } query ? Query(query) : "")}",
            Slug = topic.Slug,
            Title = topic.Title,
            Description = topic.Description is { Length: > 0 } description ? description : topic.Title,
            Language = topic.Language ?? site.Language,
            HomeUrl = selection.Query is null ? addresses.PageOf(topic.Slug) : addresses.Home,
            Self = format => addresses.Of(selection, format),
            Updated = articles.Count > 0 ? articles.Max(article => article.Updated) : Beginning(catalog.Authority),
            TimeToLive = Rhythm.TimeToLive(articles.Select(article => article.Article.Published)),
            Author = site.Author,
            Logo = site.Logo,
            Rights = site.Rights,
            Entries = [.. articles.Select(article => Entry(article, topic.Content, feedIds, topics[article.Key]))],
        };
    }

    private static string Query(Query query) => ":" + Uri.EscapeDataString(query.Text);

    private Func<FeedFormat, string> Archive(StoredTopic topic, long number) =>
        format => addresses.Archive(topic.Slug, number, format);

    /// <summary>Of those that would stand in this very document: what it is made of tells which, and no clock.</summary>
    /// <param name="last">Its last article, if there are more behind it.</param>
    private List<Tombstone> Tombstones(Topic topic, StoredTopic state, StoredArticle? last)
    {
        var since = last is null ? DateTimeOffset.MinValue
            : topic.ByFirstSeen ? last.FirstSeen : last.Article.Published ?? last.FirstSeen;
        return [.. store.Withdrawn(new Membership(state.Number, topic.ByFirstSeen), since, MostTombstones)
            .Select(tombstone => tombstone with { Id = catalog.IdOf(tombstone.Id) })];
    }

    private Entry Entry(StoredArticle stored, EntryContent content, HashSet<string> feedIds,
        IEnumerable<string> topics)
    {
        var article = stored.Article;
        var url = article.Url ?? addresses.Article(stored.Slug);
        return new Entry
        {
            Id = catalog.IdOf(article.Id),
            FeedId = article.FeedId is { } id && feedIds.Contains(id) ? id : null,
            Url = url,
            Title = article.Title,
            Summary = article.Summary,
            Content = content == EntryContent.Full && article.Content.Length > 0
                ? addresses.Expand(article.Content, url)
                : null,
            Published = article.Published,
            Updated = stored.Updated,
            Language = article.Language == "und" ? null : article.Language,
            Authors = article.Authors,
            Categories = Categories(article, topics),
            Image = article.Image is { } image ? image with { Url = addresses.Expand(image.Url) } : null,
            Enclosures =
                [.. article.Enclosures.Select(enclosure => enclosure with { Url = addresses.Expand(enclosure.Url) })],
            Publisher = article.Publisher,
            Agencies = article.Agencies,
        };
    }

    private List<string> Categories(Article article, IEnumerable<string> topics) =>
    [
        .. article.Tags.Concat(topics.Where(slug => slug != Topic.AllSlug).Select(catalog.Find)
            .Where(topic => topic is { IsGone: false }).Select(topic => topic!.Topic.Title))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static (List<StoredArticle> Articles, bool IsCut) WithinBudget(IEnumerable<StoredArticle> articles,
        EntryContent content)
    {
        var (within, left) = (new List<StoredArticle>(), ContentBudget);
        foreach (var article in articles)
        {
            left -= Encoding.UTF8.GetByteCount(article.Article.Title) + Encoding.UTF8.GetByteCount(article.Article.Summary)
                + (content == EntryContent.Full ? Encoding.UTF8.GetByteCount(article.Article.Content) : 0);
            if (left < 0 && within.Count > 0)
                return (within, true);
            within.Add(article);
        }
        return (within, false);
    }

    /// <summary>
    /// For a feed without entries: the year in which its ids' authority began, the same in every store.
    /// </summary>
    private static DateTimeOffset Beginning(string authority)
    {
        var year = Year().Match(authority) is { Success: true } match ? match.Groups[1].Value : "2000";
        return new DateTimeOffset(int.Parse(year, CultureInfo.InvariantCulture), 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    [GeneratedRegex(@",((?:19|20)\d{2})")]
    private static partial Regex Year();
}
