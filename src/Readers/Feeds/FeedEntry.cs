using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>An item of RSS or RDF or an entry of Atom as the fields and the body of an article.</summary>
internal sealed class FeedEntry(Element item, FeedChannel channel)
{
    // As an article's only text it is shown whole, where it is more than a sentence or two.
    private const int LongDescription = 300;
    private const int LongestSummary = 2000;

    private static readonly string[] Summaries =
    [
        "summary", "description", "dc:description", "dcterms:abstract", "abstract", "itunes:summary", "itunes:subtitle",
        "media:description",
    ];


    private readonly bool isAtom = item.Name == "entry";

    public static bool IsEntry(Element element) => element.Name is "item" or "entry";

    /// <summary>Its own id, in its own words.</summary>
    public string? Id { get; } = (item.TextOf("guid") ?? AtomIdOf(item) ?? item.Attribute("about")) is { } id
        ? Text.Line(id) : null;

    public string? Url { get; } = new FeedLink(item, channel).Find();

    public string Title { get; } = item.All("title", "dc:title", "media:title")
        .Select(title => FeedText.Plain(title, item.Name == "entry")).FirstOrDefault(title => title.Length > 0) ?? "";

    /// <summary>What its kind is in exports of Blogger, where pages, comments and settings are entries too.</summary>
    public string? Kind { get; } = item.All("category").FirstOrDefault(IsKind)?.Attribute("term")?.Split('#')[^1];

    private static string? AtomIdOf(Element item) => item.TextOf("id") is { } id && item.Base is { } address
        ? Links.Absolute(id, new Uri(address)) ?? id : item.TextOf("id");

    public Manuscript Understand(TimeZoneInfo zone)
    {
        var (html, summary) = Body();
        var (published, updated) = Dates(zone);
        var fields = new FieldList(item.Line).Add("id", Id).Add("url", Url).Add("title", Title).Add("summary", summary)
            .Add("published", published).Add("updated", updated).Add("language", LanguageOf())
            .Add("authors", FeedPeople.Of(item, channel)).Add("tags", Tags())
            .Add("image", FeedMedia.Image(item)).Add("enclosures", FeedMedia.Enclosures(item))
            .Add("source", SourceOf()).Add("draft", item.First("app:control")?.TextOf("app:draft"));
        return new Manuscript
        {
            IsOfFeed = true,
            Fields = fields.ToMap(),
            Plain = Text.Line,
            Html = html,
            Base = body?.Base ?? (Url is null ? channel.Link : null),
        };
    }

    private Element? body;

    private (string Html, string? Summary) Body()
    {
        body = item.All("content:encoded", "content", "xhtml:body", "body", "xhtml:div", "fullitem")
            .FirstOrDefault(text => !FeedText.IsBinary(text) && HasText(text));
        var descriptions = item.All(Summaries).Concat(MediaDescriptions()).Where(HasText).ToList();
        var description = descriptions.FirstOrDefault();
        // Beside a summary, a description is the text itself.
        if (body is null && description?.Name == "summary")
            body = descriptions.Find(other => other.Name == "description");
        if (body is null)
        {
            body = description;
            if (description is null)
                return ("", null);
            var html = FeedText.Markup(description, isAtom);
            var plain = FeedText.Plain(description, isAtom);
            var isText = Title.Length == 0 || plain.Length > LongDescription
                || FeedText.HasTags(description.Elements.Any() ? html : description.Text);
            return isText ? (html, null) : ("", plain);
        }
        var content = FeedText.Markup(body, isAtom);
        if (description is null || description.Text == body.Text)
            return (content, null);
        var summary = FeedText.Plain(description, isAtom);
        return (content, summary.Length > LongestSummary ? null : summary);
    }

    private IEnumerable<Element> MediaDescriptions() =>
        item.All("media:group", "media:content").SelectMany(media => media.All("media:description"));

    private static bool HasText(Element element) => element.Elements.Any() || !string.IsNullOrWhiteSpace(element.Text);

    private (string? Published, string? Updated) Dates(TimeZoneInfo zone)
    {
        var updated = DateIn(zone, "updated", "modified", "dcterms:modified", "lastmod") ?? item.Attribute("lastmod");
        var published = DateIn(zone, "published", "pubdate", "issued", "dcterms:issued", "dcterms:available", "dc:date",
            "created", "dcterms:created", "date", "dcterms:date", "publicationdate");
        // Many feeds of Atom tell one date alone, which their readers take for both.
        return (published ?? updated, updated);
    }

    // The first that can be read, for one that cannot is told as wrong.
    private string? DateIn(TimeZoneInfo zone, params string[] names)
    {
        var told = item.All(names).Select(date => date.Text.Trim()).Where(date => date.Length > 0).ToList();
        return told.Find(date => Articles.Dates.Parse(date, zone) is not null) ?? told.FirstOrDefault();
    }

    private string? LanguageOf() => body?.Attribute("xml:lang") ?? item.TextOf("dc:language", "language")
        ?? body?.Language ?? item.Language ?? channel.Language;

    private IEnumerable<string> Tags()
    {
        foreach (var category in Categories().Where(category => !IsKind(category)))
        {
            yield return category.Attribute("label") ?? category.Attribute("term") ?? category.Attribute("text")
                ?? (category.Name == "itunes:category" ? "" : category.Text);
        }
        foreach (var keywords in item.All("itunes:keywords", "media:keywords", "keywords", "tags"))
        {
            foreach (var keyword in keywords.Text.Split(','))
                yield return keyword;
        }
    }

    // Those of podcasts and media may lie in one another and in what they are about.
    private IEnumerable<Element> Categories() =>
        item.All("category", "dc:subject", "itunes:category", "media:category")
            .SelectMany(category => category.All("itunes:category").Prepend(category))
            .Concat(item.All("media:group", "media:content").SelectMany(media => media.All("media:category")));

    private static bool IsKind(Element category) =>
        category.Attribute("scheme")?.EndsWith("/g/2005#kind", StringComparison.Ordinal) == true;

    private Field? SourceOf()
    {
        var source = item.First("source");
        if (source?.First("title") is { } title && FeedText.Plain(title, isAtom) is { Length: > 0 } name)
        {
            var link = source.All("link").Where(link => link.Attribute("rel") is null or "alternate")
                .Select(link => link.Attribute("href")).FirstOrDefault();
            return new FieldList(item.Line).Add("name", name).Add("url", link).ToMap();
        }
        // The url of an RSS source is its feed's.
        return source is not null && !source.Elements.Any() && FeedText.Plain(source, false) is { Length: > 0 } other
            ? new FieldList(item.Line).Add("name", other).ToMap() : channel.ToField(item.Line);
    }
}
