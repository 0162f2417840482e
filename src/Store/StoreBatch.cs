using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using FeedService.Articles;

namespace FeedService.Store;

/// <summary>What became of an article that was saved.</summary>
public enum SaveOutcome { Added, Changed, Same, DuplicateId }

/// <summary>
/// One transaction: articles, their topics and those topics' versions change together or not at all. Nothing of it
/// is seen before <see cref="Commit"/>.
/// </summary>
public sealed class StoreBatch : IDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction transaction;
    private readonly long now;
    private Action? release;
    private readonly HashSet<long> changedTopics = [];
    private readonly Dictionary<(string Sql, Type Values), Statement> statements = [];

    internal StoreBatch(DbConnection connection, DateTimeOffset now, Action release)
    {
        this.connection = connection;
        this.now = now.ToUnixTimeMilliseconds();
        this.release = release;
        transaction = connection.BeginTransaction();
    }

    /// <summary>Saves an article as the newest state of its file, and its memberships.</summary>
    /// <param name="seen">When it was first seen, if this is the first time.</param>
    /// <param name="fileChanged">False when only the reading of the same bytes has changed: that is no update.</param>
    public SaveOutcome Save(
        Article article, string root, DateTimeOffset seen, bool fileChanged, IReadOnlyList<Membership> memberships)
    {
        var row = ArticleRow.Of(article, root);
        var live = One("where a.root = @Root and a.path = @Path and a.withdrawn is null", row);
        var known = Known(row, live);
        if (live is not null && live.Key != known?.Key)
            Withdraw(root, row.Path);
        if (known is { Withdrawn: null } && IsElsewhere(known, row) && HasArticle(known))
            return SaveOutcome.DuplicateId;
        if (known is null)
        {
            row = Insert(row with { FirstSeen = seen.ToUnixTimeMilliseconds() });
            AddMembers(row, memberships);
            return SaveOutcome.Added;
        }

        var saysTheSame = row.SaysTheSameAs(known);
        var isSame = saysTheSame && known.Withdrawn is null;
        row = row with
        {
            Key = known.Key,
            Id = known.Id,
            Slug = known.Slug,
            FirstSeen = known.FirstSeen,
            Changed = fileChanged && !saysTheSame ? now : known.Changed,
        };
        if (!isSame || IsElsewhere(known, row))
            Update(row);
        var joined = Join(row, memberships, changed: !isSame);
        return isSame && !joined ? SaveOutcome.Same : SaveOutcome.Changed;
    }

    /// <summary>Takes the article of a file out of every topic. Its id and dates are kept, should it return.</summary>
    public void Withdraw(string root, string path)
    {
        var key = Scalar<long?>("select key from article where root = @root and path = @path and withdrawn is null",
            new { root, path });
        if (key is null)
            return;
        changedTopics.UnionWith(connection.Query<long>(
            "select topic from member where article = @key", new { key }, transaction));
        Execute("delete from member where article = @key", new { key });
        Execute("update article set withdrawn = @now where key = @key", new { key, now });
    }

    /// <summary>Whether committing will change any topic.</summary>
    public bool ChangesTopics => changedTopics.Count > 0;

    /// <summary>A renamed file: the same article under another path.</summary>
    public void Move(string root, string from, string to) =>
        Execute("update article set path = @to where root = @root and path = @from and withdrawn is null",
            new { root, from, to });

    public void Remember(string root, StoredFile file) => Execute("""
        insert into file (root, path, stamp, hash, due, article, remarks)
        values (@root, @Path, @Stamp, @Hash, @due, @article, @remarks)
        on conflict (root, path) do update set
            stamp = excluded.stamp, hash = excluded.hash, due = excluded.due, article = excluded.article,
            remarks = excluded.remarks
        """, new
    {
        root,
        file.Path,
        file.Stamp,
        file.Hash,
        due = file.Due?.ToUnixTimeMilliseconds(),
        article = file.HasArticle ? 1 : 0,
        remarks = file.Remarks.Count == 0 ? "[]"
            : JsonSerializer.Serialize(file.Remarks, StoreJson.Default.IReadOnlyListProblem),
    });

    public void Forget(string root, string path) =>
        Execute("delete from file where root = @root and path = @path", new { root, path });

    public void SetMeta(string key, string value) => Execute("""
        insert into meta (key, value) values (@key, @value)
        on conflict (key) do update set value = excluded.value
        """, new { key, value });

    /// <summary>A new or changed definition of a topic, there again if it was gone; returns its number.</summary>
    public long Define(string slug, string definition)
    {
        var number = Scalar<long>("""
            insert into topic (slug, definition, version, last_modified)
            values (@slug, @definition, 0, 0)
            on conflict (slug) do update set definition = excluded.definition, gone = null
            returning number
            """, new { slug, definition });
        changedTopics.Add(number);
        return number;
    }

    /// <summary>The topic's file is gone for good. Nobody belongs to it any more.</summary>
    public void Retire(long topic)
    {
        Execute("delete from member where topic = @topic", new { topic });
        Execute("update topic set gone = @now where number = @topic", new { topic, now });
        changedTopics.Add(topic);
    }

    /// <summary>Replaces who belongs to a topic.</summary>
    public void SetMembers(Membership topic, IEnumerable<MemberArticle> articles)
    {
        Execute("delete from member where topic = @Topic", new { topic.Topic });
        foreach (var (key, id, published, firstSeen) in articles)
            AddMember(topic, key, id, published?.ToUnixTimeMilliseconds(), firstSeen.ToUnixTimeMilliseconds());
        changedTopics.Add(topic.Topic);
    }

    /// <summary>Every feed looks different from now on.</summary>
    public void TouchAllTopics() =>
        changedTopics.UnionWith(connection.Query<long>("select number from topic", null, transaction));

    /// <summary>
    /// Makes all of it visible. Versions grow by one; Last-Modified by at least a second, since it is told in seconds
    /// and a client that knows the older one has to see that it changed (RFC 9110 §8.8.2).
    /// </summary>
    /// <param name="at">Now.</param>
    /// <returns>The numbers of the topics that changed.</returns>
    public IReadOnlyCollection<long> Commit(DateTimeOffset at)
    {
        var second = at.ToUnixTimeSeconds() * 1000;
        foreach (var topic in changedTopics)
        {
            Execute("""
                update topic
                set version = version + 1,
                    last_modified = case when last_modified + 1000 > @second then last_modified + 1000 else @second end
                where number = @topic
                """, new { topic, second });
        }
        transaction.Commit();
        return changedTopics;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        transaction.Dispose();
        connection.Dispose();
        Interlocked.Exchange(ref release, null)?.Invoke();
    }

    /// <summary>
    /// The article that a file brings: the one with its id. Only an id that the article itself brings makes another
    /// one of the same file; a URL that it is given later, or another name of the file, does not.
    /// </summary>
    /// <param name="live">What its file brought until now.</param>
    private ArticleRow? Known(ArticleRow row, ArticleRow? live)
    {
        var byId = One("where a.id = @Id", row);
        if (row.Id != row.Url && !row.HasIdOfPath)
            return byId;
        if (live is not null && (row.HasIdOfPath || byId is not { Withdrawn: null }))
            return live;
        // A renamed file took this path's id with it; what lies here now is another article.
        if (byId is { Withdrawn: null } && row.HasIdOfPath && byId.Root == row.Root && IsElsewhere(byId, row)
            && HasArticle(byId))
            return null;
        return byId ?? One("where a.root = @Root and a.path = @Path order by a.withdrawn desc limit 1", row);
    }

    private static bool IsElsewhere(ArticleRow known, ArticleRow row) =>
        (known.Root, known.Path) != (row.Root, row.Path);

    // Another file still brings this article, unless that file has gone in the meantime.
    private bool HasArticle(ArticleRow known) =>
        Scalar<long>("select count(*) from file where root = @Root and path = @Path and article = 1", known) > 0;

    private ArticleRow Insert(ArticleRow row)
    {
        row = row with { Key = NextKey(row.Published ?? row.FirstSeen), Id = FreeId(row.Id), Slug = FreeSlug(row) };
        Execute("""
            insert into article (key, id, root, path, slug, title, summary, content, url, language, published, updated,
                details, first_seen)
            values (@Key, @Id, @Root, @Path, @Slug, @Title, @Summary, @Content, @Url, @Language, @Published, @Updated,
                @Details, @FirstSeen)
            """, row);
        return row;
    }

    private void Update(ArticleRow row) => Execute("""
        update article
        set id = @Id, root = @Root, path = @Path, title = @Title, summary = @Summary, content = @Content, url = @Url,
            language = @Language, published = @Published, updated = @Updated, details = @Details, changed = @Changed,
            withdrawn = null
        where key = @Key
        """, row);

    private bool Join(ArticleRow row, IReadOnlyList<Membership> memberships, bool changed)
    {
        var before = connection.Query<(long Topic, long At, string Id)>(
            "select topic, at, id from member where article = @Key", row, transaction).ToHashSet();
        var after = memberships.Select(member => (member.Topic, At(member, row.Published, row.FirstSeen), row.Id))
            .ToHashSet();
        var isSame = before.SetEquals(after);
        if (!isSame)
        {
            Execute("delete from member where article = @Key", row);
            AddMembers(row, memberships);
            // Entries name all topics of their article, so those it stays in look different too.
            changedTopics.UnionWith(before.Union(after).Select(member => member.Item1));
        }
        if (changed)
            changedTopics.UnionWith(memberships.Select(member => member.Topic));
        return !isSame;
    }

    private void AddMembers(ArticleRow row, IReadOnlyList<Membership> memberships)
    {
        foreach (var member in memberships)
            AddMember(member, row.Key, row.Id, row.Published, row.FirstSeen);
        changedTopics.UnionWith(memberships.Select(member => member.Topic));
    }

    private void AddMember(Membership member, long article, string id, long? published, long firstSeen) => Execute(
        "insert into member (topic, at, id, article) values (@Topic, @at, @id, @article)",
        new { member.Topic, at = At(member, published, firstSeen), id, article });

    private static long At(Membership member, long? published, long firstSeen) =>
        member.ByFirstSeen ? firstSeen : published ?? firstSeen;

    // Seconds in the upper bits, a count within the second in the
    // lower twenty. Negative before 1970, and in order there too.
    private long NextKey(long at)
    {
        var from = (long)Math.Floor(at / 1000.0) << 20;
        return Scalar<long?>("select max(key) + 1 from article where key >= @from and key < @to",
            new { from, to = from + (1 << 20) }) ?? from;
    }

    private string FreeId(string id) => Free(id, "~", "select count(*) from article where id = @name");

    private string FreeSlug(ArticleRow row) => Free(row.Slug, "-", "select count(*) from article where slug = @name");

    private string Free(string wish, string separator, string count)
    {
        var name = wish;
        for (var i = 2; Scalar<long>(count, new { name }) > 0; i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{wish}{separator}{i}");
        return name;
    }

    private ArticleRow? One(string where, ArticleRow row) =>
        Scalar<long?>($"select a.key from article a {where}", row) is not { } key ? null
        : connection.QueryFirst<ArticleRow>($"select {ArticleRow.Columns} from article a where a.key = @key",
            new { key }, transaction);

    private T? Scalar<T>(string sql, object values) =>
        Prepared(sql, values).ExecuteScalar() is T found ? found : default;

    private void Execute(string sql, object values) => Prepared(sql, values).ExecuteNonQuery();

    // Parsed once a batch and not once an article, which would cost more than the statement itself.
    private DbCommand Prepared(string sql, object values)
    {
        if (!statements.TryGetValue((sql, values.GetType()), out var statement))
            statements[(sql, values.GetType())] = statement =
                new Statement(connection, transaction, sql, values.GetType());
        return statement.With(values);
    }
}
