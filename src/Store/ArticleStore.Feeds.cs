using System.Globalization;
using Dapper;

namespace FeedService.Store;

/// <summary>Topics of which an article belongs to all of some and to none of others, by their numbers.</summary>
/// <param name="With">At least one. Articles stand where they stand in the first.</param>
public sealed record Combination(IReadOnlyList<long> With, IReadOnlyList<long> Without);

/// <summary>The state of one topic, or of several together: it changes with each.</summary>
/// <param name="LastModified">Whole seconds; grows strictly with the version.</param>
public readonly record struct TopicState(long Version, DateTimeOffset LastModified);

/// <summary>An article that was withdrawn (RFC 6721).</summary>
public sealed record Tombstone(string Id, DateTimeOffset Withdrawn);

// What feeds are made of.
public sealed partial class ArticleStore
{
    private const string NewestQuery = $"""
        select {ArticleRow.Columns}
        from member m
        join article a on a.key = m.article
        where m.topic = @topic
        order by m.at desc, m.id
        limit @limit
        """;

    private const string ArchiveQuery = $"""
        select {ArticleRow.Columns}
        from member m
        join article a on a.key = m.article
        where m.topic = @topic and m.place between @first and @last
        order by m.at desc, m.id
        """;

    /// <summary>
    /// The newest entries of a topic, in the order of its feed, read one by one as they are asked for.
    /// </summary>
    public IEnumerable<StoredArticle> Newest(long topic, int limit) => Articles(NewestQuery, new { topic, limit });

    /// <summary>The newest articles that any of some combinations holds.</summary>
    public IReadOnlyList<StoredArticle> Newest(IReadOnlyList<Combination> combinations, int limit)
    {
        using var connection = Connect();
        var keys = combinations.SelectMany(one => connection.Query<(long At, string Id, long Article)>(
                $"{Members(one)} order by m.at desc, m.id limit @limit", new { limit }))
            .GroupBy(row => row.Article).Select(same => same.MaxBy(row => row.At))
            .OrderByDescending(row => row.At).ThenBy(row => row.Id, StringComparer.Ordinal)
            .Take(limit).Select(row => row.Article).ToList();
        return ByKeys(keys);
    }

    /// <summary>Articles by their keys, in the order of these; withdrawn ones and unknown keys are left out.</summary>
    public IReadOnlyList<StoredArticle> ByKeys(IReadOnlyList<long> keys)
    {
        using var connection = Connect();
        var rows = connection.Query<ArticleRow>(
            $"""
            select {ArticleRow.Columns}
            from article a
            where a.key {database.Among("keys")} and a.withdrawn is null
            """, new { keys = database.List(keys) }).ToDictionary(row => row.Key);
        return [.. keys.Where(rows.ContainsKey).Select(key => rows[key].ToStored())];
    }

    /// <summary>The articles whose places are in an archive document, in the order of the topic's feed.</summary>
    /// <param name="number">Counts from 1.</param>
    public IEnumerable<StoredArticle> Archive(long topic, long number) => Articles(ArchiveQuery, new
    {
        topic,
        first = (number - 1) * StoreBatch.ArchiveLength + 1,
        last = number * StoreBatch.ArchiveLength,
    });

    /// <summary>When an archive document last changed, in whole seconds: by itself, or with everything.</summary>
    public DateTimeOffset ArchiveChanged(long topic, long number)
    {
        using var connection = Connect();
        var own = connection.ExecuteScalar<long?>(
            "select last_modified from archive where topic = @topic and number = @number", new { topic, number });
        return Later(own ?? 0);
    }

    /// <summary>The archive documents of all topics, by these' numbers, and when each last changed by itself.</summary>
    public ILookup<long, (long Number, DateTimeOffset Changed)> ArchivesChanged()
    {
        using var connection = Connect();
        return connection.Query<(long Topic, long Number, long Changed)>(
            "select topic, number, last_modified from archive order by topic, number")
            .ToLookup(row => row.Topic, row => (row.Number, ArticleRow.Time(row.Changed)!.Value));
    }

    /// <summary>The slug of every article that is shown, and when it last changed in any way.</summary>
    public IReadOnlyList<(string Slug, DateTimeOffset Touched)> Pages()
    {
        using var connection = Connect();
        return [.. connection.Query<(string Slug, long Touched)>(
            "select slug, touched from article where withdrawn is null order by key")
            .Select(row => (row.Slug, ArticleRow.Time(row.Touched)!.Value))];
    }

    /// <summary>When everything last changed its looks: a title, the address, a writer.</summary>
    public DateTimeOffset AppearanceChanged() => Later(0);

    /// <summary>
    /// Those withdrawn from a topic whose place in time is at or after an instant, the last withdrawn first.
    /// </summary>
    public IReadOnlyList<Tombstone> Withdrawn(Membership topic, DateTimeOffset since, int limit)
    {
        using var connection = Connect();
        return [.. connection.Query<(string Id, long Withdrawn)>($"""
            select f.id, f.withdrawn
            from former_member f
            join article a on a.key = f.article
            where f.topic = @Topic and f.withdrawn is not null
                and {(topic.ByFirstSeen ? "a.first_seen" : "coalesce(a.published, a.first_seen)")} >= @since
            order by f.withdrawn desc, f.id
            limit @limit
            """, new { topic.Topic, since = since.ToUnixTimeMilliseconds(), limit })
            .Select(row => new Tombstone(row.Id, ArticleRow.Time(row.Withdrawn)!.Value))];
    }

    /// <summary>The state of some topics together.</summary>
    public TopicState State(IReadOnlyList<long> topics)
    {
        using var connection = Connect();
        var (version, modified) = connection.QuerySingle<(long, long)>($"""
            select cast(coalesce(sum(version), 0) as bigint), coalesce(max(last_modified), 0)
            from topic
            where number {database.Among("topics")}
            """, new { topics = database.List(topics) });
        return new TopicState(version, ArticleRow.Time(modified)!.Value);
    }

    public long Count(long topic)
    {
        using var connection = Connect();
        return connection.ExecuteScalar<long>("select count(*) from member where topic = @topic", new { topic });
    }

    /// <summary>Whether anybody who joined a topic has no place in its archives yet.</summary>
    public bool HasNewcomers()
    {
        using var connection = Connect();
        return connection.ExecuteScalar<long>("""
            select exists (
                select 1 from topic t
                where exists (select 1 from member m where m.topic = t.number and m.place = 0))
            """) == 1;
    }

    private IEnumerable<StoredArticle> Articles(string query, object values)
    {
        using var connection = Connect();
        foreach (var row in connection.Query<ArticleRow>(query, values, buffered: false))
            yield return row.ToStored();
    }

    private DateTimeOffset Later(long milliseconds)
    {
        var appearance = Meta(StoreBatch.AppearanceKey) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        return ArticleRow.Time(Math.Max(milliseconds, appearance))!.Value;
    }

    // Walks the first topic from its newest member; numbers need no parameters.
    private static string Members(Combination combination) => string.Create(CultureInfo.InvariantCulture, $"""
        select m.at At, m.id Id, m.article Article
        from member m
        where m.topic = {combination.With[0]}
            {string.Join(' ', combination.With.Skip(1).Select(topic => $"and exists ({IsIn(topic)})"))}
            {string.Join(' ', combination.Without.Select(topic => $"and not exists ({IsIn(topic)})"))}
        """);

    private static string IsIn(long topic) => string.Create(CultureInfo.InvariantCulture,
        $"select 1 from member o where o.article = m.article and o.topic = {topic}");
}
