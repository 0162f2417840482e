using FeedService.Articles;

namespace FeedService.Feeds;

/// <summary>Something that its operator can mend.</summary>
/// <param name="Kind">Names what ails; many of one kind may be told in short.</param>
/// <param name="Feed">The path of the first feed that shows it; null when it shows in the files alone.</param>
public sealed record Diagnosis(string Kind, Problem Problem, string? Feed = null);
