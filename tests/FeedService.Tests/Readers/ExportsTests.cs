using System.Text;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

/// <summary>What programs write when somebody takes his articles out of them.</summary>
public sealed class ExportsTests
{
    private const string Ghost = """
        {"db": [{"meta": {"exported_on": 1, "version": "5.0"}, "data": {
          "posts": [
            {"id": "1", "title": "Eins", "slug": "eins", "html": "<p><a href=\"__GHOST_URL__/zwei/\">zwei</a></p>",
             "status": "published", "type": "post", "visibility": "paid", "published_at": "2024-06-01T10:00:00.000Z",
             "updated_at": "2024-06-02T10:00:00.000Z", "custom_excerpt": "Kurz",
             "feature_image": "__GHOST_URL__/content/a.jpg", "canonical_url": null},
            {"id": "2", "title": "Bald", "html": "<p>x</p>", "status": "scheduled", "type": "post",
             "published_at": "2024-07-01T10:00:00.000Z"},
            {"id": "3", "title": "Entwurf", "html": "<p>x</p>", "status": "draft", "type": "post"},
            {"id": "4", "title": "Noch einer", "html": "<p>x</p>", "status": "draft", "type": "post"},
            {"id": "5", "title": "Impressum", "html": "<p>x</p>", "status": "published", "type": "page"}],
          "posts_authors": [{"post_id": "1", "author_id": "b", "sort_order": 1},
                            {"post_id": "1", "author_id": "a", "sort_order": 0}],
          "posts_meta": [{"post_id": "1", "feature_image_alt": "Ein Bild"}],
          "posts_tags": [{"post_id": "1", "tag_id": "t"}, {"post_id": "1", "tag_id": "i"}],
          "settings": [{"key": "title", "value": "Mein Blatt"}],
          "tags": [{"id": "t", "name": "Rom"}, {"id": "i", "name": "#intern"}],
          "users": [{"id": "a", "name": "Ada"}, {"id": "b", "name": "Bo"}]}}]}
        """;

    [Fact]
    public void A_Ghost_export_gives_its_posts_with_what_stands_in_other_tables()
    {
        var article = All("ghost.json", Ghost)[0].Article!;

        Assert.Equal(("1", "Eins", "<p>zwei</p>", "Kurz", Access.Paid, "Mein Blatt"), (article.Record, article.Title,
            article.Content, article.Summary, article.Access, article.Publisher!.Name));
        Assert.Equal(("Ada|Bo", "Rom", null, null), (string.Join('|', article.Authors), Assert.Single(article.Tags),
            article.Url, article.Image));
    }

    [Theory]
    [InlineData("public", Access.Free)]
    [InlineData("members", Access.Unknown)]
    [InlineData("tiers", Access.Paid)]
    public void Only_what_Ghost_sells_is_paid(string visibility, Access access)
    {
        var readings = All("ghost.json", Ghost.Replace("\"paid\"", $"\"{visibility}\"", StringComparison.Ordinal));

        Assert.Equal(access, readings[0].Article!.Access);
    }

    [Theory]
    [InlineData("\"type\": \"text\"", null)]
    [InlineData("\"url\": \"https://example.org/a\"", "https://example.org/a")]
    public void The_URI_of_a_ninjs_item_is_its_id_and_no_address(string field, string? url)
    {
        var article = Desk.Read("n.json", $$"""
            {"uri": "https://id.example.org/1", "headline": "x", "body_text": "y", "versioncreated": "2024-06-01",
             {{field}}}
            """).Article!;

        Assert.Equal(("https://id.example.org/1", url), (article.Id, article.Url));
    }

    [Fact]
    public void The_folders_profile_tells_where_a_Ghost_site_is()
    {
        var profile = Profile.Default with { Publisher = new Publisher("Blatt", "https://example.org/blog/") };

        var article = Desk.ReadAll("ghost.json", Encoding.UTF8.GetBytes(Ghost), profile)[0].Article!;

        Assert.Equal(("<p><a href=\"https://example.org/blog/zwei/\">zwei</a></p>",
            new Image("https://example.org/blog/content/a.jpg", "Ein Bild", null), "Blatt"),
            (article.Content, article.Image, article.Publisher!.Name));
    }

    [Fact]
    public void Pages_and_drafts_of_Ghost_are_counted_and_what_is_scheduled_waits()
    {
        var readings = All("ghost.json", Ghost);

        Assert.Equal((3, new DateTimeOffset(2024, 7, 1, 10, 0, 0, TimeSpan.Zero)), (readings.Count, readings[1].Due));
        Assert.Equal(["2 are no articles: its status is draft", "no article: a page"],
            readings[2].Problems.Select(problem => problem.Message));
    }

