using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FeedService.Articles;

namespace FeedService.Feeds;

/// <summary>JSON Feed 1.1 (jsonfeed.org/version/1.1).</summary>
public sealed class JsonFeedWriter : IFeedWriter
{
    // HTML stays readable and small; the media type and nosniff keep browsers from reading it as a page.
    private static readonly JsonFeedContext Context = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public FeedFormat Format => FeedFormat.Json;

    public byte[] Write(Feed feed) => JsonSerializer.SerializeToUtf8Bytes(new JsonDocument
    {
        Title = feed.Title,
        HomePageUrl = feed.HomeUrl,
        FeedUrl = feed.Self(FeedFormat.Json),
        NextUrl = feed.History?.Previous?.Invoke(FeedFormat.Json),
        Description = feed.Description,
        Icon = feed.Logo,
        Authors = [new JsonAuthor(feed.Author)],
        Language = feed.Language,
        Items = [.. feed.Entries.Select(Item)],
    }, Context.JsonDocument);

    private static JsonItem Item(Entry entry) => new()
    {
        Id = entry.FeedId ?? entry.Id,
        Url = entry.Url,
        Title = entry.Title,
        ContentHtml = entry.Content,
        ContentText = entry.Content is null ? entry.Summary : null,
        Summary = entry.Summary,
        Image = entry.Image?.Url,
        DatePublished = entry.Published is { } published ? Dates.Rfc3339(published) : null,
        DateModified = Dates.Rfc3339(entry.Updated),
        Authors = entry.Authors.Count > 0 ? [.. entry.Authors.Select(name => new JsonAuthor(name))] : null,
        Tags = entry.Categories.Count > 0 ? entry.Categories : null,
        Language = entry.Language,
        Attachments = entry.Enclosures.Count > 0 ? [.. entry.Enclosures.Select(enclosure => new JsonAttachment(
            enclosure.Url, enclosure.MediaType, enclosure.Length > 0 ? enclosure.Length : null))] : null,
        Extension = JsonExtension.Of(entry),
    };
}

internal sealed record JsonDocument
{
    [JsonPropertyOrder(-1)]
    public string Version { get; } = "https://jsonfeed.org/version/1.1";
    public required string Title { get; init; }
    public required string HomePageUrl { get; init; }
    public required string FeedUrl { get; init; }

    /// <summary>Older entries.</summary>
    public string? NextUrl { get; init; }
    public string? Description { get; init; }
    public string? Icon { get; init; }
    public required IReadOnlyList<JsonAuthor> Authors { get; init; }
    public required string Language { get; init; }
    public required IReadOnlyList<JsonItem> Items { get; init; }
}

internal sealed record JsonItem
{
    public required string Id { get; init; }
    public required string Url { get; init; }
    public required string Title { get; init; }
    public string? ContentHtml { get; init; }
    public string? ContentText { get; init; }
    public required string Summary { get; init; }
    public string? Image { get; init; }
    public string? DatePublished { get; init; }
    public required string DateModified { get; init; }
    public IReadOnlyList<JsonAuthor>? Authors { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public string? Language { get; init; }
    public IReadOnlyList<JsonAttachment>? Attachments { get; init; }

    [JsonPropertyName("_feedservice")]
    public JsonExtension? Extension { get; init; }
}

internal sealed record JsonAuthor(string Name);

internal sealed record JsonAttachment(string Url, string MimeType, long? SizeInBytes);

/// <summary>What JSON Feed has no key for.</summary>
internal sealed record JsonExtension(string? Publisher, IReadOnlyList<string>? Agencies, string? ImageCredit)
{
    public static JsonExtension? Of(Entry entry) =>
        entry.Publisher is null && entry.Agencies.Count == 0 && entry.Image?.Credit is null ? null
        : new(entry.Publisher?.Name, entry.Agencies.Count > 0 ? entry.Agencies : null, entry.Image?.Credit);
}

[JsonSerializable(typeof(JsonDocument))]
internal sealed partial class JsonFeedContext : JsonSerializerContext;
