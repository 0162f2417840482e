using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>Finds the article that a person means.</summary>
public sealed class ArticleNames(ArticleStore store, Catalog catalog, Addresses addresses)
{
    /// <summary>
    /// The article of this slug, page here, URL, id or file below its root; of a file that holds several, the one
    /// behind <c>#</c> or the newest.
    /// </summary>
    public StoredArticle? Find(string name)
    {
        name = name.Trim();
        return OfSlug(name) ?? store.FindById(InStore(name)) ?? OfPage(name) ?? OfFile(Text.Clean(name));
    }

    private StoredArticle? OfSlug(string name)
    {
        var pages = addresses.Article("");
        var slug = name.StartsWith(pages, StringComparison.OrdinalIgnoreCase)
            ? Uri.UnescapeDataString(name[pages.Length..])
            : name;
        return store.Find(Topic.Canonical(slug)) is { Withdrawn: null } found ? found : null;
    }

    // As feeds show it, an id that was made from a path stands behind the authority.
    private string InStore(string id) =>
        id.StartsWith(catalog.Authority + ":", StringComparison.Ordinal) ? id[catalog.Authority.Length..] : id;

    private StoredArticle? OfPage(string name) =>
        Links.IsHttp(name) && Links.Page(name) is { } page ? store.FindByPage(page) : null;

    private StoredArticle? OfFile(string name)
    {
        if (store.FindByPath(name) is { } found)
            return found;
        var mark = name.IndexOf('#', StringComparison.Ordinal);
        return mark > 0 ? store.FindByPath(name[..mark], name[(mark + 1)..]) : null;
    }
}
