using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>A topic as a feed.</summary>
public sealed partial class FeedBuilder(ArticleStore store, Catalog catalog, Addresses addresses)
{
    // Feed readers give up on documents of a few megabytes; this much content is alike in all formats.
    private const int ContentBudget = 500_000;

    public Feed Build(CatalogTopic topic)
    {
        var articles = WithinBudget(store.Newest(topic.State.Number, topic.Topic.Limit), topic.Topic.Content).ToList();
        var topics = store.TopicsOf(articles.Select(article => article.Key));
        var site = catalog.Site;
        // One within the feed that it came from; where another one brings it too, it tells nothing apart.
        var feedIds = articles.Select(article => article.Article.FeedId).OfType<string>().CountBy(id => id)
            .Where(id => id.Value == 1).Select(id => id.Key).ToHashSet();
        return new Feed
        {
            Id = $"{catalog.Authority}:{topic.Topic.Slug}",
            Slug = topic.Topic.Slug,
            Title = topic.Topic.Title,
            Description = topic.Topic.Description is { Length: > 0 } description ? description : topic.Topic.Title,
            Language = topic.Topic.Language ?? site.Language,
            HomeUrl = addresses.PageOf(topic.Topic.Slug),
            Self = format => addresses.Feed(topic.Topic.Slug, format),
            Updated = articles.Count > 0 ? articles.Max(article => article.Updated) : Beginning(catalog.Authority),
            TimeToLive = Rhythm.TimeToLive(articles.Select(article => article.Article.Published)),
            Author = site.Author,
            Logo = site.Logo,
            Rights = site.Rights,
            Entries = [.. articles.Select(article => Entry(article, topic.Topic.Content, feedIds, topics[article.Key]))],
        };
    }

    private Entry Entry(StoredArticle stored, EntryContent content, HashSet<string> feedIds,
        IEnumerable<string> topics)
    {
        var article = stored.Article;
        var url = article.Url ?? addresses.Article(stored.Slug);
        return new Entry
        {
            Id = article.Id.StartsWith(':') ? catalog.Authority + article.Id : article.Id,
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

    private static IEnumerable<StoredArticle> WithinBudget(IEnumerable<StoredArticle> articles, EntryContent content)
    {
        var (count, left) = (0, ContentBudget);
        foreach (var article in articles)
        {
            left -= Encoding.UTF8.GetByteCount(article.Article.Title) + Encoding.UTF8.GetByteCount(article.Article.Summary)
                + (content == EntryContent.Full ? Encoding.UTF8.GetByteCount(article.Article.Content) : 0);
            if (left < 0 && count > 0)
                yield break;
            count++;
            yield return article;
        }
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
