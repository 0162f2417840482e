using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What a reader understood of a file, before it is known whether and how it becomes an article.</summary>
public sealed partial record Manuscript
{
    private const int LongEnoughToGuess = 4000;
    private const int LongestSlug = 200;

    public static readonly string[] Urls =
    [
        "url", "link", "canonical", "canonical_url", "original_url", "permalink", "href", "page_url", "post_page_url",
        "live_url", "web_url",
    ];

    /// <summary>What the file says of itself, in its own words.</summary>
    public Field.Map Fields { get; init; } = Field.Map.Empty;

    /// <summary>A title or summary that the file names, as one line of plain text.</summary>
    public Func<string, string> Plain { get; init; } = Text.WithoutMarkup;

    /// <summary>What was found in the text; explicit fields win over it.</summary>
    public string? Title { get; init; }

    /// <summary>Where the found title may be wrong: its line, and why.</summary>
    public (int? Line, string Reason)? TitleDoubt { get; init; }

    public string? Lead { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];
    public IReadOnlyList<string> Agencies { get; init; } = [];
    public IReadOnlyList<string> Badges { get; init; } = [];
    public Access Access { get; init; }

    /// <summary>The body as HTML, with whatever it came with.</summary>
    public string Html { get; init; } = "";

    /// <summary>Whether its id is one that a feed gave it, under which subscribers may know it.</summary>
    public bool IsOfFeed { get; init; }

    /// <summary>What references in the body are relative to, where that is not the article's URL.</summary>
    public string? Base { get; init; }

    /// <summary>
    /// The article, by the order of precedence: sidecar, then the file's own fields, then what was found, then the
    /// folder's profile. What none of them tells is not made up.
    /// </summary>
    public Reading ToReading(Source source)
    {
        Field.Map fields;
        try
        {
            fields = source.SidecarFields().Over(Fields);
        }
        catch (UnreadableException error)
        {
            return Reading.Unreadable(source, error.Line, error.Message, error.Hint,
                source.Path + Source.SidecarSuffix);
        }
        var dates = ArticleDates.Of(fields, source);
        if (Hindrance(fields, source.Name) is { } hindrance)
            return Reading.Withheld(source, hindrance);
        if (dates.Published > source.Now)
            return Reading.Withheld(source, $"not before {Dates.Rfc3339(dates.Published.Value)}", dates.Published);
        if (dates.Expires <= source.Now)
            return Reading.Withheld(source, $"expired {Dates.Rfc3339(dates.Expires.Value)}");
        if (Articles.Html.IsTooDeep(Html))
            return Reading.Unreadable(source, null, "its HTML is nested too deeply to be a text");
        if (Articles.Html.HasTooManyTags(Html))
            return Reading.Unreadable(source, null, "its HTML has more tags than any text");
        if (Articles.Html.IsTooStrange(Html))
            return Reading.Unreadable(source, null, "its HTML has more strange tags than any text");
        return Compose(source, fields, dates);
    }

    private Reading Compose(Source source, Field.Map fields, ArticleDates dates)
    {
        var url = UrlOf(fields, source.Profile);
        var links = new ArticleLinks(source, Base ?? url);
        var content = Articles.Html.Safe(Html, links.Resolve);
        var summary = SummaryOf(fields, content);
        var title = TitleOf(fields) ?? (content.Length == 0 ? null : TitleOf(source, content));
        if (title is null)
            return Reading.Unreadable(source, null, "there is neither a title nor any text in it");
        if (fields["quiet"] is { } quiet && Field.Scalar(quiet) is var told && !IsTrue(told) && !IsFalse(told))
            source.Warn(quiet.Line, $"quiet: \"{told}\" is neither true nor false", "write quiet: true");
        if (TitleDoubt is { } doubt && Plain(fields.Text("title", "headline") ?? "").Length == 0)
            source.Note(doubt.Line, $"the title is uncertain: {doubt.Reason}",
                "say title: … in a sidecar or in front matter");

        var article = new Article
        {
            Id = IdOf(fields, url, source),
            FeedId = IsOfFeed && fields.Text("id", "guid") is { } id && !AbsoluteIri().IsMatch(Text.Line(id))
                ? Text.Line(id)
                : null,
            Path = source.Path,
            Record = source.Key,
            Slug = SlugOf(fields, source, title),
            Url = url,
            Title = title,
            Summary = summary.Length > 0 ? summary : title,
            Content = content,
            Published = dates.Published,
            Updated = dates.Updated,
            Language = LanguageOf(fields, source, $"{title}\n{(content.Length > 0 ? "" : summary)}", content),
            Access = AccessOf(fields),
            Authors = People(fields, source.Profile).Where(name => Articles.Agencies.Find(name) is null).ToList(),
            Tags = TagsOf(fields),
            Agencies = AgenciesOf(fields, source.Profile),
            Badges = fields.List("badges") is { Count: > 0 } badges ? badges : Badges,
            Publisher = Profile.PublisherOf(fields["source", "publisher", "site_name", "publication", "source_domain",
                "domain_name", "domain"]) ?? source.Profile.Publisher,
            Image = links.Image(fields),
            Enclosures = links.Enclosures(fields),
        };
        return new Reading(article, source.Key, dates.Due, source.Problems)
        {
            IsQuiet = IsTrue(fields.Text("quiet")),
        };
    }

