using System.Globalization;
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

    public void Run(ArticleRoot root, Site site, IReadOnlyList<NumberedTopic> topics, ImportPass pass,
        ImportReport report,
        IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var look = ArticleFolder.Look(root, readers, site.Zone);
        report.Problems.AddRange(look.Problems);
        var known = store.Files(root.Key);
        var present = look.Files.Select(file => file.Path).ToHashSet();
        var absent = known.Values.Where(file => !present.Contains(file.Path)).ToList();
        var fresh = Settled(look.Files.Where(file => IsFresh(file, known, pass.Now)).ToList(), pass, report);

        // What is out of sight may be back under its old name.
        var moves = new Renames(look.IsReadable ? absent.Where(file => file.HasArticle) : []);
        var matcher = new TopicMatcher([.. topics.Select(topic => topic.Topic)]);
        var saver = new FileSaver(root, known, moves,
            new FirstSeen(pass.Now, fresh.Count(file => !known.ContainsKey(file.Path))), topics, pass, report);
        var (done, duplicates) = (0, new List<ArticleFile>());
        foreach (var read in InOrder(fresh, file => Read(file, look, matcher, pass.Now), cancellation))
        {
            if (!saver.TrySave(read))
                duplicates.Add(read.File);
            progress?.Report(new ImportProgress(++done, fresh.Count));
            pass.Pause();
        }
        Remove(root, look, absent.Where(file => !moves.Taken.Contains(file.Path)).ToList(), pass, report);
        // Whoever held their ids may have gone, or been given another one, only now.
        foreach (var read in duplicates.Select(file => Read(file, look, matcher, pass.Now))
            .Where(read => !saver.TrySave(read)))
            saver.SetAside(read);
        foreach (var file in look.Files.Select(file => file.Path).Except(fresh.Select(file => file.Path)))
            report.Problems.AddRange(known.GetValueOrDefault(file)?.Remarks ?? []);
        report.LookAgainAt(known.Values.Where(file => present.Contains(file.Path))
            .Where(file => file.Due > pass.Now).Min(file => file.Due));
        report.Files += look.Files.Count;
    }

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
    private static IEnumerable<FileRead> InOrder(List<ArticleFile> files, Func<ArticleFile, FileRead> read,
        CancellationToken cancellation)
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
            if (file.Length > LargestFile)
                return FileRead.Failed(file, $"larger than {LargestFile / 1_000_000} MB", "split it");
            var bytes = OwnFiles.ReadAllBytes(file.FullPath);
            var sidecar = file.SidecarPath is { } path ? OwnFiles.ReadAllBytes(path) : null;
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
            return FileRead.Failed(file, $"could not be understood: {error.Message}",
                "this is a fault of the reader; the other files are not affected");
        }
    }

    /// <summary>What is away for good goes; what is only out of sight, or away for a moment, stays.</summary>
    private void Remove(ArticleRoot root, ArticleFolder look, List<StoredFile> absent, ImportPass pass,
        ImportReport report)
    {
        foreach (var known in absentSince.Keys
            .Where(key => key.Root == root.Key && absent.All(file => file.Path != key.Path)).ToList())
            absentSince.Remove(known);
        if (!look.IsReadable)
            return;
        foreach (var folder in absent.GroupBy(file => look.NearestFolder(file.Path)))
        {
            var articles = folder.Count(file => file.HasArticle);
            if (IsSuddenlyEmpty(folder.Key, articles, look))
            {
                report.Problems.Add(new Problem(folder.Key.Length == 0 ? root.Folder : folder.Key, null,
                    string.Create(CultureInfo.InvariantCulture, $"is suddenly empty; its {articles} articles are kept"),
                    look.Files.Count == 0
                        ? "to remove them, put a file into it"
                        : "to remove them, remove the folder itself, or put a file into it"));
                continue;
            }
            foreach (var file in folder)
                RemoveAfterGrace(root, file, pass, report);
        }
    }

    // A mount that came loose leaves its empty folder behind; who deletes a file leaves others, or takes the
    // folder too.
    private static bool IsSuddenlyEmpty(string folder, int articles, ArticleFolder look) => look.Files.Count == 0
        || articles > 1 && folder.Length > 0
        && !look.Files.Any(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

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
}
