using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What a folder's <c>_profile.yaml</c> says of the articles in it and below; every key is optional.</summary>
public sealed partial record Profile
{
    public const string FileName = "_profile.yaml";

    private static readonly string[] Keys =
        ["source", "language", "timezone", "drop", "badges", "title", "paid-when", "mail"];

    public static readonly Profile Default = new();

    public Publisher? Publisher { get; init; }
    public string? Language { get; init; }
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Lines that belong to the site and not to the article.</summary>
    public IReadOnlyList<Regex> Drop { get; init; } = [];

    /// <summary>Lines that the folder's files have in common (<see cref="RepeatedLines"/>).</summary>
    public IReadOnlySet<string> Repeated { get; init; } = new HashSet<string>();

    public IReadOnlyList<string> Badges { get; init; } = [];

    /// <summary><c>auto</c>, <c>first</c>, <c>after-badge</c>, or a regex with a group <c>title</c>.</summary>
    public string Title { get; init; } = "auto";

    public Regex? TitlePattern { get; init; }

    /// <summary>A line that, where it occurs, says that the article costs money.</summary>
    public string? PaidWhen { get; init; }

    /// <summary>Mail is meant to be published; it may be private, so nobody but the operator can tell.</summary>
    public bool PublishesMail { get; init; }

    /// <summary>This profile with what the file in a folder below says; mistakes are added to the list.</summary>
    public Profile With(string path, string text, List<Problem> problems)
    {
        Field.Map fields;
        try
        {
            fields = Yaml.Read(Text.Clean(text));
        }
        catch (UnreadableException error)
        {
            problems.Add(new Problem(path, error.Line, error.Message, error.Hint));
            return this;
        }
        void Mistake(int line, string message, string? hint) => problems.Add(new Problem(path, line, message, hint));

        CheckKeys(fields, Mistake);
        var title = TitleOf(fields, Mistake);
        var drop = fields["drop"] is Field.Items items ? items.List : fields["drop"] is { } one ? [one] : [];
        return this with
        {
            Publisher = SourceOf(fields["source"], Mistake) ?? Publisher,
            Language = LanguageOf(fields, Mistake) ?? Language,
            Zone = ZoneOf(fields, Mistake) ?? Zone,
            Drop =
            [
                .. Drop,
                .. drop.OfType<Field.Value>().Select(line => Pattern(line.Text, line.Line, Mistake)).OfType<Regex>(),
            ],
            Badges = [.. Badges, .. fields.List("badges")],
            Title = title ?? Title,
            TitlePattern = title is ['/', ..] ? Pattern(title, fields["title"]!.Line, Mistake)
                : title is null ? TitlePattern
                : null,
            PaidWhen = fields.Text("paid-when") ?? PaidWhen,
            PublishesMail = MailOf(fields["mail"], Mistake) ?? PublishesMail,
        };
    }

    /// <summary>A name, or a map with <c>name</c> and <c>url</c>.</summary>
    public static Publisher? PublisherOf(Field? field)
    {
        var name = field switch { Field.Value value => value.Text, Field.Map map => map.Text("name"), _ => null };
        return string.IsNullOrWhiteSpace(name) ? null
            : new Publisher(Text.Line(name), Links.Absolute((field as Field.Map)?.Text("url")));
    }

    private static void CheckKeys(Field.Map fields, Action<int, string, string?> mistake)
    {
        var known = new HashSet<string>();
        foreach (var (key, line, _) in fields.Entries)
        {
            if (!Keys.Contains(key))
                mistake(line, $"\"{key}\" is no key of a profile", $"one of {string.Join(", ", Keys)}");
            else if (!known.Add(key))
                mistake(line, $"\"{key}\" is there twice", "the first one counts");
        }
    }

    private static Publisher? SourceOf(Field? field, Action<int, string, string?> mistake)
    {
        var publisher = PublisherOf(field);
        if (field is not null && publisher is null)
            mistake(field.Line, "a source has a name", "source: { name: …, url: … }");
        else if (publisher is { Url: null } && field is Field.Map map && map.Text("url") is not null)
            mistake(field.Line, "its url is no absolute web address", "as in https://example.org");
        return publisher;
    }

    private static string? LanguageOf(Field.Map fields, Action<int, string, string?> mistake)
    {
        if (fields["language"] is not Field.Value language)
            return null;
        var tag = Languages.Tag(language.Text);
        if (tag is null)
            mistake(language.Line, $"\"{language.Text}\" is no language tag", "as in de or en-GB");
        return tag;
    }

    private static string? TitleOf(Field.Map fields, Action<int, string, string?> mistake)
    {
        if (fields["title"] is not Field.Value title
            || title.Text is "auto" or "first" or "after-badge" or ['/', .., '/'])
            return fields.Text("title");
        mistake(title.Line, $"\"{title.Text}\" is no way to find a title",
            "one of auto, first, after-badge, /regex with (?<title>)/");
        return null;
    }

    private static bool? MailOf(Field? field, Action<int, string, string?> mistake)
    {
        if (field is Field.Value { Text: "publish" })
            return true;
        if (field is not null)
            mistake(field.Line, $"\"{Field.Scalar(field)}\" is nothing that can be done with mail", "mail: publish");
        return null;
    }

    private static TimeZoneInfo? ZoneOf(Field.Map fields, Action<int, string, string?> mistake)
    {
        if (fields["timezone"] is not Field.Value zone)
            return null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out var found))
            return found;
        mistake(zone.Line, $"\"{zone.Text}\" is no time zone", "as in Europe/Berlin");
        return null;
    }

    private static Regex? Pattern(string line, int at, Action<int, string, string?> mistake)
    {
        if (line is not ['/', .. var pattern, '/'])
            return new Regex($"^{Regex.Escape(line)}$", RegexOptions.CultureInvariant);
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            mistake(at, $"{line} is no regular expression: {error.Message}", null);
            return null;
        }
    }
}
