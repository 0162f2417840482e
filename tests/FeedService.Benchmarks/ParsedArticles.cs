using FeedService.Articles;

namespace FeedService.Benchmarks;

/// <summary>
/// An archive of parsed articles of about 4 kB, the same on every machine: folders by month, and no order within a month.
/// An article stands in about three topics, the one of rank n in about 1/n as many as the first.
/// </summary>
internal sealed class ParsedArticles
{
    public static readonly DateTimeOffset First = new(2015, 1, 1, 6, 0, 0, TimeSpan.Zero);

    private const int Paragraphs = 3000;
    private const int Months = 120;

    private readonly Random random = new(20240619);
    private readonly int count;
    private readonly Prose prose;
    private readonly string[] paragraphs;
    private readonly double[] sums;

    public ParsedArticles(int count, int topics)
    {
        this.count = count;
        prose = new Prose(random, Vocabulary.German, ["Name"]);
        paragraphs = [.. Enumerable.Range(0, Paragraphs).Select(_ => Paragraph())];
        sums = new double[topics];
        for (var (i, sum) = (0, 0.0); i < topics; i++)
            sums[i] = sum += 1.0 / (i + 1);
    }

    /// <summary>An article and the numbers of its topics, from 0.</summary>
    public IEnumerable<(Article Article, int[] Topics)> All() => Enumerable.Range(0, count).Select(Next);

    public (Article Article, int[] Topics) Next(int number)
    {
        var topics = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Topic()).Distinct().ToArray();
        var month = First.AddMonths((int)((long)number * Months / count));
        var title = prose.Title();
        var slug = Text.Slug(title);
        var path = $"{month:yyyy/MM}/{number}-{slug}.md";
        return (new Article
        {
            Id = Article.IdOf(path),
            Path = path,
            Slug = slug,
            Title = title,
            Summary = paragraphs[random.Next(Paragraphs)][3..150],
            Content = string.Concat(Enumerable.Range(0, 6).Select(_ => paragraphs[random.Next(Paragraphs)]))
                + $"<p>{string.Join(", ", topics.Select(Prose.TopicWord))}</p>\n",
            Url = $"https://www.example.org/{month:yyyy/MM}/{slug}-{number}.html",
            Published = month.AddSeconds(random.Next(28 * 24 * 3600)),
            Language = "de",
            Authors = ["Ada Beispiel"],
            Tags = [.. topics.Select(topic => $"tag {topic}")],
        }, topics);
    }

    private string Paragraph()
    {
        var text = "";
        while (text.Length < 640)
            text += " " + prose.Sentence();
        return $"<p>{text.Trim().Replace("&", "&amp;")}</p>\n";
    }

    private int Topic()
    {
        var at = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
        return at < 0 ? ~at : at;
    }
}
