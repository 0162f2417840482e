using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>The dates that a page marks as such; a date in a text may be anything.</summary>
public sealed partial class PageDates
{
    // Looking around an element takes as long as the page is deep.
    private const int MostElements = 50, LongestText = 300;

    public PageDates(IHtmlDocument document, MetaTags metas, Func<string, IEnumerable<Told>> jsonLd, Told? url)
    {
        Published = Best(jsonLd("datePublished").Concat(metas.Each("article:published_time", "article:published",
            "og:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
            "publish-date", "publish_date", "publication_date", "published_time", "published", "parsely-pub-date",
            "sailthru:date", "dc:date:issued", "dcterms:issued", "dc:date", "dcterms:date", "dc:date:created",
            "dcterms:created", "citation_publication_date", "citation_date", "rnews:datepublished",
            "originalpublicationdate"))
            .Concat(Marked(document, "datePublished"))
            .Concat(Times(document)).Concat(jsonLd("dateCreated")).Concat(DayOf(url)));
        Updated = Best(jsonLd("dateModified").Concat(metas.Each("article:modified_time", "og:updated_time",
            "article:modified", "datemodified", "lastmod", "last-modified", "modified", "dcterms:modified",
            "dc:date:modified")).Concat(Marked(document, "dateModified")));
        if (Updated is not null && Published is not null && When(Updated) < When(Published))
            Updated = null;
    }

    public Told? Published { get; }
    public Told? Updated { get; }

    /// <summary>
    /// The first that is a date; where it leaves the time or the offset open, the first other that agrees with it and
    /// does not.
    /// </summary>
    private static Told? Best(IEnumerable<Told> told)
    {
        var dates = told.Where(each => When(each) is not null).ToList();
        if (dates.Count == 0 || Dates.IsInstant(dates[0].Text))
            return dates.FirstOrDefault();
        var first = When(dates[0])!.Value;
        return dates.Find(other => Dates.IsInstant(other.Text) && Agrees(first, other)) ?? dates[0];
    }

    // Offsets lie between -12:00 and +14:00, and the first moment of a day may stand for all of it.
    private static bool Agrees(DateTimeOffset open, Told other)
    {
        var ahead = When(other)!.Value - open;
        return open.TimeOfDay == TimeSpan.Zero
            ? ahead > TimeSpan.FromHours(-14) && ahead < TimeSpan.FromHours(36)
            : ahead >= TimeSpan.FromHours(-14) && ahead <= TimeSpan.FromHours(12)
                && ahead.Ticks % TimeSpan.FromMinutes(15).Ticks < TimeSpan.TicksPerMinute;
    }

    private static DateTimeOffset? When(Told told) => Dates.Parse(told.Text, TimeZoneInfo.Utc);

    private static IEnumerable<Told> Marked(IHtmlDocument document, string property) =>
        document.QuerySelectorAll($"[itemprop~='{property}' i]").Take(MostElements).Select(element => (element,
            Text: element.GetAttribute("datetime") ?? element.GetAttribute("content") ?? element.TextContent))
            .Where(each => each.Text.Length <= LongestText)
            .Select(each => Told.By(each.element, "microdata", each.Text)).OfType<Told>();

    /// <summary>
    /// A time that calls itself the publication's, else the one that all of the article's times name.
    /// </summary>
    private static IEnumerable<Told> Times(IHtmlDocument document)
    {
        var times = document.QuerySelectorAll("time[datetime]").Take(MostElements)
            .Where(time => !IsElsewhere(time)).ToList();
        var published = times.Where(CallsItselfPublished).ToList();
        var among = published.Count > 0 ? published.Take(1) : times.Where(time => !IsInText(time));
        var told = among.Select(time => Told.By(time, "time", time.GetAttribute("datetime"))).OfType<Told>().ToList();
        return told.DistinctBy(When).Count() == 1 || published.Count > 0 ? told.Take(1) : BesideTitle(times);
    }

    private static IEnumerable<Told> DayOf(Told? url) =>
        url is not null && Dates.FromPath(new Uri(url.Text).AbsolutePath, TimeZoneInfo.Utc) is { } day
            ? [url with { Text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }] : [];

    // In the same header as the page's heading it is the article's.
    private static IEnumerable<Told> BesideTitle(List<IElement> times) => times
        .Where(time => time.Closest("header")?.QuerySelector("h1") is not null)
        .Select(time => Told.By(time, "time", time.GetAttribute("datetime"))).OfType<Told>().Take(1);

    private static bool CallsItselfPublished(IElement time) => time.HasAttribute("pubdate")
        || (time.ClassName ?? "").Contains("publi", StringComparison.OrdinalIgnoreCase)
        || time.ClassList.Contains("entry-date");

    // Among the words of a text it is what the text speaks of; only a byline has words around it too.
    private static bool IsInText(IElement time) =>
        time.Closest("p, li, td, dd") is { } block && block.Closest("header") is null
        && block.PreviousElementSibling?.LocalName is not "h1" && !ByLine().IsMatch(block.ClassName ?? "")
        && block.TextContent.Count(char.IsLetter) > time.TextContent.Count(char.IsLetter);

    [GeneratedRegex("byline|author|date|publi|meta", RegexOptions.IgnoreCase)]
    private static partial Regex ByLine();

    private static bool IsElsewhere(IElement time) => time.Closest("aside, footer, nav, li") is not null
        || time.Closest("article")?.ParentElement?.Closest("article") is not null;
}
