using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>The readings of one file that holds several articles, each under its key.</summary>
internal sealed class Readings(Source source, StrayBytes? strays = null)
{
    public const string NoArticle = "neither a title nor a text";

    private readonly RecordKeys keys = new();
    private readonly Dictionary<string, (int Count, int Line)> skipped = [];
    private bool areStraysTold;

    /// <param name="isFile">The article is all that the file holds.</param>
    public Reading Of(Manuscript manuscript, bool isFile = false)
    {
        var part = isFile ? source : source.Of(keys.Of(manuscript), manuscript.Fields.Line);
        if (strays is { Count: > 0 } && !areStraysTold)
            part.Warn(null, "not UTF-8, so other bytes were read as windows-1252", "save it as UTF-8");
        areStraysTold |= strays is { Count: > 0 };
        return manuscript.ToReading(part);
    }

    /// <summary>Something in the file that is no article, and what it is.</summary>
    public void Skip(int line, string what = NoArticle)
    {
        var (count, first) = skipped.GetValueOrDefault(what, (0, line));
        skipped[what] = (count + 1, first);
    }

    /// <summary>What is to be said of all that are no articles; nothing when there were none.</summary>
    public IEnumerable<Reading> OfSkipped() => skipped.Count == 0 ? [] :
    [
        new Reading(null, source.Key, null,
        [
            .. skipped.Select(kind => source.Problem(kind.Value.Line,
                kind.Value.Count == 1 ? $"no article: {kind.Key}" : $"{kind.Value.Count} are no articles: {kind.Key}",
                null, Severity.Note)),
        ]),
    ];
}
