using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What a page says of its article outside its text: JSON-LD, OpenGraph, meta elements, marks.</summary>
public sealed partial class PageMetadata
{
    private const int ShortHeading = 15;
    private const int MostHeadings = 20;
    private const int LongestTitle = 1_000;

    private readonly IHtmlDocument document;
    private readonly MetaTags metas;
    private readonly JsonLd jsonLd;
    private readonly IReadOnlyList<(JsonElement Node, int Line)> nodes;
    private readonly List<string> siteNames;

    /// <param name="savedFrom">What the program that saved the page says of its address, or null.</param>
    public PageMetadata(IHtmlDocument document, Told? savedFrom)
    {
        this.document = document;
        metas = new MetaTags(document);
        jsonLd = new JsonLd(document);
        Base = BaseOf(savedFrom);
        Url = UrlOf(savedFrom);
        nodes = jsonLd.Of(Url?.Text, metas.First("og:title", "twitter:title") ?? document.Title ?? "");
        Site = metas.Each("og:site_name").Concat(Publisher("name")).FirstOrDefault();
        siteNames = [.. SiteNames().Where(name => name.Length > 0).Distinct()];
        Title = TitleOf();
        Fields = [.. FieldsOf()];
    }

    public Told? Url { get; }
    public Told? Title { get; }

    /// <summary>The name of the site, which is the publisher's and never an author's.</summary>
    public Told? Site { get; }

    public IReadOnlyList<PageField> Fields { get; }

    /// <summary>What <c>base href</c> makes of every relative reference; null when the page has none.</summary>
    public Uri? Base { get; }

    /// <summary>Whether the page calls itself an article, or says when it was published.</summary>
    public bool IsArticle => jsonLd.HasArticle || metas.First("og:type") == "article"
        || Fields.Any(each => each.Key == "published");

    public string? ArticleBody => nodes.SelectMany(node => jsonLd.Texts(node.Node, "articleBody")).FirstOrDefault();

    private IEnumerable<PageField> FieldsOf()
    {
        var dates = new PageDates(document, metas, property => Ld(property), Url);
        var people = new PagePeople(document, metas, siteNames);
        (string Key, Told? Told)[] single =
        [
            ("title", Title), ("url", Url), ("published", dates.Published), ("updated", dates.Updated),
            ("language", Language()), ("summary", Summary()), ("isAccessibleForFree", Free()),
        ];
        foreach (var (key, told) in single)
        {
            if (told is not null)
                yield return new PageField(key, told.Origin, new Field.Value(told.Line, told.Text));
        }
        (string Key, List<Told> Told)[] several =
            [("authors", people.Authors(nodes.SelectMany(each => People(each.Node, each.Line)))), ("tags", Tags())];
        foreach (var (key, told) in several.Where(each => each.Told.Count > 0))
        {
            yield return new PageField(key, told[0].Origin, new Field.Items(told[0].Line,
                [.. told.Select(each => new Field.Value(each.Line, each.Text))]));
        }
        if (Site is not null)
            yield return new PageField("source", Site.Origin, Map(Site.Line, ("name", Site.Text),
                ("url", Publisher("url").FirstOrDefault()?.Text)));
        if (Image() is { } image)
            yield return image;
    }

    private IEnumerable<Told> Ld(params string[] names) => nodes.SelectMany(node =>
        jsonLd.Texts(node.Node, names).Select(text => new Told("json-ld", node.Line, text)));

    private IEnumerable<Told> Publisher(string name) => nodes.SelectMany(node =>
        jsonLd.Values(node.Node, "publisher").SelectMany(publisher => jsonLd.Texts(publisher, name))
            .Select(text => new Told("json-ld", node.Line, text)));

    // An organization wrote nothing; an agency sent what it names.
    private IEnumerable<Told> People(JsonElement node, int line) =>
        jsonLd.Values(node, "author").Concat(jsonLd.Values(node, "creator"))
            .Select(person => (Name: jsonLd.Text(person), IsPerson: !JsonLd.Is(person, IsOrganization)))
            .Where(each => each.Name is not null && (each.IsPerson || Agencies.Find(each.Name) is not null))
            .Select(each => new Told("json-ld", line, each.Name!));

