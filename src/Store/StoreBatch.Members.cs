namespace FeedService.Store;

// Who belongs to which topic, and their places in its archives.
public sealed partial class StoreBatch
{
    /// <summary>How many places an archive document has.</summary>
    public const int ArchiveLength = 100;

    private static readonly Table Member = new("member", "topic", "at", "id", "article", "place");

    private readonly HashSet<long> changedArticles = [];
    private readonly HashSet<long> changedArchives = [];
    private readonly HashSet<(long Topic, long Number)> changedDocuments = [];

    /// <summary>Replaces who belongs to a topic. Who stays, or comes back, has the place of before.</summary>
    public void SetMembers(Membership topic, IEnumerable<MemberArticle> articles)
    {
        LeaveAll(topic.Topic);
        var places = sql.Query<(long Article, long Place)>(
            "select article, place from former_member where topic = @Topic", new { topic.Topic })
            .ToDictionary(row => row.Article, row => row.Place);
        foreach (var (key, id, published, firstSeen) in articles)
        {
            AddMember(topic, key, id, published?.ToUnixTimeMilliseconds(), firstSeen.ToUnixTimeMilliseconds(),
                places.GetValueOrDefault(key));
        }
        sql.Execute("""
            delete from former_member
            where topic = @Topic and article in (select article from member where topic = @Topic)
            """, new { topic.Topic });
        changedTopics.Add(topic.Topic);
    }

    /// <summary>
    /// Gives those who joined a topic since the last time their places, for good: by publication, then id. A topic's
    /// archives grow at their end alone.
    /// </summary>
    public void Settle()
    {
        var growing = sql.Query<(long Topic, long Places)>("""
            select t.number, t.places
            from topic t
            where exists (select 1 from member m where m.topic = t.number and m.place = 0)
            """).ToList();
        foreach (var (topic, places) in growing)
        {
            var joined = sql.Scalar<long>("select count(*) from member where topic = @topic and place = 0", new { topic });
            sql.Execute("""
                update member set place = @places + joined.nth
                from (
                    select m.at, m.id, row_number() over (order by coalesce(a.published, a.first_seen), m.id) nth
                    from member m
                    join article a on a.key = m.article
                    where m.topic = @topic and m.place = 0) joined
                where member.topic = @topic and member.at = joined.at and member.id = joined.id
                """, new { topic, places });
            sql.Execute("update topic set places = @places where number = @topic", new { topic, places = places + joined });
            // The last document before is filled up, or names one after it from now on.
            for (var number = Math.Max(DocumentOf(places), 1); number <= DocumentOf(places + joined); number++)
                changedDocuments.Add((topic, number));
            changedTopics.Add(topic);
        }
    }

    /// <summary>The archive document that a place stands in; both count from 1.</summary>
    public static long DocumentOf(long place) => (place + ArchiveLength - 1) / ArchiveLength;

    private bool Join(ArticleRow row, IReadOnlyList<Membership> memberships, bool changed)
    {
        var before = sql.Query<(long Topic, long At, string Id)>(
            "select topic, at, id from member where article = @Key", row).ToHashSet();
        var after = memberships.Select(member => (member.Topic, At(member, row.Published, row.FirstSeen), row.Id))
            .ToHashSet();
        var isSame = before.SetEquals(after);
        if (!isSame)
        {
            Leave(row.Key);
            AddMembers(row, memberships);
            // Entries name all topics of their article, so those it stays in look different too.
            changedTopics.UnionWith(before.Union(after).Select(member => member.Topic));
        }
        if (changed)
            changedTopics.UnionWith(memberships.Select(member => member.Topic));
        if (changed || !isSame)
            changedArticles.Add(row.Key);
        return !isSame;
    }

    private void AddMembers(ArticleRow row, IReadOnlyList<Membership> memberships, bool isNew = false)
    {
        foreach (var member in memberships)
        {
            var place = isNew ? 0 : TakePlace(member.Topic, row.Key);
            AddMember(member, row.Key, row.Id, row.Published, row.FirstSeen, place);
        }
        changedTopics.UnionWith(memberships.Select(member => member.Topic));
    }

    private void AddMember(Membership member, long article, string id, long? published, long firstSeen, long place) =>
        sql.Add(Member, [member.Topic, At(member, published, firstSeen), id, article, place]);

    private long TakePlace(long topic, long article)
    {
        var place = sql.Scalar<long>("select place from former_member where article = @article and topic = @topic",
            new { article, topic });
        if (place > 0)
            sql.Execute("delete from former_member where article = @article and topic = @topic", new { article, topic });
        return place;
    }

    /// <summary>The article leaves every topic.</summary>
    /// <param name="withdrawn">When it was withdrawn from them; null where it is still shown.</param>
    private void Leave(long article, long? withdrawn = null)
    {
        foreach (var (topic, place) in sql.Query<(long, long)>(
            "select topic, place from member where article = @article and place > 0", new { article }))
            changedDocuments.Add((topic, DocumentOf(place)));
        sql.Execute($"{KeepPlaces} where article = @article and place > 0 {WhereKept}", new { article, withdrawn });
        sql.Execute("delete from member where article = @article", new { article });
    }

    /// <summary>An article that was withdrawn is shown again, if only elsewhere: nobody is told any more.</summary>
    private void TakeBackTombstones(long article)
    {
        changedTopics.UnionWith(sql.Query<long>(
            "select topic from former_member where article = @article and withdrawn is not null", new { article }));
        sql.Execute("update former_member set withdrawn = null where article = @article", new { article });
    }

    /// <summary>Every article leaves the topic.</summary>
    private void LeaveAll(long topic)
    {
        sql.Execute($"{KeepPlaces} where topic = @topic and place > 0 {WhereKept}",
            new { topic, withdrawn = (long?)null });
        sql.Execute("delete from member where topic = @topic", new { topic });
        changedArchives.Add(topic);
    }

    private const string KeepPlaces = """
        insert into former_member (topic, at, id, article, place, withdrawn)
        select topic, at, id, article, place, cast(@withdrawn as bigint) from member
        """;

    private const string WhereKept =
        """
        on conflict (topic, at, id) do update set
            article = excluded.article, place = excluded.place, withdrawn = excluded.withdrawn
        """;

    /// <summary>Dates the pages and archive documents that look different from now on.</summary>
    private void DateChanges(long second)
    {
        if (looksDifferent)
            SetMeta(AppearanceKey, second.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var topic in changedArchives)
            sql.Execute("update archive set last_modified = @second where topic = @topic", new { topic, second });
        foreach (var (topic, number) in changedDocuments)
            sql.Execute($"{DateArchive} values (@topic, @number, @second) {WhereDated}", new { topic, number, second });
        foreach (var key in changedArticles)
        {
            sql.Execute("update article set touched = @second where key = @key", new { key, second });
            sql.Execute($"""
                {DateArchive}
                select topic, (place + {ArchiveLength - 1}) / {ArchiveLength}, @second from member
                where article = @key and place > 0
                {WhereDated}
                """, new { key, second });
        }
    }

    private const string DateArchive = "insert into archive (topic, number, last_modified)";

    private const string WhereDated =
        "on conflict (topic, number) do update set last_modified = excluded.last_modified";

    private static long At(Membership member, long? published, long firstSeen) =>
        member.ByFirstSeen ? firstSeen : published ?? firstSeen;
}
