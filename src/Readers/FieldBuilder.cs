namespace FeedService.Readers;

/// <summary>Fields under the names that an article has, taken from those of a format; absent ones are left out.</summary>
internal sealed class FieldBuilder(int line)
{
    private readonly List<(string, int, Field)> entries = [];

    public FieldBuilder Add(string name, Field? field)
    {
        if (field is not null)
            entries.Add((name, field.Line, field));
        return this;
    }

    public FieldBuilder Add(string name, string? text) =>
        Add(name, string.IsNullOrWhiteSpace(text) ? null : new Field.Value(line, text));

    public FieldBuilder Add(string name, IEnumerable<string> texts) =>
        Add(name, new Field.Items(line, [.. texts.Select(text => new Field.Value(line, text))]));

    public Field.Map Build() => new(line, entries);
}
