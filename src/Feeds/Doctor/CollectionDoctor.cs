using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>
/// Which topics cannot be meant as they are: without an article, with every one, with the same ones as another, or
/// with a condition that no article meets. Looks at one article after another and keeps counts alone.
/// </summary>
public sealed class CollectionDoctor
{
    // Of fewer articles a topic may hold every one, and two topics the same one, by chance.
    private const int FewArticles = 5, FewMembers = 2;

    private readonly List<Tally> tallies;
    private readonly TopicMatcher matcher;
    private int articles;

    public CollectionDoctor(IEnumerable<Topic> topics)
    {
        tallies = [.. topics.Where(topic => topic.Rule.Blocks.Count > 0).Select(topic => new Tally(topic))];
        matcher = new TopicMatcher([.. tallies.Select(tally => tally.Topic)]);
    }

    public void Look(StoredArticle stored)
    {
        var evidence = matcher.Look(stored.Article);
        foreach (var tally in tallies)
            tally.Look(stored.Key, evidence);
        articles++;
    }

    /// <param name="files">Where topics come from.</param>
    public IEnumerable<Diagnosis> Diagnoses(TopicSources files)
    {
        if (articles == 0)
            return [];
        var alike = tallies.Where(tally => tally.Members >= FewMembers && !IsEverything(tally))
            .GroupBy(tally => (tally.Members, tally.Fingerprint)).SelectMany(same => same.Skip(1),
                (same, tally) => Diagnosis(tally, "same-articles", files.LineOf(tally.Topic.Slug, "match"),
                    $"has the same {tally.Members} articles as {files.FileOf(same.First().Topic.Slug)}",
                    "tell them apart, or make one an alias of the other"));
        return tallies.SelectMany(Own).Concat(alike);

        IEnumerable<Diagnosis> Own(Tally tally) => tally.Members == 0
            ? [Empty(tally)]
            : tally.Unmet.GroupBy(wish => wish.Clause, ReferenceEqualityComparer.Instance).Select(clause =>
                Diagnosis(tally, "unmet", Line(clause.First()), Sentence([.. clause]), HintFor(clause.First())))
                .Concat(IsEverything(tally)
                    ? [Diagnosis(tally, "every-article", files.LineOf(tally.Topic.Slug, "match"),
                        "every article belongs to this topic", "narrow it: the feed all has them already")]
                    : []);

        Diagnosis Empty(Tally tally) => tally.Reason() is { Count: > 0 } reason
            ? Diagnosis(tally, "empty", Line(reason[0]), $"no article belongs to this topic: {Sentence(reason)}",
                HintFor(reason[0]))
            : Diagnosis(tally, "empty", files.LineOf(tally.Topic.Slug, "match"), "no article belongs to this topic",
                $"explain ARTICLE {tally.Topic.Slug} tells what an article lacks");

        Diagnosis Diagnosis(Tally tally, string kind, int? line, string message, string hint) => new(kind,
            new Problem(files.FileOf(tally.Topic.Slug), line, message, hint, Severity.Warning));
    }

    private bool IsEverything(Tally tally) => articles >= FewArticles && tally.Members == articles;

    private static int? Line(Wish wish) =>
        wish.Index < wish.Clause.Lines.Count ? wish.Clause.Lines[wish.Index] : null;

    private static string Sentence(IReadOnlyList<Wish> unmet)
    {
        var names = string.Join(" or ", unmet.Select(wish => $"\"{wish.Text}\""));
        return "no article " + unmet[0].Clause.Key switch
        {
            "tags" => $"has the tag {names}",
            "authors" => $"is by {names}",
            "folder" => $"lies in {names}",
            "language" => $"is in the language {names}",
            "source" => $"comes from {names}",
            "access" => $"has the access {names}",
            "after" => $"is dated {unmet[0].Text} or later",
            _ => $"has the term {names}",
        };
    }

    private static string HintFor(Wish wish) => wish.Clause is TermClause && !wish.Text.Contains('*')
        ? "mind the spelling; word* finds inflections too"
        : "mind the spelling, or remove it";

    /// <summary>One thing that a clause asks for.</summary>
    private readonly record struct Wish(Block Block, Clause Clause, int Index)
    {
        public string Text => Clause.Wishes[Index];
    }

    /// <summary>What was counted of one topic.</summary>
    private sealed class Tally(Topic topic)
    {
        private readonly List<Wish> unmet =
        [
            .. topic.Rule.Blocks.SelectMany(block => block.Clauses.SelectMany(
                clause => Enumerable.Range(0, clause.Wishes.Count).Select(i => new Wish(block, clause, i)))),
        ];

        public Topic Topic => topic;

        public int Members { get; private set; }

        /// <summary>The same for the same articles, in whatever order.</summary>
        public ulong Fingerprint { get; private set; }

        /// <summary>
        /// What no article has. What is excluded may well be absent: most often it is a precaution.
        /// </summary>
        public IReadOnlyList<Wish> Unmet => unmet;

        public void Look(long article, Evidence evidence)
        {
            for (var i = unmet.Count - 1; i >= 0; i--)
            {
                if (unmet[i].Clause.Has(unmet[i].Index, evidence, unmet[i].Block))
                    unmet.RemoveAt(i);
            }
            if (!topic.Rule.Holds(evidence))
                return;
            Members++;
            Fingerprint += Mix((ulong)article);
        }

        /// <summary>The first condition that keeps everybody out; none where they do so only together.</summary>
        public IReadOnlyList<Wish> Reason()
        {
            var reasons = topic.Rule.Blocks.Select(block => block.Clauses.Select(KeepsAllOut)
                .FirstOrDefault(wishes => wishes.Count > 0) ?? []).ToList();
            return reasons.All(wishes => wishes.Count > 0) ? reasons[0] : [];
        }

        private List<Wish> KeepsAllOut(Clause clause)
        {
            var missing = unmet.Where(wish => ReferenceEquals(wish.Clause, clause)).ToList();
            return missing.Count == clause.Wishes.Count || clause is TermClause { NeedsAll: true } ? missing : [];
        }

        // SplitMix64: numbers that follow one another come out far apart.
        private static ulong Mix(ulong number)
        {
            number += 0x9E3779B97F4A7C15;
            number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
            number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
            return number ^ (number >> 31);
        }
    }
}
