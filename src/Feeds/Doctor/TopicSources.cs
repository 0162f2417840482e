using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>The files that say what topics and the site are, for people who have to mend them.</summary>
/// <param name="files">The name of each topic's file, by slug.</param>
public sealed class TopicSources(IReadOnlyDictionary<string, string> files, ArticleStore store, Catalog catalog)
{
    /// <summary>The topic of everything and automatic ones need no file; the site's speaks for them.</summary>
    public string FileOf(string slug) => files.GetValueOrDefault(slug)
        ?? (slug == Topic.AllSlug || IsAutomatic(slug) ? Site.FileName : slug + ".yaml");

    /// <summary>The line of a key in a topic's file.</summary>
    public int? LineOf(string slug, string key) => FileOf(slug) == Site.FileName
        ? LineInSite(IsAutomatic(slug) ? "auto" : key)
        : catalog.Find(slug) is { } topic ? Definition.LineOf(topic.State.Definition, key) : null;

    private bool IsAutomatic(string slug) => catalog.Find(slug) is { State.IsAutomatic: true };

    public int? LineInSite(string key) => Definition.LineOf(store.Meta(MetaKeys.Site) ?? "", key);
}
