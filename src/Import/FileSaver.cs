using FeedService.Articles;
using FeedService.Readers;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>A file as it was read.</summary>
/// <param name="Hash">Null when not even the bytes could be had.</param>
internal sealed record FileRead(ArticleFile File, string? Hash, Reading Reading, IReadOnlyList<Topic> Topics)
{
    public static FileRead Failed(ArticleFile file, string message, string? hint) =>
        new(file, null, new Reading(null, null, [new Problem(file.Path, null, message, hint)]), []);
}

/// <summary>Writes into the store what files of one root gave, one after the other.</summary>
internal sealed class FileSaver(ArticleRoot root, IReadOnlyDictionary<string, StoredFile> known, Renames moves,
    FirstSeen seen,
    IReadOnlyList<NumberedTopic> topics, ImportPass pass, ImportReport report)
{
    private readonly Dictionary<string, NumberedTopic> numbers = topics.ToDictionary(topic => topic.Topic.Slug);

    /// <returns>False when another file has its article's id, so that nothing of it could be saved.</returns>
    public bool TrySave(FileRead read)
    {
        var before = known.GetValueOrDefault(read.File.Path);
        if (read.Hash is null)
        {
            report.Problems.AddRange(read.Reading.Problems);
            return true;
        }
        var keepsLastGood = before is { HasArticle: true } && read.Reading.HasFailed;
        if (read.Reading.Article is { } article)
        {
            var isRenamed = before is null && Rename(read.Hash, read.File.Path);
            var outcome = pass.Batch.Save(article, root.Key, before is null ? seen.Next() : pass.Now,
                before?.Hash != read.Hash && !isRenamed, Memberships(read));
            if (outcome == SaveOutcome.DuplicateId)
                return false;
            report.Added += outcome == SaveOutcome.Added ? 1 : 0;
            report.Changed += outcome == SaveOutcome.Changed ? 1 : 0;
        }
        // A draft takes its article back; a slip of the pen in an edit does not.
        else if (before is { HasArticle: true } && !keepsLastGood)
        {
            pass.Batch.Withdraw(root.Key, read.File.Path);
            report.Withdrawn++;
        }
        Remember(read, read.Hash, read.Reading.Article is not null || keepsLastGood,
            read.Reading.Due, read.Reading.Problems);
        report.LookAgainAt(read.Reading.Due);
        return true;
    }

    /// <summary>A duplicate is told, and looked at in every import, for the other file may go.</summary>
    public void SetAside(FileRead read) => Remember(read, read.Hash!, false, DateTimeOffset.UnixEpoch,
    [
        .. read.Reading.Problems,
        new Problem(read.File.Path, null, $"another file has the id {read.Reading.Article!.Id} already",
            "give one of the two another id or url"),
    ]);

    private void Remember(FileRead read, string hash, bool hasArticle, DateTimeOffset? due,
        IReadOnlyList<Problem> problems)
    {
        pass.Batch.Remember(root.Key, new StoredFile(read.File.Path, read.File.Stamp, hash, due, hasArticle, problems));
        report.Problems.AddRange(problems);
    }

    private bool Rename(string hash, string path)
    {
        if (moves.Take(hash) is not { } old)
            return false;
        pass.Batch.Move(root.Key, old, path);
        pass.Batch.Forget(root.Key, old);
        report.Renamed++;
        return true;
    }

    private List<Membership> Memberships(FileRead read) =>
        [.. read.Topics.Select(topic => new Membership(numbers[topic.Slug].Number, topic.ByFirstSeen))];
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
/// Articles that are found together are told apart by a second each, in the order of their paths, the last one
/// now; more than an hour's worth by less. Readers sort by this where nothing tells a date.
/// </summary>
internal sealed class FirstSeen(DateTimeOffset now, int count)
{
    private readonly TimeSpan step = TimeSpan.FromMilliseconds(Math.Min(1000, 3_600_000.0 / Math.Max(count, 1)));
    private int left = count;

    public DateTimeOffset Next() => now - step * Math.Max(--left, 0);
}
