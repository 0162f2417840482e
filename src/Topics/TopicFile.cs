using System.Globalization;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Topics;

/// <summary>A topic file, <c>feeds/&lt;slug&gt;.yaml</c>, as a topic.</summary>
public static class TopicFile
{
    private static readonly string[] Keys =
        ["title", "description", "language", "content", "limit", "order", "aliases", "match"];

    private static readonly string[] BlockKeys =
        ["any", "all", "not", "tags", "folder", "authors", "language", "source", "access", "after", "in", "min"];

    /// <summary>The topic, or null with every mistake in its file.</summary>
    public static (Topic? Topic, IReadOnlyList<Problem> Problems) Parse(string path, string slug, string text)
    {
        var file = Definition.Read(path, text, Keys);
        var fields = file.Fields;
        var topic = new Topic
        {
            Slug = slug,
            Title = file.Line(fields, "title") ?? (slug == Topic.AllSlug ? "" : Capitalised(slug)),
            Description = file.Line(fields, "description"),
            Language = file.Language(fields),
            Content = file.OneOf(fields, "content", "full", "summary") == "summary"
                ? EntryContent.Summary
                : EntryContent.Full,
            Limit = file.Number(fields, "limit", 1, 1000) ?? new Topic { Slug = slug, Title = slug }.Limit,
            ByFirstSeen = file.OneOf(fields, "order", "published", "added") == "added",
            Aliases = Aliases(file),
            Rule = slug == Topic.AllSlug ? Everything(file) : Match(file),
        };
        topic = topic with { MatchText = $"{topic.ByFirstSeen}|{Describe(fields["match"])}" };
        return file.Problems.Count == 0 ? (topic, []) : (null, file.Problems);
    }

    private static Rule Everything(Definition file)
    {
        if (file.Fields["match"] is { } match)
            file.Wrong(match.Line, "every article belongs to \"all\"",
                "remove match, or give the topic another file name");
        return Rule.Everything;
    }

    private static Rule Match(Definition file)
    {
        if (file.Problems.Count > 0 && file.Fields.Entries.Count == 0)
            return Rule.Everything;
        var match = file.Fields["match"];
        var blocks = match switch
        {
            Field.Map { Entries.Count: > 0 } map => [map],
            Field.Items items => items.List.OfType<Field.Map>().Where(map => map.Entries.Count > 0).ToList(),
            _ => [],
        };
        if (blocks.Count == 0 || match is Field.Items { List: var list } && list.Count > blocks.Count)
            file.Wrong(match?.Line ?? 1, "match is missing or empty", "write match: { any: [a word, another] }");
        return new Rule([.. blocks.Select(map => Block(file, map))]);
    }

    private static Block Block(Definition file, Field.Map map)
    {
        file.CheckKeys(map, BlockKeys);
        var clauses = map.Entries.Select(entry => Clause(file, entry.Key, entry.Value) is { } clause
            ? clause with { Lines = Lines(entry.Value) }
            : null).OfType<Clause>().ToList();
        var parts = map["in"] is { } field ? Parts(file, field) : [Part.Title, Part.Lead, Part.Body];
        var min = file.Number(map, "min", 1, 1000) ?? 1;
        if (!clauses.OfType<TermClause>().Any() && map["min", "in"] is { } useless)
            file.Wrong(useless.Line, "min and in speak of terms, and there are none", "add any: […] or all: […]");
        else if (clauses.Count == 0)
            file.Wrong(map.Line, "this block asks for nothing", "add any: […], tags: […] or another condition");
        return new Block(clauses, parts, min);
    }

    private static Clause? Clause(Definition file, string key, Field value) => key switch
    {
        "any" or "all" => new TermClause(key, [.. Terms(file, key, value)]),
        "not" when value is Field.Map { Entries.Count: > 0 } map => new NotClause(Block(file, map)),
        "not" => Wrong(file, value, "not takes a block", "write not: { any: [a word] }"),
        "tags" => FieldClause.Tags(Words(file, key, value)),
        "folder" => FieldClause.Folder(Words(file, key, value)),
        "authors" => FieldClause.Authors(Words(file, key, value)),
        "language" => FieldClause.Language(LanguageWords(file, value)),
        "source" => FieldClause.Source(Words(file, key, value)),
        "access" => FieldClause.Access(AccessWords(file, value)),
        "after" => After(file, value),
        _ => null,
    };

    private static IEnumerable<Term> Terms(Definition file, string key, Field value)
    {
        foreach (var (text, line) in file.Texts(value, key))
        {
            var (term, message, hint) = Term.Parse(text);
            if (term is not null)
                yield return term;
            else
                file.Wrong(line, message!, hint);
        }
    }

    private static IReadOnlyList<string> Words(Definition file, string key, Field value) =>
        [.. file.Texts(value, key).Select(text => text.Text)];

    private static IReadOnlyList<int> Lines(Field value) =>
        value is Field.Items items ? [.. items.List.Select(item => item.Line)] : [value.Line];

    private static IReadOnlyList<string> AccessWords(Definition file, Field value)
    {
        var words = Words(file, "access", value);
        if (words.Any(word => word is not ("free" or "paid" or "unknown")))
            file.Wrong(value.Line, "access is free, paid or unknown", "write access: free");
        return words;
    }

    private static IReadOnlyList<string> LanguageWords(Definition file, Field value) =>
        [.. file.Texts(value, "language").Select(text => file.Language(text.Text, text.Line)).OfType<string>()];

    private static Clause? After(Definition file, Field value) =>
        value is Field.Value { Text: var text } && Dates.Parse(text, TimeZoneInfo.Utc) is { } instant
            ? new AfterClause(instant) : Wrong(file, value, "after takes a date", "as in after: 2024-06-19");

    private static Clause? Wrong(Definition file, Field value, string message, string hint)
    {
        file.Wrong(value.Line, message, hint);
        return null;
    }

    private static IReadOnlyList<Part> Parts(Definition file, Field field)
    {
        var parts = new List<Part>();
        foreach (var (text, line) in file.Texts(field, "in"))
        {
            if (text is "title" or "lead" or "body")
                parts.Add(Enum.Parse<Part>(text, ignoreCase: true));
            else
                file.Wrong(line, $"in: \"{text}\" is no part of an article", "title, lead or body");
        }
        return parts;
    }

    private static IReadOnlyList<string> Aliases(Definition file)
    {
        if (file.Fields["aliases"] is not { } field)
            return [];
        var aliases = file.Texts(field, "aliases");
        foreach (var (alias, line) in aliases.Where(alias => !Topic.IsSlug(alias.Text)))
            file.Wrong(line, $"\"{alias}\" can be no slug", "letters, digits and hyphens in lower case");
        return [.. aliases.Select(alias => alias.Text)];
    }

    /// <summary>The line in which a good topic file names an alias.</summary>
    public static int? LineOfAlias(string text, string alias)
    {
        var file = Definition.Read("", text, Keys);
        return file.Fields["aliases"] is { } field
            ? file.Texts(field, "aliases").FirstOrDefault(one => one.Text == alias).Line
            : null;
    }

    private static string Capitalised(string slug) =>
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(slug.Replace('-', ' '));

    // Without lines and comments: moving a rule down in its file does not change it.
    private static string Describe(Field? field) => field switch
    {
        Field.Value value => $"\"{value.Text}\"",
        Field.Items items => $"[{string.Join(',', items.List.Select(Describe))}]",
        Field.Map map => $"{{{string.Join(',', map.Entries.Select(entry => $"{entry.Key}:{Describe(entry.Value)}"))}}}",
        _ => "",
    };
}
