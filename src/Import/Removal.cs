using System.Globalization;
using FeedService.Articles;
using FeedService.Store;

namespace FeedService.Import;

/// <summary>
/// Takes files that are away for good out of the store; what is only out of sight, or away for a moment, stays.
/// </summary>
internal sealed class Removal
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Root, string Path), DateTimeOffset> absentSince = [];

    public void Run(ArticleRoot root, ArticleFolder look, List<StoredFile> absent, ImportPass pass, ImportReport report)
    {
        var paths = absent.Select(file => file.Path).ToHashSet();
        foreach (var back in absentSince.Keys.Where(key => key.Root == root.Key && !paths.Contains(key.Path)).ToList())
            absentSince.Remove(back);
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
            report.Withdrawn += pass.Batch.Withdraw(root.Key, file.Path);
        pass.Batch.Forget(root.Key, file.Path);
    }
}
