namespace FeedService.Readers;

/// <summary>
/// What many files of one folder have in common, line by line: the site around the articles, which no rule about a
/// single page could tell from their text.
/// </summary>
public static class RepeatedLines
{
    private const int FewestFiles = 3;
    private const double Share = 0.05;

    /// <summary>The lines that occur in at least three of these texts, and in a twentieth of them.</summary>
    public static IReadOnlySet<string> Of(IEnumerable<string> texts)
    {
        var count = 0;
        var files = new Dictionary<string, int>();
        foreach (var text in texts)
        {
            count++;
            foreach (var line in ScrapedLine.Split(text).Select(line => line.Text).Distinct())
                files[line] = files.GetValueOrDefault(line) + 1;
        }
        var enough = Math.Max(FewestFiles, Share * count);
        return files.Where(line => line.Value >= enough).Select(line => line.Key).ToHashSet();
    }
}
