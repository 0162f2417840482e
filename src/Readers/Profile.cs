using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What a folder's <c>_profile.yaml</c> says of the articles in it and below; every key is optional.</summary>
public sealed partial record Profile
{
    public const string FileName = "_profile.yaml";

    private static readonly string[] Keys = ["source", "language", "timezone", "drop", "badges", "title", "paid-when"];

    public static readonly Profile Default = new();

    public Publisher? Publisher { get; init; }
    public string? Language { get; init; }
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Lines that belong to the site and not to the article.</summary>
    public IReadOnlyList<Regex> Drop { get; init; } = [];

    public IReadOnlyList<string> Badges { get; init; } = [];

    /// <summary><c>auto</c>, <c>first</c>, <c>after-badge</c>, or a regex with a group <c>title</c>.</summary>
    public string Title { get; init; } = "auto";

    public Regex? TitlePattern { get; init; }

    /// <summary>A line that, where it occurs, says that the article costs money.</summary>
    public string? PaidWhen { get; init; }

    /// <summary>This profile with what the file in a folder below says; mistakes are added to the list.</summary>
    public Profile With(string path, string text, List<Problem> problems)
    {
        Field.Map fields;
        try
        {
            fields = Yaml.Read(Text.Clean(text));
        }
        catch (InvalidYamlException error)
        {
            problems.Add(new Problem(path, error.Line, error.Message, error.Hint));
            return this;
        }
        foreach (var (key, line, _) in fields.Entries.Where(entry => !Keys.Contains(entry.Key)))
            problems.Add(new Problem(path, line, $"\"{key}\" is no key of a profile", $"one of {string.Join(", ", Keys)}"));

        var title = fields.Text("title");
        return this with
        {
            Publisher = PublisherOf(fields["source"]) ?? Publisher,
            Language = fields.Text("language") is { } language ? Languages.Tag(language) ?? Language : Language,
            Zone = ZoneOf(fields, path, problems) ?? Zone,
            Drop = [.. Drop, .. fields.List("drop").Select(line => Pattern(line, path, fields["drop"]!.Line, problems)).OfType<Regex>()],
            Badges = [.. Badges, .. fields.List("badges")],
            Title = title ?? Title,
            TitlePattern = title?.StartsWith('/') == true
                ? Pattern(title, path, fields["title"]!.Line, problems) : title is null ? TitlePattern : null,
            PaidWhen = fields.Text("paid-when") ?? PaidWhen,
        };
    }

    /// <summary>A name, or a map with <c>name</c> and <c>url</c>.</summary>
    public static Publisher? PublisherOf(Field? field)
    {
        var name = field switch { Field.Value value => value.Text, Field.Map map => map.Text("name"), _ => null };
        return string.IsNullOrWhiteSpace(name) ? null
            : new Publisher(Text.Line(name), Links.Absolute((field as Field.Map)?.Text("url")));
    }

    private static TimeZoneInfo? ZoneOf(Field.Map fields, string path, List<Problem> problems)
    {
        if (fields["timezone"] is not Field.Value zone)
            return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out var found))
            return found;
        problems.Add(new Problem(path, zone.Line, $"\"{zone.Text}\" is no time zone", "as in Europe/Berlin"));
        return null;
    }

    private static Regex? Pattern(string line, string path, int at, List<Problem> problems)
    {
        if (line is not ['/', .. var pattern, '/'])
            return new Regex($"^{Regex.Escape(line)}$", RegexOptions.CultureInvariant);
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            problems.Add(new Problem(path, at, $"{line} is no regular expression: {error.Message}"));
            return null;
        }
    }
}
