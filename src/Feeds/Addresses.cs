using FeedService.Articles;

namespace FeedService.Feeds;

/// <summary>
/// Every absolute URL of this service, from the one address that was configured; never from a request.
/// </summary>
/// <param name="root">The public root URL, without a slash at its end.</param>
public sealed class Addresses(string root)
{
    public string Root { get; } = root.TrimEnd('/');

    /// <summary>The path of the root as requests have it: decoded, and without a slash at its end.</summary>
    public string Path { get; } = Uri.UnescapeDataString(new Uri(root).AbsolutePath).TrimEnd('/');

    public string Home => Root + "/";

    public string Opml => Root + "/feeds.opml";

    public string Feed(string slug, FeedFormat format) =>
        $"{Root}/feeds/{Uri.EscapeDataString(slug)}.{format.Extension}";

    /// <summary>The page that shows what a topic's feed holds.</summary>
    public string PageOf(string slug) => slug == Topics.Topic.AllSlug ? Home : Topic(slug);

    public string Topic(string slug) => $"{Root}/topics/{Uri.EscapeDataString(slug)}";

    public string Article(string slug) => $"{Root}/articles/{Uri.EscapeDataString(slug)}";

    /// <summary>Stored text with the service's real address, and the article's own, where placeholders stand.</summary>
    public string Expand(string stored, string articleUrl) => stored.Contains(Links.Own, StringComparison.Ordinal)
        ? stored.Replace(Links.This, articleUrl, StringComparison.Ordinal)
            .Replace(Links.Own, Root, StringComparison.Ordinal)
        : stored;

    public string Expand(string stored) => Expand(stored, Root);
}
