using System.Globalization;

namespace FeedService.Topics;

/// <summary>Which slugs automatic topics have, and may have. One is never given to two labels.</summary>
public sealed class AutomaticSlugs
{
    private readonly HashSet<string> written;
    private readonly Dictionary<string, LabelKind> taken = [];
    private readonly Dictionary<Label, (string Slug, string Definition)> known = [];

    /// <param name="written">The topics that have files.</param>
    /// <param name="automatic">The automatic topics that ever were, with their definitions.</param>
    public AutomaticSlugs(IEnumerable<Topic> written, IEnumerable<(Topic? Topic, string Definition)> automatic)
    {
        this.written = [.. written.Where(topic => topic.Slug != Topic.AllSlug)
            .SelectMany(topic => topic.Aliases.Append(topic.Slug))];
        foreach (var (topic, definition) in automatic)
        {
            if (topic is null || Label.Of(topic) is not { } label)
                continue;
            taken[topic.Slug] = label.Kind;
            known[label] = (topic.Slug, definition);
        }
    }

    /// <summary>Whether a topic that has a file goes under this name, or once did.</summary>
    public bool IsWritten(string slug) => written.Contains(slug);

    /// <summary>The slug that a label had before.</summary>
    public string? Of(Label label) =>
        known.TryGetValue(label, out var topic) && !IsWritten(topic.Slug) ? topic.Slug : null;

    public string? DefinitionOf(Label label) => known.TryGetValue(label, out var topic) ? topic.Definition : null;

    /// <summary>
    /// A slug for a label that has none yet: the name itself, with its kind where that is another kind's, with a number
    /// where it is another label's. Null where it is the name of a topic that has a file.
    /// </summary>
    public string? Take(Label label, string name)
    {
        // One whose slug a file has taken gets it back when that goes.
        if (IsWritten(name) || known.ContainsKey(label))
            return null;
        var isOfOtherKind = taken.TryGetValue(name, out var kind) && kind != label.Kind;
        if (isOfOtherKind || name is Topic.AllSlug or Topic.SearchSlug)
            name += "-" + AutomaticTopic.Word(label.Kind);
        var slug = name;
        for (var i = 2; taken.ContainsKey(slug) || IsWritten(slug); i++)
            slug = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        taken[slug] = label.Kind;
        return slug;
    }
}
