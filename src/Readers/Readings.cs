using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>The readings of one file that holds several articles, each under its key.</summary>
internal sealed class Readings(Source source, StrayBytes? strays = null)
{
    private readonly RecordKeys keys = new();
    private int skipped, firstSkipped;
    private bool areStraysTold;

    /// <param name="isFile">The article is all that the file holds.</param>
    public Reading Of(Manuscript manuscript, Field.Map fields, bool isFile = false)
    {
        var part = isFile ? source : source.Of(keys.Of(fields, manuscript), fields.Line);
        if (strays is { Count: > 0 } && !areStraysTold)
            part.Warn(null, "not UTF-8, so other bytes were read as windows-1252", "save it as UTF-8");
        areStraysTold |= strays is { Count: > 0 };
        return manuscript.ToReading(part);
    }

    /// <summary>Something in the file that is no article.</summary>
    public void Skip(int line)
    {
        firstSkipped = skipped++ == 0 ? line : firstSkipped;
    }

    /// <summary>What is to be said of all that are no articles; null when there were none.</summary>
    public Reading? OfSkipped() => skipped == 0 ? null : new Reading(null, source.Key, null,
    [
        source.Problem(firstSkipped, skipped == 1 ? "no article: there is neither a title nor a text in it"
            : $"{skipped} records from here on are no articles: they have neither a title nor a text", null,
            Severity.Note),
    ]);
}
