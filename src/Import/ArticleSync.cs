using System.Security.Cryptography;
using FeedService.Articles;
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
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(150);
    private const long LargestFile = 20_000_000;
    private static readonly int ReadAhead = 16 * Environment.ProcessorCount;

    private readonly Dictionary<(string Root, string Path), DateTimeOffset> absentSince = [];

    public void Run(ArticleRoot root, Site site, IReadOnlyList<NumberedTopic> topics, ImportPass pass, ImportReport report,
        IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var look = ArticleFolder.Look(root, readers, site.Zone);
        report.Problems.AddRange(look.Problems);
        var known = store.Files(root.Key);
        var present = look.Files.Select(file => file.Path).ToHashSet();
        var absent = known.Values.Where(file => !present.Contains(file.Path)).ToList();
        var fresh = Settled(look.Files.Where(file => IsFresh(file, known, pass.Now)).ToList(), report);

        var moves = new Renames(absent.Where(file => file.HasArticle));
        var matcher = new TopicMatcher([.. topics.Select(topic => topic.Topic)]);
        var numbers = topics.ToDictionary(topic => topic.Topic.Slug);
        var seen = new FirstSeen(pass.Now, fresh.Count(file => !known.ContainsKey(file.Path)));
        var done = 0;
        foreach (var read in InOrder(fresh, file => Read(file, look, matcher, pass.Now), cancellation))
        {
            Save(root, read, known.GetValueOrDefault(read.File.Path), moves, seen, numbers, pass, report);
            progress?.Report(new ImportProgress(++done, fresh.Count));
            pass.Pause();
        }
        Remove(root, look, absent.Where(file => !moves.Taken.Contains(file.Path)).ToList(), pass, report);
        foreach (var file in look.Files.Select(file => file.Path).Except(fresh.Select(file => file.Path)))
            report.Problems.AddRange(known.GetValueOrDefault(file)?.Remarks ?? []);
        report.LookAgainAt(known.Values.Where(file => present.Contains(file.Path)).Where(file => file.Due > pass.Now).Min(file => file.Due));
        report.Files += look.Files.Count;
    }

    private static bool IsFresh(ArticleFile file, Dictionary<string, StoredFile> known, DateTimeOffset now) =>
        !known.TryGetValue(file.Path, out var before) || before.Stamp != file.Stamp || before.Due <= now;

    /// <summary>Without those that somebody is still writing: a young file must look the same twice.</summary>
    private static List<ArticleFile> Settled(List<ArticleFile> files, ImportReport report)
    {
        var young = files.Where(file => DateTime.UtcNow - file.Modified < Young).ToList();
        if (young.Count == 0)
            return files;
        var before = young.ToDictionary(file => file.Path, file => Glance(file.FullPath));
        Thread.Sleep(BetweenLooks);
        var unsettled = young.Where(file => Glance(file.FullPath) != before[file.Path]).Select(file => file.Path).ToHashSet();
        if (unsettled.Count > 0)
            report.LookAgainAt(DateTimeOffset.UtcNow);
        return files.Where(file => !unsettled.Contains(file.Path)).ToList();
    }

    private static (long, DateTime) Glance(string path) =>
        new FileInfo(path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : (-1, default);

    /// <summary>Reads on every core and hands over in order, never further ahead than a few files: memory stays small.</summary>
    private static IEnumerable<FileRead> InOrder(List<ArticleFile> files, Func<ArticleFile, FileRead> read, CancellationToken cancellation)
    {
        var ahead = new Queue<Task<FileRead>>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            ahead.Enqueue(Task.Run(() => read(file), cancellation));
            if (ahead.Count > ReadAhead)
                yield return ahead.Dequeue().GetAwaiter().GetResult();
        }
        while (ahead.TryDequeue(out var last))
            yield return last.GetAwaiter().GetResult();
    }

    private FileRead Read(ArticleFile file, ArticleFolder look, TopicMatcher matcher, DateTimeOffset now)
    {
        try
        {
            if (new FileInfo(file.FullPath).Length > LargestFile)
                return FileRead.Failed(file, $"larger than {LargestFile / 1_000_000} MB", "split it");
            var bytes = File.ReadAllBytes(file.FullPath);
            var sidecarPath = file.FullPath + Source.SidecarSuffix;
            var sidecar = File.Exists(sidecarPath) ? File.ReadAllBytes(sidecarPath) : null;
            var source = new Source(file.Path, bytes, sidecar, file.Profile, look.Media, now);
            var reading = readers.For(file.Path)!.Read(source);
            var topics = reading.Article is { } article ? matcher.Match(article) : [];
            return new FileRead(file, Hash(bytes, sidecar), reading, topics);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return FileRead.Failed(file, $"cannot be read: {error.Message}", null);
        }
        catch (Exception error)
        {
            return FileRead.Failed(file, $"could not be understood: {error.Message}", "this is a fault of the reader; the other files are not affected");
        }
    }

    private static void Save(ArticleRoot root, FileRead read, StoredFile? before, Renames moves, FirstSeen seen,
        Dictionary<string, NumberedTopic> numbers, ImportPass pass, ImportReport report)
    {
        var path = read.File.Path;
        var problems = read.Reading.Problems;
        var hasArticle = read.Reading.Article is not null;
        // What cannot be read for a moment keeps its article; what can, and is none, loses it.
        if (read.Hash is null)
        {
            report.Problems.AddRange(problems);
            return;
        }
        if (before is null && hasArticle && moves.Take(read.Hash) is { } old)
        {
            pass.Batch.Move(root.Key, old, path);
            pass.Batch.Forget(root.Key, old);
            report.Renamed++;
        }
        if (read.Reading.Article is { } article)
        {
            var isNew = before is null;
            var memberships = read.Topics.Select(topic => new Membership(numbers[topic.Slug].Number, topic.ByFirstSeen)).ToList();
            var outcome = pass.Batch.Save(article, root.Key, isNew ? seen.Next() : pass.Now, before?.Hash != read.Hash, memberships);
            report.Added += outcome == SaveOutcome.Added ? 1 : 0;
            report.Changed += outcome == SaveOutcome.Changed ? 1 : 0;
            if (outcome == SaveOutcome.DuplicateId)
            {
                hasArticle = false;
                problems = [.. problems, new Problem(path, null, $"another file has the id {article.Id} already", "give one of the two another id or url")];
            }
        }
        else if (before is { HasArticle: true })
        {
            pass.Batch.Withdraw(root.Key, path);
            report.Withdrawn++;
        }
        // A duplicate is looked at in every import, for the other file may go.
        var due = hasArticle || read.Reading.Article is null ? read.Reading.Due : DateTimeOffset.UnixEpoch;
        pass.Batch.Remember(root.Key, new StoredFile(path, read.File.Stamp, read.Hash, due, hasArticle, problems));
        report.Problems.AddRange(problems);
        report.LookAgainAt(read.Reading.Due);
    }

    /// <summary>What is away for good goes; what is only out of sight, or away for a moment, stays.</summary>
    private void Remove(ArticleRoot root, ArticleFolder look, List<StoredFile> absent, ImportPass pass, ImportReport report)
    {
        foreach (var known in absentSince.Keys.Where(key => key.Root == root.Key && absent.All(file => file.Path != key.Path)).ToList())
            absentSince.Remove(known);
        if (!look.IsReadable)
            return;
        foreach (var folder in absent.GroupBy(file => Path.GetDirectoryName(file.Path) ?? ""))
        {
            if (IsSuddenlyEmpty(folder.Key, folder.Count(), look))
            {
                report.Problems.Add(new Problem(folder.Key.Length == 0 ? root.Folder : folder.Key, null,
                    $"is suddenly empty; its {folder.Count()} articles are kept", "to remove them, remove the folder itself, or import it again with one file in it"));
                continue;
            }
            foreach (var file in folder)
                RemoveAfterGrace(root, file, pass, report);
        }
    }

    // A mount that came loose leaves its empty folder behind; who deletes a file leaves others, or takes the folder too.
    private static bool IsSuddenlyEmpty(string folder, int absent, ArticleFolder look) =>
        look.Files.Count == 0 || absent > 1 && look.HasFolder(folder)
            && !look.Files.Any(file => folder.Length == 0 || file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    private void RemoveAfterGrace(ArticleRoot root, StoredFile file, ImportPass pass, ImportReport report)
    {
        absentSince.TryAdd((root.Key, file.Path), pass.Now);
        var goneAt = absentSince[(root.Key, file.Path)] + Grace;
        if (pass.Now < goneAt)
        {
            report.LookAgainAt(goneAt);
            return;
        }
        absentSince.Remove((root.Key, file.Path));
        if (file.HasArticle)
        {
            pass.Batch.Withdraw(root.Key, file.Path);
            report.Withdrawn++;
        }
        pass.Batch.Forget(root.Key, file.Path);
    }

    private static string Hash(byte[] bytes, byte[]? sidecar)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        hash.AppendData([0]);
        hash.AppendData(sidecar ?? []);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <param name="Hash">Null when not even the bytes could be had.</param>
    private sealed record FileRead(ArticleFile File, string? Hash, Reading Reading, IReadOnlyList<Topic> Topics)
    {
        public static FileRead Failed(ArticleFile file, string message, string? hint) =>
            new(file, null, new Reading(null, null, [new Problem(file.Path, null, message, hint)]), []);
    }

    /// <summary>Files that went away, by what was in them.</summary>
    private sealed class Renames(IEnumerable<StoredFile> absent)
    {
        private readonly ILookup<string, string> byHash = absent.ToLookup(file => file.Hash, file => file.Path);

        public HashSet<string> Taken { get; } = [];

        public string? Take(string hash) =>
            byHash[hash].Order(StringComparer.Ordinal).FirstOrDefault(path => !Taken.Contains(path)) is { } path && Taken.Add(path) ? path : null;
    }

    /// <summary>
    /// Articles that are found together are told apart by a second each, in the order of their paths, the last one
    /// now; more than an hour's worth by less. Readers sort by this where nothing tells a date.
    /// </summary>
    private sealed class FirstSeen(DateTimeOffset now, int count)
    {
        private readonly TimeSpan step = TimeSpan.FromMilliseconds(Math.Min(1000, 3_600_000.0 / Math.Max(count, 1)));
        private int left = count;

        public DateTimeOffset Next() => now - step * Math.Max(--left, 0);
    }
}
