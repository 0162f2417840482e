namespace FeedService.Readers;

/// <summary>JSON Feed 1.0 and 1.1 (jsonfeed.org).</summary>
public sealed class JsonFeedReader : IArticleReader
{
    public IReadOnlyList<string> Extensions { get; } = JsonFile.Extensions;

    public bool Recognises(string beginning) =>
        beginning.Replace("\\/", "/", StringComparison.Ordinal).Contains("://jsonfeed.org/version/",
            StringComparison.Ordinal);

    // Titles are optional in it (§Items), so an id is enough.
    public IEnumerable<Reading> Read(Source source) => JsonFile.Read(source,
        fields => fields.Text("id", "url") is not null
            && (Record.HasText(fields) || fields.Text("title", "summary", "external_url") is not null),
        record => (Understand(record.Fields, record.Around), null));

    public IEnumerable<string> Inspect(Source source) => JsonFile.Inspect(source, Read(source));

    private static Manuscript Understand(Field.Map item, Field.Map feed)
    {
        var fields = new FieldList(item.Line);
        fields.Add("url", item["url", "external_url"]);
        fields.Add("image", item["image", "banner_image"]);
        fields.Add("language", item["language"] ?? feed["language"]);
        fields.Add("authors", item["authors", "author"] ?? feed["authors", "author"]);
        fields.Add("attachments", item["attachments"]);
        if (feed.Text("title") is { } title)
            fields.Add("publisher", new FieldList(feed.Line).Add("name", title)
                .Add("url", feed["home_page_url"]).ToMap());
        return Record.Manuscript(fields.ToMap().Over(item)) with { IsOfFeed = true };
    }
}
