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
                Generate(new Collection(int.Parse(articles), int.Parse(topics)), folder),
            ["generate", var folder, var articles, var topics, var length] =>
                Generate(new Collection(int.Parse(articles), int.Parse(topics), int.Parse(length)), folder),
            ["wordpress", var file, var megabytes] => Large.WordPress(file, long.Parse(megabytes)),
            ["line", var file, var megabytes] => Large.Line(file, long.Parse(megabytes)),
            ["stages", var feeds] => Stages.Run(feeds),
            ["search", var articles] => Searching.Run(int.Parse(articles)),
            ["nodes", var service, var seconds, var perSecond] =>
                Nodes.Run(service, int.Parse(seconds), double.Parse(perSecond)),
            ["store"] => Say(Storing.Header),
            ["store", var location, var articles] => Storing.Run(location, int.Parse(articles)),
            ["score", var corpus] => Scoring.Run(corpus),
            ["score-feeds", var corpus] => FeedScore.Run(corpus),
            ["write"] => Writing.Run(),
            ["bare", var folder, var port] => Bare.Run(folder, int.Parse(port)),
            _ => Usage(),
        };
    }

    private static Task<int> Generate(Collection collection, string folder)
    {
        collection.Write(folder);
        return Task.FromResult(0);
    }

    private static Task<int> Say(string text)
    {
        Console.WriteLine(text);
        return Task.FromResult(0);
    }

    private static Task<int> Usage()
    {
        Console.Error.WriteLine("""
            generate FOLDER ARTICLES TOPICS [LENGTH]
                                          write a collection: FOLDER/articles, FOLDER/tags and FOLDER/words with topics,
                                          FOLDER/hugo; LENGTH is that of an article's body, about 4000 unless told
            wordpress FILE MEGABYTES      write an export of WordPress
            line FILE MEGABYTES           write an article in JSON on one line
            bare FOLDER PORT                  serve full.rss and summary.rss of a folder by Kestrel alone
            stages FEEDS                  tell where the time of an import goes
            search ARTICLES               tell how long searches take in a store of so many, and what the index costs
            nodes SERVICE SECONDS REQUESTS    two nodes under so many requests a second, while all around them fails
            store [DATABASE ARTICLES]     tell what a store of so many costs: a SQLite file, or the URL of an empty PostgreSQL
                                          database; without these, the head of the table
            score CORPUS                  tell how well collections are read whose right reading is known
            score-feeds CORPUS            tell how well feeds are read whose right reading is known
            write                         render 50 full entries in each format, with BenchmarkDotNet
            """);
        return Task.FromResult(1);
    }
}
