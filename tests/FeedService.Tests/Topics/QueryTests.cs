using CsCheck;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class QueryTests
{
    private static readonly Gen<string> Odd = Matching.OneOf("putin", "Kreml", "ǿ", "Straße", "*", "**", "+", "!", ",",
        " ", "\u3000", "\u00A0", "-", "/", "新幹線", "，", "＋", "！", "のぞみ", "ｶ", "ﾞ", "\u200D", "ไทย", "한국", "x", "İ",
        "´", "½", "😀", "𠮷", "က", "\u102D", "\u0301", "ﬁ", "\"", "7", "\uFE0F", "、", ".", "\u1100", "\u1161", "\uD840", "Ⅷ");

    private static readonly Gen<string> AnyText = Odd.Array[0, 14].Select(string.Concat);

    [Theory]
    [InlineData("Putin", "putin")]
    [InlineData("  Kim  Jong-Un* ", "kim jong un*")]
    [InlineData("Putin*+Kim Jong Un*", "kim jong un*+putin*")]
    [InlineData("putin*,KREML*", "kreml*,putin*")]
    [InlineData("Putin* + !Sport*", "putin*+!sport*")]
    [InlineData("*Bahn", "*bahn")]
    [InlineData("Größe, größe", "grosse")]
    [InlineData("*新幹線*", "新幹線")]
    [InlineData("東京，大阪", "大阪,東京")]
    [InlineData("AT&T", "at t")]
    [InlineData("ǿre", "ore")]
    public void A_query_has_one_spelling(string text, string canonical) =>
        Assert.Equal(canonical, Parse(text)!.Text);

    [Theory]
    [InlineData("", "There is nothing to look for: write a word.")]
    [InlineData("Putin*+", "There is nothing to look for: write a word.")]
    [InlineData("x", "\"x\" is a single letter, which stands in every text.")]
    [InlineData("x*", "\"x*\" is a single letter, which stands in every text.")]
    [InlineData("...", "\"...\" has no letter or digit to look for.")]
    [InlineData("、", "\"、\" has no letter or digit to look for.")]
    [InlineData("*ab*", "\"*ab*\" has a * inside a word or on both sides of it.")]
    [InlineData("/a+b/", "A search takes no regular expressions; topic files do.")]
    [InlineData("ab,/cd/", "A search takes no regular expressions; topic files do.")]
    [InlineData("!ab", "What is left out has to be left out of something: write a+!b.")]
    [InlineData("ab,cd,ef,gh,ij,kl,mn,op,qr", "At most 8 can be combined.")]
    public void What_cannot_be_looked_for_is_said(string text, string reason)
    {
        var (query, said) = Query.Parse(text);

        Assert.Equal((null, reason), (query, said));
    }

    [Fact]
    public void A_query_has_at_most_200_characters()
    {
        var (longest, longer) = (new string('a', 200), new string('a', 201));

        Assert.Equal(longest, Parse(longest)!.Text);
        Assert.Equal("A search has at most 200 characters.", Query.Parse(longer).Reason);
    }

    [Theory]
    [InlineData("Kim Jong Un*", true)]
    [InlineData("Jong Kim", false)]
    [InlineData("Kim+traf", true)]
    [InlineData("Kim+Sport", false)]
    [InlineData("Kim+!Sport", true)]
    [InlineData("Kim+!traf", false)]
    [InlineData("Sport,*bahn", true)]
    [InlineData("Überschrift", true)]
    [InlineData("Vorspann", true)]
    public void A_query_is_looked_for_in_title_lead_and_body(string text, bool matches)
    {
        var article = Matching.Article("Kim Jong Uns Autobahn.", "Die Überschrift", "Ein Vorspann: er traf sie.");

        Assert.Equal(matches, Parse(text)!.Matches(article));
    }

    [Fact]
    public void The_canonical_spelling_is_its_own_and_finds_the_same()
    {
        Gen.Select(AnyText, AnyText).Sample((text, body) =>
        {
            if (Parse(text) is not { } query)
                return;
            var again = Parse(query.Text);
            Assert.Equal(query.Text, again?.Text);
            var article = Matching.Article(body + text, "none");
            Assert.Equal(query.Matches(article), again!.Matches(article));
        }, iter: 20_000);
    }

    private static Query? Parse(string text) => Query.Parse(text).Query;
}
