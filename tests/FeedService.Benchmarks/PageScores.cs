using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using AngleSharp.Html.Parser;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Benchmarks;

/// <summary>Saved pages of four collections beside their right reading.</summary>
internal static class PageScores
{
    private sealed record Result(string Name, Article? Article, bool? Title, bool? Published, bool? Url,
        bool? Language, bool? Authors, BodyScore? Body, string Remark);

    public static void Score(string corpus)
    {
        News(Path.Combine(corpus, "html-fundus-news"), Path.Combine(corpus, "text-seedlike-news"));
        Zyte(Path.Combine(corpus, "html-zyte-article-benchmark"));
        Readability(Path.Combine(corpus, "html-readability-testpages", "test", "test-pages"));
        Goose(Path.Combine(corpus, "html-goose3.tar.gz"));
    }

    private static void News(string folder, string golds) => Tell(folder,
        Each(Directory.GetFiles(folder, "*.gz"), file =>
    {
        var name = Path.GetFileName(file)[..^".html.gz".Length];
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(golds, name + ".gold.json")));
        var gold = json.RootElement.GetProperty("gold");
        var (html, article) = Read(file);
        var (title, date) = (Text(gold, "title")!, Text(gold, "publishing_date"));
        var language = Text(json.RootElement, "html_lang")?.Split('-')[0];
        var canonical = new HtmlParser().ParseDocument(html).QuerySelector("link[rel=canonical]")?.GetAttribute("href");
        var authors = gold.TryGetProperty("authors", out var people)
            ? people.EnumerateArray().Select(author => author.GetString()!).ToList() : [];
        return new Result(name, article, Scoring.Bare(title) == Scoring.Bare(article?.Title ?? ""),
            date is null ? null : IsSame(date, article?.Published),
            canonical is null ? null : Links.Absolute(canonical) == article?.Url,
            language is null or "None" ? null : language == article?.Language.Split('-')[0],
            authors.Order().SequenceEqual((article?.Authors ?? []).Concat(article?.Agencies ?? []).Distinct().Order()),
            BodyScore.OfWords(NewsTexts.Body(gold.GetProperty("body")), Html.PlainText(article?.Content ?? "")),
            $"{title} | {date} | {canonical} | {language} | {string.Join(", ", authors)}");
    }));

    private static void Zyte(string folder)
    {
        using var golds = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "ground-truth.json")));
        var results = Each(Directory.GetFiles(Path.Combine(folder, "html"), "*.gz"), file =>
        {
            var name = Path.GetFileName(file)[..^".html.gz".Length];
            var gold = golds.RootElement.GetProperty(name);
            var (_, article) = Read(file);
            return new Result(name, article, null, null, null, null, null, BodyScore.OfShingles(
                Text(gold, "articleBody")!, Html.PlainText(article?.Content ?? "")), Text(gold, "url") ?? "");
        });
        Tell(folder, results);
    }

    private static void Readability(string folder) => Tell(folder, Each(Directory.GetDirectories(folder)
        .Where(page => File.Exists(Path.Combine(page, "source.html"))), page =>
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(page, "expected-metadata.json")));
        var (title, byline) = (Text(json.RootElement, "title"), Text(json.RootElement, "byline"));
        var (_, article) = Read(Path.Combine(page, "source.html"));
        var expected = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(page, "expected.html"))).Body!;
        var found = Scoring.Bare(string.Concat((article?.Authors ?? []).Concat(article?.Agencies ?? [])));
        return new Result(Path.GetFileName(page), article,
            title is null ? null : Scoring.Bare(title) == Scoring.Bare(article?.Title ?? ""), null, null, null,
            byline is null ? null : found.Length > 0 && Scoring.Bare(byline).Contains(found, StringComparison.Ordinal),
            BodyScore.OfWords(Html.PlainText(expected.InnerHtml), Html.PlainText(article?.Content ?? "")),
            $"{title} | {byline}");
    }));

    private static void Goose(string archive)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        using (var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
            TarFile.ExtractToDirectory(packed, folder, overwriteFiles: true);
        Tell(archive, Each(Directory.GetFiles(folder, "*.html", SearchOption.AllDirectories)
            .Where(file => File.Exists(Path.ChangeExtension(file, ".json"))), Page).ToList());
        Directory.Delete(folder, recursive: true);
    }

    private static Result Page(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".json")));
        var gold = json.RootElement.TryGetProperty("expected", out var expected) ? expected : json.RootElement;
        var (_, article) = Read(file);
        var (title, date, text) = (Text(gold, "title"), Text(gold, "publish_date"), Text(gold, "cleaned_text"));
        // Only the beginning of a text is given.
        var found = Html.PlainText(article?.Content ?? "");
        return new Result(Path.GetFileNameWithoutExtension(file), article,
            title is null ? null : Scoring.Bare(title) == Scoring.Bare(article?.Title ?? ""),
            date is null ? null : IsSame(date, article?.Published), null, null, null,
            string.IsNullOrEmpty(text) ? null : new BodyScore(1, BodyScore.OfWords(text, found).Recall),
            $"{title} | {date}");
    }

    private static List<Result> Each(IEnumerable<string> files, Func<string, Result> read)
    {
        var results = new ConcurrentBag<Result>();
        Parallel.ForEach(files, file => results.Add(read(file)));
        return [.. results.OrderBy(result => result.Name, StringComparer.Ordinal)];
    }

    private static (string Html, Article? Article) Read(string file)
    {
        var source = Scoring.Source(file);
        var article = ArticleReaders.All.Read(source).First().Article;
        using var stream = File.OpenRead(file);
        using var page = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : (Stream)stream;
        return (new StreamReader(page).ReadToEnd(), article);
    }

    /// <summary>
    /// The same instant. Where the gold has no offset, it is a clock's reading somewhere: a whole number of quarters of
    /// an hour away, and midnight stands for the whole day.
    /// </summary>
    private static bool IsSame(string gold, DateTimeOffset? found)
    {
        if (found is null || Dates.Parse(gold, TimeZoneInfo.Utc) is not { } expected)
            return false;
        var apart = (expected - found.Value).Duration();
        if (Dates.IsInstant(gold))
            return apart < TimeSpan.FromSeconds(1);
        return expected.TimeOfDay == TimeSpan.Zero ? apart <= TimeSpan.FromHours(24)
            : apart <= TimeSpan.FromHours(14) && apart.TotalMinutes % 15 < 1;
    }

    private static void Tell(string collection, List<Result> results)
    {
        Console.WriteLine($"{Path.GetFileName(collection)}: {results.Count} pages, "
            + $"{results.Count(result => result.Article is null)} without an article");
        foreach (var (name, of, found) in new (string, Func<Result, bool?>, Func<Result, string?>)[]
        {
            ("titles", result => result.Title, result => result.Article?.Title),
            ("published", result => result.Published, result => $"{result.Article?.Published:O}"),
            ("addresses", result => result.Url, result => result.Article?.Url),
            ("languages", result => result.Language, result => result.Article?.Language),
            ("authors", result => result.Authors, result => string.Join(", ", result.Article?.Authors ?? [])),
        })
        {
            var told = results.Where(result => of(result) is not null).ToList();
            var right = told.Count(result => of(result) == true);
            if (told.Count > 0)
                Console.WriteLine($"  {name,-10} {right} of {told.Count} ({100.0 * right / told.Count:F1} %)");
            foreach (var wrong in told.Where(result => of(result) == false))
                Console.WriteLine($"    {wrong.Name}: {found(wrong) ?? "none"}\n      instead of {wrong.Remark}");
        }
        var bodies = results.Where(result => result.Body is not null).ToList();
        var mean = BodyScore.Mean([.. bodies.Select(result => result.Body!.Value)]);
        Console.WriteLine($"  bodies     F1 {mean.F1:F4}, precision {mean.Precision:F4}, "
            + $"recall {mean.Recall:F4}; the worst:");
        foreach (var result in bodies.OrderBy(result => result.Body!.Value.F1).Take(12))
        {
            Console.WriteLine($"    {result.Body!.Value.F1:F3}  precision {result.Body.Value.Precision:F3}  "
                + $"recall {result.Body.Value.Recall:F3}  {result.Name}");
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
