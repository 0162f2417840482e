using System.Text.RegularExpressions;

namespace FeedService.Topics;

/// <summary>A place where a term stands: which part of the article, and where in its folded (regex: own) text.</summary>
public readonly record struct Hit(Part Part, int Start, int Length);

/// <summary>
/// Finds all of many terms in one pass over a text: the first words of all phrases stand in one tree of letters, so
/// the cost follows the length of the text and not the number of terms.
/// </summary>
public sealed class TermIndex
{
    private readonly Node forwards = new(), backwards = new();
    private readonly List<Term> pieces = [], patterns = [];
    private readonly bool hasSuffixes;

    public TermIndex(IEnumerable<Term> terms)
    {
        foreach (var term in terms)
        {
            if (term.Pattern is not null)
                patterns.Add(term);
            else if (term.Piece is not null)
                pieces.Add(term);
            else
                Add(term);
        }
        hasSuffixes = !backwards.IsLeaf;
    }

    /// <summary>Where each term stands that stands anywhere; the others are absent.</summary>
    public Dictionary<Term, List<Hit>> Find(Subject subject)
    {
        var hits = new Dictionary<Term, List<Hit>>(ReferenceEqualityComparer.Instance);
        foreach (var part in (ReadOnlySpan<Part>)[Part.Title, Part.Lead, Part.Body])
        {
            FindWords(subject.Folded(part), part, hits);
            foreach (var piece in pieces)
                FindPiece(piece, subject.Folded(part), part, hits);
            foreach (var pattern in patterns)
                FindPattern(pattern, subject.Text(part), part, hits);
        }
        return hits;
    }

    private void Add(Term term)
    {
        var first = term.Words[0];
        var node = first.Match == WordMatch.Suffix ? backwards : forwards;
        var letters = first.Match == WordMatch.Suffix ? first.Text.Reverse() : first.Text;
        foreach (var letter in letters)
            node = node.Step(letter);
        (first.Match == WordMatch.Whole ? node.Whole : node.Any).Add(term);
    }

    private void FindWords(string folded, Part part, Dictionary<Term, List<Hit>> hits)
    {
        var words = Folding.Words(folded).ToArray();
        for (var i = 0; i < words.Length; i++)
        {
            var (start, length) = words[i];
            var node = forwards;
            for (var at = start; at < start + length && node is not null; at++)
            {
                node = node.Next(folded[at]);
                Take(node?.Any, i);
            }
            Take(node?.Whole, i);

            node = hasSuffixes ? backwards : null;
            for (var at = start + length - 1; at >= start && node is not null; at--)
            {
                node = node.Next(folded[at]);
                Take(node?.Any, i);
            }
        }

        void Take(List<Term>? terms, int first)
        {
            foreach (var term in terms ?? [])
            {
                if (term.Words.Count > words.Length - first || !IsPhrase(term, first))
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

    private static void FindPiece(Term term, string folded, Part part, Dictionary<Term, List<Hit>> hits)
    {
        var piece = term.Piece!;
        for (var at = folded.IndexOf(piece, StringComparison.Ordinal); at >= 0;
            at = folded.IndexOf(piece, at + piece.Length, StringComparison.Ordinal))
            Add(hits, term, new Hit(part, at, piece.Length));
    }

    private static void FindPattern(Term term, string text, Part part, Dictionary<Term, List<Hit>> hits)
    {
        try
        {
            foreach (var match in term.Pattern!.EnumerateMatches(text))
                Add(hits, term, new Hit(part, match.Index, match.Length));
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

        /// <summary>Terms that fit when the word ends here, and terms that fit however it goes on.</summary>
        public List<Term> Whole { get; } = [];
        public List<Term> Any { get; } = [];

        public bool IsLeaf => next is null;

        public Node? Next(char letter) => next?.GetValueOrDefault(letter);

        public Node Step(char letter)
        {
            next ??= [];
            if (!next.TryGetValue(letter, out var node))
                next[letter] = node = new Node();
            return node;
        }
    }
}
