using System.Data.Common;
using FeedService.Articles;

namespace FeedService.Import;

/// <summary>
/// Imports at the start and whenever the feeds folder changes. Events of the file system are only hints, for they get
/// lost; what counts is a look at the folder, at the latest every 30 seconds.
/// </summary>
public sealed class Watcher(Importer importer, ImportSettings settings, TimeProvider time, ILogger<Watcher> log)
    : BackgroundService
{
    private const NotifyFilters WhatFilesDo =
        NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<ImportReport> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim hint = new(0, 1);
    private volatile bool isReplaced;
    private HashSet<string> told = [];

    /// <summary>Told after each import that was done, on the thread that imports.</summary>
    public event Action? Looked;

    public ImportState State { get; private set; } = ImportState.Nothing;

    /// <summary>The report of the first import that was done.</summary>
    public Task<ImportReport> First => first.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var folder = ListenToFolder();
        using var linked = ListenToLinkedArticles();
        FileSystemWatcher? files = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (isReplaced)
                files?.Dispose();
            if (isReplaced || files is null)
                files = ListenToFiles();
            var next = Look(stoppingToken);
            try
            {
                if (await hint.WaitAsync(next, stoppingToken))
                    await Task.Delay(Gathering, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        files?.Dispose();
    }

    /// <returns>How long to wait for a hint before looking again.</returns>
    private TimeSpan Look(CancellationToken cancellation)
    {
        try
        {
            if (!importer.TryLead())
                return StandBy();
            TakeOver();
            importer.Present();
            var report = importer.Run(null, Pace(), cancellation);
            if (report.IsStopped)
                return Longest;
            Tell(report);
            Keep(report);
            first.TrySetResult(report);
            Looked?.Invoke();
            var wait = report.LookAgain - time.GetUtcNow() ?? Longest;
            return wait < Gathering ? Gathering : wait < Longest ? wait : Longest;
        }
        catch (OperationCanceledException)
        {
            return Longest;
        }
        catch (DbException error)
        {
            State = State with { Failure = error.Message, Progress = null };
            log.LogWarning("The import failed, and is tried again: {Reason}", error.Message);
            return BetweenTries;
        }
        catch (Exception error)
        {
            State = State with { Failure = error.Message, Progress = null };
            log.LogError(error, "The import failed; what was imported before is served on");
            return Longest;
        }
    }

    // Another node looks after the folder, and this one is ready to.
    private TimeSpan StandBy()
    {
        if (!State.IsElsewhere)
            log.LogInformation("Another node imports; this one takes over when that is gone");
        State = State with { IsElsewhere = true, Progress = null, Failure = null };
        if (!first.Task.IsCompleted && importer.HasImported())
        {
            importer.TakeIn();
            first.TrySetResult(new ImportReport { IsElsewhere = true, Articles = importer.CountArticles() });
        }
        return BetweenTries;
    }

    private void TakeOver()
    {
        if (!State.IsElsewhere)
            return;
        log.LogInformation("This node imports from now on");
        State = State with { IsElsewhere = false };
    }

    private ImportPace Pace() => new(time, BetweenSteps, (at, line) =>
    {
        State = State with { Progress = at };
        log.LogInformation("{Progress}", line);
    });

    private void Keep(ImportReport report)
    {
        var now = time.GetUtcNow();
        State = State with { Report = report, Done = now, Progress = null, Failure = null };
        if (report.ChangedAnything)
            State = State with { Changing = report, Changed = now };
    }

    private void Tell(ImportReport report)
    {
        // The start prints the first report itself.
        if (first.Task.IsCompleted && report.ChangedAnything)
        {
            log.LogInformation(
                "{Added} articles added, {Changed} changed, {Renamed} renamed, {Withdrawn} withdrawn{Topics}",
                report.Added, report.Changed, report.Renamed, report.Withdrawn,
                report.TopicsChanged ? "; topics changed" : "");
        }
        var problems = report.Of(Severity.Error).Concat(report.Of(Severity.Warning)).ToList();
        if (first.Task.IsCompleted)
        {
            foreach (var problem in problems.Where(problem => !told.Contains(problem.ToString())))
                log.LogWarning("{Problem}", problem);
        }
        told = problems.Select(problem => problem.ToString()).ToHashSet();
    }

    private FileSystemWatcher? ListenToFiles()
    {
        isReplaced = false;
        return Listen(settings.Feeds, "*", WhatFilesDo, Hint);
    }

    // Events do not cross a link, and `articles` is often one to where the articles really are.
    private FileSystemWatcher? ListenToLinkedArticles() =>
        new DirectoryInfo(importer.Own.Folder).ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target
            ? Listen(target.FullName, "*", WhatFilesDo, Hint) : null;

    // The folder itself may be moved away and another put in its place; it would not tell.
    private FileSystemWatcher? ListenToFolder()
    {
        var folder = Path.TrimEndingDirectorySeparator(settings.Feeds);
        return Path.GetDirectoryName(folder) is not { } above ? null
            : Listen(above, Path.GetFileName(folder), NotifyFilters.FileName | NotifyFilters.DirectoryName, () =>
            {
                isReplaced = true;
                Hint();
            });
    }

    private static FileSystemWatcher? Listen(string folder, string filter, NotifyFilters what, Action tell)
    {
        try
        {
            var events =
                new FileSystemWatcher(folder, filter) { IncludeSubdirectories = filter == "*", NotifyFilter = what };
            events.Changed += (_, _) => tell();
            events.Created += (_, _) => tell();
            events.Deleted += (_, _) => tell();
            events.Renamed += (_, _) => tell();
            events.Error += (_, _) => tell();
            events.EnableRaisingEvents = true;
            return events;
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            return null;
        }
    }

    private void Hint()
    {
        try
        {
            hint.Release();
        }
        catch (SemaphoreFullException)
        {
            // One hint is as good as many.
        }
    }
}
