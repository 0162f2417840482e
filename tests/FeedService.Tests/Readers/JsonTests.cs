using System.Text;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

public sealed class JsonTests
{
    private const string Good = """{"title":"Gut","text":"Ein Text."}""";

    [Fact]
    public void An_object_is_an_article_of_the_file()
    {
        var article = Article("""
            {"headline": "Ein Titel", "maintext": "Eins.\n\nZwei.", "url": "https://example.org/a",
             "date_publish": "2024-06-19 08:00:00", "dateModified": "2024-06-19T09:00:00Z",
             "authors": [{"name": "Ada"}, {"name": "Bo"}], "keywords": ["Rom", "Meer"],
             "language": "de", "source_domain": "example.org", "description": "Worum es geht"}
            """);

        Assert.Equal(("", "https://example.org/a", "Ein Titel", "<p>Eins.</p>\n<p>Zwei.</p>", "Worum es geht"),
            (article.Record, article.Id, article.Title, article.Content, article.Summary));
        Assert.Equal(("2024-06-19T08:00:00Z", "2024-06-19T09:00:00Z", "de", "example.org"),
            (Dates.Rfc3339(article.Published!.Value), Dates.Rfc3339(article.Updated!.Value), article.Language,
                article.Publisher!.Name));
        Assert.Equal(["Ada", "Bo"], article.Authors);
        Assert.Equal(["Rom", "Meer"], article.Tags);
    }

    [Theory]
    [InlineData("1718784000")]
    [InlineData("1718784000000")]
    [InlineData("1718784000.0")]
    [InlineData("{\"$date\": \"2024-06-19T08:00:00Z\"}")]
    public void A_date_may_be_a_number_or_wrapped(string date)
    {
        var article = Article($$"""{"title": "x", "text": "y", "published_at": {{date}}}""");

        Assert.Equal("2024-06-19T08:00:00Z", Dates.Rfc3339(article.Published!.Value));
    }

    [Theory]
    [InlineData("crawled_at")]
    [InlineData("date_download")]
    [InlineData("fetched")]
    public void When_a_page_was_fetched_is_no_date_of_it(string name)
    {
        var article = Article($$"""{"title": "x", "text": "y", "{{name}}": "2024-06-19"}""");

        Assert.Null(article.Published);
    }

    [Theory]
    [InlineData("items")]
    [InlineData("a name that nobody knows")]
    public void An_object_that_holds_an_array_of_articles_is_many(string name)
    {
        var readings = All("a.json", $$"""{"count": 1, "users": [{"name": "x"}], "{{name}}": [{{Good}}]}""");

        Assert.Equal(["gut"], readings.Select(reading => reading.Article!.Record));
    }

    [Fact]
    public void An_array_deep_within_and_envelopes_around_its_records_are_opened()
    {
        var readings = All("a.json", $$"""{"hits": {"hits": [{"_id": "7", "_source": {{Good}} }]} }""");

        var article = Assert.Single(readings).Article!;
        Assert.Equal(("7", "Gut"), (article.Record, article.Title));
    }

    [Fact]
    public void Related_links_in_an_article_are_no_articles()
    {
        var article = Article("""
            {"related": [{"title": "a", "url": "https://example.org/a"}], "title": "x", "text": "y"}
            """);

        Assert.Equal("x", article.Title);
    }