    [Theory]
    [InlineData("lexical", """
        {"root":{"children":[{"type":"paragraph","children":[{"type":"text","text":"a & b","format":1},
        {"type":"link","url":"https://example.org","children":[{"type":"text","text":"c"}]}]}]}}
        """, "<p><strong>a &amp; b</strong><a href=\"https://example.org/\">c</a></p>")]
    [InlineData("mobiledoc", """
        {"version":"0.3.1","cards":[["hr",{}]],"markups":[["em"],["a",["href","https://example.org"]]],
        "sections":[[1,"p",[[0,[0],1,"a"],[0,[1],1," b"]]],[10,0],[3,"ul",[[[0,[],0,"c"]]]]]}
        """, "<p><em>a</em><a href=\"https://example.org/\"> b</a></p>\n<hr>\n<ul><li>c</li></ul>")]
    [InlineData("lexical", "{\"root\":", "")]
    public void A_post_without_HTML_is_read_from_what_its_editor_keeps(string name, string body, string content)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(body);

        var readings = All("g.json", $$"""
            {"data": {"posts": [{"id": "1", "title": "t", "html": null, "{{name}}": {{json}} } ] } }
            """);

        Assert.Equal(content, readings[0].Article!.Content);
    }

    [Fact]
    public void A_JSON_Feed_keeps_its_ids_and_names_its_publisher()
    {
        var article = All("feed.json", """
            {"version": "https://jsonfeed.org/version/1.1", "title": "Blatt", "home_page_url": "https://example.org/",
             "language": "de", "authors": [{"name": "Ada"}], "items": [
              {"id": "https://example.org/1", "external_url": "https://other.example/a", "content_text": "Ein Text.",
               "date_published": "2024-06-01T10:00:00Z", "banner_image": "https://example.org/a.jpg", "tags": ["Rom"],
               "attachments": [{"url": "https://example.org/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12}]}]}
            """)[0].Article!;

        Assert.Equal(("https://example.org/1", "https://other.example/a", "<p>Ein Text.</p>", "de", "Ada"),
            (article.Id, article.Url, article.Content, article.Language, Assert.Single(article.Authors)));
        Assert.Equal((new Publisher("Blatt", "https://example.org/"), "https://example.org/a.jpg",
            new Enclosure("https://example.org/a.mp3", "audio/mpeg", 12)),
            (article.Publisher, article.Image!.Url, Assert.Single(article.Enclosures)));
    }

    [Fact]
    public void A_ninjs_item_is_an_article_of_an_agency()
    {
        var article = Desk.Read("n.json", """
            {"uri": "urn:example:1", "type": "text", "pubstatus": "usable", "firstcreated": "2024-06-01T10:00:00Z",
             "versioncreated": "2024-06-01T11:00:00Z", "copyrightholder": "dpa", "by": "Von Ada Bau und Bo Cux, dpa",
             "headlines": [{"role": "short", "value": "Kurz"}, {"role": "main", "value": "Ein Titel"}],
             "bodies": [{"contenttype": "text/plain", "value": "x"}, {"contenttype": "text/html", "value": "<p>x</p>"}],
             "subjects": [{"name": "Rom", "literal": "1"}], "usageterms": "none",
             "associations": [{"type": "picture", "by": "Cy", "descriptions": [{"value": "Ein Bild"}],
               "renditions": [{"href": "https://example.org/a.jpg"}]}]}
            """).Article!;

        Assert.Equal(("urn:example:1", "Ein Titel", "<p>x</p>", "2024-06-01T10:00:00Z", "2024-06-01T11:00:00Z"),
            (article.Id, article.Title, article.Content, Dates.Rfc3339(article.Published!.Value),
                Dates.Rfc3339(article.Updated!.Value)));
        Assert.Equal(("Ada Bau|Bo Cux", "dpa", "Rom", new Image("https://example.org/a.jpg", "Ein Bild", "Cy")),
            (string.Join('|', article.Authors), Assert.Single(article.Agencies), Assert.Single(article.Tags),
                article.Image));
    }

    [Theory]
    [InlineData("\"type\": \"picture\"", "no article: its type is picture")]
    [InlineData("\"pubstatus\": \"canceled\"", "no article: its status is canceled")]
    [InlineData("\"embargoed\": \"2024-06-21T00:00:00Z\"", "not before 2024-06-21T00:00:00Z")]
    public void What_an_agency_does_not_want_to_be_seen_is_not(string field, string message)
    {
        var reading = Desk.Read("n.json", $$"""
            {"uri": "urn:example:1", "headline": "x", "body_text": "y", "versioncreated": "2024-06-01", {{field}}}
            """);

        Assert.Equal((null, message), (reading.Article, Assert.Single(reading.Problems).Message));
    }

    [Theory]
    [InlineData("""
        {"id": 5, "title": "t", "url": "https://example.org/a", "is_archived": 0, "is_starred": 0,
         "created_at": "2024-06-02", "published_at": "2024-06-01", "updated_at": "2024-06-03", "content": "<p>x</p>",
         "tags": ["rom"], "domain_name": "example.org"}
        """)]
    [InlineData("""
        {"title": "t", "url": "https://example.org/a", "readingProgress": 0, "savedAt": "2024-06-02",
         "publishedAt": "2024-06-01", "updatedAt": "2024-06-03", "labels": ["rom"]}
        """)]
    [InlineData("""
        {"href": "https://example.org/a", "description": "t", "extended": "", "time": "2024-06-01",
         "shared": "yes", "toread": "no", "tags": "rom"}
        """)]
    public void A_saved_page_has_its_own_dates_and_no_update_by_its_reader(string page)
    {
        var article = All("r.json", $"[{page}]")[0].Article!;

        Assert.Equal(("t", "https://example.org/a", "2024-06-01T00:00:00Z", null, "rom"), (article.Title, article.Url,
            Dates.Rfc3339(article.Published!.Value), article.Updated, Assert.Single(article.Tags)));
    }

    [Theory]
    [InlineData("pocket.csv",
        "title,url,time_added,tags,status\n\"A, \"\"B\"\"\",https://example.org/a,1718784000,rom|meer,unread")]
    [InlineData("excel.csv",
        "Title;URL;Date;Tags\r\n\"A, \"\"B\"\"\";https://example.org/a;2024-06-19T08:00:00Z;rom|meer\r\n")]
    [InlineData("ril_export.html", "<title>Pocket Export</title><ul><li><a href=\"https://example.org/a\" "
        + "time_added=\"1718784000\" tags=\"rom,meer\">A, &quot;B&quot;</a></li></ul>")]
    [InlineData("bookmarks.html", "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF=\"https://example.org/a\" "
        + "ADD_DATE=\"1718784000\" TAGS=\"rom,meer\">A, \"B\"</A>")]
    public void A_list_of_links_gives_articles_without_content(string path, string text)
    {
        var article = All(path, text)[0].Article!;

        Assert.Equal(("https://example.org/a", "A, \"B\"", "A, \"B\"", "", "https://example.org/a"),
            (article.Record, article.Title, article.Summary, article.Content, article.Url));
        Assert.Equal(("2024-06-19T08:00:00Z", "rom|meer"),
            (Dates.Rfc3339(article.Published!.Value), string.Join('|', article.Tags)));
    }

    [Fact]
    public void A_cell_in_quotes_may_hold_lines_and_a_row_with_too_many_cells_is_told()
    {
        var readings = All("a.csv", "id,title,text\n1,a,\"x\n\ny\"\n2,b,c,d\n3,e,f\n");

        Assert.Equal(["<p>x</p>\n<p>y</p>", null, "<p>f</p>"], readings.Select(reading => reading.Article?.Content));
        Assert.Equal((5, "4 cells under 3 names"),
            (readings[1].Problems[0].Line, readings[1].Problems[0].Message));
    }

    [Theory]
    [InlineData("name,email\nAda,ada@example.org", "its first row names nothing that articles have")]
    [InlineData("title,url\n", "nothing is in it")]
    [InlineData("title,url\na,", "no article: neither a text nor a title with a URL")]
    [InlineData("title,text\na,\"b", "a cell in quotes that begins here never ends")]
    public void A_table_without_articles_has_a_reason(string csv, string message)
    {
        var reading = Assert.Single(All("a.csv", csv));

        Assert.Equal((null, message), (reading.Article, Assert.Single(reading.Problems).Message));
    }

    [Theory]
    [InlineData(",", 20_000, "a row of more than 10000 cells")]
    [InlineData("aaaaaaaaaa,", 2_000_000, "a row of more than 10000 cells")]
    [InlineData("a", 20_000_001, "a row larger than 20 MB")]
    public void A_row_that_would_fill_the_memory_is_told(string one, int times, string message)
    {
        var readings = All("a.csv", "title,text\nGut,x\n" + string.Concat(Enumerable.Repeat(one, times)));

        Assert.Equal(("Gut", message),
            (readings[0].Article!.Title, Assert.Single(readings.SelectMany(reading => reading.Problems)).Message));
    }

    private static IReadOnlyList<Reading> All(string path, string text) =>
        Desk.ReadAll(path, Encoding.UTF8.GetBytes(text));
}
