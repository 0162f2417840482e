using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>The readings of one file that holds several articles, each under its key.</summary>
internal sealed class Readings(Source source, StrayBytes? strays = null)
{
    public const string NoArticle = "neither a title nor a text";

    private readonly RecordKeys keys = new();
    private readonly Dictionary<string, (int Count, int Line)> skipped = [];
    private bool areStraysTold, isFilled;

    /// <param name="isFile">The article is all that the file holds.</param>
    /// <param name="remarks">What has to be told of it.</param>
    public Reading Of(Manuscript manuscript, bool isFile = false, params IReadOnlyList<string> remarks)
    {
        isFilled = true;
        var part = isFile ? source : source.Of(keys.Of(manuscript), manuscript.Fields.Line);
        if (strays is { Count: > 0 } && !areStraysTold)
            part.Warn(null, "not UTF-8, so other bytes were read as windows-1252", "save it as UTF-8");
        foreach (var remark in remarks)
            part.Warn(null, remark);
        areStraysTold |= strays is { Count: > 0 };
        return manuscript.ToReading(part);
    }

    /// <summary>Something in the file that is no article, and what it is.</summary>
    public void Skip(int line, string what = NoArticle)
    {
        var (count, first) = skipped.GetValueOrDefault(what, (0, line));
        skipped[what] = (count + 1, first);
    }

    /// <summary>A record that cannot be read.</summary>
    public Reading Damaged(int? line, string message, string? hint)
    {
        isFilled = true;
        return Reading.Unreadable(source, line, message, hint);
    }

    /// <summary>What is to be said at the end: of all that are no articles, and of a file that holds nothing.</summary>
    public IEnumerable<Reading> Rest()
    {
        if (skipped.Count > 0)
            yield return new Reading(null, source.Key, null, [.. skipped.Select(kind => source.Problem(kind.Value.Line,
                kind.Value.Count == 1 ? $"no article: {kind.Key}" : $"{kind.Value.Count} are no articles: {kind.Key}",
                null, Severity.Note))]);
        else if (!isFilled)
            yield return Reading.Withheld(source, "nothing is in it");
    }
}
