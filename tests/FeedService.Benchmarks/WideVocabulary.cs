using System.Text;

namespace FeedService.Benchmarks;

/// <summary>
/// As many words as a newspaper has, made of syllables, and as often as words are: the one of rank n stands about 1/n
/// as often as the first.
/// </summary>
internal sealed class WideVocabulary
{
    private static readonly string[] Syllables = """
        an ber che der ein fen gar hol ing jet kra lus mor nen ost pel qua rit sch tum und ver wis xen yor zer ach bo ri
        ka lo mi ne ra su te ung lich heit keit bahn
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private readonly Random random = new(20240619);
    private readonly List<string> words = [];
    private readonly double[] sums;

    public WideVocabulary(int count)
    {
        var known = new HashSet<string>();
        while (words.Count < count)
        {
            // Frequent words are short.
            var syllables = 1 + (int)(Math.Log(words.Count + 2) / 3.2 + random.NextDouble());
            var word = string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllable()));
            while (!known.Add(word))
                word += Syllable();
            words.Add(word);
        }
        sums = new double[count];
        for (var (i, sum) = (0, 0.0); i < count; i++)
            sums[i] = sum += 1 / (i + 2.7);
    }

    private string Syllable() => Syllables[random.Next(Syllables.Length)];

    public string OfRank(int rank) => words[rank];

    /// <summary>Paragraphs of HTML, of so many characters at least.</summary>
    public string Html(int length)
    {
        var text = new StringBuilder(length + 200);
        while (text.Length < length)
        {
            text.Append("<p>");
            for (var i = random.Next(40, 90); i > 0; i--)
                text.Append(Next()).Append(random.Next(12) == 0 ? ". " : " ");
            text.Append("</p>\n");
        }
        return text.ToString();
    }

    public string Next()
    {
        var at = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
        return words[at < 0 ? ~at : at];
    }
}