    [Theory]
    [InlineData("""{"message": "success", "data": [{"title": "A", "url": "/a"}, {"title": "B", "url": "/b"}]}""",
        "A|B")]
    [InlineData("""{"title": "Blog", "content": "x", "posts": [{"title": "A", "url": "/a", "text": "x"}]}""", "A")]
    [InlineData("""{"items": [{"ad": true}, {"title": "A", "text": "x"}, {"title": "B", "text": "x"}]}""", "A|B")]
    [InlineData("""{"new": [{"title": "A", "text": "x"}], "old": [{"title": "B", "text": "x"}]}""", "A|B")]
    [InlineData("""{"posts": [{"title": "A", "text": "x"}], "comments": [{"text": "x"}, {"text": "y"}]}""", "A")]
    [InlineData("""{"nav": [{"title": "M", "url": "/"}], "a": [{"title": "A", "text": "x"}, {"text": "B"}]}""", "A|B")]
    [InlineData("""{"links": [{"title": "A", "url": "/a"}]}""", "A")]
    [InlineData("""{"title": "A", "text": "x", "comments": [{"title": "c", "url": "/c", "text": "x"}]}""", "A")]
    [InlineData("""{"title": "A", "text": "x", "relatedPosts": [{"title": "c", "url": "/c", "text": "x"}]}""", "A")]
    [InlineData("""{"title": "A", "text": "x", "more": [{"title": "c", "url": "/c"}]}""", "A")]
    [InlineData("""{"title": "A", "text": "x", "sections": [{"title": "c", "text": "x"}]}""", "A")]
    public void Lists_of_articles_are_told_from_parts_of_one(string json, string titles)
    {
        var articles = All("a.json", json).Select(reading => reading.Article?.Title).OfType<string>();

        Assert.Equal(titles, string.Join('|', articles));
    }

    [Theory]
    [InlineData("""{"id": "k1", "url": "https://example.org/a", "title": "t", "text": "x"}""", "k1")]
    [InlineData("""{"_id": {"$oid": "5f"}, "title": "t", "text": "x"}""", "5f")]
    [InlineData("""{"url": "https://example.org/a", "title": "t", "text": "x"}""", "https://example.org/a")]
    [InlineData("""{"title": "Ein Titel", "text": "x"}""", "ein-titel")]
    [InlineData("""{"text": "Nur ein Satz."}""", "nur-ein-satz")]
    [InlineData("""{"title": "T", "text": "x", "date": "Wed, 19 Jun 2024 23:00:00 -0200"}""", "t-2024-06-20")]
    [InlineData("""{"title": "T", "text": "x", "date": "im Mai", "published": true}""", "t-im-mai")]
    [InlineData("""{"title": "T", "text": "x", "published": true}""", "t")]
    [InlineData("""{"title": "Gut", "text": "Noch ein Satz."}""", "gut-noch-ein-satz")]
    public void A_key_is_what_the_record_says_of_itself(string record, string key)
    {
        var articles = All("a.jsonl", $"{Good}\n{record}").Select(reading => reading.Article!.Record);

        Assert.Equal(["gut", key], articles);
    }

    [Fact]
    public void Records_of_one_title_are_told_apart_by_their_dates()
    {
        var readings = All("a.jsonl", """
            {"title": "Lage", "text": "x", "date": "2024-06-01"}
            {"title": "Lage", "text": "y", "date": "2024-06-02"}
            """);

        Assert.Equal(["lage-2024-06-01", "lage-2024-06-02"], readings.Select(reading => reading.Article!.Record));
    }

    [Fact]
    public void Long_keys_that_begin_alike_are_told_apart()
    {
        var address = "https://example.org/" + new string('a', 400);

        var readings = All("a.jsonl", $$"""
            {"title": "1", "text": "x", "url": "{{address}}1"}
            {"title": "2", "text": "x", "url": "{{address}}2"}
            """);

        Assert.Equal([300, 300], readings.Select(reading => reading.Record.Length));
        Assert.Equal((address[..283], 2), (readings[0].Record[..283],
            readings.Select(reading => reading.Record).Distinct().Count()));
    }

