using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>
/// Keeps a topic for each label that enough articles have. Readers unsubscribe for good when a feed is gone, so one
/// that exists stays as long as any article has the label, and comes back as what it was.
/// </summary>
public sealed class AutomaticSync(ArticleStore store, Catalog catalog)
{
    private const int MostTouched = 2000;

    // Labels whose place a written topic has.
    private readonly HashSet<Label> written = [];

    public LabelWatch Watch(DefinedTopics topics) =>
        new(topics.Site.Automatic, Live(topics).Keys.Union(written).ToHashSet());

    /// <summary>Makes and retires topics after articles have been saved.</summary>
    /// <param name="hasMetNew">Whether an article brought a label that has no topic.</param>
    /// <returns>The numbers of the topics that it made or made again.</returns>
    public IReadOnlySet<long> Run(DefinedTopics topics, bool hasMetNew, ImportPass pass, ImportReport report)
    {
        var automatic = topics.Site.Automatic;
        var live = Live(topics);
        var isOther = (store.Meta(MetaKeys.Automatic) ?? "") != automatic.ToString();
        if (live.Count > 0 && (report.ChangedAnything || isOther))
            Retire(topics, live, pass, report);
        if (!isOther && !hasMetNew && (!report.TopicsChanged || !automatic.Kinds.Any()))
            return new HashSet<long>();

        pass.Batch.SetMeta(MetaKeys.Automatic, automatic.ToString());
        var tallies = new LabelTallies(automatic, live.Keys.ToHashSet());
        foreach (var (article, labels) in pass.Batch.Labelled())
            tallies.Add(article, labels);
        return Make(tallies.Enough, topics, pass, report);
    }

    private void Retire(DefinedTopics topics, Dictionary<Label, NumberedTopic> live, ImportPass pass, ImportReport report)
    {
        var slugs = SlugsOf(topics);
        var empty = pass.Batch.EmptyAutomaticTopics().ToHashSet();
        foreach (var (label, topic) in live.Where(pair => empty.Contains(pair.Value.Number)
            || topics.Site.Automatic.Fewest(pair.Key.Kind) is null || slugs.IsWritten(pair.Value.Topic.Slug)).ToList())
        {
            live.Remove(label);
            // Entries named it.
            pass.Batch.TouchArticlesOf(topic.Number);
            pass.Batch.Retire(topic.Number);
            report.TopicsChanged = true;
        }
    }

    private HashSet<long> Make(IEnumerable<LabelTally> labels, DefinedTopics topics, ImportPass pass, ImportReport report)
    {
        written.Clear();
        var made = new Dictionary<long, int>();
        var slugs = SlugsOf(topics);
        foreach (var tally in labels)
        {
            var (label, spelling) = (tally.Label, tally.Spelling);
            // What was there before keeps its slug and title.
            var slug = slugs.Of(label) ?? slugs.Take(label, AutomaticTopic.Slug(label.Kind, spelling));
            if (slug is null)
                written.Add(label);
            else if ((slugs.DefinitionOf(label) ?? AutomaticTopic.Define(label.Kind, spelling)) is { } definition)
            {
                var number = pass.Batch.Define(slug, definition, isAutomatic: true);
                pass.Batch.SetMembers(new Membership(number, ByFirstSeen: false), tally.Articles);
                made.Add(number, tally.Articles.Count);
            }
        }
        report.TopicsChanged |= made.Count > 0;
        Touch(made, pass);
        return [.. made.Keys];
    }

    // Beyond some thousand articles it is cheaper to say that everything looks different.
    private static void Touch(Dictionary<long, int> made, ImportPass pass)
    {
        if (made.Values.Sum() > MostTouched)
            pass.Batch.TouchAllTopics();
        else
        {
            foreach (var topic in made.Keys)
                pass.Batch.TouchArticlesOf(topic);
        }
    }

    private static Dictionary<Label, NumberedTopic> Live(DefinedTopics topics) => topics.Topics
        .Where(topic => topic.IsAutomatic && Label.Of(topic.Topic) is not null)
        .ToDictionary(topic => Label.Of(topic.Topic)!.Value);

    private AutomaticSlugs SlugsOf(DefinedTopics topics) => new(
        topics.Topics.Where(topic => !topic.IsAutomatic).Select(topic => topic.Topic),
        store.Topics().Where(topic => topic.IsAutomatic)
            .Select(state => (catalog.Find(state.Slug)?.Topic, state.Definition)));
}
