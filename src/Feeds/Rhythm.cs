namespace FeedService.Feeds;

/// <summary>How often a topic has something new, which tells clients how often to ask.</summary>
public static class Rhythm
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    /// <summary>
    /// The median gap between publications, in whole minutes, between 5 and 60. Of the articles' dates alone and never of
    /// the clock: the same articles give the same bytes. Where fewer than two are dated nothing is known, and a client
    /// may ask as often as it likes.
    /// </summary>
    public static TimeSpan TimeToLive(IEnumerable<DateTimeOffset?> published)
    {
        var dates = published.OfType<DateTimeOffset>().Order().ToList();
        if (dates.Count < 2)
            return Shortest;
        var gaps = dates.Skip(1).Zip(dates, (later, earlier) => later - earlier).Order().ToList();
        var median = (gaps[(gaps.Count - 1) / 2] + gaps[gaps.Count / 2]) / 2;
        return median < Shortest ? Shortest : median > Longest ? Longest
            : TimeSpan.FromMinutes(Math.Floor(median.TotalMinutes));
    }
}
