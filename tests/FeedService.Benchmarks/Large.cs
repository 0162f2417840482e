using System.Text;
using System.Text.Json;
using Markdig;

namespace FeedService.Benchmarks;

/// <summary>Single files that are larger than memory should be: a WordPress export, and one article on one line.</summary>
internal static class Large
{
    /// <summary>Posts as WordPress exports them, until the file has so many megabytes.</summary>
    public static Task<int> WordPress(string file, long megabytes)
    {
        using var text = new StreamWriter(file);
        text.Write("""
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
                xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
            <channel><title>Benchmark</title><link>https://example.org</link><wp:wxr_version>1.2</wp:wxr_version>

            """);
        var date = new DateTime(2005, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var number = 0;
        foreach (var (_, markdown) in new Collection(500, 20).Articles().Repeat())
        {
            if (text.BaseStream.Position >= megabytes * 1_000_000)
                break;
            number++;
            date = date.AddMinutes(30);
            var body = Markdown.ToHtml(markdown[(markdown.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..]);
            text.Write($"""
                <item><title>Post {number}</title><link>https://example.org/{number}</link>
                <guid isPermaLink="false">https://example.org/?p={number}</guid><dc:creator>redaktion</dc:creator>
                <wp:post_date_gmt>{date:yyyy-MM-dd HH:mm:ss}</wp:post_date_gmt><wp:post_type>post</wp:post_type>
                <wp:status>publish</wp:status><category domain="post_tag"><![CDATA[tag {number % 40}]]></category>
                <content:encoded><![CDATA[{body}]]></content:encoded></item>

                """);
        }
        text.Write("</channel></rss>\n");
        return Task.FromResult(0);
    }

    /// <summary>One article in JSON, all on one line.</summary>
    public static Task<int> Line(string file, long megabytes)
    {
        var text = new StringBuilder();
        var prose = new Prose(new Random(20240619), Vocabulary.German, [Prose.TopicWord(0)]);
        while (text.Length < megabytes * 1_000_000)
            text.Append(prose.Sentence()).Append(text.Length % 7 == 0 ? "\n\n" : " ");
        File.WriteAllText(file, JsonSerializer.Serialize(new { title = "One line", text = text.ToString() }) + "\n");
        return Task.FromResult(0);
    }

    private static IEnumerable<T> Repeat<T>(this IEnumerable<T> items)
    {
        var all = items.ToList();
        while (true)
        {
            foreach (var item in all)
                yield return item;
        }
    }
}
