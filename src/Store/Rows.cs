using FeedService.Articles;

namespace FeedService.Store;

/// <summary>An article with what only the store knows of it. Keys are ordered by time.</summary>
/// <param name="Slug">As the article's, made unique.</param>
/// <param name="FirstSeen">When this store first saw it.</param>
/// <param name="Changed">When this store saw its file change later, or null.</param>
/// <param name="Touched">When it last changed in any way, in whole seconds; its topics are of it too.</param>
public sealed record StoredArticle(
    long Key, Article Article, string Slug, DateTimeOffset FirstSeen, DateTimeOffset? Changed,
    DateTimeOffset? Withdrawn, DateTimeOffset Touched = default)
{
    /// <summary>
    /// Its last significant change: told, else seen, else its publication, else when it was first seen.
    /// </summary>
    public DateTimeOffset Updated => Article.Updated ?? Changed ?? Article.Published ?? FirstSeen;
}

/// <summary>A topic at rest.</summary>
/// <param name="Definition">The last good text of its file; empty for the built-in one.</param>
/// <param name="Version">Counts its changes from 1.</param>
/// <param name="LastModified">Whole seconds; grows strictly with the version.</param>
/// <param name="Gone">Since when its file is gone for good, or null.</param>
/// <param name="IsAutomatic">Whether the definition was made by the program and no file has one.</param>
/// <param name="Places">How many articles ever joined it.</param>
public sealed record StoredTopic(
    long Number, string Slug, string Definition, long Version, DateTimeOffset LastModified, DateTimeOffset? Gone,
    bool IsAutomatic = false, long Places = 0)
{
    public TopicState State => new(Version, LastModified);

    /// <summary>How many archive documents there are.</summary>
    public long Archives => StoreBatch.DocumentOf(Places);
}

/// <summary>What an import remembers of a file.</summary>
/// <param name="Stamp">Tells without reading whether anything it was made from has changed.</param>
/// <param name="Hash">Of the file's and its sidecar's bytes.</param>
/// <param name="Due">When to read it again all the same.</param>
/// <param name="HasArticle">Whether an article came of it that is shown.</param>
/// <param name="Remarks">Problems, or why it gives no article.</param>
public sealed record StoredFile(
    string Path, string Stamp, string Hash, DateTimeOffset? Due, bool HasArticle, IReadOnlyList<Problem> Remarks);

/// <summary>That an article belongs to a topic.</summary>
/// <param name="ByFirstSeen">The topic is ordered by when this store
/// first saw an article, not by its publication.</param>
public readonly record struct Membership(long Topic, bool ByFirstSeen);

/// <summary>What a membership takes from an article: who it is, and its place in time.</summary>
public readonly record struct MemberArticle(long Key, string Id, DateTimeOffset? Published, DateTimeOffset FirstSeen);
