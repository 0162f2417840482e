using System.Text;

namespace FeedService.Benchmarks;

/// <summary>
/// A collection that is the same on every machine: Markdown articles of about 4 kB with front matter, topics that find
/// them by tag or by a word in their text, and a Hugo site over the same files.
/// </summary>
/// <param name="length">What the body of an article has at least, in characters.</param>
internal sealed class Collection(int articles, int topics, int length = Collection.BodyLength)
{
    public const int BodyLength = 3900;
    private const int TagsEach = 3;
    private static readonly DateTime First = new(2015, 1, 1, 6, 0, 0, DateTimeKind.Utc);

    // None lies ahead, however many there are: such articles would not be stored.
    private readonly double minutesBetween = Math.Min(490, 5_500_000.0 / articles);

    private readonly Random random = new(20240619);

    public void Write(string folder)
    {
        foreach (var (path, text) in Articles())
            WriteText(Path.Combine(folder, "articles", path), text);
        for (var topic = 0; topic < topics; topic++)
        {
            WriteText(Path.Combine(folder, "tags", $"tag-{topic + 1:000}.yaml"),
                $"title: Tag {topic + 1}\nmatch: {{ tags: [{Tag(topic)}] }}\n");
            WriteText(Path.Combine(folder, "words", $"word-{topic + 1:000}.yaml"),
                $"title: {Prose.TopicWord(topic)}\nmatch: {{ any: [{Prose.TopicWord(topic)}*] }}\n");
        }
        foreach (var variant in (string[])["tags", "words"])
            WriteText(Path.Combine(folder, variant, "_site.yaml"),
                "title: Benchmark\nid: tag:example.org,2024:benchmark\n");
        WriteHugo(Path.Combine(folder, "hugo"));
    }

    /// <summary>The articles as files: path and text. The dice roll on, so a second call gives others.</summary>
    public IEnumerable<(string Path, string Text)> Articles() => Enumerable.Range(0, articles).Select(Article);

    private (string Path, string Text) Article(int number)
    {
        // Every topic gets its share, whatever the dice say: the first tag goes round, the others are drawn.
        var own = new HashSet<int> { number % topics };
        while (own.Count < Math.Min(TagsEach, topics))
            own.Add(random.Next(topics));

        var prose = new Prose(random,
            number % 3 == 0 ? Vocabulary.English : Vocabulary.German, [.. own.Select(Prose.TopicWord)]);
        var title = prose.Title();
        var date = First.AddMinutes(number * minutesBetween).AddSeconds(random.Next(3000));
        var text = new StringBuilder();
        text.Append("---\ntitle: \"").Append(title).Append("\"\ndate: ").Append($"{date:yyyy-MM-dd'T'HH:mm:ss}+00:00\n")
            .Append("tags: [").Append(string.Join(", ", own.Select(Tag))).Append("]\ndescription: \"")
            .Append(prose.Sentence()).Append("\"\n---\n\n");
        prose.WriteBody(text, length);
        return ($"{date:yyyy}/{date:MM}/{number:00000}-{Prose.FileName(title)}.md", text.ToString());
    }

    private static string Tag(int topic) => $"tag-{topic + 1:000}";

    // Nothing is built but one RSS feed per tag, so that Hugo does no work that nobody compares.
    private static void WriteHugo(string folder)
    {
        WriteText(Path.Combine(folder, "config.toml"), """
            baseURL = "https://example.org/"
            title = "Benchmark"
            contentDir = "../articles"
            ignoreErrors = ["error-disable-taxonomy"]
            disableKinds = ["home", "section", "taxonomy", "sitemap", "robotsTXT", "404"]
            enableGitInfo = false

            [taxonomies]
            tag = "tags"

            [outputs]
            term = ["RSS"]

            [markup.goldmark.renderer]
            unsafe = true

            [[cascade]]
            [cascade._target]
            kind = "page"
            [cascade._build]
            render = "never"

            """);
        WriteText(Path.Combine(folder, "layouts", "_default", "rss.xml"), """
            {{ printf "<?xml version=\"1.0\" encoding=\"utf-8\"?>" | safeHTML }}
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
              <channel>
                <title>{{ .Title }}</title>
                <link>{{ .Permalink }}</link>
                <description>{{ .Title }}</description>
                {{ with .OutputFormats.Get "RSS" }}{{ printf "<atom:link href=%q rel=\"self\" type=%q />" .Permalink .MediaType | safeHTML }}{{ end }}
                {{ range first 50 .Pages }}
                <item>
                  <title>{{ .Title }}</title>
                  <link>{{ .Permalink }}</link>
                  <pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
                  <guid isPermaLink="false">{{ .File.Path }}</guid>
                  <description>{{ .Description }}</description>
                  <content:encoded>{{ .Content | html }}</content:encoded>
                  {{ range .Params.tags }}<category>{{ . }}</category>{{ end }}
                </item>
                {{ end }}
              </channel>
            </rss>

            """);
    }

    private static void WriteText(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
