using FeedService.Feeds;
using FeedService.Import;
using FeedService.Topics;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Benchmarks;

/// <summary>An import and then every topic's RSS feed as a file: what a generator of static feeds does.</summary>
internal static class Rendering
{
    public static async Task<int> Run(string feeds, string database, string output)
    {
        var (settings, mistakes) =
            Settings.From(
                name => name switch { "feeds" => feeds, "database" => database, _ => null },
                Directory.GetCurrentDirectory());
        if (settings is null)
        {
            Console.Error.WriteLine(string.Join('\n', mistakes));
            return 1;
        }
        await using var app = Program.Build(settings);
        var report = app.Services.GetRequiredService<Importer>().Run();
        Directory.CreateDirectory(output);
        var catalog = app.Services.GetRequiredService<Catalog>();
        var renderer = app.Services.GetRequiredService<FeedRenderer>();
        var rss = FeedFormat.Of("rss")!;
        await Parallel.ForEachAsync(catalog.Topics.Where(topic => topic.Topic.Slug != Topic.AllSlug),
            async (topic, cancellation) =>
        {
            var rendered = await renderer.RenderAsync(topic.Topic.Slug, rss);
            await File.WriteAllBytesAsync(Path.Combine(output, topic.Topic.Slug + ".rss"),
                rendered!.Body, cancellation);
        });
        Console.WriteLine($"{report.Articles} articles, {catalog.Topics.Count - 1} feeds");
        return 0;
    }
}
