using FeedService.Articles;

namespace FeedService.Tests.Readers;

/// <summary>JSON-LD as pages really hold it.</summary>
public sealed class JsonLdTests
{
    [Theory]
    [InlineData("""{"@type":"NewsArticle","headline":"Ice"}""")]
    [InlineData("""[{"@type":"WebSite","name":"x"},{"@type":["Thing","BlogPosting"],"headline":"Ice"}]""")]
    [InlineData("""{"@graph":[{"@type":"ReportageNewsArticle","headline":"Ice"}]}""")]
    [InlineData("""{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"Ice"}}""")]
    [InlineData("""{"@type":"https://schema.org/NewsArticle","headline":"Ice"}""")]
    [InlineData("<!-- {\"@type\":\"Article\",\"headline\":\"Ice\"} -->")]
    [InlineData("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Ice\"}\n//]]>")]
    [InlineData("/* x */ {\"@type\":\"Article\",/* y */\"headline\":\"Ice\",};")]
    [InlineData("{\"@type\":\"Article\",\"description\":\"two\nlines\tand \\' more\",\"headline\":\"Ice\"}")]
    [InlineData("{\"@type\":\"Article\",\"description\":\"he said \"no\" to it\",\"headline\":\"Ice\"}")]
    [InlineData("{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;Ice&quot;}")]
    [InlineData("{\"@type\":\"Article\",\"description\":\"\\ud800 \\u12\",\"headline\":\"Ice\"}")]
    [InlineData("""{"@type":"Article","headline":["","Ice"]}""")]
    public void An_article_is_found_wherever_and_however_it_stands(string json)
    {
        var article = Desk.Page($"<title>x</title><script type='application/ld+json'>{json}</script>");

        Assert.Equal("Ice", article.Title);
    }

    [Theory]
    [InlineData("{\"@type\":\"Article\",\"headline\":")]
    [InlineData("{\"@type\":\"NewsArticle\"}")]
    [InlineData("{\"@type\":\"Product\",\"headline\":\"No\"}")]
    [InlineData("{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"Article\",\"headline\":\"No\"}]}")]
    [InlineData("{\"@type\":5,\"headline\":\"No\"}")]
    [InlineData("7")]
    [InlineData("")]
    public void What_is_no_article_of_this_page_changes_nothing(string json)
    {
        var article = Desk.Page($"<title>Ice</title><script type='application/ld+json'>{json}</script>");

        Assert.Equal(("Ice", null), (article.Title, article.Published));
    }

    [Fact]
    public void Nodes_that_refer_to_one_another_in_a_ring_name_nobody()
    {
        var article = Desk.Page("""
            <script type="application/ld+json">{"@graph":[
              {"@type":"NewsArticle","headline":"Ice","author":{"@id":"#a"}},
              {"@id":"#a","name":{"@id":"#b"}},{"@id":"#b","name":{"@id":"#a"}}]}</script>
            """);

        Assert.Equal("Ice", article.Title);
        Assert.Empty(article.Authors);
    }

    [Fact]
    public void Of_several_articles_the_one_with_the_pages_address_counts()
    {
        var article = Desk.Page("""
            <link rel="canonical" href="https://example.org/ice">
            <script type="application/ld+json">[
              {"@type":"NewsArticle","url":"https://example.org/fog","headline":"Fog","datePublished":"2024-01-01"},
              {"@type":"NewsArticle","mainEntityOfPage":{"@id":"http://www.example.org/ice/?a=b"},"headline":"Ice",
               "datePublished":"2024-05-01"}]</script>
            """);

        Assert.Equal(("Ice", 5), (article.Title, article.Published!.Value.Month));
    }

    [Fact]
    public void Of_several_articles_the_one_with_the_pages_title_counts()
    {
        var article = Desk.Page("""
            <title>Ice | The Gull</title><script type="application/ld+json">[
              {"@type":"NewsArticle","headline":"Fog","datePublished":"2024-01-01"},
              {"@type":"NewsArticle","headline":"Ice","datePublished":"2024-05-01"}]</script>
            """);

        Assert.Equal(("Ice", 5), (article.Title, article.Published!.Value.Month));
    }

    [Theory]
    [InlineData("\"Jane Austen\"", "Jane Austen")]
    [InlineData("[{\"@type\":\"Person\",\"name\":\"Jane Austen\"},{\"name\":\"Ann Lee\"}]", "Jane Austen|Ann Lee")]
    [InlineData("{\"@id\":\"#jane\"}", "Jane Austen")]
    [InlineData("{\"@type\":\"Organization\",\"name\":\"The Gull\"}", "")]
    [InlineData("{\"@type\":\"Person\",\"name\":\"\"}", "")]
    public void An_author_is_a_name_a_person_or_a_reference_to_one(string author, string authors)
    {
        var article = Desk.Page($$$"""
            <script type="application/ld+json">{"@graph":[{"@type":"Person","@id":"#jane","name":"Jane Austen"},
              {"@type":"Article","headline":"Ice","author":{{{author}}},"publisher":{"name":"The Gull"}}]}</script>
            """);

        Assert.Equal(authors, string.Join('|', article.Authors));
        Assert.Equal("The Gull", article.Publisher!.Name);
    }

    [Theory]
    [InlineData("true", Access.Free)]
    [InlineData("\"True\"", Access.Free)]
    [InlineData("false", Access.Paid)]
    [InlineData("\"false\"", Access.Paid)]
    [InlineData("\"https://schema.org/False\"", Access.Paid)]
    [InlineData("\"\"", Access.Unknown)]
    public void Access_is_a_truth_value_or_the_word_for_it(string free, Access access)
    {
        var article = Desk.Page("<script type='application/ld+json'>"
            + $"{{\"@type\":\"Article\",\"headline\":\"Ice\",\"isAccessibleForFree\":{free}}}</script>");

        Assert.Equal(access, article.Access);
    }

    [Fact]
    public void Its_text_is_the_article_where_the_page_shows_none()
    {
        var article = Desk.Page("<script type='application/ld+json'>"
            + "{\"@type\":\"Article\",\"headline\":\"Ice\",\"articleBody\":\"The harbour lay still.\"}</script>", "");

        Assert.Equal("<p>The harbour lay still.</p>", article.Content);
    }
}
