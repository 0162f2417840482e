using FeedService.Articles;

namespace FeedService.Import;

/// <summary>What one import found and did.</summary>
public sealed class ImportReport
{
    /// <summary>Files that may hold an article.</summary>
    public int Files { get; set; }

    /// <summary>Articles that are shown.</summary>
    public int Articles { get; set; }

    public int Added { get; set; }
    public int Changed { get; set; }
    public int Renamed { get; set; }
    public int Withdrawn { get; set; }

    /// <summary>It was cancelled; what was read until then is kept, and the next import goes on.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Another node did it, which alone knows more of it than what is shown now.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Everything there is to say, of unchanged files too.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>
    /// When to look again although nothing may have changed: something is due, or absent for a moment.
    /// </summary>
    public DateTimeOffset? LookAgain { get; private set; }

    public bool ChangedAnything => Added + Changed + Renamed + Withdrawn > 0 || TopicsChanged;

    public bool TopicsChanged { get; set; }

    public IEnumerable<Problem> Of(Severity severity) => Problems.Where(problem => problem.Severity == severity);

    /// <summary>This report, of what an import before it did too.</summary>
    public ImportReport After(ImportReport before)
    {
        (Added, Changed, Renamed, Withdrawn) = (Added + before.Added, Changed + before.Changed,
            Renamed + before.Renamed, Withdrawn + before.Withdrawn);
        return this;
    }

    public void LookAgainAt(DateTimeOffset? at)
    {
        if (at is not null && (LookAgain is null || at < LookAgain))
            LookAgain = at;
    }
}

/// <summary>How far an import is.</summary>
/// <param name="Bytes">Of the files that have to be read.</param>
public readonly record struct ImportProgress(int Files, int AllFiles, long Bytes, long AllBytes, int Articles);

/// <summary>Counts what an import does.</summary>
internal sealed class ImportSteps(IReadOnlyList<ArticleFile> files, IProgress<ImportProgress>? progress)
{
    private readonly long allBytes = files.Sum(file => file.Length);
    private int done, articles;
    private long bytes;

    public void Article(FileRead read)
    {
        articles++;
        Tell(bytes + read.Position);
    }

    public void File(FileRead read)
    {
        done++;
        bytes += read.File.Length;
        Tell(bytes);
    }

    private void Tell(long position) =>
        progress?.Report(new ImportProgress(done, files.Count, position, allBytes, articles));
}
