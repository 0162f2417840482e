using System.Text.Json;
using System.Text.RegularExpressions;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Benchmarks;

/// <summary>Whole news pages as scraped text (<c>NAME.txt</c>) beside their right reading.</summary>
internal static partial class NewsTexts
{
    private sealed record Result(string Name, string Title, string? Found, bool IsSure, bool IsThere,
        BodyScore Body, BodyScore Uncaptioned, BodyScore Shingles)
    {
        public bool IsExact => Scoring.Bare(Title) == Scoring.Bare(Found ?? "");

        /// <summary>It may share its line with a kicker, which cannot be told from a headline with a colon.</summary>
        public bool IsRight => Scoring.Bare(Found ?? "") is var found && Scoring.Bare(Title) is var title
            && found.Contains(title, StringComparison.Ordinal) && title.Length * 2 >= found.Length;
    }

    public static void Score(string folder)
    {
        var files = Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).ToList();
        var profile = Profile.Default with { Repeated = RepeatedLines.Of(files.Select(File.ReadAllText)) };
        var results = files.ConvertAll(path => Read(path, profile));
        var titled = results.Where(result => result.IsThere).ToList();
        var (right, exact) = (titled.Count(result => result.IsRight), titled.Count(result => result.IsExact));
        var sure = titled.FindAll(result => result.IsSure);
        var shingles = BodyScore.Mean([.. results.Select(result => result.Shingles)]);
        var surelyRight = sure.Count(result => result.IsRight);
        var (f1, precision, recall) = (results.Average(result => result.Body.F1),
            results.Average(result => result.Body.Precision), results.Average(result => result.Body.Recall));
        Console.WriteLine($"""
            {Path.GetFileName(folder)}: {results.Count} files
              titles    {right} of {titled.Count} right ({100.0 * right / titled.Count:F1} %), {exact} to the letter;
                        the other {results.Count - titled.Count} texts have no such title in them
                        {surelyRight} of the {sure.Count} that the reader is sure of are right,
                        {right - surelyRight} of the {titled.Count - sure.Count} that it is not sure of
              words     F1 {f1:F4}, precision {precision:F4}, recall {recall:F4}, means of the files'
                        F1 {results.Average(result => result.Uncaptioned.F1):F4} without captions, which the gold leaves out
              shingles  F1 {shingles.F1:F4}, precision {shingles.Precision:F4}, recall {shingles.Recall:F4}
              the ten worst bodies:
            """);
        foreach (var result in results.OrderBy(result => result.Body.F1).Take(10))
        {
            Console.WriteLine($"    {result.Body.F1:F3}  precision {result.Body.Precision:F3}  "
                + $"recall {result.Body.Recall:F3}  {result.Name}");
        }
        Console.WriteLine("  the wrong titles:");
        foreach (var result in titled.Where(result => !result.IsRight))
            Console.WriteLine($"    {result.Name}: {result.Found ?? "none"}\n      instead of {result.Title}");
    }

    // The title is looked for in letters and digits alone; elsewhere it stands in the page's head only.
    private static Result Read(string path, Profile profile)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".gold.json")));
        var gold = json.RootElement.GetProperty("gold");
        var title = gold.GetProperty("title").GetString()!;
        var source = Scoring.Source(path, profile);
        var article = new PlainTextReader().Read(source).First().Article;
        var (body, content) = (Body(gold.GetProperty("body")), Html.PlainText(article?.Content ?? ""));
        return new Result(name, title, article?.Title,
            !source.Problems.Any(problem => problem.Message.StartsWith("the title is", StringComparison.Ordinal)),
            Scoring.Bare(source.Text()).Contains(Scoring.Bare(title), StringComparison.Ordinal),
            BodyScore.OfWords(body, content),
            BodyScore.OfWords(body, Html.PlainText(Figure().Replace(article?.Content ?? "", ""))),
            BodyScore.OfShingles(body, content));
    }

    public static string Body(JsonElement body) => string.Join('\n',
        Strings(body.GetProperty("summary")).Concat(body.GetProperty("sections").EnumerateArray().SelectMany(section =>
            Strings(section.GetProperty("headline")).Concat(Strings(section.GetProperty("paragraphs"))))));

    private static IEnumerable<string> Strings(JsonElement list) =>
        list.EnumerateArray().Select(item => item.GetString()!);

    [GeneratedRegex("<figure>.*?</figure>", RegexOptions.Singleline)]
    private static partial Regex Figure();
}
