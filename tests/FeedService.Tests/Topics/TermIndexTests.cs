using System.Diagnostics;
using CsCheck;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class TermIndexTests
{
    private static readonly Gen<string> Word =
        Matching.OneOf("ab", "abc", "bab", "ba", "Ä", "straße", "新幹線", "幹線", "線", "x1", "é");
    private static readonly Gen<string> Between = Matching.OneOf(" ", "-", ", ", "", "’", "\n", ". ");

    private static readonly Gen<string> Texts =
        Gen.Select(Word, Between, (word, between) => word + between).Array[0, 30].Select(string.Concat);

    private static readonly Gen<string> TermTexts =
        Gen.Select(Word, Matching.OneOf("{0}", "{0}*", "*{0}"), (word, form) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, form, word)).Array[1, 3]
            .Select(words => string.Join(' ', words));

    [Fact]
    public void It_finds_what_looking_for_each_term_alone_finds()
    {
        Gen.Select(TermTexts.Array[1, 12], Texts, Texts).Sample((sources, title, body) =>
        {
            var terms = sources.Select(Term.Parse).Select(parsed => parsed.Term).OfType<Term>().ToList();
            var subject = new Subject(Matching.Article(body, title.Length > 0 ? title : "none"));

            var found = new TermIndex(terms).Find(subject);

            foreach (var term in terms)
            {
                var expected = Enum.GetValues<Part>().SelectMany(part => Naive(term, subject.Folded(part))
                    .Select(place => new Hit(part, place.Start, place.Length)));
                Assert.Equal(expected, found.GetValueOrDefault(term, []));
            }
        }, iter: 3000);
    }

    [Fact]
    public void Five_hundred_topics_make_matching_little_slower_than_five()
    {
        var random = new Random(1);
        string NextWord() =>
            new([.. Enumerable.Range(0, random.Next(4, 12)).Select(_ => (char)('a' + random.Next(26)))]);
        Topic NewTopic(int i) => Matching.Topic(
            $"{{ any: [{NextWord()}, {NextWord()}*, \"*{NextWord()}\", {NextWord()} {NextWord()}, 山{(char)(0x4E00 + i)}道], not: {{ any: [{NextWord()}] }}, min: 2 }}", $"t{i}");
        var few = new TopicMatcher([.. Enumerable.Range(0, 5).Select(NewTopic)]);
        var many = new TopicMatcher([.. Enumerable.Range(0, 500).Select(NewTopic)]);
        var article = Matching.Article(string.Join(' ', Enumerable.Range(0, 20_000).Select(_ => NextWord())));

        var (ofFew, ofMany) = (Fastest(() => few.Match(article)), Fastest(() => many.Match(article)));

        Assert.True(ofMany < ofFew * 5,
            $"{ofMany.TotalMilliseconds} ms for 500 topics, {ofFew.TotalMilliseconds} ms for 5");
    }

    private static TimeSpan Fastest(Action action)
    {
        action();
        return Enumerable.Range(0, 10).Min(_ =>
        {
            var clock = Stopwatch.StartNew();
            action();
            return clock.Elapsed;
        });
    }

    private static IEnumerable<(int Start, int Length)> Naive(Term term, string text)
    {
        if (term.Piece is { } piece)
        {
            for (var at = 0; at <= text.Length - piece.Length; at++)
            {
                if (string.CompareOrdinal(text, at, piece, 0, piece.Length) != 0)
                    continue;
                yield return (at, piece.Length);
                at += piece.Length - 1;
            }
            yield break;
        }
        var words = Folding.Words(text).ToList();
        for (var i = 0; i + term.Words.Count <= words.Count; i++)
        {
            var run = words.GetRange(i, term.Words.Count);
            if (run.Zip(term.Words).All(pair => Fits(pair.Second, text.Substring(pair.First.Start, pair.First.Length))))
                yield return (run[0].Start, run[^1].Start + run[^1].Length - run[0].Start);
        }
    }

    private static bool Fits(TermWord wanted, string word) => wanted.Match switch
    {
        WordMatch.Whole => word == wanted.Text,
        WordMatch.Prefix => word.Length >= wanted.Text.Length && word[..wanted.Text.Length] == wanted.Text,
        _ => word.Length >= wanted.Text.Length && word[^wanted.Text.Length..] == wanted.Text,
    };
}
