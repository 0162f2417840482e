using System.Globalization;
using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>
/// Exports of WordPress (WXR), post by post: what is published and not behind a password. Names are all that counts,
/// for the namespaces of real files are spelled in several ways.
/// </summary>
public sealed partial class WordPressReader : IArticleReader
{
    public IReadOnlyList<string> Extensions { get; } = [".xml"];

    public bool Recognises(string beginning) =>
        FeedChannel.RootOf(beginning) is "rss" && (beginning.Contains("wordpress.org/export", StringComparison.Ordinal)
            || beginning.Contains("<wp:", StringComparison.Ordinal));

    public IEnumerable<Reading> Read(Source source)
    {
        var damage = new Damage();
        using var text = XmlDecoding.Open(source.Open(), damage.Add);
        var elements = new Elements(text, damage.Add);
        var site = new WordPressSite();
        while (elements.Next() is { } element)
        {
            if (element.Name is not ("item" or "wp:author"))
            {
                site.Channel.Learn(element, elements);
                continue;
            }
            var isWhole = elements.Fill(element, FeedEntry.IsEntry);
            if (elements.IsCutShort)
                throw new UnreadableException(element.Line, $"ends within the <{element.RawName}> that begins here");
            if (!isWhole)
                yield return Reading.Unreadable(source.Of("", element.Line), null, "larger than any article");
            else if (element.Name == "wp:author")
                site.LearnAuthor(element);
            else if (site.IsArticle(element))
                yield return ReadPost(source, element, site, damage);
        }
        if (elements.IsCutShort)
            throw new UnreadableException(null, "ends before its last tag, so something may be missing");
        yield return new Reading(null, "", null,
            [.. site.Notes().Select(note => source.Problem(null, note, null, Severity.Note))]);
    }

    public IEnumerable<string> Inspect(Source source)
    {
        foreach (var reading in Read(source))
        {
            if (reading.Article is { } article)
                yield return $"{article.Record}: {article.Title}, {Html.PlainText(article.Content).Length} characters";
            foreach (var problem in reading.Problems)
                yield return problem.ToString();
        }
    }

    private static Reading ReadPost(Source source, Element post, WordPressSite site, Damage damage)
    {
        // Posts that were copied in the database have the guid of another.
        var id = post.TextOf("guid") is { } guid && IsOwn(guid, post) && site.IsNew(guid) ? guid : null;
        var record = id ?? (post.TextOf("link") is { } link && site.IsNew(link) ? link
            : post.TextOf("wp:post_id") ?? "");
        var of = source.Of(record, post.Line);
        foreach (var (line, message) in damage.Take())
            of.Warn(line, message);
        var fields = new FieldList(post.Line).Add("id", id).Add("url", post.TextOf("link"))
            .Add("title", post.TextOf("title") is { } title ? FeedText.Plain(title) : null)
            .Add("slug", post.TextOf("wp:post_name") is { } name ? Uri.UnescapeDataString(name) : null)
            .Add("summary", post.TextOf("excerpt:encoded") is { } excerpt ? FeedText.Plain(excerpt) : null)
            .Add("published", Date(post, "wp:post_date") ?? post.TextOf("pubdate"))
            .Add("updated", Date(post, "wp:post_modified"))
            .Add("authors", site.AuthorsOf(post)).Add("tags", Tags(post))
            .Add("image", site.ImageOf(post)).Add("language", site.Channel.Language)
            .Add("source", site.Channel.ToField(post.Line));
        return new Manuscript
        {
            IsOfFeed = true,
            Fields = fields.ToMap(),
            Plain = Text.Line,
            Html = WordPressHtml.Of(post.TextOf("content:encoded") ?? ""),
            Base = post.TextOf("link") is null ? site.Channel.Link : null,
        }.ToReading(of);
    }

    // In a guid that WordPress made, the number is the post's.
    private static bool IsOwn(string guid, Element post) => post.TextOf("wp:post_id") is not { } id
        || NumberInGuid().Match(guid) is not { Success: true } number || number.Groups[1].Value == id;

    [GeneratedRegex(@"[?&;]p=(\d+)$")]
    private static partial Regex NumberInGuid();

    // Drafts that were never given a time have zeros for it in Greenwich; the site's own time is in its zone.
    private static string? Date(Element post, string name)
    {
        var inGreenwich = post.TextOf($"{name}_gmt");
        if (inGreenwich is not null && !inGreenwich.StartsWith("0000", StringComparison.Ordinal))
            return inGreenwich + " Z";
        return post.TextOf(name) is { } local && !local.StartsWith("0000", StringComparison.Ordinal) ? local : null;
    }

    private static IEnumerable<string> Tags(Element post) => post.All("category")
        .Where(category => category.Attribute("domain") is null or "category" or "post_tag" or "tag")
        .Select(category => category.Text);
}

/// <summary>What an export says of its site, and what it holds besides articles.</summary>
internal sealed class WordPressSite
{
    private readonly Dictionary<string, string> authors = [];
    private readonly Dictionary<string, string> attachments = [];
    private readonly SortedDictionary<string, int> others = new(StringComparer.Ordinal);
    private readonly HashSet<string> keys = [];
    private int unknownPictures;

    public FeedChannel Channel { get; } = new();

    public void LearnAuthor(Element author)
    {
        if (author.TextOf("wp:author_login") is { } login && author.TextOf("wp:author_display_name") is { } name)
            authors[login] = name;
    }

    /// <summary>Whether no post before had this key.</summary>
    public bool IsNew(string key) => keys.Add(key);

    /// <summary>Whether an item is one; what it is otherwise is counted.</summary>
    public bool IsArticle(Element item)
    {
        var type = item.TextOf("wp:post_type") ?? "post";
        var status = item.TextOf("wp:status") ?? "publish";
        if (type == "attachment" && item.TextOf("wp:post_id") is { } id && item.TextOf("wp:attachment_url") is { } url)
            attachments[id] = url;
        var other = type != "post" ? $"of the type {type}"
            : status != "publish" ? $"with the status {status}"
            : item.TextOf("wp:post_password") is not null ? "behind a password" : null;
        if (other is not null)
            others[other] = others.GetValueOrDefault(other) + 1;
        return other is null;
    }

    public IEnumerable<string> AuthorsOf(Element post) =>
        post.All("dc:creator").Select(login => authors.GetValueOrDefault(login.Text.Trim()) ?? login.Text.Trim());

    /// <summary>The post's own picture, where the file had it before the post.</summary>
    public string? ImageOf(Element post)
    {
        var id = post.All("wp:postmeta").FirstOrDefault(meta => meta.TextOf("wp:meta_key") == "_thumbnail_id")
            ?.TextOf("wp:meta_value");
        if (id is null)
            return null;
        var url = attachments.GetValueOrDefault(id);
        unknownPictures += url is null ? 1 : 0;
        return url;
    }

    public IEnumerable<string> Notes()
    {
        foreach (var (kind, count) in others)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{count} {kind}: no article{(count > 1 ? "s" : "")}");
        }
        if (unknownPictures > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{unknownPictures} without their featured picture, which comes later in the file or never");
        }
    }
}
