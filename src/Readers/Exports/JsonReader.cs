namespace FeedService.Readers;

/// <summary>JSON of any shape: an article, an array of them, an object that holds one, or one a line.</summary>
public sealed class JsonReader : IArticleReader
{
    public IReadOnlyList<string> Extensions { get; } = JsonFile.Extensions;

    public IEnumerable<Reading> Read(Source source) =>
        JsonFile.Read(source, fields => Record.IsArticle(Record.Opened(fields)), Understand);

    public IEnumerable<string> Inspect(Source source) => JsonFile.Inspect(source, Read(source));

    private static (Manuscript?, string?) Understand(JsonRecord record)
    {
        var fields = Record.Opened(record.Fields);
        if (IsOfWordPress(fields) && fields.Text("type") is "page" or "attachment" or "nav_menu_item" or "revision")
            return (null, $"its type is {fields.Text("type")}");
        // Settings of sites have a title and a URL too.
        return record.IsFile && !Record.HasText(fields) && !Record.HasDate(fields)
            ? (null, "neither a text nor a date") : (Record.Manuscript(fields), null);
    }

    private static bool IsOfWordPress(Field.Map fields) => fields["link"] is not null
        && (fields["guid"] is not null || fields["content"] is Field.Map content && content["rendered"] is not null);
}
