using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FeedService.Articles;
using FeedService.Readers;
using FeedService.Tests.Support;

namespace FeedService.Tests.Readers;

/// <summary>Four real sites of 3,200 Markdown files.</summary>
public sealed partial class MarkdownCollectionTests
{
    private static readonly string[] Sites =
        ["md-hugo-digitalgov", "md-hugo-codeforde-DE", "md-jekyll-tests", "md-nodejs-blog.tar.gz"];
    private static readonly string[] MayRun = ["script", "style", "iframe", "object", "embed", "form", "svg", "math",
        "base", "link", "meta", "template", "noscript"];

    private static readonly ConcurrentDictionary<string, Lazy<List<(string Text, Reading Reading)>>> Known = [];

    private static DateOnly Today => DateOnly.FromDateTime(Desk.Now.Date);

    public static IEnumerable<TheoryDataRow<string>> EachSite() =>
        Sites.Select(site => new TheoryDataRow<string>(site));

    [Theory]
    [InlineData("md-hugo-digitalgov", 2014, 68, 1, 0)]
    [InlineData("md-hugo-codeforde-DE", 443, 32, 0, 0)]
    [InlineData("md-jekyll-tests", 190, 5, 4, 1)]
    [InlineData("md-nodejs-blog.tar.gz", 252, 141, 0, 0)]
    public void Every_file_gives_an_article_or_a_reason(string site, int articles, int withheld,
        int unreadable, int warned)
    {
        var readings = Read(site);

        Assert.Equal((articles, withheld, unreadable, warned),
        (
            readings.Count(each => each.Reading.Article is not null),
            readings.Count(each => each.Reading is { Article: null, Problems: [{ Severity: Severity.Note }] }),
            readings.Count(each => each.Reading is { Article: null, Problems: [{ Severity: Severity.Error }] }),
            readings.Count(each => each.Reading is { Article: not null, Problems: [{ Severity: Severity.Warning }] })
        ));
        Assert.Equal(readings.Count, articles + withheld + unreadable);
    }

    [Theory]
    [MemberData(nameof(EachSite))]
    public void No_draft_and_nothing_expired_or_future_appears(string site)
    {
        var shown = Read(site).Where(each => each.Reading.Article is not null);

        Assert.DoesNotContain(shown, each => Hidden().Matches(FrontMatterOf(each.Text))
            .Any(match => match.Groups["draft"].Success
            || Day(match.Groups["end"].Value) < Today || Day(match.Groups["date"].Value) > Today));
    }

    [Theory]
    [MemberData(nameof(EachSite))]
    public void Every_link_is_absolute(string site)
    {
        var elements = Read(site).Where(each => each.Reading.Article is not null)
            .SelectMany(each => Body(each.Reading.Article!)
                .QuerySelectorAll("[href], [src], [srcset], [poster], [cite], [data]"));

        var links = elements.SelectMany(
            element => new[] { "href", "src", "srcset", "poster", "cite", "data" }.Select(element.GetAttribute))
            .OfType<string>().ToHashSet();
        Assert.All(links, link => Assert.Matches("^(https?://[^/\\s]|mailto:)[^\\s<>\"]*$", link));
    }

    [Theory]
    [MemberData(nameof(EachSite))]
    public void Nothing_in_them_can_run(string site)
    {
        var articles = Read(site).Select(each => each.Reading.Article).OfType<Article>().ToList();

        Assert.All(articles, article => Assert.DoesNotContain(Body(article).QuerySelectorAll("*"), element =>
            MayRun.Contains(element.LocalName)
                || element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)
                    || a.Name == "style")));
    }

    [Theory]
    [MemberData(nameof(EachSite))]
    public void Every_article_has_a_title_a_summary_and_a_name(string site)
    {
        var articles = Read(site).Select(each => each.Reading.Article).OfType<Article>().ToList();

        Assert.All(articles, article => Assert.DoesNotContain(string.Empty,
            new[] { article.Title.Trim(), article.Summary.Trim(), article.Slug, article.Id }));
        Assert.All(articles, article => Assert.DoesNotMatch(@"[\r\n\t]", article.Title + article.Summary));
        Assert.Equal(articles.Count, articles.Select(article => article.Id).Distinct().Count());
    }

    [Fact]
    public void Days_that_only_the_file_name_tells_are_known()
    {
        var posts = Read("md-hugo-codeforde-DE").Select(each => each.Reading.Article).OfType<Article>()
            .Where(article => DayInName().IsMatch(article.Path)).ToList();

        Assert.Equal(440, posts.Count);
        Assert.All(posts, article => Assert.NotNull(article.Published));
    }

    private static List<(string Text, Reading Reading)> Read(string site)
    {
        var collection = Shared.Require("corpus/" + site);
        return Known.GetOrAdd(site, _ => new(() => ReadAll(site, collection))).Value;
    }

    private static List<(string Text, Reading Reading)> ReadAll(string site, string collection) =>
        site.EndsWith(".gz", StringComparison.Ordinal) ? ReadPacked(collection) : ReadFolder(collection);

    private static List<(string Text, Reading Reading)> ReadPacked(string archive)
    {
        using var folder = new TempFolder();
        using var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(packed, folder.Path, overwriteFiles: true);
        return ReadFolder(folder.Path);
    }

    private static List<(string Text, Reading Reading)> ReadFolder(string folder)
    {
        var readers = new ArticleReaders([new MarkdownReader(), new PlainTextReader()]);
        return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => readers.Takes(file) && ArticleReaders.NeverArticle(file) is null)
            .AsParallel().AsOrdered()
            .Select(file =>
                (File.ReadAllText(file), Desk.Read(Path.GetRelativePath(folder, file), File.ReadAllBytes(file))))];
    }

    private static IElement Body(Article article) => new HtmlParser().ParseDocument(article.Content).Body!;

    private static string FrontMatterOf(string text) => text.Split("\n---")[0];

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    [GeneratedRegex(
        @"^(?:(?<draft>draft:[ ]*(?:true|1|yes)|published:[ ]*false)"
        + @"|expir\w*:[ ""']*(?<end>[\d-]+)|(?:date|publishdate):[ ""']*(?<date>[\d-]+))",
        RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"/(?:19|20)\d\d-(?:0\d|1[0-2])-\d\d-[^/]+$")]
    private static partial Regex DayInName();
}
