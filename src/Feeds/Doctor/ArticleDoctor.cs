using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FeedService.Articles;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>What readers are known to show badly of an article, or not at all.</summary>
/// <param name="isSecure">Feeds are fetched over https, where readers block what comes over http.</param>
public sealed partial class ArticleDoctor(bool isSecure)
{
    // A feed holds one article however large; of a few megabytes readers give up.
    private const int MostContent = 1_000_000;

    // Validators take an earlier date for a mistake, most often an empty field.
    private const int FirstYear = 1990;

    public IEnumerable<Diagnosis> Examine(Article article)
    {
        var place = PlaceOf(article);
        return Dates(article).Concat(Texts(article)).Concat(Pictures(article)).Concat(Tracking(article))
            .Select(told => new Diagnosis(told.Kind,
                new Problem(place, null, told.Message, told.Hint, told.Severity)));
    }

    /// <summary>The article as a problem's path names it.</summary>
    public static string PlaceOf(Article article) =>
        article.Record.Length > 0 ? $"{article.Path}#{article.Record}" : article.Path;

    // One that lies ahead is told of, and left out, where the article is read.
    private static IEnumerable<Told> Dates(Article article)
    {
        foreach (var (word, date) in new[] { ("published", article.Published), ("updated", article.Updated) })
        {
            if (date is { } time && time.Year < FirstYear)
                yield return new("old-date", $"{word} {time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, "
                    + "which readers take for a mistake", "correct the date if it is one");
        }
    }

    private static IEnumerable<Told> Texts(Article article)
    {
        var saysTitleAgain = Bare(article.Summary) == Bare(article.Title);
        if (saysTitleAgain && article.Content.Length == 0)
            yield return new("no-text", "has no text: readers show its title alone", "write a text or a summary",
                Severity.Note);
        else if (saysTitleAgain && SaysMore(article))
            yield return new("summary-is-title", "its summary is only its title again",
                "write another, or none: the beginning of the text is taken then");
        if (article.Content.Length > MostContent / 4
            && Encoding.UTF8.GetByteCount(article.Content) is var size and > MostContent)
            yield return new("large", string.Create(CultureInfo.InvariantCulture,
                $"its text is {size / 1e6:0.0} MB of HTML; readers give up on feeds of a few megabytes"),
                "shorten or divide it, or write content: summary in its topics");
    }

    private IEnumerable<Told> Pictures(Article article)
    {
        var pictures = Tag().Matches(article.Content).Select(tag => tag.Value)
            .Where(tag => tag.StartsWith("<img", StringComparison.Ordinal)).ToList();
        if (pictures.FirstOrDefault(picture => !Source().IsMatch(picture)) is { } lazy)
            yield return new("lazy-picture", $"a picture without src: {lazy}",
                "write src: what a script would load later, readers never do");
        var sources = pictures.Select(picture => Source().Match(picture)).Where(source => source.Success)
            .Select(source => WebUtility.HtmlDecode(source.Groups[1].Value)).ToList();
        if (sources.FirstOrDefault(IsPlaceholder) is { } placeholder)
            yield return new("lazy-picture", $"a picture is only a placeholder: {placeholder}",
                "name the real one in src: readers run no script that would load it");
        if (sources.FirstOrDefault(IsBeacon) is { } beacon)
            yield return new("beacon", $"a picture counts who reads: {beacon}", "remove it");

        var plain = sources.Append(article.Image?.Url).Concat(article.Enclosures.Select(file => file.Url))
            .Where(url => url?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true).Distinct().ToList();
        if (isSecure && plain.Count > 0)
            yield return new("mixed-content",
                $"{plain.Count} of its pictures or files come over plain http, which readers block: {plain[0]}",
                "write https:// where the site has it");
    }

    private static IEnumerable<Told> Tracking(Article article)
    {
        var links = Tag().Matches(article.Content).Select(tag => Target().Match(tag.Value))
            .Where(target => target.Success).Select(target => WebUtility.HtmlDecode(target.Groups[1].Value))
            .Append(article.Url ?? "");
        var parameters = links.SelectMany(Links.TrackingParameters).Distinct().ToList();
        if (parameters.Count > 0)
            yield return new("tracking", $"its links tell who sent the reader: {string.Join(", ", parameters)}",
                "take these parameters off the URLs");
    }

    // The only line of a short note is its title as well.
    private static bool SaysMore(Article article) =>
        Html.PlainText(article.Content).Length > article.Summary.Length + article.Title.Length / 2;

    private static string Bare(string text) => Folding.Fold(text).Trim(' ', '.', '…', '!', '?', ':');

    private static bool IsPlaceholder(string url) => Placeholder().IsMatch(FileName(url));

    // A picture of that name may well be one; with a question in its address it is an answer to who reads.
    private static bool IsBeacon(string url) =>
        Beacon().IsMatch(FileName(url)) && (url.Contains('?', StringComparison.Ordinal)
            || FileName(url).EndsWith(".gif", StringComparison.OrdinalIgnoreCase));

    private static string FileName(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? Path.GetFileName(uri.AbsolutePath) : "";

    private readonly record struct Told(string Kind, string Message, string Hint, Severity Severity = Severity.Warning);

    [GeneratedRegex("""<(?:a|img|audio|video|source)\b(?:[^>"]|"[^"]*")*>""")]
    private static partial Regex Tag();

    [GeneratedRegex("""\ssrc="([^"]+)""")]
    private static partial Regex Source();

    [GeneratedRegex("""\shref="([^"]+)""")]
    private static partial Regex Target();

    [GeneratedRegex(@"^(?:blank|spacer|placeholder|transparent|lazy|lazyload|loading|dummy)(?:[-_.\d][\w.-]*)?\.\w+$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(?:pixel|beacon|track|tracker|tracking|count|counter|1x1|open)\.\w+$", RegexOptions.IgnoreCase)]
    private static partial Regex Beacon();
}
