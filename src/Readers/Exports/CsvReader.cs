namespace FeedService.Readers;

/// <summary>
/// Tables whose first row names what an article has: lists of Pocket and Instapaper, exports of newsletters and sites.
/// </summary>
public sealed class CsvReader : IArticleReader
{
    private static readonly string[] Lists = ["tags", "content_tags", "categories", "keywords", "labels", "authors"];

    public IReadOnlyList<string> Extensions { get; } = [".csv", ".tsv"];

    public IEnumerable<Reading> Read(Source source)
    {
        var strays = new StrayBytes();
        using var file = Decoding.Open(source.Open(), strays);
        var readings = new Readings(source, strays);
        IReadOnlyList<string>? names = null;
        foreach (var (line, cells) in new CsvText(file).Rows())
        {
            if (names is null)
            {
                names = [.. cells.Select(name => name.Trim())];
                if (NamesArticle(names))
                    continue;
                yield return Reading.Withheld(source, "its first row names nothing that articles have");
                yield break;
            }
            if (cells.Count > names.Count)
            {
                yield return readings.Damaged(line, $"{cells.Count} cells under {names.Count} names",
                    "a cell that contains the separator stands in \"quotes\"");
                continue;
            }
            var fields = Fields(line, names, cells);
            if (Record.HasText(fields) || Record.IsArticle(fields) && fields.Text(Manuscript.Urls) is not null)
                yield return readings.Of(Record.Manuscript(fields));
            else
                readings.Skip(line, "neither a text nor a title with a URL");
        }
        foreach (var rest in readings.Rest())
            yield return rest;
    }

    public IEnumerable<string> Inspect(Source source) => JsonFile.Inspect(source, Read(source));

    private static bool NamesArticle(IReadOnlyList<string> names)
    {
        var named = new Field.Map(1, [.. names.Select(name => (name, 1, (Field)new Field.Value(1, name)))]);
        return Record.HasText(named) || Record.IsArticle(named);
    }

    private static Field.Map Fields(int line, IReadOnlyList<string> names, IReadOnlyList<string> cells)
    {
        var fields = new FieldList(line);
        for (var i = 0; i < cells.Count; i++)
            fields.Add(names[i], Cell(line, names[i], cells[i]));
        var row = fields.ToMap();
        return row["id", "guid"] is null && row["post_id", "internal_id"] is { } id
            ? new FieldList(line).Add("id", id).ToMap().Over(row) : row;
    }

    // Lists stand in a cell as JSON, or with something between that is not what separates cells.
    private static Field Cell(int line, string name, string cell)
    {
        var value = new Field.Value(line, cell.Trim());
        if (!Lists.Contains(name.ToLowerInvariant().Replace(' ', '_')))
            return value;
        if (value.Text.StartsWith('[') && JsonText.TryParse(value.Text) is Field.Items items)
            return items;
        return value.Text.IndexOfAny([';', '|']) < 0 ? value : new Field.Items(line,
        [
            .. value.Text.Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(part => new Field.Value(line, part)),
        ]);
    }
}
