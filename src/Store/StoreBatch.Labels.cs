using System.Text.Json;
using FeedService.Articles;

namespace FeedService.Store;

// What automatic topics are made of.
public sealed partial class StoreBatch
{
    /// <summary>Whether an article may have been given labels that it did not have before.</summary>
    public bool HasNewLabels { get; private set; }

    /// <summary>
    /// The labels of every article that is shown, one by one as they are asked for. Nothing else may be asked then.
    /// </summary>
    public IEnumerable<(MemberArticle Article, ArticleLabels Labels)> Labelled()
    {
        foreach (var row in sql.Read("""
            select key, id, published, first_seen, path, language, details
            from article
            where withdrawn is null
            """))
        {
            var article = new MemberArticle(row.GetInt64(0), row.GetString(1),
                ArticleRow.Time(row.IsDBNull(2) ? null : row.GetInt64(2)), ArticleRow.Time(row.GetInt64(3))!.Value);
            var (tags, authors) = TagsAndAuthors.Read(row.GetString(6));
            yield return (article, new ArticleLabels(row.GetString(4), row.GetString(5), tags ?? [], authors ?? []));
        }
    }

    /// <summary>The automatic topics that no article belongs to any more.</summary>
    public IReadOnlyList<long> EmptyAutomaticTopics() =>
    [
        .. sql.Query<long>("""
            select t.number
            from topic t
            where t.automatic = 1 and t.gone is null and not exists (select 1 from member m where m.topic = t.number)
            """),
    ];

    /// <summary>The articles of a topic look different wherever they stand: entries and pages name all topics.</summary>
    public void TouchArticlesOf(long topic)
    {
        changedArticles.UnionWith(
            sql.Query<long>("select article from member where topic = @topic", new { topic }));
        changedTopics.UnionWith(sql.Query<long>("""
            select distinct beside.topic
            from member m
            join member beside on beside.article = m.article
            where m.topic = @topic
            """, new { topic }));
    }
}

/// <summary>Of an article's details, what may make a topic: a hundred thousand are read at once.</summary>
internal sealed record TagsAndAuthors(IReadOnlyList<string>? Tags, IReadOnlyList<string>? Authors)
{
    private static readonly TagsAndAuthors None = new(null, null);

    public static TagsAndAuthors Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StoreJson.Default.TagsAndAuthors) ?? None;
        }
        catch (JsonException)
        {
            return None;
        }
    }
}
