using System.Text;

namespace FeedService.Benchmarks;

/// <summary>Markdown that reads like an article from afar: sentences out of word lists, in one language.</summary>
/// <param name="names">The words that the article's topics look for.</param>
internal sealed class Prose(Random random, Vocabulary words, IReadOnlyList<string> names)
{
    private static readonly string[] FirstParts = """
        Wind Wasser Sonnen Stadt Berg Garten Bahn Hafen Wald Fluss Kohle Licht Markt Schul Radio Film Musik Brief Boden Dach
        Eisen Feld Glas Holz Insel
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] LastParts = """
        park haus werk netz rat bund preis fonds kreis turm archiv verein institut projekt forum lager bericht labor kanal saal
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A compound of its own for each of 500 topics; none is the beginning of another.</summary>
    public static string TopicWord(int topic) =>
        FirstParts[topic / LastParts.Length % FirstParts.Length] + LastParts[topic % LastParts.Length]
            + (topic >= 500 ? $"{topic / 500}" : "");

    public static string FileName(string title) =>
        string.Concat(title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    public string Title() => $"{Upper(Noun())} {One(words.Between)} {Noun()} {random.Next(1, 400)}";

    public string Sentence()
    {
        var name = random.Next(5) == 0 ? Name() : Noun();
        var sentence = random.Next(6) switch
        {
            0 => $"{One(words.Openings)} {One(words.Verbs)} {One(words.Articles)} {One(words.Adjectives)} "
                + $"{name} {One(words.Adverbs)} {One(words.Between)} {Noun()}",
            1 => $"{One(words.Articles)} {name} {One(words.Verbs)} {One(words.Adverbs)}, "
                + $"{One(words.Joints)} {One(words.Articles)} {One(words.Adjectives)} {Noun()} {One(words.Verbs)}",
            2 => $"{One(words.Articles)} {One(words.Adjectives)} {Noun()} {One(words.Between)} {name} "
                + $"{One(words.Verbs)} {random.Next(2, 900)} {Noun()} {One(words.Adverbs)}",
            3 => $"“{Upper(One(words.Articles))} {name} {One(words.Verbs)} {One(words.Adverbs)}”, "
                + $"{One(words.Says)} {One(words.People)}",
            4 => $"{One(words.Between)} {Noun()} {One(words.Verbs)} {One(words.Articles)} {name} – "
                + $"{One(words.Adverbs)} & {One(words.Adjectives)}",
            _ => $"{One(words.Openings)} {One(words.Verbs)} {One(words.People)} {One(words.Articles)} {Noun()}, "
                + $"{One(words.Joints)} {One(words.Articles)} {name} {One(words.Adverbs)} {One(words.Verbs)}",
        };
        return Upper(sentence) + ".";
    }

    public void WriteBody(StringBuilder text, int length)
    {
        var end = text.Length + length;
        WriteParagraph(text);
        while (text.Length < end)
        {
            switch (random.Next(12))
            {
                case 0 or 1:
                    text.Append($"## {Upper(Noun())} {One(words.Between)} {Noun()}\n\n");
                    WriteParagraph(text);
                    break;
                case 2:
                    for (var i = random.Next(3, 6); i > 0; i--)
                        text.Append(
                            $"- {(random.Next(3) == 0 ? $"[{Noun()}]({Url()})" : $"**{Noun()}**")}: {Sentence()}\n");
                    text.Append('\n');
                    break;
                case 3:
                    text.Append($"> {Sentence()} {Sentence()}\n\n");
                    break;
                case 4 when random.Next(4) == 0:
                    text.Append(
                        $"```js\nconst {FileName(Noun()).Replace('-', '_')} = {random.Next(100)} < 5 && \"<b>\";\n"
                        + $"console.log('{Noun()}');\n```\n\n");
                    break;
                case 5 when random.Next(3) == 0:
                    text.Append(
                        $"<p class=\"lead\" onclick=\"go()\">"
                        + $"{Sentence()} <em style=\"color:red\">{Noun()}</em></p>\n\n");
                    break;
                case 6 when random.Next(3) == 0:
                    text.Append(
                        $"| {Noun()} | {Noun()} |\n| --- | ---: |\n"
                        + $"| {One(words.Adjectives)} | {random.Next(1000)} |\n"
                        + $"| {One(words.Adverbs)} | {random.Next(1000)} |\n\n");
                    break;
                case 7 when random.Next(2) == 0:
                    text.Append(
                        $"![{Upper(Noun())} {One(words.Between)} {Noun()}]"
                        + $"(https://images.example.org/{random.Next(100000)}.jpg)\n\n");
                    break;
                default:
                    WriteParagraph(text);
                    break;
            }
        }
        foreach (var name in names)
            text.Append(
                $"{Upper(One(words.Articles))} {name}{One(words.Endings)} {One(words.Verbs)} {One(words.Adverbs)}. ");
        text.Append('\n');
    }

    private void WriteParagraph(StringBuilder text)
    {
        for (var i = random.Next(3, 7); i > 0; i--)
        {
            text.Append(random.Next(9) switch
            {
                0 => $"{Upper(One(words.Adverbs))} {One(words.Verbs)} *{One(words.Adjectives)}* {Noun()}: {Sentence()}",
                1 => $"[{Upper(One(words.Articles))} {Noun()}]({Url()}) "
                    + $"{One(words.Verbs)} **{Noun()}** {One(words.Adverbs)}.",
                2 => $"{Sentence()[..^1]}, `{FileName(Noun())}` {One(words.Joints)} {Noun()}.",
                _ => Sentence(),
            }).Append(i > 1 ? ' ' : '\n');
        }
        text.Append('\n');
    }

    private string Url() =>
        $"https://www.example.org/{FileName(Noun())}/{random.Next(10000)}?from={random.Next(9)}&to={random.Next(9)}";

    private string Noun() => One(words.Nouns);

    private string Name() => names[random.Next(names.Count)] + One(words.Endings);

    private string One(string[] list) => list[random.Next(list.Length)];

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
