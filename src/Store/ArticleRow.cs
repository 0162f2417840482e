using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using FeedService.Articles;

namespace FeedService.Store;

/// <summary>
/// An article as a row: what is queried in columns, the rest as JSON. Times are milliseconds since 1970.
/// </summary>
internal sealed record ArticleRow
{
    public const string Columns = """
        a.key Key, a.id Id, a.root Root, a.path Path, a.record Record, a.page Page, a.slug Slug, a.title Title,
        a.summary Summary, a.content Content, a.url Url, a.language Language, a.published Published, a.updated Updated,
        a.details Details, a.said Said, a.first_seen FirstSeen, a.changed Changed, a.withdrawn Withdrawn,
        a.touched Touched, a.quiet Quiet
        """;

    /// <summary>What a new article has.</summary>
    public static readonly Table New = new("article", "key", "id", "root", "path", "record", "page", "slug", "title",
        "summary", "content", "url", "language", "published", "updated", "details", "first_seen", "touched");

    public long Key { get; init; }
    public required string Id { get; init; }
    public required string Root { get; init; }
    public required string Path { get; init; }
    public string Record { get; init; } = "";

    /// <summary>What all spellings of its URL have in common.</summary>
    public string? Page { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Content { get; init; }
    public string? Url { get; init; }
    public required string Language { get; init; }
    public long? Published { get; init; }
    public long? Updated { get; init; }
    public required string Details { get; init; }

    /// <summary>
    /// A hash of what the shown place says itself, where others tell something too; null where there are none.
    /// </summary>
    public string? Said { get; init; }
    public long FirstSeen { get; init; }
    public long? Changed { get; init; }
    public long? Withdrawn { get; init; }

    /// <summary>When its page last changed.</summary>
    public long Touched { get; init; }

    /// <summary>How many characters small edits changed since the last edit that was told.</summary>
    public long Quiet { get; init; }

    public static ArticleRow Of(Article article, string root) => new()
    {
        Id = article.Id,
        Root = root,
        Path = article.Path,
        Record = article.Record,
        Page = Links.Page(article.Url),
        Slug = article.Slug,
        Title = article.Title,
        Summary = article.Summary,
        Content = article.Content,
        Url = article.Url,
        Language = article.Language,
        Published = article.Published?.ToUnixTimeMilliseconds(),
        Updated = article.Updated?.ToUnixTimeMilliseconds(),
        Details = Store.Details.Of(article).ToString(),
    };

    /// <summary>The values of <see cref="New"/>.</summary>
    public object?[] Values() =>
    [
        Key, Id, Root, Path, Record, Page, Slug, Title, Summary, Content, Url, Language, Published, Updated, Details,
        FirstSeen, Touched,
    ];

    /// <summary>Whether its id is made of its path, for want of one that the article itself brings.</summary>
    public bool HasIdOfPath => Id == Article.IdOf(Path, Record);

    /// <summary>Whether the article itself brings its id, and that is neither its place nor its URL.</summary>
    public bool HasIdOfItsOwn => !HasIdOfPath && Id != Url && !(Page is not null && Links.Page(Id) == Page);

    /// <summary>How much it says, in characters of its text.</summary>
    public int Weight => Html.PlainText(Content).Length;

    /// <summary>Whether the article itself is the same; where it lies and what the store adds do not count.</summary>
    public bool SaysTheSameAs(ArticleRow other)
    {
        var article = other with { Key = Key, Id = Id, Root = Root, Path = Path, Record = Record, Slug = Slug };
        return this == article with
        {
            Said = Said,
            FirstSeen = FirstSeen,
            Changed = Changed,
            Withdrawn = Withdrawn,
            Touched = Touched,
            Quiet = Quiet,
        };
    }

    /// <summary>A hash of the article itself; where it lies and what the store adds do not count.</summary>
    public string HashOfWords()
    {
        var words = JsonSerializer.SerializeToUtf8Bytes(
            [Title, Summary, Content, Url, Language, $"{Published}", $"{Updated}", Details],
            StoreJson.Default.StringArray);
        return Convert.ToHexStringLower(SHA256.HashData(words).AsSpan(0, 16));
    }

    /// <summary>Its own words, and what another place tells that it does not.</summary>
    public ArticleRow FilledFrom(ArticleRow other) => this with
    {
        Url = Url ?? other.Url,
        Page = Page ?? other.Page,
        Language = Language == "und" ? other.Language : Language,
        Published = Published ?? other.Published,
        Updated = Updated ?? other.Updated,
        Details = Store.Details.Read(Details).FilledFrom(Store.Details.Read(other.Details)).ToString(),
    };

    public StoredArticle ToStored() =>
        new(Key, ToArticle(), Slug, Time(FirstSeen)!.Value, Time(Changed), Time(Withdrawn), Time(Touched)!.Value);

    public Article ToArticle()
    {
        var details = Store.Details.Read(Details);
        return new Article
        {
            Id = Id,
            Path = Path,
            Record = Record,
            Slug = Slug,
            Title = Title,
            Summary = Summary,
            Content = Content,
            Url = Url,
            Language = Language,
            Published = Time(Published),
            Updated = Time(Updated),
            Access = details.Access,
            Authors = details.Authors ?? [],
            Tags = details.Tags ?? [],
            Agencies = details.Agencies ?? [],
            Badges = details.Badges ?? [],
            Publisher = details.Publisher,
            FeedId = details.FeedId,
            Image = details.Image,
            Enclosures = details.Enclosures ?? [],
        };
    }

    public static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
}

/// <summary>The parts of an article that no query asks for. Empty lists are absent.</summary>
internal sealed record Details(
    Access Access, IReadOnlyList<string>? Authors, IReadOnlyList<string>? Tags, IReadOnlyList<string>? Agencies,
    IReadOnlyList<string>? Badges, Publisher? Publisher, Image? Image, IReadOnlyList<Enclosure>? Enclosures,
    string? FeedId = null)
{
    public static Details Of(Article article) => new(
        article.Access, Filled(article.Authors), Filled(article.Tags), Filled(article.Agencies), Filled(article.Badges),
        article.Publisher, article.Image, Filled(article.Enclosures), article.FeedId);

    /// <summary>A row that something else has damaged keeps its article, and every feed it stands in.</summary>
    public static Details Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StoreJson.Default.Details) ?? Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    public Details FilledFrom(Details other) => new(
        Access == Access.Unknown ? other.Access : Access, Authors ?? other.Authors, Tags ?? other.Tags,
        Agencies ?? other.Agencies, Badges ?? other.Badges, Publisher ?? other.Publisher, Image ?? other.Image,
        Enclosures ?? other.Enclosures, FeedId ?? other.FeedId);

    public override string ToString() => JsonSerializer.Serialize(this, StoreJson.Default.Details);

    private static readonly Details Nothing = new(Access.Unknown, null, null, null, null, null, null, null);

    private static IReadOnlyList<T>? Filled<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Details))]
[JsonSerializable(typeof(TagsAndAuthors))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(IReadOnlyList<Problem>))]
internal sealed partial class StoreJson : JsonSerializerContext;
