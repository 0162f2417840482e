namespace FeedService.Readers;

/// <summary>A value in a file of settings or front matter, with the line it stands in (from 1).</summary>
public abstract record Field(int Line)
{
    public sealed record Value(int Line, string Text) : Field(Line);

    public sealed record Items(int Line, IReadOnlyList<Field> List) : Field(Line);

    /// <summary>Keys in the order of the file; a key may stand in it twice.</summary>
    public sealed record Map(int Line, IReadOnlyList<(string Key, int Line, Field Value)> Entries) : Field(Line)
    {
        public static readonly Map Empty = new(1, []);

        /// <summary>The first value under one of these names, tried in this order, in any case of letters.</summary>
        public Field? this[params ReadOnlySpan<string> names]
        {
            get
            {
                foreach (var name in names)
                {
                    foreach (var (key, _, value) in Entries)
                    {
                        if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase) && value is not Value { Text: "" })
                            return value;
                    }
                }
                return null;
            }
        }

        /// <summary>One value as text; of a list its first.</summary>
        public string? Text(params ReadOnlySpan<string> names) => Scalar(this[names]);

        /// <summary>Several values: a list, or a text with commas, or names within maps (<c>name:</c>).</summary>
        public IReadOnlyList<string> List(params ReadOnlySpan<string> names) => this[names] switch
        {
            Items items => [.. items.List.Select(Scalar).OfType<string>()],
            Value value => value.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Map map when Scalar(map) is { } name => [name],
            _ => [],
        };

        /// <summary>This map, with what another says where this one is silent.</summary>
        public Map Over(Map other) => new(Line, [.. Entries, .. other.Entries]);
    }

    private static string? Scalar(Field? field) => field switch
    {
        Value value when value.Text.Length > 0 => value.Text,
        Items { List: [var first, ..] } => Scalar(first),
        Map map => Scalar(map["name", "title", "src", "url"]),
        _ => null,
    };
}
