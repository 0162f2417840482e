using System.IO.Compression;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FeedService.Articles;
using FeedService.Tests.Support;

namespace FeedService.Tests.Readers;

/// <summary>Pages of newspapers from fifteen countries, with what their article is.</summary>
public sealed class PageCollectionTests
{
    private sealed record Page(string Title, string? Date, string? Language, string? Canonical, Article? Article);

    [Fact]
    public void Real_news_pages_tell_their_title_date_address_and_language()
    {
        var pages = Directory.GetFiles(Shared.Require("corpus/html-fundus-news"), "*.html.gz").AsParallel()
            .Select(Read).ToList();

        double Share(Func<Page, bool> isRight) => (double)pages.Count(isRight) / pages.Count;
        Assert.DoesNotContain(pages, page => page.Article is null);
        // A page has two titles, one for its readers and one to be shared by; the collection takes now this, now that.
        Assert.InRange(Share(page => IsTitle(page.Title, page.Article!.Title)), 0.96, 1);
        Assert.InRange(Share(page => IsDate(page.Date, page.Article!.Published)), 0.98, 1);
        Assert.InRange(Share(page => page.Canonical == page.Article!.Url), 0.96, 1);
        Assert.InRange(Share(page => page.Language is null || page.Language == page.Article!.Language.Split('-')[0]),
            0.98, 1);
    }

    private static Page Read(string file)
    {
        var name = Path.GetFileName(file)[..^".html.gz".Length];
        using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        using var json = JsonDocument.Parse(
            File.ReadAllText(Shared.Require($"corpus/text-seedlike-news/{name}.gold.json")));
        var gold = json.RootElement.GetProperty("gold");
        bytes.Position = 0;
        var canonical = new HtmlParser().ParseDocument(bytes).QuerySelector("link[rel=canonical]");
        return new Page(gold.GetProperty("title").GetString()!, gold.GetProperty("publishing_date").GetString(),
            json.RootElement.GetProperty("html_lang").GetString()?.Split('-')[0],
            Links.Absolute(canonical?.GetAttribute("href")),
            Desk.Readers.Read(new FeedService.Readers.Source(name + ".html.gz", () => File.OpenRead(file), null,
                FeedService.Readers.Profile.Default, _ => null, DateTimeOffset.UtcNow)).Single().Article);
    }

    private static bool IsTitle(string gold, string found)
    {
        var (one, other) = (Text.Slug(gold), Text.Slug(found));
        return one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal);
    }

    // Without an offset the gold is what a clock showed somewhere, and midnight the whole day.
    private static bool IsDate(string? gold, DateTimeOffset? found) =>
        Dates.Parse(gold ?? "", TimeZoneInfo.Utc) is { } expected && found is { } date
            && (expected - date).Duration() <= (Dates.IsInstant(gold!) ? TimeSpan.FromSeconds(1)
                : expected.TimeOfDay == TimeSpan.Zero ? TimeSpan.FromHours(24) : TimeSpan.FromHours(14));
}
