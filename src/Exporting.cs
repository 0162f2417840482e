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
        folder = Path.GetFullPath(folder);
        if (File.Exists(folder))
            return Work.Fail($"{folder} is a file. Name a folder");
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
        var exported = -1L;
        using var looked = new SemaphoreSlim(0);
        watcher.Looked += () => looked.Release();
        await watcher.StartAsync(cancellation);
        while (true)
        {
            await looked.WaitAsync(cancellation);
            var version = catalog.State.Version;
            if (version == exported || !await Export(services, folder, patterns, cancellation))
                continue;
            exported = version;
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
}
