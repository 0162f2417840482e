using System.Globalization;

namespace FeedService.Benchmarks;

/// <summary>What the scripts beside this file call.</summary>
public static class Entry
{
    public static Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return args switch
        {
            ["generate", var folder, var articles, var topics] =>
                Generate(folder, int.Parse(articles), int.Parse(topics)),
            ["render", var feeds, var database, var output] => Rendering.Run(feeds, database, output),
            ["stages", var feeds] => Stages.Run(feeds),
            _ => Usage(),
        };
    }

    private static Task<int> Generate(string folder, int articles, int topics)
    {
        new Collection(articles, topics).Write(folder);
        return Task.FromResult(0);
    }

    private static Task<int> Usage()
    {
        Console.Error.WriteLine("""
            generate FOLDER ARTICLES TOPICS   write a collection: FOLDER/articles, FOLDER/tags and FOLDER/words with topics, FOLDER/hugo
            render FEEDS DATABASE OUTPUT      import a feeds folder, then write the RSS feed of each topic into OUTPUT
            stages FEEDS                      tell where the time of an import goes
            """);
        return Task.FromResult(1);
    }
}
