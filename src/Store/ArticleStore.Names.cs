using Dapper;

namespace FeedService.Store;

// Articles by what people call them.
public sealed partial class ArticleStore
{
    /// <summary>The article that is shown under an id.</summary>
    public StoredArticle? FindById(string id) => FindShown("a.id = @id", new { id });

    /// <summary>The newest article of a page, whatever the spelling of its URL.</summary>
    /// <param name="page">What all spellings have in common.</param>
    public StoredArticle? FindByPage(string page) => FindShown("a.page = @page", new { page });

    /// <summary>The newest article of a file, or one of several by its key: looks through an index of paths.</summary>
    public StoredArticle? FindByPath(string path, string? record = null) =>
        FindShown("a.path = @path and (@record is null or a.record = @record)", new { path, record });

    /// <summary>The newest article of a title. Looks through all titles.</summary>
    public StoredArticle? FindByTitle(string title) => FindShown("a.title = @title", new { title });

    // The key alone, in no order, comes out of an index of paths without a look at the articles.
    private StoredArticle? FindShown(string condition, object values)
    {
        using var connection = Connect();
        var keys = connection.Query<long>($"select a.key from article a where {condition}", values);
        return keys.OrderDescending().Select(key => connection.QuerySingleOrDefault<ArticleRow>(
            $"select {ArticleRow.Columns} from article a where a.key = @key and a.withdrawn is null", new { key }))
            .FirstOrDefault(row => row is not null)?.ToStored();
    }
}