    private static bool IsOrganization(string type) => type.EndsWith("Organization", StringComparison.Ordinal);

    private Uri? BaseOf(Told? savedFrom)
    {
        if (document.QuerySelector("base[href]")?.GetAttribute("href") is not { } href)
            return null;
        var page = Canonicals().Select(told => told.Text).Append(savedFrom?.Text).FirstOrDefault(Links.IsHttp);
        return Links.Absolute(href, page is null ? null : new Uri(page)) is { } absolute && Links.IsHttp(absolute)
            ? new Uri(absolute) : null;
    }

    private IEnumerable<Told> Canonicals() => document.QuerySelectorAll("link[rel~='canonical' i]")
        .Select(link => Told.By(link, "canonical", link.GetAttribute("href"))).OfType<Told>()
        .Concat(metas.Each("og:url"));

    private Told? UrlOf(Told? savedFrom)
    {
        var origin = Base ?? (savedFrom is null ? null : new Uri(savedFrom.Text));
        var named = Canonicals().Select(told => Links.Absolute(told.Text, origin) is { } absolute
            ? told with { Text = absolute } : null).OfType<Told>().Where(told => Links.IsHttp(told.Text)).ToList();
        if (savedFrom is not null)
            named.Add(savedFrom);
        named.AddRange(jsonLd.Of(null, document.Title ?? "").Take(1).SelectMany(node => JsonLd.Addresses(node.Node)
            .Select(address => new Told("json-ld", node.Line, address))));
        // Some templates name the front page as every page's address.
        return named.Find(told => new Uri(told.Text).AbsolutePath.Length > 1) ?? named.FirstOrDefault();
    }

    private IEnumerable<string> SiteNames()
    {
        var names = metas.Each("og:site_name", "application-name", "twitter:site", "al:ios:app_name")
            .Concat(Publisher("name")).Select(told => JsonLd.Bare(told.Text));
        if (Url is null)
            return names;
        var host = new Uri(Url.Text).Host;
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        return names.Append(JsonLd.Bare(host)).Append(JsonLd.Bare(host.Split('.')[0]));
    }

    private Told? TitleOf()
    {
        var headings = document.QuerySelectorAll("h1").Take(MostHeadings)
            .Select(h1 => Told.By(h1, "body", h1.TextContent))
            .OfType<Told>().ToList();
        var named = metas.Each("og:title").Concat(Ld("headline")).Concat(metas.Each("twitter:title")).ToList();
        var title = Told.By(document.QuerySelector("head > title") ?? document.DocumentElement, "title",
            document.Title);
        var heading = headings.Find(h1 => JsonLd.Bare(h1.Text) is { Length: > 4 } bare
            && (title is null || JsonLd.Bare(title.Text).Contains(bare, StringComparison.Ordinal))
            && !siteNames.Contains(bare));
        var others = new[] { heading }.Concat(metas.Each("title", "dc:title", "dcterms:title", "parsely-title"))
            .Append(title).Append(headings.Count == 1 ? headings[0] : null);
        var best = named.Concat(others.OfType<Told>())
            .Select(told => told with { Text = told.Text[..Math.Min(told.Text.Length, LongestTitle)] })
            .Select(told => told with { Text = WithoutSite(told.Text, IsHeadline(told) ? [] : headings) })
            .Where(told => told.Text.Length > 0 && !siteNames.Contains(JsonLd.Bare(told.Text))).ToList();
        return best.Count == 0 ? null : Whole(best[0], best.Concat(headings));
    }

    private bool IsHeadline(Told title) =>
        Ld("headline").Any(headline => JsonLd.Bare(headline.Text) == JsonLd.Bare(title.Text));

