namespace FeedService.Articles;

/// <summary>What sorts an article without a look at its text.</summary>
/// <param name="Path">The file it came from, with <c>/</c> between folders.</param>
/// <param name="Language">A language tag (BCP 47), <c>und</c> when unknown.</param>
public sealed record ArticleLabels(
    string Path, string Language, IReadOnlyList<string> Tags, IReadOnlyList<string> Authors);
