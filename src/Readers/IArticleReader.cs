using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Understands one format: a file becomes articles, or the reason why not.</summary>
public interface IArticleReader
{
    /// <summary>The ends of file names it reads, such as <c>.md</c>, in lower case.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Never throws because of what is in the file, and never looks at anything but the source.</summary>
    Reading Read(Source source);

    /// <summary>What it made of each line or field, and why, for people.</summary>
    IEnumerable<string> Inspect(Source source);
}

/// <summary>What a file gave: an article, or the reason why not among the problems.</summary>
/// <param name="Due">When to read the file again although it did not
/// change: the article begins or ends to appear then.</param>
public sealed record Reading(Article? Article, DateTimeOffset? Due, IReadOnlyList<Problem> Problems)
{
    /// <summary>There is no article because something in the file is wrong, not because it should not appear.</summary>
    public bool HasFailed => Article is null && Problems.Any(problem => problem.Severity == Severity.Error);

    /// <summary>An article that is in order but does not appear.</summary>
    public static Reading Withheld(Source source, string reason, DateTimeOffset? due = null) =>
        new(null, due, [.. source.Problems, new Problem(source.Path, null, reason, null, Severity.Note)]);

    /// <param name="file">Where the mistake is, when that is not the file itself.</param>
    public static Reading Unreadable(Source source, int? line, string message, string? hint = null,
        string? file = null) =>
        new(null, null, [.. source.Problems, new Problem(file ?? source.Path, line, message, hint)]);
}
