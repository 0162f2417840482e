using FeedService.Articles;

namespace FeedService.Tests.Articles;

public sealed class HtmlTests
{
    [Theory]
    [InlineData(
        "<table><caption>c</caption><thead><tr><th scope=\"col\" colspan=\"2\">h</th></tr></thead><tbody><tr><td rowspan=\"2\">d</td></tr></tbody></table>")]
    [InlineData(
        "<figure><img src=\"https://a.example/b.jpg\" alt=\"c\" width=\"10\" height=\"20\"><figcaption>d <small>e</small></figcaption></figure>")]
    [InlineData("<audio src=\"https://a.example/b.mp3\" controls=\"\"></audio>")]
    [InlineData(
        "<video controls=\"\" poster=\"https://a.example/p.jpg\"><source src=\"https://a.example/b.mp4\" type=\"video/mp4\"></video>")]
    [InlineData("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>")]
    [InlineData("<p lang=\"he\" dir=\"rtl\">שלום <bdi>x</bdi></p>")]
    [InlineData("<ol start=\"3\" reversed=\"\"><li value=\"3\">a</li></ol>")]
    [InlineData("<details open=\"\"><summary>s</summary>t</details>")]
    [InlineData("<p>a&nbsp;b &amp; c &lt;d&gt; <time datetime=\"2024-06-19\">e</time><br>f</p>")]
    [InlineData("<a href=\"mailto:a@example.org\">m</a> <a href=\"https://a.example/?a=1&amp;b=2\">n</a>")]
    [InlineData("<blockquote><p>q</p></blockquote><pre><code>x &lt; y\n  z</code></pre><hr>")]
    public void What_an_article_is_made_of_stays_as_it_is(string html)
    {
        var safe = Safe(html);

        Assert.Equal(html, safe);
    }

