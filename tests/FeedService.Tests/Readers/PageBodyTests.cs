using System.Text;
using FeedService.Articles;

namespace FeedService.Tests.Readers;

/// <summary>The text of a saved page's article, without the site around it.</summary>
public sealed class PageBodyTests
{
    private const string Head = "<title>Ice</title><link rel=canonical href='https://example.org/news/ice'>";

    [Theory]
    [InlineData("<nav><a href=/>Home of it</a></nav>")]
    [InlineData("<footer><p>All rights of this page are reserved, and so is everything else that could be.</p></footer>")]
    [InlineData("<div id=comments><p>I do not agree with a single word of this, and neither does my neighbour.</p></div>")]
    [InlineData("<ul><li><a href=/a>Fog on the coast</a></li><li><a href=/b>Snow</a></li></ul>")]
    [InlineData("<p><a href=/a>Read also: fog on the coast</a></p>")]
    [InlineData("<script>var text = 'some text';</script><style>p { color: red }</style>")]
    [InlineData("<p hidden>Nobody sees this</p>")]
    [InlineData("<div role=dialog><p>We and our partners store information on your device, if you let us.</p></div>")]
    public void What_the_site_puts_around_an_article_stays_out(string html)
    {
        var plain = Desk.Page(Head);

        var article = Desk.Page(Head, Desk.Prose.Replace("</article>", html + "</article>", StringComparison.Ordinal));

        Assert.Equal(Text.Line(Html.PlainText(plain.Content)), Text.Line(Html.PlainText(article.Content)));
    }

    [Fact]
    public void A_page_of_links_keeps_them_when_they_are_what_it_has()
    {
        var items = string.Concat(Enumerable.Range(1, 9).Select(i => $"<li><a href=/{i}>Picture number {i}</a></li>"));

        var article = Desk.Page(Head + "<meta property=og:type content=article>",
            $"<article><p>The pictures of this week, one for each day and two for the last, as in every week before." +
            $"</p><ul>{items}</ul></article>");

        Assert.Contains("Picture number 9", article.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void The_title_leaves_the_body()
    {
        var article = Desk.Page(Head, Desk.Prose.Replace("<article>",
            "<article><h1>Ice!</h1>", StringComparison.Ordinal));

        Assert.StartsWith("The harbour", Html.PlainText(article.Content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img data-src='/i.jpg' src='data:image/gif;base64,AA'>", "https://example.org/i.jpg")]
    [InlineData("<img srcset='/s.jpg 100w, /i,1.jpg 900w'>", "https://example.org/i,1.jpg")]
    [InlineData("<picture><source srcset='/i.webp 2x'><img></picture>", "https://example.org/i.webp")]
    [InlineData("<img src='data:image/gif;base64,AA'><noscript><img src='i.jpg'></noscript>",
        "https://example.org/news/i.jpg")]
    [InlineData("<img src='/i.jpg'>", "https://example.org/i.jpg")]
    public void A_picture_that_a_script_would_have_shown_is_shown(string html, string url)
    {
        var article = Desk.Page(Head, Desk.Prose.Replace("<article>",
            $"<article><figure>{html}<figcaption>The quay</figcaption></figure>", StringComparison.Ordinal));

        Assert.Contains($"<img src=\"{url}\"", article.Content, StringComparison.Ordinal);
        Assert.Single(article.Content.Split("<img").Skip(1));
        Assert.Contains("<figcaption>The quay</figcaption>", article.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "a.html", "https://example.org/news/a.html")]
    [InlineData("", "../a", "https://example.org/a")]
    [InlineData("<base href='https://cdn.example.org/x/'>", "a.html", "https://cdn.example.org/x/a.html")]
    [InlineData("<base href='/x/'>", "a.html", "https://example.org/x/a.html")]
    [InlineData("", "#part", "https://own.invalid/this#part")]
    public void A_link_leads_where_it_led_on_the_page(string head, string reference, string url)
    {
        var article = Desk.Page(Head + head, Desk.Prose.Replace("harbour",
            $"<a href='{reference}'>harbour</a>", StringComparison.Ordinal));

        Assert.Contains($"<a href=\"{url}\">harbour</a>", article.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_was_saved_beside_the_page_is_its_own_file()
    {
        var html = $"<title>Ice</title>{Desk.Prose.Replace("<article>",
            "<article><figure><img src='page_files/i%201.jpg'></figure>", StringComparison.Ordinal)}";

        var article = Desk.Read("a/page.html", html, null, null, "a/page_files/i 1.jpg").Article!;

        Assert.Contains("<img src=\"https://own.invalid/media/a/page_files/i%201.jpg\"", article.Content,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "there is neither a title nor any text in it")]
    [InlineData("<title>Home</title>", "there is no text in it")]
    [InlineData("<title>Home</title><main><ul><li><a href=/a>Fog on the coast</a></li><li><a href=/b>Snow</a></li></ul></main>",
        "it lists other pages, and is no article")]
    public void A_page_without_an_article_gives_a_reason(string html, string reason)
    {
        var reading = Desk.Read("a.html", html);

        Assert.Equal((null, reason), (reading.Article, Assert.Single(reading.Problems).Message));
    }

    [Theory]
    [InlineData("<meta charset=iso-8859-1>", 28591)]
    [InlineData("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", 1251)]
    [InlineData("<?xml version='1.0' encoding='koi8-r'?>", 20866)]
    [InlineData("<meta charset=shift_jis>", 932)]
    [InlineData("<meta charset=iso-2022-jp>", 50220)]
    [InlineData("<meta charset=windows-1252>", 65001)]
    [InlineData("", 65001)]
    [InlineData("<meta charset=utf-16>", 65001)]
    public void A_declared_encoding_is_believed_where_the_bytes_are_not_utf_8(string declaration, int codePage)
    {
        var title = codePage switch { 28591 => "Eisgrün", 932 or 50220 => "氷の港", _ => "Лёд" };
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);

        var reading = Desk.Read("a.html", encoding.GetBytes($"{declaration}<title>{title}</title>{Desk.Prose}"));

        Assert.Equal((title, 0), (reading.Article!.Title, reading.Problems.Count));
    }

    [Fact]
    public void A_few_broken_bytes_do_not_spoil_the_rest()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("<title>Лёд в порту стоит</title>"), 0xFF,
            .. Encoding.UTF8.GetBytes(Desk.Prose)];

        var reading = Desk.Read("a.html", bytes);

        Assert.Equal(("Лёд в порту стоит", "UTF-8 but for 1 place, which cannot be read"),
            (reading.Article!.Title, Assert.Single(reading.Problems).Message));
    }
}
