using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What all readers of JSON have in common: from a file to its records, from a record to its reading.</summary>
internal static class JsonFile
{
    private const int FewestInspected = 50;

    public static readonly string[] Extensions = [".json", ".jsonl", ".ndjson"];

    /// <param name="isArticle">Tells what may be an article by its shape, in an envelope or not.</param>
    /// <param name="understand">Makes a manuscript of a record, or null of one that is none.</param>
    public static IEnumerable<Reading> Read(Source source, Func<Field.Map, bool> isArticle,
        Func<JsonRecord, Manuscript?> understand)
    {
        var strays = new StrayBytes();
        using var text = Decoding.Open(source.Open(), strays);
        var isByLine = Path.GetExtension(source.Name).ToLowerInvariant() is not ".json";
        bool IsArticle(Field.Map fields) => isArticle(Record.Opened(fields));

        var readings = new Readings(source, strays);
        foreach (var record in new JsonRecords(new JsonText(text), isByLine, IsArticle).Read())
        {
            var fields = Record.Opened(record.Fields);
            if (record.Damage is { } damage)
                yield return Reading.Unreadable(source, damage.Line, damage.Message, damage.Hint);
            else if (isArticle(fields) && understand(record with { Fields = fields }) is { } manuscript)
                yield return readings.Of(manuscript, fields, record.IsFile);
            else
                readings.Skip(fields.Line);
        }
        if (readings.OfSkipped() is { } skipped)
            yield return skipped;
    }

    /// <summary>What the first records became.</summary>
    public static IEnumerable<string> Inspect(Source source, IEnumerable<Reading> readings) =>
        readings.Take(FewestInspected).SelectMany(reading => reading.Problems.Select(problem => problem.ToString())
            .Prepend(reading.Article is { } article
                ? $"{(reading.Record.Length > 0 ? reading.Record : source.Name)}: {article.Title}, "
                    + $"{(article.Published is { } date ? Dates.Rfc3339(date) : "no date")}, "
                    + $"{Html.PlainText(article.Content).Length} characters of text"
                : $"{reading.Record}: no article"));
}
