namespace FeedService.Articles;

/// <summary>
/// An article as everything behind the readers knows it: text cleaned, content safe, nothing invented.
/// </summary>
public sealed record Article
{
    /// <summary>
    /// What makes it the same article for ever: an IRI of its own, or <c>:</c> and its percent-encoded path, which
    /// stands behind the site's id (RFC 4151) wherever it is shown.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>
    /// The id under which subscribers of another feed know it, where that is no IRI: one within that feed.
    /// </summary>
    public string? FeedId { get; init; }

    /// <summary>The file it came from, below its root, with <c>/</c> between folders.</summary>
    public required string Path { get; init; }

    /// <summary>Its own key in a file that holds several articles; empty where the file is one article.</summary>
    public string Record { get; init; } = "";

    /// <summary>Names its page; the store makes it unique.</summary>
    public required string Slug { get; init; }

    /// <summary>One line of plain text, never empty.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text; empty only where the article has neither summary nor content.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Safe HTML in which every link is absolute; own files stand below <see cref="Links.Own"/>.</summary>
    public string Content { get; init; } = "";

    /// <summary>Where it was published; null when this service's page is its only place.</summary>
    public string? Url { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <summary>Its last significant change as the article itself tells it (RFC 4287 §4.2.15).</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>A language tag (BCP 47), <c>und</c> when unknown.</summary>
    public string Language { get; init; } = "und";

    public Access Access { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>News agencies the text comes from: sources, never authors.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>Labels a site puts over a headline, such as <c>Update</c>.</summary>
    public IReadOnlyList<string> Badges { get; init; } = [];

    public Publisher? Publisher { get; init; }
    public Image? Image { get; init; }
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    public ArticleLabels Labels => new(Path, Language, Tags, Authors);

    /// <summary>The id of an article that brings none: where it was found.</summary>
    public static string IdOf(string path, string record = "") =>
        ":" + Links.Encode(path) + (record.Length > 0 ? "#" + Links.Encode(record) : "");
}

/// <summary>Whether reading the whole article costs money where it was published.</summary>
public enum Access { Unknown, Free, Paid }

/// <summary>Who published the article first.</summary>
public sealed record Publisher(string Name, string? Url);

/// <summary>The picture that stands for an article. The URL is absolute.</summary>
public sealed record Image(string Url, string? Alt, string? Credit);

/// <summary>A file that comes with an article. The URL is absolute; length in bytes, 0 when unknown.</summary>
public sealed record Enclosure(string Url, string MediaType, long Length);
