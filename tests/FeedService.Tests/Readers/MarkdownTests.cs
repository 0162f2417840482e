using FeedService.Articles;

namespace FeedService.Tests.Readers;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("a {{< ref \"x\" >}}b{{</ ref >}} c", "<p>a b c</p>")]
    [InlineData("{{% notice tip %}}\nInner **text**\n{{% /notice %}}", "<p>Inner <strong>text</strong></p>")]
    [InlineData("{{< figure\n  src=\"x.jpg\"\n  alt=\"y\"\n>}}\n\nText", "<p>Text</p>")]
    [InlineData("{% include video.html id=\"1\" %}\n\n{{ site.name }} Text", "<p>Text</p>")]
    [InlineData("{% comment %}\nhidden\n{% endcomment %}\n\nText", "<p>Text</p>")]
    [InlineData("Text\n{: .lead}", "<p>Text</p>")]
    [InlineData("[x](https://example.org){:target=\"_blank\"} y", "<p><a href=\"https://example.org/\">x</a> y</p>")]
    [InlineData("{% raw %}{{ kept }}{% endraw %}", "<p>{{ kept }}</p>")]
    public void A_templates_tag_goes_and_what_it_encloses_stays(string text, string content)
    {
        var article = Desk.Markdown(text);

        Assert.Equal(content, article.Content);
    }

    [Theory]
    [InlineData("```liquid\n{{ page.title }}\n```\n\nA {{ b }} c",
        "<pre><code>{{ page.title }}\n</code></pre>\n<p>A  c</p>")]
    [InlineData("- x\n  ```\n  {% if %}\n  ```\n\nA {{ b }} c",
        "<ul>\n<li>x\n<pre><code>{% if %}\n</code></pre>\n</li>\n</ul>\n<p>A  c</p>")]
    [InlineData("Use `{{ page.title }}` or ``{% x %}``",
        "<p>Use <code>{{ page.title }}</code> or <code>{% x %}</code></p>")]
    [InlineData("Use `{% raw %}{{ layout }}{% endraw %}`", "<p>Use <code>{{ layout }}</code></p>")]
    [InlineData("{% raw %}\n```\n{{ a }}\n```\n{% endraw %}", "<pre><code>{{ a }}\n</code></pre>")]
    [InlineData("{% highlight ruby %}\nputs 1 # *x*\n\n{% endhighlight %}", "<pre><code>puts 1 # *x*\n</code></pre>")]
    [InlineData("{{< highlight go \"linenos=table\" >}}\na := \"b\"\n{{< /highlight >}}\nText",
        "<pre><code>a := \"b\"\n</code></pre>\n<p>Text</p>")]
    public void Code_keeps_what_looks_like_a_tag(string text, string content)
    {
        var article = Desk.Markdown(text);

        Assert.Equal(content, article.Content);
    }

    [Theory]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>")]
    [InlineData("~~a~~ H~2~O", "<p><del>a</del> H<sub>2</sub>O</p>")]
    [InlineData("a  \nb", "<p>a<br>\nb</p>")]
    [InlineData("- [x] done", "<ul>\n<li> done</li>\n</ul>")]
    [InlineData("See https://example.org/a.",
        "<p>See <a href=\"https://example.org/a\">https://example.org/a</a>.</p>")]
    [InlineData("# A {#top .big}\n\nText", "<p>Text</p>")]
    [InlineData("a<b>c</b> <i>d</i>", "<p>a<b>c</b> <i>d</i></p>")]
    public void The_extensions_that_generators_turn_on_are_read(string text, string content)
    {
        var article = Desk.Markdown(text);

        Assert.Equal(content, article.Content);
    }

    [Fact]
    public void A_footnote_leads_to_its_place_in_the_article()
    {
        var article = Desk.Markdown("a[^1]\n\n[^1]: b");

        Assert.StartsWith($"<p>a<a id=\"fnref:1\" href=\"{Links.This}#fn%3A1\"><sup>1</sup></a></p>", article.Content,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("![A cat](cat.jpg)", "<p><img src=\"https://own.invalid/media/blog/cat.jpg\" alt=\"A cat\"></p>")]
    [InlineData("![A cat](./cat.jpg \"Tom\")",
        "<p><img src=\"https://own.invalid/media/blog/cat.jpg\" alt=\"A cat\" title=\"Tom\"></p>")]
    [InlineData("![A cat](../img/a%20b.png)",
        "<p><img src=\"https://own.invalid/media/img/a%20b.png\" alt=\"A cat\"></p>")]
    [InlineData("![A cat](/img/a%20b.png)",
        "<p><img src=\"https://own.invalid/media/img/a%20b.png\" alt=\"A cat\"></p>")]
    [InlineData("[Hear](talk.mp3?x#y)", "<p><a href=\"https://own.invalid/media/blog/talk.mp3\">Hear</a></p>")]
    [InlineData("![A cat](dog.jpg)", "<p>A cat</p>")]
    [InlineData("![A cat](../../../etc/passwd)", "<p>A cat</p>")]
    [InlineData("![A cat](%2e%2e/%2e%2e/cat.jpg)", "<p>A cat</p>")]
    [InlineData("[there](other.md) and [here](#x)", "<p>there and <a href=\"https://own.invalid/this#x\">here</a></p>")]
    public void A_file_beside_the_article_is_its_own_media_and_nothing_else_is(string text, string content)
    {
        var article = Desk.Markdown(text, "blog/a.md", null, "blog/cat.jpg", "blog/talk.mp3", "img/a b.png");

        Assert.Equal(content, article.Content);
    }

    [Theory]
    [InlineData("https://example.org/blog/a.html", "x.html", "https://example.org/blog/x.html")]
    [InlineData("https://example.org/blog/a.html", "/x", "https://example.org/x")]
    [InlineData("https://example.org/blog/a.html", "?p=2", "https://example.org/blog/a.html?p=2")]
    [InlineData("https://example.org/blog/a.html", "//cdn.example.org/x", "https://cdn.example.org/x")]
    public void A_relative_link_is_resolved_as_the_articles_page_would(string url, string reference, string absolute)
    {
        var article = Desk.Markdown($"---\nurl: {url}\n---\n[x]({reference})");

        Assert.Equal($"<p><a href=\"{absolute}\">x</a></p>", article.Content);
    }

    [Fact]
    public void A_link_from_the_root_is_the_publishers_where_only_that_is_known()
    {
        var (profile, _) = Desk.Profiled("source: { name: Example, url: https://example.org/news/ }");

        var article = Desk.Markdown("[x](/a) [y](b)", profile: profile);

        Assert.Equal("<p><a href=\"https://example.org/a\">x</a> y</p>", article.Content);
    }

    [Theory]
    [InlineData("image: cat.jpg", "https://own.invalid/media/cat.jpg", null, null)]
    [InlineData("cover:\n  image: https://example.org/c.jpg\n  alt: A cat\n  credit: Jane Austen",
        "https://example.org/c.jpg", "A cat", "Jane Austen")]
    [InlineData("images: [https://example.org/c.jpg, d.jpg]\nimage_credit: Ann",
        "https://example.org/c.jpg", null, "Ann")]
    public void An_image_is_the_one_that_the_article_names(string yaml, string url, string? alt, string? credit)
    {
        var article = Desk.Markdown($"---\n{yaml}\n---\nText", "a.md", null, "cat.jpg");

        Assert.Equal(new Image(url, alt, credit), article.Image);
    }

    [Theory]
    [InlineData("audio: talk.mp3", "https://own.invalid/media/talk.mp3", "audio/mpeg", 1234)]
    [InlineData("enclosure: https://example.org/a.pdf", "https://example.org/a.pdf", "application/pdf", 0)]
    [InlineData("enclosures:\n- url: https://example.org/a\n  type: video/mp4\n  length: 7", "https://example.org/a",
        "video/mp4", 7)]
    public void An_enclosure_has_a_type_and_a_length(string yaml, string url, string type, long length)
    {
        var article = Desk.Markdown($"---\n{yaml}\n---\nText", "a.md", null, "talk.mp3");

        Assert.Equal(new Enclosure(url, type, length), Assert.Single(article.Enclosures));
    }

    [Theory]
    [InlineData("image: javascript:alert(1)")]
    [InlineData("image: mailto:a@example.org")]
    [InlineData("image: nowhere.jpg")]
    [InlineData("image: data:image/png;base64,AAAA")]
    public void What_is_no_picture_is_no_image(string yaml)
    {
        var article = Desk.Markdown($"---\n{yaml}\n---\nText");

        Assert.Null(article.Image);
    }

    [Theory]
    [InlineData("> ", "x", "its Markdown is nested too deeply to be a text")]
    [InlineData("<div>", "x", "its HTML is nested too deeply to be a text")]
    [InlineData("<b><I>", "x", "its HTML is nested too deeply to be a text")]
    [InlineData("<table><tr><td>", "x", "its HTML is nested too deeply to be a text")]
    public void What_is_nested_beyond_reason_is_refused_at_once(string open, string text, string reason)
    {
        var reading = Desk.Read("a.md", string.Concat(Enumerable.Repeat(open, 20_000)) + text);

        Assert.Equal((null, reason), (reading.Article, Assert.Single(reading.Problems).Message));
    }

    [Fact]
    public void Many_elements_side_by_side_are_no_depth()
    {
        var html = string.Concat(Enumerable.Repeat("<p>a<br><em>b</em><li>c<div>d</div>\n\n", 1000));

        var article = Desk.Markdown(html);

        Assert.Equal(1000, article.Content.Split("<em>b</em>").Length - 1);
    }
}
