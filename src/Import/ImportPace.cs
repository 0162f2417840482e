using System.Globalization;

namespace FeedService.Import;

/// <summary>Tells every few seconds how far an import is, how fast it is, and how long it will still take.</summary>
/// <param name="every">How long nothing more is told.</param>
public sealed class ImportPace(TimeProvider time, TimeSpan every, Action<ImportProgress, string> tell)
    : IProgress<ImportProgress>
{
    private readonly long begun = time.GetTimestamp();
    private TimeSpan last;

    public void Report(ImportProgress value)
    {
        var taken = time.GetElapsedTime(begun);
        if (taken - last < every)
            return;
        last = taken;
        tell(value, Describe(value, taken));
    }

    private static string Describe(ImportProgress at, TimeSpan taken)
    {
        var rate = at.Articles / taken.TotalSeconds;
        var left = at.Bytes > 0 ? TimeSpan.FromTicks((long)(taken.Ticks * (double)(at.AllBytes - at.Bytes) / at.Bytes))
            : (TimeSpan?)null;
        return string.Create(CultureInfo.InvariantCulture,
            $"{at.Articles:N0} articles from {at.Files:N0} of {at.AllFiles:N0} files, {rate:N0} a second")
            + (left is { } time ? $", about {Short(time)} left" : "");
    }

    private static string Short(TimeSpan time) => time.TotalMinutes < 2
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):N0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMinutes):N0} min");
}
