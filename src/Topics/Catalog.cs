using FeedService.Store;

namespace FeedService.Topics;

/// <summary>A topic with its state in the store.</summary>
public sealed record CatalogTopic(Topic Topic, StoredTopic State)
{
    public bool IsGone => State.Gone is not null;
}

/// <summary>
/// The site and its topics as the store has them: what is served. Read as one consistent picture; replaced as a whole
/// when the store has changed.
/// </summary>
public sealed class Catalog(ArticleStore store)
{
    private static readonly string[] Meta = [MetaKeys.Site, MetaKeys.Authority];

    private readonly Lock refreshing = new();
    private volatile Picture picture = Picture.Empty;

    public Site Site => picture.Site;

    /// <summary>What ids are made under: kept in the store once it is permanent.</summary>
    public string Authority => picture.Authority;

    /// <summary>An article's id as it is shown: one made of its path stands behind the authority.</summary>
    public string IdOf(string stored) => stored.StartsWith(':') ? Authority + stored : stored;

    /// <summary>Changes with any topic; that of the pages that show several.</summary>
    public TopicState State => picture.State;

    /// <summary>The topics that are there, in the order of their titles.</summary>
    public IReadOnlyList<CatalogTopic> Topics => picture.Topics;

    /// <summary>A topic, gone or not, or null when there never was one.</summary>
    public CatalogTopic? Find(string slug) => picture.BySlug.GetValueOrDefault(slug);

    /// <summary>The slug of the topic that once had this one, or null.</summary>
    public string? FindAlias(string slug) => picture.ByAlias.GetValueOrDefault(slug);

    /// <summary>The state of a topic, or of several together; those that never were count for nothing.</summary>
    public TopicState StateOf(IReadOnlyList<string> slugs)
    {
        var topics = picture.BySlug;
        if (slugs.Count == 1)
            return topics.TryGetValue(slugs[0], out var one) ? one.State.State : default;
        var (version, modified) = (0L, DateTimeOffset.UnixEpoch);
        foreach (var slug in slugs)
        {
            if (!topics.TryGetValue(slug, out var topic))
                continue;
            version += topic.State.Version;
            modified = topic.State.LastModified > modified ? topic.State.LastModified : modified;
        }
        return new TopicState(version, modified);
    }

    /// <summary>Takes in what the store holds now.</summary>
    /// <param name="temporaryAuthority">Makes ids while the store keeps no permanent one.</param>
    public void Refresh(string temporaryAuthority)
    {
        // One after another: an older picture must not take the place of a newer one.
        lock (refreshing)
            picture = Look(temporaryAuthority);
    }

    /// <summary>Whether no process has changed any topic since.</summary>
    public bool IsCurrent() => store.State() == State;

    private Picture Look(string temporaryAuthority)
    {
        var (meta, states) = store.Picture(Meta);
        var siteText = meta.GetValueOrDefault(MetaKeys.Site, "");
        // What was understood under another site is not taken over: the topic of everything is named after it.
        var before = siteText == picture.SiteText ? picture : Picture.Empty;
        var site = before == Picture.Empty
            ? Site.Parse(Site.FileName, siteText).Site ?? picture.Site
            : before.Site;
        var topics = states
            .Select(state => new CatalogTopic(Named(Understand(state, before), site), state)).ToList();
        return new Picture(siteText, site, meta.GetValueOrDefault(MetaKeys.Authority, temporaryAuthority), topics);
    }

    // The topic of everything is the site, unless its file names it.
    private static Topic Named(Topic topic, Site site) => topic.Slug != Topic.AllSlug ? topic : topic with
    {
        Title = topic.Title.Length > 0 ? topic.Title : site.Title,
        Description = topic.Description ?? site.Description,
    };

    private static Topic Understand(StoredTopic state, Picture before)
    {
        if (before.BySlug.TryGetValue(state.Slug, out var known) && known.State.Definition == state.Definition)
            return known.Topic;
        var (topic, _) = TopicFile.Parse(state.Slug + ".yaml", state.Slug, state.Definition);
        return topic
            ?? new Topic { Slug = state.Slug, Title = state.Slug, Rule = new Rule([new Block([], [], int.MaxValue)]) };
    }

    private sealed class Picture
    {
        public static readonly Picture Empty = new("", Site.Default, "", []);

        public Picture(string siteText, Site site, string authority, IReadOnlyList<CatalogTopic> topics)
        {
            (SiteText, Site, Authority) = (siteText, site, authority);
            BySlug = topics.ToDictionary(topic => topic.Topic.Slug);
            Topics = [.. topics.Where(topic => !topic.IsGone).OrderBy(topic => topic.Topic.Slug != Topic.AllSlug)
                .ThenBy(topic => Folding.Fold(topic.Topic.Title), StringComparer.Ordinal)
                .ThenBy(topic => topic.Topic.Slug, StringComparer.Ordinal)];
            ByAlias = Topics.SelectMany(topic => topic.Topic.Aliases, (topic, alias) => (alias, topic.Topic.Slug))
                .Where(pair => !BySlug.TryGetValue(pair.alias, out var there) || there.IsGone)
                .DistinctBy(pair => pair.alias).ToDictionary(pair => pair.alias, pair => pair.Slug);
            State = new TopicState(topics.Sum(topic => topic.State.Version),
                topics.Count == 0 ? DateTimeOffset.UnixEpoch : topics.Max(topic => topic.State.LastModified));
        }

        public string SiteText { get; }
        public Site Site { get; }
        public string Authority { get; }
        public IReadOnlyList<CatalogTopic> Topics { get; }
        public IReadOnlyDictionary<string, CatalogTopic> BySlug { get; }
        public IReadOnlyDictionary<string, string> ByAlias { get; }
        public TopicState State { get; }
    }
}

/// <summary>What the store keeps beside articles and topics.</summary>
public static class MetaKeys
{
    /// <summary>The last good text of the site file.</summary>
    public const string Site = "site";

    /// <summary>The site file's <c>auto</c> that topics were last made for; empty when they have to be made again.</summary>
    public const string Automatic = "automatic";

    /// <summary>What ids are made under, for ever.</summary>
    public const string Authority = "authority";

    /// <summary>Set once the feeds folder has been imported, all of it.</summary>
    public const string Imported = "imported";

    /// <summary>The year in which the store was made.</summary>
    public const string Year = "year";

    /// <summary>What the store was last served with: the address, and the generation of the writers.</summary>
    public const string Presentation = "presentation";
}
