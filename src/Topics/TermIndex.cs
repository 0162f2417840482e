using System.Buffers;
using System.Text.RegularExpressions;

namespace FeedService.Topics;

/// <summary>
/// A place where a term stands: which part of the article, and where in its folded (regex: own) text.
/// </summary>
public readonly record struct Hit(Part Part, int Start, int Length);

/// <summary>
/// Finds all of many terms in one pass over a text: the first words of all phrases stand in one tree of letters, and so
/// do all pieces. The cost follows the length of the text and not the
/// number of terms; only a regex costs a pass of its own.
/// </summary>
public sealed class TermIndex
{
    private readonly Node forwards = new(), backwards = new(), pieces = new();
    private readonly SearchValues<char> pieceBeginnings;
    private readonly List<Term> patterns = [];

    public TermIndex(IEnumerable<Term> terms)
    {
        foreach (var term in terms)
        {
            if (term.Pattern is not null)
                patterns.Add(term);
            else if (term.Piece is { } piece)
                pieces.Step(piece).Add(term, isWhole: false);
            else if (term.Words[0] is { Match: WordMatch.Suffix } last)
                backwards.Step(last.Text.Reverse()).Add(term, isWhole: false);
            else
                forwards.Step(term.Words[0].Text).Add(term, term.Words[0].Match == WordMatch.Whole);
        }
        pieceBeginnings = SearchValues.Create([.. pieces.Letters]);
    }

    /// <summary>Where each term stands that stands anywhere; the others are absent.</summary>
    public Dictionary<Term, List<Hit>> Find(Subject subject)
    {
        var hits = new Dictionary<Term, List<Hit>>(ReferenceEqualityComparer.Instance);
        foreach (var part in (ReadOnlySpan<Part>)[Part.Title, Part.Lead, Part.Body])
        {
            FindWords(subject.Folded(part), part, hits);
            FindPieces(subject.Folded(part), part, hits);
            foreach (var pattern in patterns)
                FindPattern(pattern, subject.Text(part), part, hits);
        }
        return hits;
    }

    private void FindWords(string folded, Part part, Dictionary<Term, List<Hit>> hits)
    {
        var words = Folding.Words(folded);
        for (var i = 0; i < words.Count; i++)
        {
            var (start, length) = words[i];
            var node = forwards;
            for (var at = start; at < start + length && node is not null; at++)
            {
                node = node.Next(folded[at]);
                Take(node?.Any, i);
            }
            Take(node?.Whole, i);

            node = backwards;
            for (var at = start + length - 1; at >= start && node is not null; at--)
            {
                node = node.Next(folded[at]);
                Take(node?.Any, i);
            }
        }

        void Take(List<Term>? terms, int first)
        {
            if (terms is null)
                return;
            foreach (var term in terms)
            {
                if (term.Words.Count > words.Count - first || !IsPhrase(term, first))
                    continue;
                var (end, length) = words[first + term.Words.Count - 1];
                Add(hits, term, new Hit(part, words[first].Start, end + length - words[first].Start));
            }
        }

        bool IsPhrase(Term term, int first)
        {
            for (var i = 1; i < term.Words.Count; i++)
            {
                if (!term.Words[i].Fits(folded.AsSpan(words[first + i].Start, words[first + i].Length)))
                    return false;
            }
            return true;
        }
    }

    private void FindPieces(string folded, Part part, Dictionary<Term, List<Hit>> hits)
    {
        for (var at = Beginning(0); at < folded.Length; at = Beginning(at + 1))
        {
            var node = pieces.Next(folded[at]);
            for (var end = at + 1; node is not null; node = end < folded.Length ? node.Next(folded[end++]) : null)
            {
                foreach (var term in node.Any ?? [])
                    Take(term, at);
            }
        }

        int Beginning(int from) => folded.AsSpan(from).IndexOfAny(pieceBeginnings) is var next and >= 0
            ? from + next
            : folded.Length;

        // Places of one term do not overlap.
        void Take(Term term, int at)
        {
            var isInLast = hits.TryGetValue(term, out var places) && places[^1] is var last && last.Part == part
                && last.Start + last.Length > at;
            if (!isInLast)
                Add(hits, term, new Hit(part, at, term.Piece!.Length));
        }
    }

    private static void FindPattern(Term term, string text, Part part, Dictionary<Term, List<Hit>> hits)
    {
        try
        {
            foreach (var match in term.Pattern!.EnumerateMatches(text))
            {
                if (match.Length > 0)
                    Add(hits, term, new Hit(part, match.Index, match.Length));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // A pattern that takes a second for one article finds nothing in it; the import goes on.
        }
    }

    private static void Add(Dictionary<Term, List<Hit>> hits, Term term, Hit hit)
    {
        if (!hits.TryGetValue(term, out var places))
            hits[term] = places = [];
        places.Add(hit);
    }

    private sealed class Node
    {
        private Dictionary<char, Node>? next;

        /// <summary>
        /// Terms that fit when the word ends here, and terms that fit however it goes on; null for none.
        /// </summary>
        public List<Term>? Whole { get; private set; }
        public List<Term>? Any { get; private set; }

        public IEnumerable<char> Letters => next?.Keys ?? Enumerable.Empty<char>();

        public Node? Next(char letter) => next?.GetValueOrDefault(letter);

        /// <summary>The node at the end of some letters, made where it is missing.</summary>
        public Node Step(IEnumerable<char> letters)
        {
            var node = this;
            foreach (var letter in letters)
            {
                node.next ??= [];
                if (!node.next.TryGetValue(letter, out var step))
                    node.next[letter] = step = new Node();
                node = step;
            }
            return node;
        }

        public void Add(Term term, bool isWhole)
        {
            if (isWhole)
                (Whole ??= []).Add(term);
            else
                (Any ??= []).Add(term);
        }
    }
}
