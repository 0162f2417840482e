using System.Globalization;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Topics;

/// <summary>A file of settings while it is being understood: takes values out of it and notes every mistake.</summary>
public sealed class Definition
{
    private readonly string path;
    private readonly List<Problem> problems = [];

    private Definition(string path, Field.Map fields) => (this.path, Fields) = (path, fields);

    public Field.Map Fields { get; }

    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>The file's map, with its unknown and repeated keys noted; an empty map when it is no YAML.</summary>
    public static Definition Read(string path, string text, IReadOnlyList<string> keys)
    {
        Definition definition;
        try
        {
            definition = new Definition(path, Yaml.Read(Text.Clean(text)));
        }
        catch (UnreadableException error)
        {
            definition = new Definition(path, Field.Map.Empty);
            definition.Wrong(error.Line ?? 1, error.Message,
                error.Hint ?? "write key: value, one a line, and indent with spaces");
            return definition;
        }
        definition.CheckKeys(definition.Fields, keys);
        return definition;
    }

    /// <summary>The line of a key in a good file; null where it is absent.</summary>
    public static int? LineOf(string text, string key) =>
        Read("", text, [key]).Fields.Entries.FirstOrDefault(entry => entry.Key == key) is { Key: not null } entry
            ? entry.Line
            : null;

    public void Wrong(int line, string message, string? hint = null) =>
        problems.Add(new Problem(path, line, message, hint));

    public void CheckKeys(Field.Map map, IReadOnlyList<string> keys)
    {
        var seen = new Dictionary<string, int>();
        foreach (var (key, line, _) in map.Entries)
        {
            if (!keys.Contains(key))
                Wrong(line, $"\"{key}\" is no key here", Nearest(key, keys) is { } near
                    ? $"did you mean {near}?"
                    : $"there are {string.Join(", ", keys)}");
            else if (!seen.TryAdd(key, line))
                Wrong(line, $"\"{key}\" stands twice", $"the first is in line {seen[key]}");
        }
    }

    /// <summary>One line of text.</summary>
    public string? Line(Field.Map map, string key)
    {
        if (map[key] is not { } field)
            return null;
        if (field is Field.Value value)
            return Text.Line(value.Text);
        Wrong(field.Line, $"{key} is one text", $"write {key}: \"…\"");
        return null;
    }

    /// <summary>One of some words.</summary>
    public string? OneOf(Field.Map map, string key, params IReadOnlyList<string> words)
    {
        if (Line(map, key) is not { } word)
            return null;
        if (words.Contains(word))
            return word;
        Wrong(map[key]!.Line, $"{key}: \"{word}\" is not known", $"write {string.Join(" or ", words)}");
        return null;
    }

    /// <summary>A whole number in a range.</summary>
    public int? Number(Field.Map map, string key, int from, int to)
    {
        if (Line(map, key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to)
            return number;
        Wrong(map[key]!.Line, $"{key}: \"{text}\" is no whole number from {from} to {to}",
            $"as in {key}: {Math.Min(from + 1, to)}");
        return null;
    }

    /// <summary>A language tag (BCP 47).</summary>
    public string? Language(Field.Map map) =>
        Line(map, "language") is { } text ? Language(text, map["language"]!.Line) : null;

    public string? Language(string text, int line)
    {
        if (Languages.Tag(text) is { } tag)
            return tag;
        Wrong(line, $"\"{text}\" is no language", "as in de, en or pt-BR");
        return null;
    }

    /// <summary>One or several texts with their lines; an empty list is a mistake.</summary>
    public IReadOnlyList<(string Text, int Line)> Texts(Field field, string key)
    {
        var items = field is Field.Items list ? list.List : [field];
        var texts = items.OfType<Field.Value>().Select(value => (Text: value.Text.Trim(), value.Line)).ToList();
        if (texts.Count == 0 || texts.Count < items.Count || texts.Any(text => text.Text.Length == 0))
            Wrong(field.Line, $"{key} takes words", $"write {key}: [one, another]");
        return [.. texts.Where(text => text.Text.Length > 0)];
    }

    private static string? Nearest(string key, IReadOnlyList<string> keys)
    {
        var near = keys.Select(known => (known, Distance: Distance(key.ToLowerInvariant(), known)))
            .MinBy(pair => pair.Distance);
        return near.Distance <= 2 ? near.known : null;
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) =
                    (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