    [Theory]
    [InlineData("{\"title\": \"never closed}", "a text that begins here does not end in its line")]
    [InlineData("{\"title\": \"x\", \"tags\": [\"a\",", "the line ends before what begins in it")]
    [InlineData("{\"title\": what}", "\"what\" is no value in JSON")]
    [InlineData("{\"title\": \"\\u12\"}", "\\u stands before four hexadecimal digits")]
    public void A_bad_line_is_told_and_the_others_survive(string line, string message)
    {
        var readings = All("a.jsonl", $"{Good}\n{line}\n{{\"title\":\"Danach\",\"text\":\"x\"}}\n");

        Assert.Equal(["Gut", null, "Danach"], readings.Select(reading => reading.Article?.Title));
        var problem = Assert.Single(readings[1].Problems);
        Assert.Equal((2, message, Severity.Error), (problem.Line, problem.Message, problem.Severity));
    }

    [Fact]
    public void In_an_array_what_comes_before_the_damage_survives()
    {
        var readings = All("a.json", $"[\n{Good},\n{{\"title\": \"x\" \"y\"}}\n]");

        Assert.Equal(("Gut", null), (readings[0].Article!.Title, readings[1].Article));
        Assert.Equal(3, Assert.Single(readings[1].Problems).Line);
    }

    [Theory]
    [InlineData("{\"title\": \"t\", \"text\": \"a \\ud800 b\"}", "<p>a \uFFFD b</p>")]
    [InlineData("{\"title\": \"t\", \"text\": \"a\nb\"}", "<p>a</p>\n<p>b</p>")]
    [InlineData("{\"title\": \"t\", \"text\": \"a \u0001 b\"}", "<p>a \uFFFD b</p>")]
    [InlineData("{\"title\": \"t\", /* why */ \"n\": NaN, \"text\": \"x\",} // end", "<p>x</p>")]
    [InlineData("{\"title\": \"t\", \"text\": \"first\", \"text\": \"second\"}", "<p>first</p>")]
    [InlineData("\uFEFF{\"title\": \"t\", \"text\": \"x\"}", "<p>x</p>")]
    public void Slips_of_programs_are_understood(string json, string content)
    {
        Assert.Equal(content, Article(json).Content);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes("""{"title": "Größe", "text": "x"}""")).ToArray();

