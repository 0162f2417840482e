using System.Globalization;
using FeedService.Articles;
using FeedService.Import;
using FeedService.Topics;
using FeedService.Web;

namespace FeedService;

/// <summary>The command <c>export</c>: the whole service as files, once or for as long as it runs.</summary>
public static class Exporting
{
    public static async Task<int> Run(Settings settings, string folder, IReadOnlyList<string> patterns, bool isWatching,
        CancellationToken cancellation)
    {
        await using var app = Program.Build(settings);
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder))
            return Work.Fail($"{folder} is a file. Name a folder");
        var (target, source) = (Real(folder) + "/", Real(settings.Feeds) + "/");
        if (target.StartsWith(source, StringComparison.Ordinal) || source.StartsWith(target, StringComparison.Ordinal))
            return Work.Fail($"{folder} and {settings.Feeds}, which is read, must not lie in one another: articles would "
                + "be written over, or read again. Name another folder");
        if (settings.IsLoopback)
            await Console.Error.WriteLineAsync($"warning: links lead to {settings.Address}, which is this machine: "
                + "set --address to the URL under which the files will be found");
        app.Services.GetRequiredService<Importer>().Present();
        try
        {
            return isWatching
                ? await Watch(app.Services, folder, patterns, cancellation)
                : await Once(app.Services, folder, patterns, cancellation);
        }
        catch (OperationCanceledException)
        {
            return isWatching ? 0 : Work.StoppedByUser;
        }
    }

    private static async Task<int> Once(IServiceProvider services, string folder, IReadOnlyList<string> patterns,
        CancellationToken cancellation)
    {
        var report = Work.ImportAll(services.GetRequiredService<Importer>(), [], cancellation);
        if (report.IsStopped)
            return Work.StoppedByUser;
        Work.Tell(report.Problems, Severity.Error);
        return await Export(services, folder, patterns, cancellation) ? 0 : 1;
    }

    /// <summary>Exports whenever an import has changed something, until it is stopped.</summary>
    private static async Task<int> Watch(IServiceProvider services, string folder, IReadOnlyList<string> patterns,
        CancellationToken cancellation)
    {
        var (watcher, catalog) = (services.GetRequiredService<Watcher>(), services.GetRequiredService<Catalog>());
        var media = services.GetRequiredService<MediaEndpoints>();
        var exported = (Version: -1L, Media: "");
        using var looked = new SemaphoreSlim(0);
        watcher.Looked += () => looked.Release();
        await watcher.StartAsync(cancellation);
        while (true)
        {
            await looked.WaitAsync(cancellation);
            try
            {
                var now = (catalog.State.Version, media.Stamp());
                if (now != exported && await Export(services, folder, patterns, cancellation))
                    exported = now;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"error: {error.Message}; the next export tries again");
            }
        }
    }

    private static async Task<bool> Export(IServiceProvider services, string folder, IReadOnlyList<string> patterns,
        CancellationToken cancellation)
    {
        var report = await services.GetRequiredService<Export>().RunAsync(folder, patterns, cancellation);
        Work.Tell(report.Problems, Severity.Error);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Serving.Count(report.Files, "file")} in {folder}: {report.Written} written, {report.Removed} removed"));
        return report.Problems.Count == 0;
    }

    /// <summary>A path without links, as far as it is there.</summary>
    public static string Real(string path)
    {
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)) is not { } above)
            return "";
        var real = Path.Combine(Real(above) + "/", Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
        return Path.Exists(real)
            ? new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real
            : real;
    }
}
