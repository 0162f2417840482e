using System.Globalization;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Topics;

/// <summary>
/// Which labels become topics by themselves, and how many articles that takes: the site file's <c>auto</c>.
/// </summary>
public sealed class Automatic
{
    public static readonly Automatic None = new([]);

    private const int MostArticles = 1_000_000;

    private readonly Dictionary<LabelKind, int> fewest;

    private Automatic(Dictionary<LabelKind, int> fewest) => this.fewest = fewest;

    /// <summary>The kinds that are wanted, in the order in which they are given slugs.</summary>
    public IEnumerable<LabelKind> Kinds => fewest.Keys;

    /// <summary>How many articles a label of a kind needs for a topic of its own; null where none is wanted.</summary>
    public int? Fewest(LabelKind kind) => fewest.TryGetValue(kind, out var count) ? count : null;

    /// <summary>The labels of an article that may become topics.</summary>
    public IEnumerable<Label> Of(ArticleLabels labels) =>
        Kinds.SelectMany(kind => Label.Spellings(kind, labels), Label.Of);

    /// <summary>As the store keeps it; empty for none.</summary>
    public override string ToString() => string.Join(' ',
        fewest.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}:{pair.Value}")));

    internal static Automatic Of(Definition file)
    {
        if (file.Fields["auto"] is not { } field)
            return None;
        if (field is not Field.Map map)
        {
            file.Wrong(field.Line, "auto says of what topics are made", "as in auto: { tags: 3, authors: 5 }");
            return None;
        }
        var kinds = Enum.GetValues<LabelKind>().ToDictionary(kind => kind, Word);
        file.CheckKeys(map, [.. kinds.Values]);
        var fewest = new Dictionary<LabelKind, int>();
        foreach (var (kind, word) in kinds)
        {
            if (file.Number(map, word, 1, MostArticles) is { } number)
                fewest.Add(kind, number);
        }
        return new Automatic(fewest);
    }

    private static string Word(LabelKind kind) => $"{kind}s".ToLowerInvariant();
}
