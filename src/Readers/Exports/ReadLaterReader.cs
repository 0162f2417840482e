using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>What wallabag, Omnivore, Pinboard and Readability export as JSON: pages that somebody saved.</summary>
public sealed partial class ReadLaterReader : IArticleReader
{
    public IReadOnlyList<string> Extensions { get; } = JsonFile.Extensions;

    public bool Recognises(string beginning) => OwnKeys().Count(beginning) > 1;

    public IEnumerable<Reading> Read(Source source) => JsonFile.Read(source,
        page => Url(page) is not null, record => (Understand(record.Fields), null));

    public IEnumerable<string> Inspect(Source source) => JsonFile.Inspect(source, Read(source));

    private static Field? Url(Field.Map page) => page["url", "original_url", "href", "article__url"];

    // When the user changed an entry tells nothing of the page, so there is no update.
    private static Manuscript Understand(Field.Map page)
    {
        var isPinboard = page["extended"] is not null || page["href"] is not null;
        var fields = new FieldList(page.Line);
        fields.Add("id", page["id"]);
        fields.Add("url", Url(page));
        fields.Add("title", page["title", "article__title"] ?? (isPinboard ? page["description"] : null) ?? Url(page));
        fields.Add("summary", isPinboard ? page["extended"] : page["description", "article__excerpt"]);
        fields.Add("date", page["published_at", "saved_at", "created_at", "time", "date_added"]);
        fields.Add("authors", page["published_by", "author"]);
        fields.Add("tags", Tags(page["tags", "labels"]));
        fields.Add("image", page["preview_picture", "thumbnail"]);
        fields.Add("language", page["language"]);
        fields.Add("publisher", page["domain_name", "site_name"]);
        fields.Add("content", page["content"]);
        if (page.Text("shared") == "no")
            fields.Add("private", "true");
        return Record.Manuscript(fields.ToMap());
    }

    // Pinboard puts spaces between them.
    private static Field? Tags(Field? field) => field is Field.Value { Text: var text } && !text.Contains(',')
        ? new Field.Items(field.Line, [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(tag => new Field.Value(field.Line, tag))])
        : field;

    [GeneratedRegex(@"""(is_archived|is_starred|domain_name|reading_time|savedAt|readingProgress|toread|extended|"
        + @"shared|article__url|article__title|date_favorited)""\s*:")]
    private static partial Regex OwnKeys();
}
