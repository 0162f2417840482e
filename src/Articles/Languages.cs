using System.Buffers;
using System.Runtime.InteropServices;

namespace FeedService.Articles;

/// <summary>Which language a text is in, by its script and its most frequent words.</summary>
public static class Languages
{
    // A word that several languages have counts one, a word of one alone two.
    private const int Enough = 4;
    private const int LongestWord = 8;
    private const int LongestSample = 2000;

    // Of a text's words every third is among a language's most frequent, in lists and names still one of 25.
    private const int Rarest = 25;

    private static readonly Dictionary<string, string[]> WordLanguages = ByWord(new()
    {
        ["de"] =
            "der die das und ist nicht ein eine mit von dem den des sich auf für auch wird sind "
            + "wurde bei nach aus werden zu in im zum zur vom eines einer einem "
            + "einen sie ich wir wie kann alle oder um es dass was hat",
        ["en"] =
            "the of and to is that it was for with are this his they have from at be not by which "
            + "were has their but a in on as an we you our can will how or more about into what us who all if your",
        ["fr"] = "le la les des et est une du dans que pour qui sur pas avec sont par au plus cette ont il elle aux",
        ["es"] = "el los las del que una por con para es su como más pero sus este fue ha se al lo está y",
        ["it"] = "il di che della per un con non sono del alla nel gli più anche ha dei le delle si da lo questo",
        ["pt"] = "o os que não uma com para do da em dos das ao pelo mais foi são seu pela no na é também",
        ["nl"] = "de het een van en niet dat op te zijn voor met aan er door maar ook wordt bij naar heeft deze",
        ["sv"] = "och att det som är på för av med den inte till har de ett om var från kan sig också",
        ["da"] = "og det at er til på som med af den der ikke har de et fra også kan blev efter",
        ["no"] = "og det er som på til av med ikke har den fra også kan ble etter jeg vi men seg",
        ["pl"] = "i w na się nie z do jest że to o jak ale po przez od tym dla są oraz",
        ["cs"] = "a se na je že v to s z do jako ale podle jsou byl který pro bylo také",
        ["tr"] = "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ancak",
        ["fi"] = "ja on ei että oli se hän mutta myös kun ovat niin sen mukaan",
        ["hu"] = "a az és hogy nem is egy volt van meg de csak már szerint",
    });

    private static readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> LanguagesOf =
        WordLanguages.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> BetweenWords = SearchValues.Create(" \n\t\u00A0,.:;!?“”„\"«»()[]/");

    /// <summary>The language tag (BCP 47), or <c>und</c> when the text does not tell.</summary>
    public static string Guess(string text)
    {
        var sample = text.Length > LongestSample ? text[..LongestSample] : text;
        return ByScript(sample) ?? ByWords(sample);
    }

    /// <summary>Whether a tag is one as BCP 47 has it; <c>de_DE</c> is written <c>de-DE</c>.</summary>
    public static string? Tag(string text)
    {
        var tag = text.Trim().Replace('_', '-');
        var parts = tag.Split('-');
        var isTag = parts[0].Length is 2 or 3
            && parts.All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit))
            && parts[0].All(char.IsAsciiLetter);
        return isTag ? parts[0].ToLowerInvariant() + tag[parts[0].Length..] : null;
    }

    /// <summary>Whether the script of a language runs from right to left.</summary>
    public static bool IsRightToLeft(string tag) =>
        tag.Split('-')[0] is "ar" or "he" or "fa" or "ur" or "ps" or "yi" or "dv" or "sd" or "ug" or "ckb";

    private static string? ByScript(string sample)
    {
        int letters = 0, kana = 0, han = 0, hangul = 0, arabic = 0, persian = 0, hebrew = 0, thai = 0, greek = 0,
            cyrillic = 0, ukrainian = 0, devanagari = 0;
        foreach (var c in sample)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            switch (c)
            {
                case >= '\u3040' and <= '\u30FF': kana++; break;
                case >= '\u4E00' and <= '\u9FFF': han++; break;
                case >= '\uAC00' and <= '\uD7A3': hangul++; break;
                case 'پ' or 'چ' or 'ژ' or 'گ' or 'ی': persian++; arabic++; break;
                case >= '\u0600' and <= '\u06FF': arabic++; break;
                case >= '\u05D0' and <= '\u05EA': hebrew++; break;
                case >= '\u0E00' and <= '\u0E7F': thai++; break;
                case >= '\u0370' and <= '\u03FF': greek++; break;
                case 'і' or 'ї' or 'є' or 'ґ': ukrainian++; cyrillic++; break;
                case >= '\u0400' and <= '\u04FF': cyrillic++; break;
                case >= '\u0900' and <= '\u097F': devanagari++; break;
            }
        }
        var most = letters / 2;
        if (kana > 0 && kana + han > most)
            return "ja";
        return han > most ? "zh" : hangul > most ? "ko" : thai > most ? "th" : hebrew > most ? "he"
            : arabic > most ? (persian > arabic / 10 ? "fa" : "ar") : greek > most ? "el"
            : cyrillic > most ? (ukrainian > 0 ? "uk" : "ru") : devanagari > most ? "hi" : null;
    }

    private static string ByWords(string sample)
    {
        var hits = new Dictionary<string, int>();
        var text = sample.AsSpan();
        var words = 0;
        foreach (var word in text.SplitAny(BetweenWords))
        {
            words += text[word].IsEmpty ? 0 : 1;
            if (text[word].Length is 0 or > LongestWord || !LanguagesOf.TryGetValue(text[word], out var languages))
                continue;
            foreach (var language in languages)
                CollectionsMarshal.GetValueRefOrAddDefault(hits, language, out _) += languages.Length == 1 ? 2 : 1;
        }
        var best = hits.OrderByDescending(hit => hit.Value).ThenBy(hit => hit.Key, StringComparer.Ordinal)
            .Take(2).ToList();
        var isClear = best.Count > 0 && best[0].Value >= Math.Max(Enough, words / Rarest)
            && (best.Count == 1 || best[0].Value > best[1].Value);
        return isClear ? best[0].Key : "und";
    }

    private static Dictionary<string, string[]> ByWord(Dictionary<string, string> wordsOf) => wordsOf
        .SelectMany(entry => entry.Value.Split(' '), (entry, word) => (word, Language: entry.Key))
        .GroupBy(pair => pair.word)
        .ToDictionary(words => words.Key, words => words.Select(pair => pair.Language).ToArray(),
            StringComparer.OrdinalIgnoreCase);
}
