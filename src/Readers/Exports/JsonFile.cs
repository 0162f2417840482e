using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What all readers of JSON have in common: from a file to its records and their readings.</summary>
internal static class JsonFile
{
    private const int FewestInspected = 50;

    public static readonly string[] Extensions = [".json", ".jsonl", ".ndjson"];

    /// <param name="isArticle">Tells what may be an article by its shape.</param>
    /// <param name="understand">Makes a manuscript of a record, or says what it is instead.</param>
    public static IEnumerable<Reading> Read(Source source, Func<Field.Map, bool> isArticle,
        Func<JsonRecord, (Manuscript? Manuscript, string? Instead)> understand)
    {
        var strays = new StrayBytes();
        using var text = Decoding.Open(source.Open(), strays);
        var isByLine = Path.GetExtension(source.Name).ToLowerInvariant() is not ".json";
        var readings = new Readings(source, strays);
        foreach (var record in new JsonRecords(new JsonText(text), isByLine, isArticle).Read())
        {
            if (record.Damage is { } damage)
            {
                yield return readings.Damaged(damage.Line, damage.Message, damage.Hint);
                continue;
            }
            var (manuscript, instead) = isArticle(record.Fields) ? understand(record) : (null, null);
            if (manuscript is not null)
                yield return readings.Of(manuscript, record.IsFile);
            else
                readings.Skip(record.Fields.Line, instead ?? Readings.NoArticle);
        }
        foreach (var rest in readings.Rest())
            yield return rest;
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
