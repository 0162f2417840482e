using FeedService.Articles;

namespace FeedService.Store;

/// <summary>
/// An edit that nobody has to be told of: a slip of the pen is mended, and the article says what it said.
/// </summary>
internal static class SmallEdit
{
    /// <summary>
    /// So many characters in title, summary and text together. Two letters that changed places are two; "not" with its
    /// space is four, and turns a sentence around.
    /// </summary>
    private const int MostAtOnce = 3;

    /// <summary>
    /// So many in a row of such edits. Then one is told as any other is, so that no text becomes another unnoticed.
    /// </summary>
    private const int MostTogether = 12;

    /// <summary>How many characters it changed; null when it is not small.</summary>
    public static int? Size(ArticleRow before, ArticleRow after)
    {
        var isWordsAlone = before.SaysTheSameAs(
            after with { Title = before.Title, Summary = before.Summary, Content = before.Content });
        if (!isWordsAlone || !HaveSameDigits(before.Title, after.Title)
            || !HaveSameDigits(before.Summary, after.Summary) || !HaveSameDigits(before.Content, after.Content))
            return null;
        // The summary is most often the text's beginning; what is mended in both is mended once.
        var size = Edits.Distance(before.Title, after.Title, MostAtOnce)
            + Max(Edits.Distance(before.Summary, after.Summary, MostAtOnce),
                Edits.Distance(before.Content, after.Content, MostAtOnce));
        return size <= MostAtOnce && before.Quiet + size <= MostTogether ? size : null;
    }

    private static int? Max(int? one, int? other) =>
        one is null || other is null ? null : Math.Max(one.Value, other.Value);

    // One more digit is another number: news, however small the edit.
    private static bool HaveSameDigits(string before, string after) =>
        before == after || before.Where(char.IsDigit).SequenceEqual(after.Where(char.IsDigit));
}
