using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Understands one format: a file becomes articles, or the reason why not.</summary>
public interface IArticleReader
{
    /// <summary>The ends of file names it reads, such as <c>.md</c>, in lower case.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>
    /// Whether a file with such a name is in this format. Asked in the order in which readers are registered.
    /// </summary>
    /// <param name="beginning">The first few thousand characters, with markup and all.</param>
    bool Recognises(string beginning) => true;

    /// <summary>
    /// The articles one by one, as they are asked for: a file may be larger than memory. Never looks at anything but
    /// the source.
    /// </summary>
    /// <exception cref="UnreadableException">What is left of the file cannot be read.</exception>
    IEnumerable<Reading> Read(Source source);

    /// <summary>What it made of each line or field, and why, for people.</summary>
    IEnumerable<string> Inspect(Source source);
}

/// <summary>What a file, or one record of it, gave: an article, or the reason why not among the problems.</summary>
/// <param name="Record">Its key within the file; empty where the file is one article.</param>
/// <param name="Due">When to read the file again although it did not
/// change: the article begins or ends to appear then.</param>
public sealed record Reading(
    Article? Article, string Record, DateTimeOffset? Due, IReadOnlyList<Problem> Problems)
{
    /// <summary>Nobody is to be told of what has changed.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>There is no article because something in the file is wrong, not because it should not appear.</summary>
    public bool HasFailed => Article is null && Problems.Any(problem => problem.Severity == Severity.Error);

    /// <summary>An article that is in order but does not appear.</summary>
    public static Reading Withheld(Source source, string reason, DateTimeOffset? due = null) =>
        new(null, source.Key, due, [.. source.Problems, source.Problem(null, reason, null, Severity.Note)]);

    /// <param name="file">Where the mistake is, when that is not the file itself.</param>
    public static Reading Unreadable(Source source, int? line, string message, string? hint = null,
        string? file = null) =>
        new(null, source.Key, null,
            [.. source.Problems, source.Problem(line, message, hint, Severity.Error, file)]);
}
