using System.Text.RegularExpressions;
using Tomlyn;
using Tomlyn.Model;

namespace FeedService.Readers;

/// <summary>
/// What a text file says of itself on its top: YAML, TOML, JSON, or Pelican's <c>Key: value</c> lines.
/// </summary>
/// <param name="BodyLine">The line of the file in which the body begins.</param>
public sealed partial record FrontMatter(Field.Map Fields, string Body, int BodyLine)
{
    /// <exception cref="UnreadableException">It is there, but cannot
    /// be understood; a draft could hide in it.</exception>
    public static FrontMatter Split(string text)
    {
        var start = text.TrimStart('\n', ' ');
        var skipped = text[..(text.Length - start.Length)].Count(c => c == '\n');
        if (Opening(start, "---"))
            return Fenced(start, skipped, YamlEnd(), (yaml, line) => Yaml.ReadLeniently(yaml, line));
        if (Opening(start, "+++"))
            return Fenced(start, skipped, TomlEnd(), Toml);
        if (start.StartsWith("{\n", StringComparison.Ordinal) && JsonEnd().Match(start) is { Success: true } end)
            return new(Yaml.Read(start[..(end.Index + 2)], skipped + 1), start[(end.Index + 2)..],
                skipped + 1 + Lines(start[..end.Index]));
        return Pelican().Match(start) is { Success: true } match
            ? new(Pairs(match.Value, skipped + 1), start[match.Length..], skipped + 1 + Lines(match.Value))
            : new(Field.Map.Empty, text, 1);
    }

    private static bool Opening(string text, string fence) =>
        text.StartsWith(fence, StringComparison.Ordinal)
            && text.AsSpan(fence.Length).TrimStart(" \t") is "" or ['\n', ..];

    private static FrontMatter Fenced(string text, int skipped, Regex end, Func<string, int, Field.Map> read)
    {
        var from = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        if (from == 0 || end.Match(text, from - 1) is not { Success: true } match)
            throw new UnreadableException(skipped + 1, "the front matter that begins here never ends",
                $"close it with a line {text[..3]}");
        var block = match.Index < from ? "" : text[from..match.Index];
        var bodyAt = match.Index + match.Length;
        return new(read(block, skipped + 2), text[bodyAt..], skipped + 1 + Lines(text[..bodyAt]));
    }

    private static int Lines(string text) => text.Count(c => c == '\n');

    private static Field.Map Toml(string text, int firstLine)
    {
        try
        {
            var map = TomlMap(TomlSerializer.Deserialize<TomlTable>(text) ?? [], firstLine);
            var lines = text.Split('\n');
            return map with { Entries = [.. map.Entries.Select(entry => WithLine(entry, lines, firstLine))] };
        }
        catch (TomlException error)
        {
            throw new UnreadableException(firstLine + (error.Line ?? 1) - 1,
                Position().Replace(error.Message.Split('\n')[0], ""));
        }
    }

    // Tomlyn's tables do not tell where they stand.
    private static (string, int, Field) WithLine((string Key, int Line, Field Value) entry,
        string[] lines, int firstLine)
    {
        var at = Array.FindIndex(lines, line => line.Split('=')[0].Trim().Trim('"', '\'') == entry.Key);
        var line = at < 0 ? entry.Line : firstLine + at;
        return (entry.Key, line, entry.Value with { Line = line });
    }

    private static Field.Map TomlMap(TomlTable table, int line) =>
        new(line, [.. table.Select(pair => (pair.Key, line, TomlField(pair.Value, line)))
            .SelectMany(entry => entry is { Key: "taxonomies" or "extra", Item3: Field.Map inner }
                ? inner.Entries
                : [entry])]);

    private static Field TomlField(object value, int line) => value switch
    {
        TomlTable table => TomlMap(table, line),
        TomlArray array => new Field.Items(line, [.. array.OfType<object>().Select(item => TomlField(item, line))]),
        TomlTableArray tables => new Field.Items(line, [.. tables.Select(table => TomlMap(table, line))]),
        bool flag => new Field.Value(line, flag ? "true" : "false"),
        IFormattable formattable =>
            new Field.Value(line, formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture)),
        _ => new Field.Value(line, value.ToString() ?? ""),
    };

    private static Field.Map Pairs(string block, int firstLine) => new(firstLine, [.. block.TrimEnd('\n').Split('\n')
        .Select((line, i) => (line[..line.IndexOf(':', StringComparison.Ordinal)].Trim(), firstLine + i,
            (Field)new Field.Value(firstLine + i, line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())))]);

    [GeneratedRegex(@"^\(\d+,\d+\) : error : ")]
    private static partial Regex Position();

    [GeneratedRegex(@"\n(?:---|\.\.\.)[ \t]*(?:\n|$)")]
    private static partial Regex YamlEnd();

    [GeneratedRegex(@"\n\+\+\+[ \t]*(?:\n|$)")]
    private static partial Regex TomlEnd();

    [GeneratedRegex(@"\n\}(?=\n|$)")]
    private static partial Regex JsonEnd();

    [GeneratedRegex(
        @"\A(?=(?:[A-Za-z]+:.*\n)*(?:Title|Date):)(?:(?:Title|Date|Modified|Updated|Tags|Keywords|Category|"
        + @"Slug|Lang|Author|Authors|Summary|Status|Url|Image):.*\n)+(?=\n|\z)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Pelican();
}
