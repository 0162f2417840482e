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
    private readonly List<(string, int, Field)> fields = [];

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
        Add("id", Id);
        Add("url", Url);
        Add("title", Title);
        Add("summary", summary);
        AddDates(zone);
        Add("language", LanguageOf());
        AddList("authors", FeedPeople.Of(item, channel));
        AddList("tags", Tags());
        if (FeedMedia.Image(item) is { } image)
            fields.Add(("image", image.Line, image));
        if (FeedMedia.Enclosures(item) is { Count: > 0 } enclosures)
            fields.Add(("enclosures", item.Line, new Field.Items(item.Line, enclosures)));
        AddSource();
        if (item.First("app:control")?.TextOf("app:draft") is { } draft)
            Add("draft", draft);
        return new Manuscript
        {
            Fields = new Field.Map(item.Line, fields),
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

    private void AddDates(TimeZoneInfo zone)
    {
        var updated = DateIn(zone, "updated", "modified", "dcterms:modified", "lastmod");
        var published = DateIn(zone, "published", "pubdate", "issued", "dcterms:issued", "dcterms:available", "dc:date",
            "created", "dcterms:created", "date", "dcterms:date", "publicationdate");
        // Many feeds of Atom tell one date alone, which their readers take for both.
        Add("published", published ?? (updated is not null && Dates.Parse(updated, zone) is null ? null : updated));
        Add("updated", updated ?? item.Attribute("lastmod"));
    }

    // The first that can be read, for one that cannot is told as wrong.
    private string? DateIn(TimeZoneInfo zone, params string[] names)
    {
        var told = item.All(names).Select(date => date.Text.Trim()).Where(date => date.Length > 0).ToList();
        return told.Find(date => Dates.Parse(date, zone) is not null) ?? told.FirstOrDefault();
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

    private void AddSource()
    {
        var source = item.First("source");
        var title = source?.First("title");
        var name = title is not null ? FeedText.Plain(title, isAtom)
            : source is not null && !source.Elements.Any() ? FeedText.Plain(source, false) : null;
        // The url of an RSS source is its feed's.
        var link = title is null ? null
            : source!.All("link").Where(link => link.Attribute("rel") is null or "alternate")
                .Select(link => link.Attribute("href")).FirstOrDefault();
        if (string.IsNullOrEmpty(name))
            (name, link) = (channel.Title, channel.Link);
        if (string.IsNullOrEmpty(name))
            return;
        var parts = new List<(string, int, Field)> { ("name", item.Line, new Field.Value(item.Line, name)) };
        if (link is not null)
            parts.Add(("url", item.Line, new Field.Value(item.Line, link)));
        fields.Add(("source", item.Line, new Field.Map(item.Line, parts)));
    }

    private void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            fields.Add((name, item.Line, new Field.Value(item.Line, value)));
    }

    private void AddList(string name, IEnumerable<string> values)
    {
        Field[] each = [.. values.Where(value => !string.IsNullOrWhiteSpace(value))
            .Select(value => new Field.Value(item.Line, value))];
        if (each.Length > 0)
            fields.Add((name, item.Line, new Field.Items(item.Line, each)));
    }
}
