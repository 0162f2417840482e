using FeedService.Articles;
using FeedService.Store;

namespace FeedService.Feeds;

/// <summary>A topic's entries and what stands above them, the same for every format. All URLs are absolute.</summary>
public sealed record Feed
{
    public required string Id { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required string Language { get; init; }
    public required string HomeUrl { get; init; }

    /// <summary>Where it can be fetched, by format.</summary>
    public required Func<FeedFormat, string> Self { get; init; }

    /// <summary>The last significant change of any entry; never now.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>How long a copy of it is good enough: whole minutes, as its articles come.</summary>
    public required TimeSpan TimeToLive { get; init; }

    public required string Author { get; init; }
    public string? Logo { get; init; }
    public string? Rights { get; init; }
    public required IReadOnlyList<Entry> Entries { get; init; }

    /// <summary>Its archive documents, or where it stands among them; null where there are none.</summary>
    public History? History { get; init; }

    /// <summary>Entries that were taken back (RFC 6721).</summary>
    public IReadOnlyList<Tombstone> Tombstones { get; init; } = [];

    /// <summary>The program that made it.</summary>
    public const string Generator = "FeedService";

    /// <summary>Grows when a writer writes the same articles differently, so that every validator moves.</summary>
    public const int Generation = 3;
}

/// <summary>The documents beside this one in which a topic keeps all its entries (RFC 5005 §4), by format.</summary>
/// <param name="Previous">The one before: older members, or the last one of all.</param>
/// <param name="Next">The one after, in an archive document that is full.</param>
/// <param name="Current">The topic's feed, in an archive document.</param>
/// <param name="IsArchive">Whether its members are there to stay.</param>
public sealed record History(Func<FeedFormat, string>? Previous, Func<FeedFormat, string>? Next = null,
    Func<FeedFormat, string>? Current = null, bool IsArchive = false)
{
    /// <summary>The links to them, by their relation.</summary>
    public IEnumerable<(string Relation, string Url)> Links(FeedFormat format) =>
        new[] { ("current", Current), ("prev-archive", Previous), ("next-archive", Next) }
            .Where(link => link.Item2 is not null).Select(link => (link.Item1, link.Item2!(format)));
}

/// <summary>An article in a feed. Texts are plain unless they say otherwise; empty lists mean absent.</summary>
public sealed record Entry
{
    /// <summary>An IRI.</summary>
    public required string Id { get; init; }

    /// <summary>The id that subscribers of an earlier feed know, which is no IRI; for formats that take any text.</summary>
    public string? FeedId { get; init; }

    public required string Url { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }

    /// <summary>Safe HTML; null in a feed of summaries, and where the article has none.</summary>
    public string? Content { get; init; }

    public DateTimeOffset? Published { get; init; }
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Null when unknown.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The article's tags and the titles of its topics.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public Image? Image { get; init; }
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];
    public Publisher? Publisher { get; init; }
    public IReadOnlyList<string> Agencies { get; init; } = [];
}
