using FeedService.Articles;
using FeedService.Store;

namespace FeedService.Topics;

/// <summary>
/// Words as the store's index holds them, and those of it that a query asks for: no article that matches is without
/// them, though some that have them do not match. Beside its words an article has their endings, written backwards, and
/// the pairs of characters of scripts without spaces.
/// </summary>
public static class SearchWords
{
    /// <summary>To be raised whenever the same article has other words than before, as when folding changes.</summary>
    public const string Generation = "2";

    // So much of a long word, and of an ending. What is looked for is cut alike.
    private const int LongestWord = 40;
    private const int LongestEnding = 6;

    // No text has these in a word: an ending, and the beginning of a word that goes on in a script without spaces.
    private const char Ending = '\uE000';
    private const char GoesOn = '\uE001';

    public static IReadOnlyCollection<string> Of(Article article)
    {
        var subject = new Subject(article);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in (ReadOnlySpan<Part>)[Part.Title, Part.Lead, Part.Body])
        {
            var folded = subject.Folded(part);
            foreach (var (start, length) in Folding.Words(folded))
                AddWord(folded.Substring(start, length), found);
            found.UnionWith(Pairs(folded));
        }
        return found;
    }

    /// <summary>What the index is asked for: an article that matches holds all words of one of these.</summary>
    public static IReadOnlyList<SoughtWords> Of(Query query) => [.. query.Expression.Alternatives.Select(one =>
        new SoughtWords(
            [.. one.With.SelectMany(name => Of(query.Terms[name]).Words).Distinct()],
            [.. one.Without.Select(name => Of(query.Terms[name])).Where(sought => sought.IsAll)
                .SelectMany(sought => sought.Words).Distinct()]))];

    private static void AddWord(string word, HashSet<string> found)
    {
        var first = 0;
        while (first < word.Length && !Folding.IsWithoutSpaces(word[first]))
            first++;
        if (first == word.Length)
            found.Add(Beginning(word));
        else if (first > 0)
            found.Add(Beginning(word[..first]) + GoesOn);
        var last = word.Length;
        while (last > 0 && !Folding.IsWithoutSpaces(word[last - 1]))
            last--;
        if (last < word.Length)
            found.Add(Backwards(word[last..]));
    }

    /// <summary>Each character of a script without spaces, with the one behind it if that is another.</summary>
    private static IEnumerable<string> Pairs(string folded)
    {
        for (var i = 0; i < folded.Length; i++)
        {
            if (!Folding.IsWithoutSpaces(folded[i]))
                continue;
            var length = LengthAt(folded, i);
            var next = i + length;
            var isPair = next < folded.Length && Folding.IsWithoutSpaces(folded[next]);
            yield return folded.Substring(i, isPair ? length + LengthAt(folded, next) : length);
            i = next - 1;
        }
    }

    private static int LengthAt(string text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    /// <returns>And whether every article that holds all of these words matches the term.</returns>
    private static (IReadOnlyList<SoughtWord> Words, bool IsAll) Of(Term term)
    {
        if (term.Piece is not { } piece)
        {
            var words = term.Words.Select(Of).ToList();
            return ([.. words.Select(word => word.Word)], words is [{ IsAll: true }]);
        }
        var pairs = Pairs(piece).ToList();
        // The last character of several stands in a pair already.
        var sought = pairs.Where(pair => !pairs.Exists(other =>
                other.Length > pair.Length && other.EndsWith(pair, StringComparison.Ordinal)))
            .Select(pair => new SoughtWord(pair, IsBeginning: LengthAt(pair, 0) == pair.Length)).ToList();
        return (sought, sought is [var only] && only.Text == piece);
    }

    private static (SoughtWord Word, bool IsAll) Of(TermWord word) => word.Match switch
    {
        WordMatch.Prefix => (new SoughtWord(Beginning(word.Text), IsBeginning: true), IsWhole(word, LongestWord)),
        WordMatch.Suffix => (new SoughtWord(Backwards(word.Text), IsBeginning: word.Text.Length < LongestEnding),
            IsWhole(word, LongestEnding)),
        _ => (new SoughtWord(Beginning(word.Text), IsBeginning: false), IsWhole(word, LongestWord - 1)),
    };

    // Halves of a character beyond U+FFFF, which cutting and turning leave, are all alike to the store.
    private static bool IsWhole(TermWord word, int longest) =>
        word.Text.Length <= longest && !word.Text.Any(char.IsSurrogate);

    private static string Beginning(string word) => word[..Math.Min(word.Length, LongestWord)];

    private static string Backwards(string word)
    {
        var ending = word[Math.Max(0, word.Length - LongestEnding)..].ToCharArray();
        Array.Reverse(ending);
        // The halves of a character stay in their order: beside others of the same kind they would make other ones.
        for (var i = 0; i + 1 < ending.Length; i++)
        {
            if (char.IsSurrogatePair(ending[i + 1], ending[i]))
            {
                (ending[i], ending[i + 1]) = (ending[i + 1], ending[i]);
                i++;
            }
        }
        return Ending + new string(ending);
    }
}
