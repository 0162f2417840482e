namespace FeedService.Store;

/// <summary>A topic as a row. Times are milliseconds since 1970.</summary>
internal sealed record TopicRow
{
    public const string Columns = """
        number Number, slug Slug, definition Definition, version Version, last_modified LastModified, gone Gone,
        automatic Automatic, places Places
        """;

    public long Number { get; init; }
    public required string Slug { get; init; }
    public required string Definition { get; init; }
    public long Version { get; init; }
    public long LastModified { get; init; }
    public long? Gone { get; init; }
    public long Automatic { get; init; }
    public long Places { get; init; }

    public StoredTopic ToStored() => new(Number, Slug, Definition, Version, ArticleRow.Time(LastModified)!.Value,
        ArticleRow.Time(Gone), Automatic == 1, Places);
}
