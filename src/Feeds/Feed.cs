using FeedService.Articles;

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

    /// <summary>The program that made it.</summary>
    public const string Generator = "FeedService";

    /// <summary>Grows when a writer writes the same articles differently, so that every validator moves.</summary>
    public const int Generation = 2;
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
