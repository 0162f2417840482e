using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>The site file, <c>feeds/_site.yaml</c>; every key is optional.</summary>
public sealed record Site
{
    public const string FileName = "_site.yaml";

    private static readonly string[] Keys =
        ["title", "description", "language", "timezone", "author", "id", "logo", "rights", "redirects", "auto"];

    public static readonly Site Default = new();

    public string Title { get; init; } = "FeedService";
    public string Description { get; init; } = "";
    public string Language { get; init; } = "en";

    /// <summary>For dates without an offset.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Stands for the author where an article names none (RFC 4287 §4.1.1 asks for one).</summary>
    public string Author { get; init; } = "FeedService";

    /// <summary>What ids are made under, as the operator set it; null leaves it to the store.</summary>
    public string? Id { get; init; }

    public string? Logo { get; init; }
    public string? Rights { get; init; }

    /// <summary>Where the addresses of an earlier site lead now: <c>/feed</c> to <c>all.rss</c>.</summary>
    public Redirects Redirects { get; init; } = Redirects.None;

    /// <summary>Which topics are made by the program.</summary>
    public Automatic Automatic { get; init; } = Automatic.None;

    /// <summary>The site, or null with every mistake in its file.</summary>
    public static (Site? Site, IReadOnlyList<Problem> Problems) Parse(string path, string text)
    {
        var file = Definition.Read(path, text, Keys);
        var fields = file.Fields;
        var title = file.Line(fields, "title") ?? Default.Title;
        var site = new Site
        {
            Title = title,
            Description = file.Line(fields, "description") ?? "",
            Language = file.Language(fields) ?? Default.Language,
            Zone = ZoneOf(file),
            Author = file.Line(fields, "author") ?? title,
            Id = IdOf(file),
            Logo = LogoOf(file),
            Rights = file.Line(fields, "rights"),
            Redirects = Redirects.Of(file),
            Automatic = Automatic.Of(file),
        };
        return file.Problems.Count == 0 ? (site, []) : (null, file.Problems);
    }

    private static TimeZoneInfo ZoneOf(Definition file)
    {
        if (file.Line(file.Fields, "timezone") is not { } name)
            return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return zone;
        file.Wrong(file.Fields["timezone"]!.Line, $"\"{name}\" is no time zone", "as in Europe/Berlin");
        return TimeZoneInfo.Utc;
    }

    private static string? IdOf(Definition file)
    {
        var id = file.Line(file.Fields, "id");
        if (id is not null && (!Uri.IsWellFormedUriString(id, UriKind.Absolute) || id.EndsWith(':')))
            file.Wrong(file.Fields["id"]!.Line, $"\"{id}\" is no URI that ids can be made under",
                "as in tag:example.org,2024:press");
        return id;
    }

    private static string? LogoOf(Definition file)
    {
        var logo = file.Line(file.Fields, "logo");
        if (logo is not null && !Links.IsHttp(Links.Absolute(logo)))
            file.Wrong(file.Fields["logo"]!.Line, $"\"{logo}\" is no URL", "as in https://example.org/logo.png");
        return Links.Absolute(logo);
    }
}
