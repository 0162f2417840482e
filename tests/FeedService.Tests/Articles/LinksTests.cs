using CsCheck;
using FeedService.Articles;

namespace FeedService.Tests.Articles;

public sealed class LinksTests
{
    private static readonly Uri Page = new("https://example.org/blog/a.html?x#y");

    [Theory]
    [InlineData("https://example.org", "https://example.org/")]
    [InlineData("HTTPS://EXAMPLE.org/A", "https://example.org/A")]
    [InlineData(" https://example.org/a \n", "https://example.org/a")]
    [InlineData("https://example.org/straße?q=ü#ö", "https://example.org/stra%C3%9Fe?q=%C3%BC#%C3%B6")]
    [InlineData("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4")]
    [InlineData("https://例え.テスト:8080/", "https://xn--r8jz45g.xn--zckzah:8080/")]
    [InlineData("https://example.org/a b", "https://example.org/a%20b")]
    [InlineData("https://example.org/a%20b%2Fc", "https://example.org/a%20b%2Fc")]
    [InlineData("https://example.org/100%", "https://example.org/100%25")]
    [InlineData("https://example.org/a[1]|{2}^`?x[]=\\3", "https://example.org/a%5B1%5D%7C%7B2%7D%5E%60?x%5B%5D=%5C3")]
    [InlineData("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a")]
    [InlineData("https://example.org/\"onload=<x>", "https://example.org/%22onload=%3Cx%3E")]
    [InlineData("mailto:a@example.org", "mailto:a@example.org")]
    [InlineData("//example.org/a", "https://example.org/a")]
    public void An_absolute_reference_is_written_in_ASCII(string reference, string expected)
    {
        var url = Links.Absolute(reference);

        Assert.Equal(expected, url);
    }

    [Theory]
    [InlineData("b.html", "https://example.org/blog/b.html")]
    [InlineData("/b", "https://example.org/b")]
    [InlineData("../b", "https://example.org/b")]
    [InlineData("?q=ä", "https://example.org/blog/a.html?q=%C3%A4")]
    [InlineData("//cdn.example.org/b", "https://cdn.example.org/b")]
    [InlineData("a b.html", "https://example.org/blog/a%20b.html")]
    public void A_relative_reference_needs_an_origin(string reference, string expected)
    {
        var urls = (Links.Absolute(reference.StartsWith("//", StringComparison.Ordinal) ? "//" : reference),
            Links.Absolute(reference, Page));

        Assert.Equal((null, expected), urls);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JAVASCRIPT:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/a")]
    [InlineData("urn:uuid:1")]
    [InlineData("tel:123")]
    [InlineData("C:\\a\\b")]
    [InlineData("https://")]
    [InlineData("https:///a")]
    [InlineData("https://exa mple.org/")]
    [InlineData("http://a..b/")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void What_a_feed_may_not_carry_is_none_with_an_origin_or_without(string? reference)
    {
        var urls = (Links.Absolute(reference), Links.Absolute(reference, Page));

        Assert.Equal((null, null), urls);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("etc/passwd")]
    [InlineData("\\\\server\\share")]
    [InlineData("#a")]
    public void A_path_is_never_a_file_of_this_computer(string reference)
    {
        var url = Links.Absolute(reference);

        Assert.Null(url);
    }

    [Fact]
    public void Whatever_comes_is_a_URL_of_the_web_or_none()
    {
        Gen.OneOf(Gen.String, Gen.String[Gen.Char[' ', '~'], 0, 30].Select(text => "https://example.org/" + text))
            .Sample(text =>
        {
            var url = Links.Absolute(text, Page);

            return url is null || (url.All(c => c is > ' ' and < '\u007F' and not '"' and not '<' and not '>')
                && (Links.IsHttp(url) || url.StartsWith("mailto:", StringComparison.Ordinal)));
        }, iter: 20_000);
    }

    [Fact]
    public void An_absolute_URL_stays_what_it_is()
    {
        Gen.String[Gen.Char[' ', '~'], 0, 30].Sample(text =>
        {
            // .NET unescapes %59 behind a % that escapes nothing only once.
            var url = Links.Absolute("https://example.org/" + text.Replace("%", "", StringComparison.Ordinal));

            return url is null || Links.Absolute(url) == url;
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("a b/ü.md", "a%20b/%C3%BC.md")]
    [InlineData("u\u0308#?%.md", "%C3%BC%23%3F%25.md")]
    public void A_path_is_encoded_segment_by_segment(string path, string expected)
    {
        var encoded = Links.Encode(path);

        Assert.Equal(expected, encoded);
    }
}
