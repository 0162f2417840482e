using System.Text.Json;
using AngleSharp.Html.Parser;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Benchmarks;

/// <summary>One article as it comes out of several programs, beside what is to be found in it.</summary>
internal static class SeedVariants
{
    public static void Score(string folder)
    {
        var files = Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).ToList();
        var wrong = files.Select(path => (Path.GetFileName(path), Wrong: string.Join(", ", Wrong(path))))
            .Where(file => file.Wrong.Length > 0).ToList();
        Console.WriteLine($"{Path.GetFileName(folder)}: "
            + $"{files.Count - wrong.Count} of {files.Count} files fully right");
        foreach (var (name, what) in wrong)
            Console.WriteLine($"    {name}: {what}");
    }

    private static IEnumerable<string> Wrong(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expect.json")));
        var expected = json.RootElement.Clone();
        string Text(string name) => expected.GetProperty(name).GetString()!;
        string[] List(string name) =>
            [.. expected.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
        int Number(string name) => expected.GetProperty(name).GetInt32();

        var article = new PlainTextReader().Read(Scoring.Source(path)).First().Article!;
        var body = new HtmlParser().ParseDocument(article.Content).Body!;
        string[] Texts(string selector) => [.. body.QuerySelectorAll(selector).Select(element => element.TextContent)];
        var all = string.Join('\n', article.Title, article.Summary, article.Content);
        (string What, bool IsRight)[] checks =
        [
            ("title", article.Title == Text("title")),
            ("badges", article.Badges.SequenceEqual(List("badges"))),
            ("lead", article.Summary == Text("lead")),
            ("agencies", article.Agencies.SequenceEqual(List("agencies"))),
            ("language", article.Language == Text("language")),
            ("access", article.Access == Enum.Parse<Access>(Text("access"), ignoreCase: true)),
            ("authors", article.Authors.SequenceEqual(List("authors"))),
            ("url or dates", article is { Url: null, Published: null, Updated: null }),
            ("headings", Texts("h2").SequenceEqual(List("headings"))),
            ("paragraphs", Texts("p").Length == Number("bodyParagraphs") + 1),
            ("captions", Texts("figcaption").Length == Number("captions")),
            ("credits", Texts("figcaption small").SequenceEqual(List("credits").Select(credit => "© " + credit))),
            ("what is not to appear", !List("mustNotAppear").Any(all.Contains)),
        ];
        return checks.Where(check => !check.IsRight).Select(check => check.What).ToList();
    }
}
