using System.Collections.Concurrent;
using FeedService.Articles;
using FeedService.Feeds;
using FeedService.Store;
using FeedService.Topics;
using Microsoft.Extensions.FileSystemGlobbing;

namespace FeedService.Web;

/// <summary>What an export did.</summary>
/// <param name="Files">At their addresses; their compressed twins are not counted.</param>
public sealed record ExportReport(int Files, int Written, int Removed, IReadOnlyList<Problem> Problems);

/// <summary>
/// Everything that is served, as files for a web server that knows nothing of this one: each lies at its address, pages
/// with <c>.html</c> behind it, beside its compressed twins. A file is dated with the document's Last-Modified, and
/// one that has that date already is left alone.
/// </summary>
public sealed class Export(FeedEndpoints feeds, PageEndpoints pages, MediaEndpoints media, Selections selections,
    Catalog catalog, ArticleStore store)
{
    private static readonly (Coding Coding, string Extension)[] Twins = [(Coding.Gzip, ".gz"), (Coding.Brotli, ".br")];

    /// <param name="folder">Made where it is missing.</param>
    /// <param name="patterns">
    /// Which paths below the folder are meant, as in <c>feeds/*.rss</c> or <c>feeds/**</c>; none for all of them.
    /// </param>
    public async Task<ExportReport> RunAsync(string folder, IReadOnlyList<string> patterns,
        CancellationToken cancellation)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(patterns);
        bool IsMeant(string path) => patterns.Count == 0 || matcher.Match(path).HasMatches;

        var list = new FileList(folder);
        var (files, written) = (new ConcurrentBag<string>(), 0);
        var problems = new ConcurrentBag<Problem>();
        await Parallel.ForEachAsync(All().Where(item => IsMeant(item.Path)), cancellation, async (item, _) =>
        {
            try
            {
                files.Add(item.Path);
                if (await WriteAsync(item, Path.Combine(folder, item.Path)))
                    Interlocked.Increment(ref written);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException
                or InvalidOperationException)
            {
                problems.Add(new Problem(item.Path, null, $"could not be written: {error.Message}"));
            }
        });
        var removed = list.Replace(files, IsMeant);
        return new ExportReport(files.Count, written, removed, [.. problems.OrderBy(problem => problem.Path)]);
    }

    /// <summary>Every file, and how it comes about; nothing is made until it is asked for.</summary>
    private IEnumerable<Item> All()
    {
        yield return new Item("index.html", catalog.State.LastModified, () => pages.OfIndex());
        yield return new Item("feeds.opml", catalog.State.LastModified, feeds.OfOpml);
        var (state, looks) = (catalog.State, store.AppearanceChanged());
        var archives = store.ArchivesChanged();
        foreach (var selection in catalog.Topics.Select(selections.Of))
        {
            var (slug, changed) = (selection.Topic.Slug, selection.Reading.LastModified);
            yield return new Item($"topics/{slug}.html", changed, () => pages.Of(selection));
            foreach (var format in FeedFormat.All)
            {
                yield return new Item($"feeds/{slug}.{format.Extension}", changed, () => feeds.Of(selection, format));
                foreach (var (number, own) in archives[selection.State!.Number])
                {
                    yield return new Item($"feeds/{slug}/archive/{number}.{format.Extension}",
                        Later(own, looks), () => feeds.OfArchive(selection, number, format));
                }
            }
        }
        foreach (var (slug, touched) in store.Pages())
        {
            yield return new Item($"articles/{slug}.html", Later(touched, looks),
                () => store.Find(slug) is { } stored ? pages.Of(stored, state, looks) : null);
        }
        foreach (var path in media.Paths())
            yield return new Item("media/" + path, media.Changed(path), null);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <returns>Whether anything was written.</returns>
    private async Task<bool> WriteAsync(Item item, string target)
    {
        var modified = item.Changed.UtcDateTime;
        if (File.Exists(target) && File.GetLastWriteTimeUtc(target) == modified)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (item.Answer is null)
        {
            Replace(target, modified, temporary => File.Copy(media.File(item.Path["media/".Length..]), temporary));
            return true;
        }
        if (item.Answer()?.Make is not { } make)
            return false;
        var document = await make();
        modified = document.LastModified.UtcDateTime;
        var body = document.Body(Coding.Identity);
        if (File.Exists(target) && (await File.ReadAllBytesAsync(target)).AsSpan().SequenceEqual(body))
        {
            foreach (var file in Twins.Select(twin => target + twin.Extension).Prepend(target))
                File.SetLastWriteTimeUtc(file, modified);
            return false;
        }
        foreach (var (coding, extension) in Twins)
        {
            var compressed = Codings.Compress(body, coding, Effort.Fair);
            Replace(target + extension, modified, temporary => File.WriteAllBytes(temporary, compressed));
        }
        Replace(target, modified, temporary => File.WriteAllBytes(temporary, body));
        return true;
    }

    // At once, so that nobody is ever served half of it.
    private static void Replace(string target, DateTime modified, Action<string> write)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Guid.NewGuid():n}.tmp");
        try
        {
            write(temporary);
            File.SetLastWriteTimeUtc(temporary, modified);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <param name="Path">Below the folder.</param>
    /// <param name="Changed">The date of the file that is up to date.</param>
    /// <param name="Answer">Null for a file that is copied.</param>
    private sealed record Item(string Path, DateTimeOffset Changed, Func<Answer?>? Answer);

    /// <summary>
    /// What exports have written into a folder: that alone may be removed again, for there may be more in it.
    /// </summary>
    private sealed class FileList(string folder)
    {
        private const string Name = ".feedservice-export";

        private readonly string file = Path.Combine(folder, Name);

        /// <returns>How many files were removed.</returns>
        public int Replace(IReadOnlyCollection<string> files, Func<string, bool> isMeant)
        {
            var before = File.Exists(file) ? File.ReadAllLines(file) : [];
            var stale = before.Where(isMeant).Except(files).ToList();
            foreach (var path in stale)
                Remove(Path.GetFullPath(Path.Combine(folder, path)));
            var now = before.Except(stale).Union(files).Order(StringComparer.Ordinal).ToList();
            if (!now.SequenceEqual(before))
            {
                Directory.CreateDirectory(folder);
                Export.Replace(file, DateTime.UtcNow, temporary => File.WriteAllLines(temporary, now));
            }
            return stale.Count;
        }

        private void Remove(string path)
        {
            if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return;
            foreach (var one in Twins.Select(twin => path + twin.Extension).Prepend(path))
                File.Delete(one);
            for (var above = Path.GetDirectoryName(path)!; above.Length > folder.Length
                && !Directory.EnumerateFileSystemEntries(above).Any(); above = Path.GetDirectoryName(above)!)
                Directory.Delete(above);
        }
    }
}
