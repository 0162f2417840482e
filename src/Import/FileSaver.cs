using FeedService.Articles;
using FeedService.Readers;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>What saving the files of one root needs.</summary>
internal sealed record SavingContext(ArticleRoot Root, IReadOnlyDictionary<string, StoredFile> Known, Renames Moves,
    FirstSeen Seen, TopicMatcher Matcher, IReadOnlyDictionary<string, NumberedTopic> Topics, LabelWatch Labels,
    ImportPass Pass, ImportReport Report);

/// <summary>Writes into the store what one file gives, article by article.</summary>
internal sealed class FileSaver(SavingContext context, FileRead read)
{
    private const int MostRemarks = 100;

    private readonly StoredFile? before = context.Known.GetValueOrDefault(read.File.Path);
    private readonly List<Problem> remarks = [];
    private readonly HashSet<string> saved = [];
    private readonly HashSet<string> withheld = [];

    // Of the articles that it brought until now, those that have not been met yet.
    private HashSet<string> missing = [];
    private bool isRenamed, keepsMissing;
    private int kept, unsaid;
    private DateTimeOffset? due, firstSeen;

    private string Root => context.Root.Key;
    private string Path => read.File.Path;
    private StoreBatch Batch => context.Pass.Batch;

    /// <summary>
    /// Saves all of it. If that is cancelled nothing is remembered of the file, and the next import reads it again.
    /// </summary>
    /// <param name="progress">Called after each article.</param>
    public void Save(Action progress, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var (reading, topics) in read.Articles())
        {
            if (cancellation.IsCancellationRequested)
                return;
            if (count == 0)
                Begin();
            if (count++ == 1)
                RememberBegun();
            if (count > 1)
                context.Pass.Pause();
            Save(reading, topics);
            progress();
        }
        if (!read.IsComplete)
            return;
        if (count == 0)
            Begin();
        End();
        context.Pass.Pause();
    }

    // Whatever happens before the end of the file, its articles are known for its own, and it is read again.
    private void RememberBegun()
    {
        if (read.Hash is { } hash)
            Batch.Remember(Root, new StoredFile(Path, "", hash, null, true, []));
    }

    private void Begin()
    {
        if (before is null && read.Hash is { } hash && context.Moves.Take(hash) is { } old)
        {
            Batch.Move(Root, old, Path);
            Batch.Forget(Root, old);
            context.Report.Renamed++;
            isRenamed = true;
        }
        if (before is not null || isRenamed)
            missing = Batch.Records(Root, Path);
    }

    private void Save(Reading reading, IReadOnlyList<Topic> topics)
    {
        foreach (var problem in reading.Problems)
            Remark(problem);
        due = due is null || reading.Due < due ? reading.Due ?? due : due;
        if (reading.Article is { } article)
            Save(article, topics, reading.IsQuiet);
        else if (reading.HasFailed)
            Keep(reading);
        else
            withheld.Add(reading.Record);
    }

    /// <summary>
    /// A slip of the pen takes nothing back: what cannot be read stays as it was last good. Without a name it may be
    /// any of the articles that are missing.
    /// </summary>
    private void Keep(Reading failed)
    {
        if (failed.Record.Length == 0)
            keepsMissing = true;
        else
        {
            kept += missing.RemoveWhere(record => record == failed.Record
                || record.StartsWith(failed.Record + "#", StringComparison.Ordinal));
        }
    }

    private void Save(Article article, IReadOnlyList<Topic> topics, bool isQuiet)
    {
        if (!saved.Add(article.Record))
        {
            Remark(new Problem(Path, null, $"holds {article.Record} twice; the first counts",
                "give each article an id of its own", Severity.Warning));
            return;
        }
        missing.Remove(article.Record);
        var outcome = Batch.Save(article, Root, FirstSeenOf(article),
            before?.Hash != read.Hash && !isRenamed, Memberships(topics),
            merged => Memberships(context.Matcher.Match(merged)), isQuiet);
        context.Labels.Meet(article, Batch);
        if (outcome != SaveOutcome.Added && Batch.OtherPlace(Root, Path, article.Record) is var (other, title))
            RemarkOtherPlace(article, other, title);
        context.Report.Added += outcome == SaveOutcome.Added ? 1 : 0;
        context.Report.Changed += outcome == SaveOutcome.Changed ? 1 : 0;
    }

    /// <summary>
    /// What is no longer in the file goes, and so does what it holds back, unless it holds it a second time.
    /// </summary>
    private void End()
    {
        foreach (var record in missing.Where(record => !keepsMissing || withheld.Contains(record)).ToList())
        {
            missing.Remove(record);
            context.Report.Withdrawn += Batch.Withdraw(Root, Path, record);
        }
        if (unsaid > 0)
            remarks.Add(new Problem(Path, null, $"and {unsaid} more of this kind", null, remarks[^1].Severity));
        context.Report.Problems.AddRange(remarks);
        context.Report.LookAgainAt(due);
        // Bytes that could not be had are asked for again the next time.
        if (read.Hash is { } hash)
        {
            Batch.Remember(Root, new StoredFile(Path, read.File.Stamp, hash, due,
                saved.Count + kept + missing.Count > 0, remarks));
        }
    }

    // With another title it may well be another article, under an id that was copied along.
    private void RemarkOtherPlace(Article article, string other, string title) => Remark(new Problem(Path, null,
        $"is the same article as {other} ({article.Url ?? article.Id}); what says more is shown",
        article.Title == title ? null : "if these are two articles, give one of them another id and url",
        article.Title == title ? Severity.Note : Severity.Warning));

    private void Remark(Problem problem)
    {
        if (remarks.Count < MostRemarks)
            remarks.Add(problem);
        else
            unsaid++;
    }

    // Several articles of one file lie between it and the file before, a millisecond apart.
    private DateTimeOffset FirstSeenOf(Article article)
    {
        firstSeen ??= before is null ? context.Seen.Next() : context.Pass.Now;
        return article.Record.Length == 0 ? firstSeen.Value
            : firstSeen.Value - context.Seen.Step
                + TimeSpan.FromMilliseconds(Math.Min(saved.Count, context.Seen.Step.TotalMilliseconds));
    }

    private List<Membership> Memberships(IReadOnlyList<Topic> topics) =>
        [.. topics.Select(topic => new Membership(context.Topics[topic.Slug].Number, topic.ByFirstSeen))];
}

/// <summary>Files that went away, by what was in them.</summary>
internal sealed class Renames(IEnumerable<StoredFile> absent)
{
    private readonly ILookup<string, string> byHash = absent.ToLookup(file => file.Hash, file => file.Path);

    public HashSet<string> Taken { get; } = [];

    public string? Take(string hash) =>
        byHash[hash].Order(StringComparer.Ordinal).FirstOrDefault(path => !Taken.Contains(path)) is { } path
            && Taken.Add(path)
            ? path
            : null;
}

/// <summary>
/// Files that are found together are told apart by a second each, in the order of their paths, the last one
/// now; more than an hour's worth by less. Readers sort by this where nothing tells a date.
/// </summary>
internal sealed class FirstSeen(DateTimeOffset now, int count)
{
    private int left = count;

    public TimeSpan Step { get; } = TimeSpan.FromMilliseconds(Math.Min(1000, 3_600_000.0 / Math.Max(count, 1)));

    public DateTimeOffset Next() => now - Step * Math.Max(--left, 0);
}
