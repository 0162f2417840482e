namespace FeedService.Import;

/// <summary>What the imports of a running service have come to.</summary>
/// <param name="Report">Of the last import that was done, at <paramref name="Done"/>; null before the first.</param>
/// <param name="Changing">Of the last one that changed anything, at <paramref name="Changed"/>.</param>
/// <param name="Progress">How far the one is that is under way; null when none is.</param>
/// <param name="Failure">Why the last import came to nothing; null when it did not.</param>
/// <param name="IsElsewhere">Whether another node imports, and this one only takes in what that has stored.</param>
public sealed record ImportState(ImportReport? Report, DateTimeOffset? Done, ImportReport? Changing,
    DateTimeOffset? Changed, ImportProgress? Progress, string? Failure,
    bool IsElsewhere = false)
{
    public static readonly ImportState Nothing = new(null, null, null, null, null, null);
}