    [Theory]
    [InlineData("<p class=x style='color:red' onclick=y data-z=1 aria-label=w>a</p>", "<p>a</p>")]
    [InlineData("<font color=red>a</font> <center>b</center>", "a b")]
    [InlineData(
        "<picture><source srcset='x.webp 1x'><img src=https://a.example/b.jpg srcset='c.jpg 2x' alt=d></picture>",
        "<img src=\"https://a.example/b.jpg\" alt=\"d\">")]
    [InlineData(
        "<label>a</label><button>b</button><input value=c><select><option>d</select><textarea>e</textarea>", "ab")]
    [InlineData("a<!-- b -->c<?d?>", "ac")]
    [InlineData("<p>a<p>b", "<p>a</p><p>b</p>")]
    [InlineData("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>")]
    [InlineData("<html><head><title>t</title></head><body><p>a</p></body></html>", "<p>a</p>")]
    [InlineData("a\u0001b&#2;c&#xFFFE;d", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("", "")]
    public void Everything_else_goes_and_its_text_stays(string html, string expected)
    {
        var safe = Safe(html);

        Assert.Equal(expected, safe);
    }

    [Theory]
    [InlineData("<img alt='A cat'>", "A cat")]
    [InlineData("<img src='' alt='A cat'>", "A cat")]
    [InlineData("<img src='cat.jpg' alt='A &lt;cat&gt;'>", "A &lt;cat&gt;")]
    [InlineData("<img src='https://a.example/b.jpg'>", "<img src=\"https://a.example/b.jpg\" alt=\"\">")]
    [InlineData("<a>x</a> <a href=''>y</a> <a href='z.html'>z</a> <a name=t></a>", "x y z")]
    [InlineData("<a href=' https://a.example/b c '>x</a>", "<a href=\"https://a.example/b%20c\">x</a>")]
    [InlineData("<video><source src='nowhere.mp4'>t</video>", "<video>t</video>")]
    [InlineData("<iframe src='https://video.example/embed/1?a=1&b=2'>x</iframe>",
        "<a href=\"https://video.example/embed/1?a=1&amp;b=2\">https://video.example/embed/1?a=1&amp;b=2</a>")]
    [InlineData("<iframe src='//video.example/1'></iframe>",
        "<a href=\"https://video.example/1\">https://video.example/1</a>")]
    [InlineData(
        "<iframe src='/embed/1'>x</iframe><iframe srcdoc='<p>a'></iframe><iframe src='mailto:a@b.c'></iframe>", "")]
    public void A_link_that_leads_nowhere_becomes_its_text(string html, string expected)
    {
        var safe = Safe(html);

        Assert.Equal(expected, safe);
    }

    [Fact]
    public void Links_are_resolved_by_what_the_article_knows()
    {
        var asked = new List<string>();

        var safe = Html.Safe("<a href=#x>a</a><img src=b.jpg alt=b><video poster=p.jpg src=v.mp4></video>",
            (attribute, reference) =>
        {
            asked.Add($"{attribute} {reference}");
            return "https://a.example/" + reference.TrimStart('#');
        });

        Assert.Equal(["href #x", "src b.jpg", "src p.jpg", "src v.mp4"], asked.Order());
        Assert.Equal("<a href=\"https://a.example/x\">a</a><img src=\"https://a.example/b.jpg\" alt=\"b\">"
            + "<video poster=\"https://a.example/p.jpg\" src=\"https://a.example/v.mp4\"></video>", safe);
    }

    [Theory]
    [InlineData("<p>a</p><p>b<br>c</p>", "a\nb\nc")]
    [InlineData("<p>AT&amp;T &lt;b&gt; &quot;x&quot; caf&eacute;</p>", "AT&T <b> \"x\" café")]
    [InlineData("<p title=\"a > b\">c</p>", "c")]
    [InlineData("a<b>b</b>c<i>d</i>", "abcd")]
    [InlineData("<h2>a</h2><ul><li>b</li><li>c</li></ul>", "a\nb\nc")]
    [InlineData("<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>", "a\nb")]
    [InlineData("<img src=\"https://a.example/b\" alt=\"c\">d", "d")]
    [InlineData("<p>a</p><p cl", "a")]
    [InlineData("<p>a</p><", "a")]
    [InlineData("", "")]
    public void Plain_text_is_what_a_reader_would_see(string content, string expected)
    {
        var text = Html.PlainText(content);

        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData(
        "<h2>Heading</h2><figure><figcaption>Caption</figcaption></figure><p>One.</p><ul><li>x</li></ul><p>Two &amp;\nthree.</p>",
        "One. Two & three.")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "a b")]
    [InlineData("<pre>code</pre><p title=\">\">a</p>", "a")]
    [InlineData("", "")]
    public void A_beginning_is_made_of_paragraphs(string content, string expected)
    {
        var beginning = Html.Beginning(content);

        Assert.Equal(expected, beginning);
    }

    [Theory]
    [InlineData("height=1 width=1 alt=x")]
    [InlineData("width=0")]
    [InlineData("style='border:0; height: 1px'")]
    public void A_picture_that_nobody_sees_is_dropped(string size)
    {
        var html = Safe($"<p>a<img src=https://a.example/p {size}></p>");

        Assert.Equal("<p>a</p>", html);
    }

    [Theory]
    [InlineData("width=100% height=10")]
    [InlineData("style='max-width: 1px; width:100%'")]
    public void A_picture_that_is_seen_is_kept(string size)
    {
        var html = Safe($"<p>a<img src=https://a.example/p {size}></p>");

        Assert.Contains("src=\"https://a.example/p\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<br>", 750_000, true)]
    [InlineData("<p>a</p>", 50_000, false)]
    public void More_tags_than_any_text_has_are_too_many(string tag, int times, bool areTooMany)
    {
        var html = string.Concat(Enumerable.Repeat(tag, times));

        Assert.Equal(areTooMany, Html.HasTooManyTags(html));
    }

    [Fact]
    public void Plain_text_is_shown_by_its_HTML()
    {
        var html = Html.Encode("a < b && c > \"d\"");

        Assert.Equal(("a &lt; b &amp;&amp; c &gt; \"d\"", "a < b && c > \"d\""), (html, Html.PlainText(html)));
    }

    private static string Safe(string html) => Html.Safe(html, (_, reference) => Links.Absolute(reference));
}
