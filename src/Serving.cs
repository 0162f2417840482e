using System.Globalization;
using System.Net.Sockets;
using FeedService.Articles;
using FeedService.Feeds;
using FeedService.Import;
using FeedService.Topics;
using FeedService.Web;

namespace FeedService;

/// <summary>The command <c>serve</c>: starts the service, and tells who started it where to look.</summary>
public static class Serving
{
    /// <summary>How long requests under way may take once the service is stopping; an import stops at once.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(25);

    public static void Stop(HostOptions host) =>
        (host.ShutdownTimeout, host.ServicesStopConcurrently) = (LongestStop, true);

    public static async Task<int> Run(Settings settings, CancellationToken cancellation)
    {
        Listening.ReceiveInline();
        await using var app = Program.Build(settings);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(
                $"Cannot listen on {string.Join(", ", settings.Urls)}: {error.Message}\n"
                + "Listen elsewhere with --urls http://localhost:8081");
            await app.StopAsync(CancellationToken.None);
            return 1;
        }
        var watcher = app.Services.GetRequiredService<Watcher>();
        _ = watcher.First.ContinueWith(
            first => Console.Write(Greeting(settings, first.Result, app.Services.GetRequiredService<Catalog>(),
                app.Services.GetRequiredService<Addresses>())),
            cancellation, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>What the start tells: the folder, what was read, and the addresses to open.</summary>
    public static string Greeting(Settings settings, ImportReport report, Catalog catalog, Addresses addresses)
    {
        var lines = new List<string> { "", $"  FeedService reads {settings.Feeds}" };
        lines.Add($"  {Count(report.Articles, "article")} in {Count(catalog.Topics.Count, "topic")}, "
            + (report.IsElsewhere ? "imported by another node" : $"from {Count(report.Files, "file")}"));
        if (report is { Articles: 0, IsElsewhere: false })
            lines.Add($"  No article yet: put .md or .txt files into {Path.Combine(settings.Feeds, "articles")}");
        if (settings.HasLinksToNowhere)
            lines.Add($"  ! listens on {string.Join(", ", settings.Urls)}, but links name {settings.Address}, which leads "
                + "nowhere from other machines: set --address to the URL that they use");
        foreach (var problem in report.Of(Severity.Error).Concat(report.Of(Severity.Warning)).Take(10))
            lines.Add($"  ! {problem}");
        if (report.Of(Severity.Error).Concat(report.Of(Severity.Warning)).Count() is var problems and > 10)
            lines.Add(Invariant($"  ! and {problems - 10} more: see them all with the command check"));
        lines.Add("");
        lines.Add($"  {addresses.Home}  all topics");
        foreach (var (topic, _) in catalog.Topics.Take(12))
            lines.Add($"  {addresses.Feed(topic.Slug, FeedFormat.Atom)}  {topic.Title}");
        if (catalog.Topics.Count > 12)
            lines.Add(Invariant($"  and {catalog.Topics.Count - 12} more"));
        lines.Add("");
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>How many there are of something: 1 article, 2 articles.</summary>
    public static string Count(int number, string noun) => Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
