using FeedService.Readers;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>
/// Brings the store in line with the files of a root: new, changed, renamed and removed ones. Files are read side by
/// side, and saved by one writer in the order of their paths.
/// </summary>
public sealed class ArticleSync(ArticleStore store, ArticleReaders readers)
{
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(150);
    private static readonly int MostAhead = 16 * Environment.ProcessorCount;
    private const long MostBytesAhead = 40_000_000;

    private readonly Removal removal = new();

    /// <summary>Does all there is to do, or as much as there is time for until it is cancelled.</summary>
    public void Run(ArticleRoot root, DefinedTopics state, LabelWatch labels, ImportPass pass, ImportReport report,
        IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var lines = new CommonLines(store.Meta, (key, text) => pass.Batch.SetMeta(key, text));
        var look = ArticleFolder.Look(root, readers, lines, state.Site.Zone);
        report.Problems.AddRange(look.Problems);
        report.Files += look.Files.Count;
        var known = store.Files(root.Key);
        var present = look.Files.Select(file => file.Path).ToHashSet();
        var absent = known.Values.Where(file => !present.Contains(file.Path)).ToList();
        var fresh = Settled(look.Files.Where(file => IsFresh(file, known, pass.Now)).ToList(), pass, report);

        // What is out of sight may be back under its old name.
        var moves = new Renames(look.IsReadable ? absent.Where(file => file.HasArticle) : []);
        var matcher = new TopicMatcher([.. state.Topics.Select(topic => topic.Topic)]);
        var context = new SavingContext(root, known, moves,
            new FirstSeen(pass.Now, fresh.Count(file => !known.ContainsKey(file.Path))), matcher,
            state.Topics.ToDictionary(topic => topic.Topic.Slug), labels, pass, report);
        var steps = new ImportSteps(fresh, progress);
        foreach (var read in InOrder(fresh, file => Start(file, look, matcher, pass.Now, cancellation)))
        {
            new FileSaver(context, read).Save(() => steps.Article(read), cancellation);
            if (cancellation.IsCancellationRequested)
            {
                report.IsStopped = true;
                return;
            }
            steps.File(read);
        }
        removal.Run(root, look, absent.Where(file => !moves.Taken.Contains(file.Path)).ToList(), pass, report);
        TellOfUnchanged(look, fresh, known, present, pass, report);
    }

    private static void TellOfUnchanged(ArticleFolder look, List<ArticleFile> fresh,
        Dictionary<string, StoredFile> known, HashSet<string> present, ImportPass pass, ImportReport report)
    {
        foreach (var file in look.Files.Select(file => file.Path).Except(fresh.Select(file => file.Path)))
            report.Problems.AddRange(known.GetValueOrDefault(file)?.Remarks ?? []);
        report.LookAgainAt(known.Values.Where(file => present.Contains(file.Path))
            .Where(file => file.Due > pass.Now).Min(file => file.Due));
    }

    private FileRead Start(ArticleFile file, ArticleFolder look, TopicMatcher matcher, DateTimeOffset now,
        CancellationToken cancellation) =>
        FileRead.Start(file,
            (open, sidecar) => new Source(file.Path, open, sidecar, file.Profile, look.Media, now),
            readers, matcher, cancellation);

    private static bool IsFresh(ArticleFile file, Dictionary<string, StoredFile> known, DateTimeOffset now) =>
        !known.TryGetValue(file.Path, out var before) || before.Stamp != file.Stamp || before.Due <= now;

    /// <summary>Without those that somebody is still writing: a young file must look the same twice.</summary>
    private static List<ArticleFile> Settled(List<ArticleFile> files, ImportPass pass, ImportReport report)
    {
        var young = files.Where(file => DateTime.UtcNow - file.Modified < Young).ToList();
        if (young.Count == 0)
            return files;
        var before = young.ToDictionary(file => file.Path, file => Glance(file.FullPath));
        Thread.Sleep(BetweenLooks);
        var unsettled = young.Where(file => Glance(file.FullPath) != before[file.Path])
            .Select(file => file.Path).ToHashSet();
        if (unsettled.Count > 0)
            report.LookAgainAt(pass.Now);
        return files.Where(file => !unsettled.Contains(file.Path)).ToList();
    }

    private static (long, DateTime) Glance(string path) =>
        new FileInfo(path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : (-1, default);

    /// <summary>
    /// Reads on every core and hands over in order, never further ahead than a few files: memory stays small.
    /// </summary>
    private static IEnumerable<FileRead> InOrder(List<ArticleFile> files, Func<ArticleFile, FileRead> start)
    {
        var ahead = new Queue<FileRead>();
        var bytes = 0L;
        foreach (var file in files)
        {
            while (ahead.Count >= MostAhead || ahead.Count > 0 && bytes + Weight(file) > MostBytesAhead)
            {
                var next = ahead.Dequeue();
                bytes -= Weight(next.File);
                yield return next;
            }
            ahead.Enqueue(start(file));
            bytes += Weight(file);
        }
        while (ahead.TryDequeue(out var last))
            yield return last;
    }

    // More than this of a file is never in memory.
    private static long Weight(ArticleFile file) => Math.Min(file.Length, Source.LargestWhole);
}
