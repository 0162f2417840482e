using System.Globalization;
using FeedService.Articles;
using FeedService.Topics;

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

    /// <summary>Where the form goes that combines topics.</summary>
    public string Combine => Root + "/feeds";

    /// <summary>Where the form goes that searches.</summary>
    public string SearchForm => $"{Root}/feeds/{Topics.Topic.SearchSlug}.{FeedFormat.Atom.Extension}";

    /// <summary>The feed of a topic, or of an expression of several.</summary>
    public string Feed(string slug, FeedFormat format) => $"{Root}/feeds/{Escape(slug)}.{format.Extension}";

    /// <summary>The feed of whatever was found.</summary>
    public string Of(Selection selection, FeedFormat format) =>
        selection.Query is { } query ? Search(query.Text, format) : Feed(selection.Topic.Slug, format);

    /// <summary>The feed of a search. What a query may hold as it is stays readable (RFC 3986 §3.4).</summary>
    public string Search(string query, FeedFormat format) =>
        $"{Root}/feeds/{Topics.Topic.SearchSlug}.{format.Extension}?q={Escape(query, isInQuery: true)}";

    /// <summary>An archive document of a topic.</summary>
    /// <param name="number">Counts from 1.</param>
    public string Archive(string slug, long number, FeedFormat format) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/feeds/{Escape(slug)}/archive/{number}.{format.Extension}");

    /// <summary>The page that shows what a topic's feed holds.</summary>
    public string PageOf(string slug) => slug == Topics.Topic.AllSlug ? Home : Topic(slug);

    public string Topic(string slug) => $"{Root}/topics/{Escape(slug)}";

    public string Article(string slug) => $"{Root}/articles/{Uri.EscapeDataString(slug)}";

    /// <summary>Stored text with the service's real address, and the article's own, where placeholders stand.</summary>
    public string Expand(string stored, string articleUrl) => stored.Contains(Links.Own, StringComparison.Ordinal)
        ? stored.Replace(Links.This, articleUrl, StringComparison.Ordinal)
            .Replace(Links.Own, Root, StringComparison.Ordinal)
        : stored;

    public string Expand(string stored) => Expand(stored, Root);

    // What combines slugs may stand in a path as it is (RFC 3986 §3.3); in a query, + is a space to forms.
    private static string Escape(string name, bool isInQuery = false)
    {
        var escaped = Uri.EscapeDataString(name).Replace("%2C", ",", StringComparison.Ordinal)
            .Replace("%21", "!", StringComparison.Ordinal);
        return isInQuery ? escaped.Replace("%2A", "*", StringComparison.Ordinal)
            : escaped.Replace("%2B", "+", StringComparison.Ordinal);
    }
}
