using FeedService.Store;

namespace FeedService.Topics;

/// <summary>What a feed can be of: a topic, topics combined, or a search.</summary>
/// <param name="Topic">Its title, limit and so on; for what is no topic, as if it were one.</param>
/// <param name="Parts">The slugs of the topics with which it changes.</param>
/// <param name="Reading">Their state when it was found, or before.</param>
/// <param name="Newest">Finds its articles, in the order of the feed.</param>
public sealed record Selection(Topic Topic, IReadOnlyList<string> Parts, TopicState Reading, Func<NewestArticles> Newest)
{
    /// <summary>Where a topic stands in the store; null for what is none, and so has no archives.</summary>
    public StoredTopic? State { get; init; }

    /// <summary>What was searched for; null for what is no search.</summary>
    public Query? Query { get; init; }
}

/// <summary>The newest articles of something, read one by one as they are asked for.</summary>
/// <param name="Since">How far back a search went that gave up; null where none is missing.</param>
public sealed record NewestArticles(IEnumerable<StoredArticle> Articles, DateTimeOffset? Since = null);

/// <summary>What cannot be done now and will be soon; the message tells why.</summary>
public sealed class NotYetException(string message) : Exception(message);

/// <summary>
/// What became of a name that was looked up. One of the first three is set, or else the name is unknown.
/// </summary>
public sealed record NameLookup
{
    public Selection? Selection { get; init; }

    /// <summary>The name under which it is to be found instead.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>Why there is nothing any more.</summary>
    public string? Gone { get; init; }

    /// <summary>Whether the other name is a new one, and not only another spelling.</summary>
    public bool IsRenamed { get; init; }

    /// <summary>Why the name is unknown.</summary>
    public string? Reason { get; init; }
}

/// <summary>Finds what the slug of a topic, an expression of several, or a search names.</summary>
public sealed class Selections(ArticleStore store, Catalog catalog, Search search)
{
    public NameLookup Find(string name)
    {
        if (name.AsSpan().ContainsAny("+,!"))
            return FindCombination(name);
        if (catalog.FindAlias(name) is { } current)
            return new NameLookup { Elsewhere = current, IsRenamed = true };
        if (catalog.Find(name) is not { } topic)
            return new NameLookup { Reason = $"There is no topic {name}." };
        return topic.IsGone
            ? new NameLookup { Gone = $"The topic {name} has been removed." }
            : new NameLookup { Selection = Of(topic) };
    }

    public Selection Of(CatalogTopic topic) => new(topic.Topic, [topic.Topic.Slug], topic.State.State,
        () => new NewestArticles(store.Newest(topic.State.Number, topic.Topic.Limit)))
    {
        State = topic.State,
    };

    /// <summary>The articles that match a query; null while the store knows no topic.</summary>
    /// <exception cref="NotYetException">When the articles are asked for and not all can be searched.</exception>
    public Selection? Of(Query query)
    {
        if (catalog.Find(Topic.AllSlug) is not { } all)
            return null;
        var topic = new Topic
        {
            Slug = Topic.SearchSlug,
            Title = query.Text,
            Description = $"The newest articles of {all.Topic.Title} for: {query.Text}",
            Language = all.Topic.Language,
            Content = all.Topic.Content,
        };
        return new Selection(topic, [Topic.AllSlug], all.State.State, Newest) { Query = query };

        NewestArticles Newest()
        {
            var found = search.Newest(query, all.State.Number, topic.Limit)
                ?? throw new NotYetException("Not everything that was imported can be searched yet.");
            return new NewestArticles(found.Articles, found.Since);
        }
    }

    private NameLookup FindCombination(string name)
    {
        var isRenamed = false;
        var (expression, reason) = Expression.Parse(name, Current, Topic.AllSlug);
        if (expression is null)
            return new NameLookup { Reason = reason };
        if (expression.Text != name)
            return new NameLookup { Elsewhere = expression.Text, IsRenamed = isRenamed };
        var parts = expression.Names.ToList();
        if (expression.Alternatives.Any(one => one.With.Count == 0))
            parts.Add(Topic.AllSlug);
        // Before anything else is looked up.
        var reading = catalog.StateOf(parts);
        // A topic that is gone has no articles; the others go on, and it may come back.
        return expression.Reduced(slug => catalog.Find(slug) is { IsGone: true }) is { } left
            ? new NameLookup { Selection = Combine(expression, left, parts, reading) }
            : new NameLookup { Gone = $"A topic of {name} has been removed." };

        (string?, string?) Current(string slug)
        {
            var current = catalog.FindAlias(slug);
            isRenamed |= current is not null;
            return catalog.Find(current ?? slug) is { } topic
                ? (topic.Topic.Slug, null)
                : (null, $"There is no topic {(slug.Length > 0 ? slug : "without a name")}.");
        }
    }

    private Selection Combine(Expression expression, Expression left, IReadOnlyList<string> parts, TopicState reading)
    {
        var named = expression.Alternatives.SelectMany(one => one.With).Distinct().Select(TopicOf).ToList();
        var languages = named.Select(topic => topic.Language).Distinct().ToList();
        var topic = new Topic
        {
            Slug = expression.Text,
            Title = string.Join(" or ", expression.Alternatives.Select(Title)),
            Language = languages is [var one] ? one : null,
            // What gives only summaries somewhere has a reason.
            Content = named.Exists(topic => topic.Content == EntryContent.Summary)
                ? EntryContent.Summary
                : EntryContent.Full,
        };
        var combinations = left.Alternatives.Select(Combination).ToList();
        return new Selection(topic, parts, reading, () => new NewestArticles(store.Newest(combinations, topic.Limit)));
    }

    private string Title(Alternative alternative)
    {
        var with = string.Join(" and ", alternative.With.DefaultIfEmpty(Topic.AllSlug).Select(TitleOf));
        return alternative.Without.Count == 0 ? with
            : $"{with} without {string.Join(" or ", alternative.Without.Select(TitleOf))}";
    }

    // The rarest first, for that one is walked; one by dates before one by when its articles were added.
    private Combination Combination(Alternative alternative) => new(
        [.. alternative.With.DefaultIfEmpty(Topic.AllSlug).Select(slug => catalog.Find(slug)!)
            .OrderBy(topic => topic.Topic.ByFirstSeen).ThenBy(topic => topic.State.Places)
            .Select(topic => topic.State.Number)],
        [.. alternative.Without.Select(slug => catalog.Find(slug)!.State.Number)]);

    private Topic TopicOf(string slug) => catalog.Find(slug)!.Topic;

    private string TitleOf(string slug) => TopicOf(slug).Title;
}
