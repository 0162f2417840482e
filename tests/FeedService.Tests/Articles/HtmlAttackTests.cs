using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using FeedService.Articles;

namespace FeedService.Tests.Articles;

/// <summary>
/// What has got through other sanitizers: nothing of it may run, here or after another parser has read the result.
/// </summary>
public sealed class HtmlAttackTests
{
    private static readonly string[] Fragments =
    [
        "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<math>", "<mtext>", "<mglyph>", "<table>",
            "<noscript>", "</noscript>",
        "<p title=\"", "\">", "'>", "<img src=x onerror=alert(1)>", "<a href=\"javascript:alert(1)\">", "<!--", "-->",
            "--!>", "<![CDATA[", "]]>",
        "<template>", "<textarea>", "</textarea>", "<title>", "</title>", "<select>", "<option>", "<form>", "</form>",
            "<xmp>", "<iframe srcdoc='",
        "<li>", "</p>", "<b", "/", " onload=alert(1) ", "&lt;", "&#106;avascript:", "\0", "x", "<frameset>",
            "<plaintext>", "<br>", "<desc>",
        "<foreignObject>", "<annotation-xml encoding=\"text/html\">", "<a id=\"</style><img src=x onerror=alert(1)>\">",
    ];

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<ScRiPt src=//evil.example/x.js></sCrIpT>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<img src=x ONERROR =alert(1)//")]
    [InlineData("<img/src=x/onerror=alert(1)>")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>")]
    [InlineData("<svg><animate onbegin=alert(1) attributeName=x dur=1s>")]
    [InlineData("<math><a xlink:href='javascript:alert(1)'>x</a></math>")]
    [InlineData(
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">")]
    [InlineData("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
    [InlineData("<template><img src=x onerror=alert(1)></template>")]
    [InlineData("<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">")]
    [InlineData("<noembed><img title=\"</noembed><img src onerror=alert(1)>\">")]
    [InlineData("<textarea><img title=\"</textarea><img src onerror=alert(1)>\"></textarea>")]
    [InlineData("<select><style><img src=x onerror=alert(1)></style></select>")]
    [InlineData("<a href=javascript:alert(1)>x</a>")]
    [InlineData("<a href=JaVaScRiPt:alert(1)>x</a>")]
    [InlineData("<a href='java\tscript:alert(1)'>x</a>")]
    [InlineData("<a href='java\nscript:alert(1)'>x</a>")]
    [InlineData("<a href='\u0001javascript:alert(1)'>x</a>")]
    [InlineData("<a href='&#106;&#97;vascript&colon;alert(1)'>x</a>")]
    [InlineData("<a href='&#x6A&#x61&#x76&#x61script:alert(1)'>x</a>")]
    [InlineData(
        "<a href='vbscript:x'>x</a><a href='data:text/html,<script>alert(1)</script>'>y</a><a href='file:///etc/passwd'>z</a>")]
    [InlineData("<img src='data:image/svg+xml;base64,PHN2Zz4='>")]
    [InlineData("<iframe src='javascript:alert(1)'></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>")]
    [InlineData("<object data=x.swf></object><embed src=x.swf><applet code=x></applet>")]
    [InlineData(
        "<style>@import 'https://evil.example';</style><link rel=stylesheet href=x><p style='background:url(javascript:x)'>a</p>")]
    [InlineData("<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=javascript:alert(1)'>")]
    [InlineData(
        "<form action=javascript:alert(1)><input type=image src=x onerror=alert(1)><button formaction=javascript:alert(1)>x</button></form>")]
    [InlineData(
        "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)><details open ontoggle=alert(1)>")]
    [InlineData("<body onload=alert(1)><frameset onload=alert(1)><marquee onstart=alert(1)>x</marquee>")]
    [InlineData("<a href='https://a.example' target=_blank ping=https://evil.example onmouseover=alert(1)>x</a>")]
    [InlineData("<!--><img src=x onerror=alert(1)>--><![CDATA[<img src=x onerror=alert(1)>]]>")]
    [InlineData("<b onclick=alert(1)//<i>x")]
    public void No_known_attack_survives(string html)
    {
        var safe = Html.Safe(html, (_, reference) => Links.Absolute(reference));

        Assert.Equal([], Dangers(safe));
        Assert.Equal(safe, Html.Safe(safe, (_, reference) => Links.Absolute(reference)));
    }

    [Fact]
    public void No_mixture_of_them_survives()
    {
        Gen.Int[0, Fragments.Length - 1].Select(i => Fragments[i]).Array[1, 12].Sample(fragments =>
        {
            var safe = Html.Safe(string.Concat(fragments), (_, reference) => Links.Absolute(reference));

            return Dangers(safe).Count == 0;
        }, iter: 3000);
    }

    // A browser runs scripts, so for it a noscript element is text: both readings must be harmless.
    private static List<string> Dangers(string safe)
    {
        var parsers = new[] { new HtmlParser(), new HtmlParser(new HtmlParserOptions { IsScripting = true }) };
        return [.. parsers.SelectMany(parser => parser.ParseDocument(safe).All.SelectMany(DangersOf)).Distinct()];
    }

    private static IEnumerable<string> DangersOf(IElement element)
    {
        string[] allowed = ["html", "head", "body"];
        if (element.NamespaceUri != "http://www.w3.org/1999/xhtml"
            || (element.Parent is not IDocument && !allowed.Contains(element.LocalName)
            && "script style svg math iframe object embed form input button textarea select template noscript base link meta frame frameset title xmp".Split(' ').Contains(element.LocalName)))
            yield return element.LocalName;
        foreach (var attribute in element.Attributes)
        {
            var isUrl = attribute.Name is "href" or "src" or "poster";
            if (attribute.Name.StartsWith("on", StringComparison.Ordinal)
                || attribute.Name is "style" or "srcdoc" or "srcset" or "ping" or "action" or "target"
                || (isUrl && !attribute.Value.StartsWith("http", StringComparison.Ordinal)
                    && !attribute.Value.StartsWith("mailto:", StringComparison.Ordinal)))
                yield return $"{element.LocalName} {attribute.Name}={attribute.Value}";
        }
    }
}