    /// <summary>Why it is not to be seen, whatever its dates say.</summary>
    private static string? Hindrance(Field.Map fields, string path)
    {
        var status = fields.Text("status", "post_status", "publication_status", "state")?.ToLowerInvariant();
        if (IsDraft(fields, status, path))
            return "a draft";
        if (status is "trash" or "unpublished" or "archived" or "deleted" or "inactive" or "withheld" or "canceled"
            or "cancelled" or "future" or "scheduled")
            return $"its status is {status}";
        if (IsTrue(fields.Text("deleted", "is_deleted"))
            || fields.Text("deleted_at") is { } deleted && !ArticleDates.IsNoDate(deleted))
            return "deleted";
        return fields["content"] is Field.Map content && IsTrue(content.Text("protected")) ? "behind a password" : null;
    }

    private static bool IsDraft(Field.Map fields, string? status, string path) =>
        IsTrue(fields.Text("draft", "is_draft")) || IsTrue(fields.Text("private"))
        || IsFalse(fields.Text("published")) || IsFalse(fields.Text("publish")) || IsFalse(fields.Text("is_published"))
        || status is "draft" or "private" or "pending" or "hidden"
        || path.StartsWith("_drafts/", StringComparison.Ordinal)
        || path.Contains("/_drafts/", StringComparison.Ordinal);

    private static bool IsTrue(string? text) => text?.ToLowerInvariant() is "true" or "1" or "yes" or "on";

    private static bool IsFalse(string? text) => text?.ToLowerInvariant() is "false" or "0" or "no" or "off";

    private string? TitleOf(Field.Map fields)
    {
        var told = Plain(fields.Text("title", "headline", "heading", "subject", "web_title") ?? "");
        if (told.Length == 0)
            told = Text.Line(Title ?? "");
        return told.Length > 0 ? told : null;
    }

    // One of several in a file has no name of its own: notes of a few lines begin with what they are about.
    private static string TitleOf(Source source, string content)
    {
        if (source.Record.Length > 0 && Articles.Html.Beginning(content) is { Length: > 0 } beginning)
            return Text.ShortenToTitle(beginning);
        var name = DayInFront().Replace(System.IO.Path.GetFileNameWithoutExtension(source.Name), "");
        var words = Text.Line(name.Replace('-', ' ').Replace('_', ' '));
        return words.Length > 0 ? words : Text.Line(source.Name);
    }

    private string SummaryOf(Field.Map fields, string content)
    {
        var told = Plain(fields.Text("summary", "excerpt", "custom_excerpt", "description", "teaser", "deck",
            "subtitle", "abstract", "lead", "standfirst", "web_subtitle") ?? "");
        return told.Length > 0 ? told
            : Text.Line(Lead ?? "") is { Length: > 0 } lead ? lead
            : Articles.Html.Beginning(content);
    }

    private static string? UrlOf(Field.Map fields, Profile profile)
    {
        var origin = profile.Publisher?.Url is { } site ? new Uri(site) : null;
        return fields.Each(Urls).Select(told => Links.Absolute(Field.Scalar(told.Value), origin))
            .FirstOrDefault(Links.IsHttp);
    }

