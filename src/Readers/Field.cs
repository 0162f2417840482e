namespace FeedService.Readers;

/// <summary>A value in a file of settings or front matter, with the line it stands in (from 1).</summary>
public abstract record Field(int Line)
{
    public sealed record Value(int Line, string Text) : Field(Line)
    {
        /// <summary>It is a number to the format; among names that is the key of a row elsewhere.</summary>
        public bool IsNumber { get; init; }
    }

    public sealed record Items(int Line, IReadOnlyList<Field> List) : Field(Line);

    /// <summary>Keys in the order of the file; a key may stand in it twice.</summary>
    public sealed record Map(int Line, IReadOnlyList<(string Key, int Line, Field Value)> Entries) : Field(Line)
    {
        public static readonly Map Empty = new(1, []);

        /// <summary>What speaks where this map is silent.</summary>
        private Map? Below { get; init; }

        /// <summary>The file that the map stands in, where it is not the article's own.</summary>
        public string? File { get; init; }

        /// <summary>
        /// The first value under one of these names, tried in this order: <c>publishedAt</c> is <c>published_at</c>.
        /// </summary>
        public Field? this[params ReadOnlySpan<string> names]
        {
            get
            {
                foreach (var name in names)
                {
                    if (Under(name) is { } value)
                        return value;
                }
                return Below?[names];
            }
        }

        /// <summary>
        /// Every value under these names: this map's in the order of the names, then those of the one below.
        /// </summary>
        public IEnumerable<(string Name, Field Value, string? File)> Each(params string[] names)
        {
            for (var map = this; map is not null; map = map.Below)
            {
                foreach (var name in names)
                {
                    if (map.Under(name) is { } value)
                        yield return (name, value, map.File);
                }
            }
        }

        /// <summary>One value as text; of a list its first.</summary>
        public string? Text(params ReadOnlySpan<string> names) => Scalar(this[names]);

        /// <summary>Several values: a list, or a text with commas, or names within maps (<c>name:</c>).</summary>
        public IReadOnlyList<string> List(params ReadOnlySpan<string> names) => this[names] switch
        {
            Items items => [.. items.List.Where(item => item is not Value { IsNumber: true })
                .Select(Scalar).OfType<string>()],
            Value { IsNumber: true } => [],
            Value value =>
                value.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Map map when Scalar(map) is { } name => [name],
            _ => [],
        };

        /// <summary>This map, with what another says where this one is silent, under whatever name.</summary>
        public Map Over(Map other) => this with { Below = other };

        private Field? Under(string name)
        {
            foreach (var (key, _, value) in Entries)
            {
                if (value is not (Value { Text: "" } or Items { List: [] }) && IsSame(key, name))
                    return value;
            }
            return null;
        }

        // In any case of letters, with whatever joins the words of a name.
        private static bool IsSame(string key, string name)
        {
            int i = 0, j = 0;
            while (true)
            {
                while (i < key.Length && key[i] is '_' or '-' or ' ')
                    i++;
                while (j < name.Length && name[j] is '_' or '-' or ' ')
                    j++;
                if (i == key.Length || j == name.Length)
                    return i == key.Length && j == name.Length;
                if (char.ToUpperInvariant(key[i++]) != char.ToUpperInvariant(name[j++]))
                    return false;
            }
        }
    }

    /// <summary>The whole value on one line, for people.</summary>
    public static string Show(Field field) => field switch
    {
        Value value => value.Text,
        Items items => $"[{string.Join(", ", items.List.Select(Show))}]",
        Map map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Show(entry.Value)}"))}}}",
        _ => "",
    };

    /// <summary>A value as text; of a list the first, of a map what names it.</summary>
    public static string? Scalar(Field? field) => field switch
    {
        Value value when value.Text.Length > 0 => value.Text,
        Items { List: [var first, ..] } => Scalar(first),
        Map map => Scalar(map[Naming]),
        _ => null,
    };

    // WordPress wraps texts as rendered, MongoDB ids and dates as $oid and $date, XML made JSON as #text or $t.
    private static readonly string[] Naming =
    [
        "name", "displayName", "title", "rendered", "value", "#text", "$t", "$oid", "$date", "$numberLong", "data",
        "src", "url",
    ];
}
