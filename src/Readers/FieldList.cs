namespace FeedService.Readers;

/// <summary>Fields as they are found, all of one element.</summary>
/// <param name="line">Where the element begins.</param>
internal sealed class FieldList(int line)
{
    private readonly List<(string, int, Field)> fields = [];

    public FieldList Add(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            fields.Add((name, line, new Field.Value(line, value)));
        return this;
    }

    public FieldList Add(string name, Field? field)
    {
        if (field is not null)
            fields.Add((name, line, field));
        return this;
    }

    public FieldList Add(string name, IEnumerable<string> values)
    {
        Field[] each = [.. values.Where(value => !string.IsNullOrWhiteSpace(value))
            .Select(value => new Field.Value(line, value))];
        return each.Length > 0 ? Add(name, new Field.Items(line, each)) : this;
    }

    public Field.Map ToMap() => new(line, fields);
}
