using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class TermTests
{
    [Theory]
    [InlineData("Mond", "Der Mond, der MOND und der Vollmond; Mondes, „Mond“.", 3)]
    [InlineData("Mond*", "Mond, Mondes, Mondfinsternis, Vollmond", 3)]
    [InlineData("*mond", "Mond, Vollmond, Monde, Blut-Mond", 3)]
    [InlineData("2024", "Im Jahr 2024, nicht 20240", 1)]
    [InlineData("C3PO", "c3po und C3-PO", 1)]
    public void A_word_is_whole_and_a_star_takes_what_goes_on(string term, string text, int count)
    {
        Assert.Equal(count, Matching.Count(term, text));
    }

    [Theory]
    [InlineData("Schwarzes Loch", "Ein schwarzes\nLoch, kein schwarzes, großes Loch; Schwarzes  Loch.", 2)]
    [InlineData("Kim Jong Un*", "Kim Jong Un, Kim-Jong-Uns Reise, Kim Jong Il", 2)]
    [InlineData("Kim-Jong-Un", "Kim Jong Un und Kim-Jong Un", 2)]
    [InlineData("S-*bahn", "die S-Bahn, die S Straßenbahn, Bahn", 2)]
    [InlineData("Bahn*-Streik", "Bahn-Streik, Bahner-Streik, Bahnstreik, Bahn streikt", 2)]
    [InlineData("*land Pfalz", "Rheinland-Pfalz, Rheinland – Pfalz, Rhein Pfalz", 2)]
    [InlineData("new york", "New York New York", 2)]
    [InlineData("ha ha", "ha ha ha", 2)]
    [InlineData("d'Ivoire", "Côte d’Ivoire, Côte d'Ivoire", 2)]
    public void Several_words_are_a_phrase_in_which_a_hyphen_is_a_space(string term, string text, int count)
    {
        Assert.Equal(count, Matching.Count(term, text));
    }

    [Theory]
    [InlineData("/Mars(mission|rover)/", "Eine Marsmission, der MARSROVER, der Mars", 2)]
    [InlineData("/§ ?\\d+/", "§ 5, §6 und Paragraf 7", 2)]
    [InlineData("/straße/", "Straße, STRASSE", 1)]
    [InlineData("/\\b/", "Nur ein Ort ohne Länge", 0)]
    public void A_regex_is_compared_with_the_text_as_it_is_in_any_case(string term, string text, int count)
    {
        Assert.Equal(count, Matching.Count(term, text));
    }

    [Fact]
    public void A_regex_cannot_run_away()
    {
        var term = Matching.Term("/(x+x+)+y/");

        var count = Matching.Count(term, Matching.Article(new string('x', 100_000)));

        Assert.Equal(0, count);
        Assert.True(term.Pattern!.Options.HasFlag(System.Text.RegularExpressions.RegexOptions.NonBacktracking));
        Assert.Equal(TimeSpan.FromSeconds(1), term.Pattern.MatchTimeout);
    }

    [Theory]
    [InlineData("新幹線", "東海道新幹線が開業した。新幹線は速い", 2)]
    [InlineData("新幹線*", "東海道新幹線が", 1)]
    [InlineData("東京", "京都から東京都まで", 1)]
    [InlineData("月", "三月の月", 2)]
    [InlineData("기후", "국제기후변화회의", 1)]
    [InlineData("รถไฟ", "สถานีรถไฟกรุงเทพ", 1)]
    [InlineData("ああ", "ああああ、あああ", 3)]
    [InlineData("K-POP 가수", "유명한 K-POP 가수들", 1)]
    public void In_scripts_without_spaces_a_term_is_found_anywhere(string term, string text, int count)
    {
        Assert.Equal(count, Matching.Count(term, text));
    }

    [Theory]
    [InlineData("*نجوم", "النجوم ونجوم", 2)]
    [InlineData("कुल", "कुल कल कील", 1)]
    [InlineData("Αθήνας", "Η ιστορία της ΑΘΉΝΑΣ", 1)]
    [InlineData("шёл", "Он шел, она шёл", 2)]
    public void Other_scripts_have_words_too(string term, string text, int count)
    {
        Assert.Equal(count, Matching.Count(term, text));
    }

    [Theory]
    [InlineData("a", "is a single letter")]
    [InlineData("a*", "is a single letter")]
    [InlineData("*", "has no letter or digit")]
    [InlineData("-", "has no letter or digit")]
    [InlineData("„“", "has no letter or digit")]
    [InlineData("//", "has no letter or digit")]
    [InlineData("Bahn*hof", "has a * inside a word")]
    [InlineData("*bahn*", "on both sides")]
    [InlineData("die *bahn* kommt", "on both sides")]
    [InlineData("Bahn**", "has a * inside a word")]
    [InlineData("新*線", "has a * inside a word")]
    [InlineData("/(/", "is no regular expression")]
    [InlineData("/a(?=b)/", "is no regular expression")]
    [InlineData("/(a)\\1/", "is no regular expression")]
    [InlineData("/x*/", "matches the empty text")]
    public void A_term_that_would_find_nothing_or_everything_is_refused_with_a_hint(string source, string message)
    {
        var (term, told, hint) = Term.Parse(source);

        Assert.Null(term);
        Assert.Contains(source, told, StringComparison.Ordinal);
        Assert.Contains(message, told, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(hint));
    }
}