    // Headlines are cut where search engines stop reading.
    private static Told Whole(Told title, IEnumerable<Told> others)
    {
        if (!title.Text.EndsWith('…') && !title.Text.EndsWith("...", StringComparison.Ordinal))
            return title;
        var start = title.Text.TrimEnd('.', '…', ' ');
        return others.FirstOrDefault(other => other.Text.Length > title.Text.Length
            && other.Text.StartsWith(start, StringComparison.Ordinal)) ?? title;
    }

    // What follows the page's heading there is the site's name too, whatever the site calls itself elsewhere.
    private string WithoutSite(string title, List<Told> headings)
    {
        foreach (Match separator in Separator().Matches(title))
        {
            var (name, site) = (JsonLd.Bare(title[..separator.Index]),
                JsonLd.Bare(title[(separator.Index + separator.Length)..]));
            if (siteNames.Contains(site)
                || name.Length >= ShortHeading && headings.Any(heading => JsonLd.Bare(heading.Text) == name))
                return title[..separator.Index].TrimEnd();
        }
        return title;
    }

    private Told? Language()
    {
        var root = document.DocumentElement;
        var html = Told.By(root, "html lang", root.GetAttribute("lang") ?? root.GetAttribute("xml:lang"));
        return metas.Each("content-language", "language", "dc:language", "dcterms:language").Concat(Ld("inLanguage"))
            .Concat(metas.Each("og:locale")).Prepend(html).OfType<Told>()
            .FirstOrDefault(told => Languages.Tag(told.Text) is not null);
    }

    private Told? Summary() => Ld("description").Concat(metas.Each("og:description", "description",
        "twitter:description", "dc:description")).FirstOrDefault();

    // True, "True" and https://schema.org/True are all in use; a metered article is neither.
    private Told? Free()
    {
        var ld = Ld("isAccessibleForFree")
            .Select(told => told with { Text = told.Text.Split('/')[^1].ToLowerInvariant() })
            .FirstOrDefault(told => told.Text is "true" or "false");
        return ld ?? metas.Each("article:content_tier").Select(told => told.Text.ToLowerInvariant() switch
        {
            "free" => told with { Text = "true" },
            "locked" => told with { Text = "false" },
            _ => null,
        }).OfType<Told>().FirstOrDefault();
    }

    private List<Told> Tags()
    {
        IEnumerable<Told>[] places = [Ld("keywords"), metas.Each("article:tag"), metas.Each("news_keywords"),
            metas.Each("keywords"), metas.Each("parsely-tags", "sailthru:tags")];
        return [.. (places.FirstOrDefault(place => place.Any()) ?? [])
            .SelectMany(told => told.Text.Split([',', ';'],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(tag => told with { Text = tag }))];
    }

    private PageField? Image()
    {
        var tags = metas.Each("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src");
        var named = nodes.SelectMany(node => jsonLd.Values(node.Node, "image"), (node, image) => (image, node.Line))
            .Take(1).ToList();
        var credit = named.SelectMany(each => jsonLd.Texts(each.image, "creditText", "author", "creator"))
            .FirstOrDefault();
        if (tags.FirstOrDefault() is { } tag)
            return new PageField("image", tag.Origin, Map(tag.Line, ("url", tag.Text),
                ("alt", metas.First("og:image:alt", "twitter:image:alt")), ("credit", credit)));
        foreach (var (image, line) in named)
        {
            var url = image.ValueKind == JsonValueKind.String ? jsonLd.Text(image)
                : jsonLd.Texts(image, "url", "contentUrl").FirstOrDefault();
            if (url is not null)
                return new PageField("image", "json-ld", Map(line, ("url", url),
                    ("alt", jsonLd.Texts(image, "caption").FirstOrDefault()), ("credit", credit)));
        }
        return null;
    }

    private static Field.Map Map(int line, params (string Key, string? Text)[] entries) => new(line,
        [.. entries.Where(entry => entry.Text is not null)
            .Select(entry => (entry.Key, line, (Field)new Field.Value(line, entry.Text!)))]);

    [GeneratedRegex(@"\s+[-–—·•:»«/\\]+\s+|\s*[|｜：]\s*")]
    private static partial Regex Separator();
}