    private static string IdOf(Field.Map fields, string? url, Source source)
    {
        var ofPath = Article.IdOf(source.Path, source.Key);
        if (fields.Text("id", "guid") is not { } id)
            return url ?? ofPath;
        id = Text.Line(id);
        // An id that is none by itself is one within its file, and a lone article's within the site; a number that a
        // program gave is not even that, for each has its article 1.
        var isNumber = fields["id", "guid"] is Field.Value { IsNumber: true };
        return AbsoluteIri().IsMatch(id) ? id : source.Record.Length > 0 || isNumber ? ofPath : Article.IdOf(id);
    }

    private static string SlugOf(Field.Map fields, Source source, string title)
    {
        var name = source.Record.Length > 0
            ? title
            : source.Name[..^System.IO.Path.GetExtension(source.Name).Length];
        var slug = Short(Text.Slug(fields.Text("slug") ?? name));
        return slug.Length > 0 ? slug : Short(Text.Slug("article " + Links.Encode(source.Name)));
    }

    // A page can be a file, whose name has 255 bytes at most; a number and extensions come behind it.
    private static string Short(string slug)
    {
        var (length, bytes) = (0, 0);
        foreach (var rune in slug.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > LongestSlug)
                return slug[..length].TrimEnd('-');
            length += rune.Utf16SequenceLength;
        }
        return slug;
    }

    private static string LanguageOf(Field.Map fields, Source source, string above, string content)
    {
        var inName = LanguageInName().Match(source.Name);
        var declared = fields.Text("lang", "language", "locale", "in_language", "language_code")
            ?? (inName.Success ? inName.Groups[1].Value : null);
        return (declared is null ? null : Languages.Tag(declared)) ?? source.Profile.Language
            ?? Languages.Guess(above + "\n"
                + Articles.Html.PlainText(content[..Math.Min(content.Length, LongEnoughToGuess)]));
    }

    private Access AccessOf(Field.Map fields)
    {
        if (fields.Text("access") is { } access && Enum.TryParse<Access>(access, ignoreCase: true, out var told))
            return told;
        var free = fields.Text("isAccessibleForFree")
            ?? fields.Text("audience", "visibility")?.ToLowerInvariant() switch
            {
                "free" or "everyone" or "public" => "true",
                "paid" or "only_paid" or "premium" => "false",
                _ => null,
            };
        return IsTrue(free) || IsFalse(fields.Text("paid")) ? Access.Free
            : IsFalse(free) || IsTrue(fields.Text("paid")) ? Access.Paid : Access;
    }

    private IEnumerable<string> People(Field.Map fields, Profile profile)
    {
        var told = fields.List("authors", "author", "byline", "creator", "creators", "author_name", "writers",
            "writer");
        return (told.Count > 0 ? told : Authors).Select(PersonName.In).OfType<string>()
            .Where(name => !Links.IsHttp(name) && name != profile.Publisher?.Name).Distinct();
    }

    private List<string> AgenciesOf(Field.Map fields, Profile profile) =>
    [
        .. fields.List("agencies").Concat(People(fields, profile).Select(Articles.Agencies.Find).OfType<string>())
            .Concat(Agencies).Select(Text.Line).Where(name => name.Length > 0).Distinct(),
    ];

    private static List<string> TagsOf(Field.Map fields)
    {
        string[] names = ["tags", "tag", "keywords", "categories", "category", "topics", "topic", "labels",
            "keyword", "section", "articleSection", "content_tags"];
        return names.SelectMany(name => fields.List(name)).Select(tag => Text.WithoutMarkup(tag).TrimStart('#'))
            .Where(tag => tag.Length > 0 && !Links.IsHttp(tag)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
    }

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2}|\d{8})[-_ ]")]
    private static partial Regex DayInFront();

    // RFC 3987 §2.2, without white space.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>""{}|\\^`]+$")]
    private static partial Regex AbsoluteIri();

    [GeneratedRegex(@"\.([a-z]{2}(?:-[A-Za-z]{2})?)\.[a-z]+$")]
    private static partial Regex LanguageInName();
}
