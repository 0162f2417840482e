using System.Text.Json;

namespace FeedService.Feeds;

/// <summary>What has to hold between the keys of a JSON feed.</summary>
internal static class JsonRules
{
    public static void Judge(JsonElement feed, string address, Findings findings)
    {
        var self = Text(feed, "feed_url");
        if (self is null)
            findings.Add("MissingSelf", "feed", "feed_url");
        else if (self != address)
            findings.Add("SelfDoesntMatchLocation", "feed/feed_url", self);
        if (self is not null && Text(feed, "next_url") == self)
            findings.Add("LinkPastEnd", "feed/next_url", self);
        foreach (var property in feed.EnumerateObject().Where(property => property.Name != "items"))
            Characters(property.Value, findings);
        if (!feed.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
            return;

        var seen = new HashSet<string>();
        foreach (var (index, item) in items.EnumerateArray().Index())
        {
            if (item.ValueKind != JsonValueKind.Object)
                continue;
            var place = $"feed/items[{index + 1}]";
            findings.Entry = IdOf(item);
            Characters(item, findings);
            if (Text(item, "id") is { } id && !seen.Add(id))
                findings.Add("DuplicateEntries", place, id);
            if (Text(item, "content_html") is null && Text(item, "content_text") is null)
                findings.Add("MissingTextualContent", place, "neither content_html nor content_text");
        }
        findings.Entry = null;
    }

    public static string? IdOf(JsonElement item) => item.ValueKind == JsonValueKind.Object ? Text(item, "id") : null;

    private static string? Text(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static void Characters(JsonElement json, Findings findings)
    {
        foreach (var damaged in Strings(json).Select(FeedValues.Damaged).OfType<string>())
            findings.Add("BadCharacters", "document", damaged);
    }

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