        Assert.Equal("Größe", Desk.Read("a.json", bytes).Article!.Title);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_read_as_windows_1252_and_told()
    {
        var reading = Desk.Read("a.json", Encoding.Latin1.GetBytes("""{"title": "Größe", "text": "x"}"""));

        Assert.Equal(("Größe", "not UTF-8, so other bytes were read as windows-1252"),
            (reading.Article!.Title, Assert.Single(reading.Problems).Message));
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Absurd_depth_is_a_reason(char bracket)
    {
        var json = bracket == '[' ? new string('[', 100_000)
            : string.Concat(Enumerable.Repeat("{\"a\":", 100_000));

        var reading = Assert.Single(All("a.json", json));

        Assert.Equal("nested more than 100 levels deep", Assert.Single(reading.Problems).Message);
    }

    [Theory]
    [InlineData("""{"name": "tool", "version": "1.0.0", "description": "Does it", "dependencies": {}}""")]
    [InlineData("""{"$schema": "https://example.org/s", "title": "A schema", "url": "https://example.org"}""")]
    [InlineData("""{"title": "My site", "url": "https://example.org", "theme": "dark"}""")]
    [InlineData("[]")]
    [InlineData("42")]
    public void What_is_no_article_is_a_note(string json)
    {
        var readings = All("package.json", json);

        Assert.All(readings, reading => Assert.Null(reading.Article));
        Assert.Equal([Severity.Note],
            readings.SelectMany(reading => reading.Problems).Select(problem => problem.Severity));
    }

    [Theory]
    [InlineData("<b>Fett</b> &amp; mehr", "<p><b>Fett</b> &amp; mehr</p>")]
    [InlineData("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>")]
    [InlineData("AT&amp;T", "<p>AT&amp;T</p>")]
    [InlineData("<div>x</div>", "<div>x</div>")]
    [InlineData("&lt;p&gt;x&lt;/p&gt;", "<p>x</p>")]
    [InlineData("eins\nzwei", "<p>eins</p>\n<p>zwei</p>")]
    [InlineData("eins\nnoch eins\n\nzwei", "<p>eins noch eins</p>\n<p>zwei</p>")]
    public void A_text_is_HTML_where_it_holds_tags(string text, string content)
    {
        var article = Article($$"""{"title": "t", "text": {{System.Text.Json.JsonSerializer.Serialize(text)}}}""");

        Assert.Equal(content, article.Content);
    }

    [Fact]
    public void Markdown_is_read_as_such_only_where_a_field_says_so()
    {
        var (marked, plain) = (Article("""{"title": "t", "text": "*x*", "format": "markdown"}"""),
            Article("""{"title": "t", "text": "*x*"}"""));

        Assert.Equal(("<p><em>x</em></p>", "<p>*x*</p>"), (marked.Content, plain.Content));
    }

    [Fact]
    public void Numbers_are_no_names()
    {
        var article = Article("""{"title": "t", "text": "x", "author": 5, "tags": [3, "Rom"], "categories": [1]}""");

        Assert.Equal((0, "Rom"), (article.Authors.Count, Assert.Single(article.Tags)));
    }

    [Fact]
    public void What_WordPress_answers_is_understood()
    {
        var article = All("a.json", """
            [{"id": 12, "date": "2024-06-01T10:00:00", "link": "https://example.org/a",
              "title": {"rendered": "Ein &amp; alles"},
              "content": {"rendered": "<p>x[gallery]</p>", "protected": false}}]
            """)[0].Article!;

        Assert.Equal(("12", "Ein & alles", "<p>x</p>", "https://example.org/a"),
            (article.Record, article.Title, article.Content, article.Url));
    }

    [Fact]
    public void An_object_too_large_to_be_held_gives_its_articles_one_by_one()
    {
        var text = new string('x', 6_000_000);
        var items = string.Join(',', Enumerable.Range(0, 12).Select(n => $"{{\"id\":\"k{n}\",\"text\":\"{text}\"}}"));

        var readings = All("a.json", $$"""{"title": "Feed", "items": [{{items}}], "end": 1}""");

        Assert.Equal(Enumerable.Range(0, 12).Select(n => $"k{n}"), readings.Select(reading => reading.Record));
    }

    [Fact]
    public void A_record_larger_than_any_article_is_told_and_the_others_survive()
    {
        var large = new string('x', Source.LargestWhole + 100_000);

        var readings = All("a.jsonl", $"{{\"title\":\"L\",\"text\":\"{large}\"}}\n{Good}");

        Assert.Equal("larger than 20 MB", Assert.Single(readings[0].Problems).Message);
        Assert.Equal("Gut", readings[1].Article!.Title);
    }

    [Theory]
    [InlineData('{', "\"k\":1,", '}', "an object of more than 100000 members")]
    [InlineData('[', "1,", ']', "lists of more than 1000000 values")]
    public void An_object_that_would_fill_the_memory_is_told(char open, string one, char close, string message)
    {
        var many = string.Concat(Enumerable.Repeat(one, 1_000_001));

        var json = open == '{' ? open + many + close : $"{{\"list\":{open}{many}{close}}}";
        var reading = Assert.Single(All("a.json", json));

        Assert.Equal(message, Assert.Single(reading.Problems).Message);
    }

    [Fact]
    public void An_object_of_many_large_texts_is_told()
    {
        var text = new string('x', 6_000_000);

        var reading = Assert.Single(All("a.json",
            $"{{{string.Join(',', Enumerable.Range(0, 5).Select(n => $"\"{n}\":\"{text}\""))}}}"));

        Assert.Equal("larger than 20 MB without a list of articles", Assert.Single(reading.Problems).Message);
    }

    private static Article Article(string json) => Desk.Read("a.json", json).Article!;

    private static IReadOnlyList<Reading> All(string path, string json) =>
        Desk.ReadAll(path, Encoding.UTF8.GetBytes(json));
}
