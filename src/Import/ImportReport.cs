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

    /// <summary>Everything there is to say, of unchanged files too.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>
    /// When to look again although nothing may have changed: something is due, or absent for a moment.
    /// </summary>
    public DateTimeOffset? LookAgain { get; private set; }

    public bool ChangedAnything => Added + Changed + Renamed + Withdrawn > 0 || TopicsChanged;

    public bool TopicsChanged { get; set; }

    public IEnumerable<Problem> Of(Severity severity) => Problems.Where(problem => problem.Severity == severity);

    public void LookAgainAt(DateTimeOffset? at)
    {
        if (at is not null && (LookAgain is null || at < LookAgain))
            LookAgain = at;
    }
}

/// <summary>How far an import is.</summary>
public readonly record struct ImportProgress(int Done, int Total);
