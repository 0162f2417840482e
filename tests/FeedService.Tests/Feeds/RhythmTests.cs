using FeedService.Feeds;

namespace FeedService.Tests.Feeds;

public sealed class RhythmTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(new double[] { }, 5)]
    [InlineData(new double[] { 0 }, 5)]
    [InlineData(new double[] { 0, 0, 0 }, 5)]
    [InlineData(new double[] { 0, 3 }, 5)]
    [InlineData(new double[] { 0, 17 }, 17)]
    [InlineData(new double[] { 0, 17.9 }, 17)]
    [InlineData(new double[] { 17, 0 }, 17)]
    [InlineData(new double[] { 0, 10, 40 }, 20)]
    [InlineData(new double[] { 0, 10, 22, 5000 }, 12)]
    [InlineData(new double[] { 0, 1440 }, 60)]
    public void The_time_to_live_is_the_median_gap_of_publications_between_5_and_60_minutes(double[] minutes, int ttl)
    {
        var published = minutes.Select(at => (DateTimeOffset?)Start.AddMinutes(at));

        Assert.Equal(TimeSpan.FromMinutes(ttl), Rhythm.TimeToLive(published));
    }

    [Fact]
    public void What_has_no_date_says_nothing_of_the_rhythm()
    {
        Assert.Equal(TimeSpan.FromMinutes(30), Rhythm.TimeToLive([null, Start, null, Start.AddMinutes(30), null]));
    }
}
