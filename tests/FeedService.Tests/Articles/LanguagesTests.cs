using System.Text.Json;
using FeedService.Articles;
using FeedService.Tests.Readers;
using FeedService.Tests.Support;

namespace FeedService.Tests.Articles;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData("de",
        "Der Kreml-Chef traf in der Hauptstadt ein, wie die Agenturen am Mittwoch meldeten. Es ist nicht seine erste Reise.")]
    [InlineData("de", "Eine Karte mit allen Zug-Direktverbindungen aus deiner Stadt.")]
    [InlineData("en", "The president arrived in the capital and said that it was his first visit to the country.")]
    [InlineData("fr",
        "Le président est arrivé dans la capitale et il a dit que c'était sa première visite avec une délégation.")]
    [InlineData("es",
        "El presidente llegó a la capital y dijo que era su primera visita, pero no la última, con una delegación.")]
    [InlineData("it",
        "Il presidente è arrivato nella capitale e ha detto che non è la sua prima visita, anche se con una delegazione.")]
    [InlineData("pt",
        "O presidente chegou à capital e disse que não foi a sua primeira visita, mas também uma das mais longas.")]
    [InlineData("nl",
        "De president is in de hoofdstad aangekomen en zei dat het niet zijn eerste bezoek aan het land is.")]
    [InlineData("sv",
        "Presidenten kom till huvudstaden och sade att det inte var hans första besök, men det är också ett av de längsta.")]
    [InlineData("pl",
        "Prezydent przybył do stolicy i powiedział, że nie jest to jego pierwsza wizyta, ale jak się okazało, po raz drugi.")]
    [InlineData("ru", "Президент прибыл в столицу и сказал, что это его первый визит.")]
    [InlineData("uk", "Президент прибув до столиці і сказав, що це його перший візит.")]
    [InlineData("ja", "大統領は首都に到着し、これが初めての訪問だと述べた。")]
    [InlineData("zh", "总统抵达首都，并表示这是他首次访问。")]
    [InlineData("ko", "대통령은 수도에 도착하여 이번이 첫 방문이라고 말했다.")]
    [InlineData("ar", "وصل الرئيس إلى العاصمة وقال إنها زيارته الأولى.")]
    [InlineData("he", "הנשיא הגיע לבירה ואמר שזה ביקורו הראשון.")]
    [InlineData("el", "Ο πρόεδρος έφτασε στην πρωτεύουσα.")]
    [InlineData("und", "Putin, Kim, Pjöngjang")]
    [InlineData("und", "Umongameli ufike enhlokodolobha namuhla wathi lokhu kungukuvakasha kwakhe kokuqala ezweni.")]
    [InlineData("und", "1234 5678")]
    [InlineData("und", "")]
    public void A_language_is_guessed_only_where_the_text_tells(string expected, string text)
    {
        var language = Languages.Guess(text);

        Assert.Equal(expected, language);
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de_DE", "de-DE")]
    [InlineData(" EN-us ", "en-us")]
    [InlineData("zh-Hant-TW", "zh-Hant-TW")]
    [InlineData("und", "und")]
    [InlineData("german", null)]
    [InlineData("de DE", null)]
    [InlineData("d", null)]
    [InlineData("12", null)]
    [InlineData("de-", null)]
    [InlineData("", null)]
    public void A_tag_is_one_as_BCP_47_has_it(string text, string? expected)
    {
        var tag = Languages.Tag(text);

        Assert.Equal(expected, tag);
    }

    [Theory]
    [InlineData("lang: fr", "a.md", "fr")]
    [InlineData("language: en_GB", "a.de.md", "en-GB")]
    [InlineData("title: x", "blog/a.de.md", "de")]
    [InlineData("lang: nonsense", "a.md", "en")]
    public void A_declared_language_wins_over_a_guess(string yaml, string path, string expected)
    {
        var article =
            Desk.Markdown($"---\n{yaml}\n---\nThe president said that it was his first visit to the country.", path);

        Assert.Equal(expected, article.Language);
    }

    [Fact]
    public void Of_real_news_at_least_95_percent_are_told_right()
    {
        var news = Directory.GetFiles(Shared.Require("corpus/text-seedlike-news"), "*.gold.json").Order()
            .Select(file =>
                (Declared: Declared(file), Text: file.Replace(".gold.json", ".txt", StringComparison.Ordinal)))
            .Where(page => page.Declared.Length > 0).ToList();

        var right = news.Count(page =>
            Desk.Read("a.txt", File.ReadAllBytes(page.Text)).Article?.Language == page.Declared);

        Assert.InRange((double)right / news.Count, 0.95, 1);
    }

    private static string Declared(string file)
    {
        using var gold = JsonDocument.Parse(File.ReadAllText(file));
        var declared = gold.RootElement.GetProperty("html_lang").GetString() ?? "";
        var language = declared.Split('-', '_')[0].ToLowerInvariant();
        return language == "nb" ? "no" : language;
    }
}
