using System.Collections.Concurrent;
using System.Text;
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
    // In bytes, on all file systems that are in use.
    private const int LongestName = 255;

    /// <param name="folder">Made where it is missing.</param>
    /// <param name="patterns">
    /// Which paths below the folder are meant, as in <c>feeds/*.rss</c> or <c>feeds/**</c>; none for all of them.
    /// </param>
    public async Task<ExportReport> RunAsync(string folder, IReadOnlyList<string> patterns,
        CancellationToken cancellation)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(patterns);
        bool IsMeant(string path) => patterns.Count == 0 || matcher.Match(path).HasMatches;

        var items = All().Where(item => IsMeant(item.Path)).ToList();
        // Before anything is written: whatever happens then, the files are known for ours.
        var list = ExportList.Begin(folder, items.Select(item => item.Path));
        var written = 0;
        var problems = new ConcurrentBag<Problem>();
        await Parallel.ForEachAsync(items, cancellation, async (item, _) =>
        {
            try
            {
                if (await WriteAsync(item, Path.Combine(folder, item.Path)))
                    Interlocked.Increment(ref written);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException
                or InvalidOperationException)
            {
                problems.Add(new Problem(item.Path, null, $"could not be written: {error.Message}"));
            }
        });
        var stale = list.Before.Where(IsMeant).Except(items.Select(item => item.Path)).ToList();
        foreach (var path in stale.Where(path => !list.Remove(path)))
        {
            problems.Add(new Problem(path, null, "could not be removed, though it is served no more",
                "remove it yourself"));
        }
        list.End();
        return new ExportReport(items.Count, written, list.Removed, [.. problems.OrderBy(problem => problem.Path)]);
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
        // A line of the list is a path.
        foreach (var path in media.Paths().Where(path => !path.Any(char.IsControl)))
            yield return new Item("media/" + path, media.Changed(path), null);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <returns>Whether anything was written.</returns>
    private async Task<bool> WriteAsync(Item item, string target)
    {
        var twins = item.Answer is null ? [] : TwinsOf(target);
        if (AreDated(item.Changed.UtcDateTime, twins.Keys.Prepend(target)))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (item.Answer is null)
        {
            Replace(target, item.Changed.UtcDateTime,
                temporary => File.Copy(media.File(item.Path["media/".Length..])!, temporary));
            return true;
        }
        if (item.Answer()?.Make is not { } make)
            return false;
        var document = await make();
        var modified = document.LastModified.UtcDateTime;
        var body = document.Body(Coding.Identity);
        if (AreDated(File.GetLastWriteTimeUtc(target), twins.Keys.Prepend(target))
            && (await File.ReadAllBytesAsync(target)).AsSpan().SequenceEqual(body))
        {
            foreach (var file in twins.Keys.Prepend(target))
                File.SetLastWriteTimeUtc(file, modified);
            return false;
        }
        foreach (var (file, coding) in twins)
        {
            var compressed = Codings.Compress(body, coding, Effort.Fair);
            Replace(file, modified, temporary => File.WriteAllBytes(temporary, compressed));
        }
        Replace(target, modified, temporary => File.WriteAllBytes(temporary, body));
        return true;
    }

    // A name that is as long as it may be has no room for another extension.
    private static Dictionary<string, Coding> TwinsOf(string target) =>
        Encoding.UTF8.GetByteCount(Path.GetFileName(target)) + 3 > LongestName ? []
            : ExportList.Twins.ToDictionary(twin => target + twin.Extension, twin => twin.Coding);

    private static bool AreDated(DateTime time, IEnumerable<string> files) =>
        files.All(file => File.Exists(file) && File.GetLastWriteTimeUtc(file) == time);

    // At once, so that nobody is ever served half of it.
    internal static void Replace(string target, DateTime modified, Action<string> write)
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
}
