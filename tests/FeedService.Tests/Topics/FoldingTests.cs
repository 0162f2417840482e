using CsCheck;
using FeedService.Articles;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Straße", "STRASSE", "strasse")]
    [InlineData("GROẞ", "groß", "gross")]
    [InlineData("Köln", "koln", "koln")]
    [InlineData("café", "cafe\u0301", "cafe")]
    [InlineData("Gärten", "Ga\u0308rten", "garten")]
    [InlineData("Øresund", "oresund", "oresund")]
    [InlineData("Łódź", "lodz", "lodz")]
    [InlineData("Iğdır", "igdir", "igdir")]
    [InlineData("İstanbul", "ISTANBUL", "istanbul")]
    [InlineData("Ærø", "AERO", "aero")]
    [InlineData("cœur", "COEUR", "coeur")]
    [InlineData("Þórður", "thordur", "thordur")]
    [InlineData("Đà Nẵng", "da nang", "da nang")]
    [InlineData("Ａｐｐｌｅ２", "apple2", "apple2")]
    [InlineData("ﬁnanz", "finanz", "finanz")]
    [InlineData("ｶﾞｽ", "ガス", "ガス")]
    [InlineData("Dampf\u00ADschiff", "Dampf\u200Bschiff", "dampfschiff")]
    [InlineData("ΟΔΟΣ", "οδός", "οδοσ")]
    [InlineData("كِتَاب", "كتـاب", "كتاب")]
    [InlineData("שָׁלוֹם", "שלום", "שלום")]
    [InlineData("がく", "がく", "がく")]
    public void What_a_reader_takes_for_the_same_word_is_the_same_text(string one, string other, string folded)
    {
        Assert.Equal((folded, folded), (Folding.Fold(one), Folding.Fold(other)));
    }

    [Theory]
    [InlineData("がか", "かか")]
    [InlineData("ไม่", "ไม้")]
    [InlineData("कुल", "कल")]
    [InlineData("Mus", "Muß")]
    public void Where_a_mark_makes_another_word_it_is_another_text(string one, string other)
    {
        Assert.NotEqual(Folding.Fold(one), Folding.Fold(other));
    }

    [Fact]
    public void Any_text_folds_and_folding_it_again_changes_nothing()
    {
        Gen.String.Sample(text =>
        {
            var folded = Folding.Fold(text);
            return Folding.Fold(folded) == folded;
        });
    }

    [Fact]
    public void Words_are_letters_digits_and_marks_and_everything_else_stands_between()
    {
        const string Text = "a-b c_d 3.5 x’y 𝒳1 ไม่";

        var words = Folding.Words(Text).Select(word => Text.Substring(word.Start, word.Length));

        Assert.Equal(["a", "b", "c", "d", "3", "5", "x", "y", "𝒳1", "ไม่"], words);
    }

    [Fact]
    public void What_is_folded_is_folded_once_and_for_all()
    {
        for (var c = '\0'; c < char.MaxValue; c++)
        {
            var folded = Folding.Fold(Text.Clean(c.ToString()));

            Assert.Equal(folded, Folding.Fold(folded));
        }
    }
}
