namespace FeedService.Readers;

/// <summary>JSON of any shape: an article, an array of them, an object that holds one, or one a line.</summary>
public sealed class JsonReader : IArticleReader
{
    public IReadOnlyList<string> Extensions { get; } = JsonFile.Extensions;

    public IEnumerable<Reading> Read(Source source) =>
        JsonFile.Read(source, Record.IsArticle, Understand);

    public IEnumerable<string> Inspect(Source source) => JsonFile.Inspect(source, Read(source));

    // Settings of sites have a title and a URL too.
    private static Manuscript? Understand(JsonRecord record) =>
        record.IsFile && !Record.HasText(record.Fields) && !Record.HasDate(record.Fields)
            ? null : Record.Manuscript(record.Fields);
}
