using System.Globalization;
using System.Xml;
using CsCheck;
using FeedService.Articles;
using FeedService.Tests.Support;

namespace FeedService.Tests.Articles;

public sealed class TextTests
{
    // Any UTF-16 code unit, with more of those that make trouble.
    private static readonly Gen<string> Wild =
        Gen.Frequency((4, Gen.Char), (1, Gen.Char['\ud800', '\udfff']), (1, Gen.Char['\0', '\u009f']),
            (1, Gen.Char['\u0300', '\u036f']), (1, Gen.Char['\ufff0', '\uffff']), (2, Gen.Char[' ', 'z']))
        .Array[0, 60].Select(chars => new string(chars));

    [Fact]
    public void Any_text_becomes_valid_XML_in_NFC_with_LF()
    {
        Wild.Sample(text =>
        {
            var clean = Text.Clean(text);

            return XmlConvert.VerifyXmlChars(clean) == clean && clean.IsNormalized()
                && !clean.Contains('\r', StringComparison.Ordinal);
        }, iter: 20_000);
    }

    [Fact]
    public void Clean_text_comes_back_as_the_same_string()
    {
        Wild.Sample(text =>
        {
            var clean = Text.Clean(text);

            return ReferenceEquals(clean, Text.Clean(clean));
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("a\0b\u0008c\u001Bd", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("u\u0308", "\u00FC")]
    [InlineData("\uFFFE\uFFFF", "\uFFFD\uFFFD")]
    [InlineData("😀", "😀")]
    [InlineData("a\u00A0b\u00ADc\u200Bd\u007F", "a\u00A0b\u00ADc\u200Bd\u007F")]
    public void Only_what_is_not_allowed_is_replaced(string text, string expected)
    {
        var clean = Text.Clean(text);

        Assert.Equal(expected, clean);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced()
    {
        var clean = Text.Clean("a\ud800b \udc00 \ud83d\ude00 \ud83d");

        Assert.Equal("a\uFFFDb \uFFFD 😀 \uFFFD", clean);
    }

    [Fact]
    public void The_naughty_strings_come_out_whole()
    {
        var file = Directory.GetFiles(Shared.Require("corpus/text-naughty-strings"), "*.txt",
            SearchOption.AllDirectories)[0];
        var strings = File.ReadAllLines(file).Where(line => line.Length > 0 && line[0] != '#').ToList();

        var shown = strings.Select(
            text => Html.PlainText(Html.Safe("<p>" + Html.Encode(Text.Clean(text)) + "</p>", (_, _) => null))).ToList();

        Assert.Equal(strings.Select(text => Text.Clean(text).Trim()), shown);
    }

    [Theory]
    [InlineData("  a \n\t b\u2028c\u0085d  ", "a b c d")]
    [InlineData("a\u00A0b", "a\u00A0b")]
    [InlineData(" \n ", "")]
    public void A_line_has_single_spaces(string text, string expected)
    {
        var line = Text.Line(text);

        Assert.Equal(expected, line);
    }

    [Theory]
    [InlineData("A title keeps its colon: and <i>its</i> words", "A title keeps its colon: and its words")]
    [InlineData("<b>AT&amp;T</b>", "AT&T")]
    [InlineData("a < b > c & d", "a < b > c & d")]
    [InlineData("List<string> and <x-y> and i<b", "List<string> and <x-y> and i<b")]
    [InlineData("&lt;script&gt; &amp;amp; &#8222;x&#8220; &nbsp;y", "<script> &amp; „x“ \u00A0y")]
    [InlineData("<a href=\"x\" title=\"y\">z</a><br/>w", "zw")]
    public void A_title_is_freed_of_markup_and_of_nothing_else(string text, string expected)
    {
        var title = Text.WithoutMarkup(text);

        Assert.Equal(expected, title);
    }

    [Fact]
    public void A_shortened_text_is_a_beginning_that_splits_no_character()
    {
        string[] pieces =
            ["👩‍👩‍👧‍👦", "🇩🇪", "✊🏿", "e\u0301\u0323", "a", "word ", "End. ", "漢", "句。", "\n", "“So.” ", "3.5 "];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 200].Select(string.Concat).Sample(text =>
        {
            var shown = Text.Shorten(text);

            var beginning = shown.EndsWith('…') && shown != text ? shown[..^1] : shown;
            return shown.Length <= 301 && text.StartsWith(beginning, StringComparison.Ordinal)
                && (beginning.Length == text.Length
                    || StringInfo.ParseCombiningCharacters(text).Contains(beginning.Length));
        }, iter: 2000);
    }

    [Theory]
    [InlineData("First sentence of this text, which goes on for some time so that it is long enough. ", 3, 251)]
    [InlineData("„Das ist gut.“ Wirklich, das sagte sie, und niemand widersprach ihr an jenem Tag. ", 3, 260)]
    [InlineData("これは短い文です。次の文も短いです。", 30, 297)]
    public void A_text_is_cut_behind_a_sentence_where_there_is_one(string sentence, int times, int length)
    {
        var shown = Text.Shorten(string.Concat(Enumerable.Repeat(sentence, times + 10)));

        Assert.Equal(length, shown.Length);
        Assert.Contains(shown[^1], ".“。");
    }

    [Theory]
    [InlineData("word ", 59, "word…")]
    [InlineData("It costs 3.5 ", 23, "3.5…")]
    [InlineData("漢", 300, "漢…")]
    public void A_text_without_a_sentence_is_cut_behind_a_word(string piece, int times, string end)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 400));

        var shown = Text.Shorten(text);

        Assert.StartsWith(string.Concat(Enumerable.Repeat(piece, times)).TrimEnd(), shown, StringComparison.Ordinal);
        Assert.EndsWith(end, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Grüße aus Köln!", "grüße-aus-köln")]
    [InlineData("  --A/B_c 1.2-- ", "a-b-c-1-2")]
    [InlineData("Привет, мир", "привет-мир")]
    [InlineData("हिन्दी 漢字", "हिन्दी-漢字")]
    [InlineData("!!!", "")]
    [InlineData("u\u0308", "\u00FC")]
    public void A_slug_has_letters_digits_and_hyphens_in_any_script(string text, string expected)
    {
        var slug = Text.Slug(text);

        Assert.Equal(expected, slug);
    }

    [Fact]
    public void A_slug_of_a_slug_is_itself()
    {
        Wild.Sample(text => Text.Slug(Text.Slug(text)) == Text.Slug(text), iter: 20_000);
    }
}
