using System.Globalization;
using System.Text;
using Dapper;
using FeedService.Feeds;
using FeedService.Tests.Import;
using FeedService.Topics;
using FeedService.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Web;

/// <summary>Collections that live: whatever happens to them, what is served keeps its promises.</summary>
public sealed class LivesTests
{
    private static readonly string[] Tags = ["aa", "bb", "cc"];
    private static readonly string[] Bodies = ["kraut und", "rüben auch", "krautsalat kim jong"];

    private readonly Dictionary<string, (string Body, long Version, DateTimeOffset Modified)> seen = [];
    private readonly Dictionary<(long Topic, long Article), long> places = [];
    private readonly HashSet<int> live = [];
    private int next;

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    public async Task Bytes_never_change_without_their_validators_and_places_never_move(int seed)
    {
        var random = new Random(seed);
        await using var collection = new Collection();
        Begin(collection, random);
        collection.Import();

        for (var step = 0; step < 15; step++)
        {
            for (var events = random.Next(1, 5); events > 0; events--)
                Happen(collection, random);
            await Import(collection, random);
            await CheckDocuments(collection);
            CheckPlaces(collection);
        }
    }

    private void Begin(Collection collection, Random random)
    {
        collection.Write("aa.yaml", "title: A\nmatch: { tags: [aa] }");
        collection.Write("bb.yaml", "title: B\nlimit: 5\norder: added\nmatch: { tags: [bb] }");
        collection.Write("cc.yaml", "title: C\nlimit: 7\nmatch: { any: [kraut*] }");
        collection.Write("_site.yaml", "title: S\nauto: { tags: 3, folders: 5 }");
        while (next < 230)
            WriteArticle(collection, random, next++);
    }

    private void Happen(Collection collection, Random random)
    {
        var one = live.ElementAt(random.Next(live.Count));
        switch (random.Next(8))
        {
            case 0:
                WriteArticle(collection, random, next++);
                break;
            case 1 or 2:
                WriteArticle(collection, random, one);
                break;
            case 3 or 4:
                live.Remove(one);
                collection.Delete($"articles/{PathOf(one)}");
                break;
            case 5:
                WriteArticle(collection, random, random.Next(next));
                break;
            case 6:
                var term = random.Next(2) == 0 ? "kraut*" : "rüben";
                collection.Write("cc.yaml", $"title: C{random.Next(3)}\nlimit: 7\nmatch: {{ any: [{term}] }}");
                break;
            default:
                if (File.Exists(collection.Full("aa.yaml")))
                    collection.Delete("aa.yaml");
                else
                    collection.Write("aa.yaml", "title: A\nmatch: { tags: [aa] }");
                break;
        }
    }

    private void WriteArticle(Collection collection, Random random, int number)
    {
        live.Add(number);
        var tags = Tags.Where(_ => random.Next(2) == 0).Append($"dd{random.Next(8)}");
        var url = random.Next(4) == 0 ? $"url: https://example.org/{random.Next(12)}\n" : "";
        collection.WriteArticle(PathOf(number), $"{Bodies[random.Next(3)]} {random.Next(1000)} {random.Next()}",
            random.Next(6) == 0 ? null : random.Next(1, 29), $"tags: [{string.Join(", ", tags)}]\n{url}");
    }

    private static string PathOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"f{number % 3}/{number}.md");

    private static async Task Import(Collection collection, Random random)
    {
        using var stop = new CancellationTokenSource();
        if (random.Next(4) == 0)
            collection.ImportUntil(stop, _ => random.Next(2) == 0);
        else if (random.Next(3) == 0)
            collection.ImportPastGrace();
        else
            collection.Import();
        if (random.Next(6) == 0)
        {
            await collection.Restart();
            collection.Import();
        }
        var indexer = collection.Services.GetRequiredService<WordIndexer>();
        while (indexer.Next(TimeSpan.FromSeconds(1)) > 0)
            continue;
    }

    private async Task CheckDocuments(Collection collection)
    {
        foreach (var (name, answer) in Answers(collection))
        {
            var document = await answer.Make!();
            var now = (Encoding.UTF8.GetString(document.Body(Coding.Identity)), answer.Version!.Value,
                document.LastModified);
            Assert.Equal((answer.Version, answer.LastModified), (document.Version, document.LastModified));
            if (seen.TryGetValue(name, out var before) && before.Body != now.Item1)
            {
                Assert.True(before.Version < now.Value && before.Modified < now.LastModified,
                    $"{name} has changed, and not its validators");
            }
            seen[name] = now;
        }
    }

    private static IEnumerable<(string Name, Answer Answer)> Answers(Collection collection)
    {
        var selections = collection.Services.GetRequiredService<Selections>();
        var feeds = collection.Services.GetRequiredService<FeedEndpoints>();
        var pages = collection.Services.GetRequiredService<PageEndpoints>();
        foreach (var (topic, state) in collection.Catalog.Topics)
        {
            var selection = selections.Find(topic.Slug).Selection!;
            foreach (var format in FeedFormat.All)
                yield return ($"{topic.Slug}.{format.Extension}", feeds.Of(selection, format));
            for (var number = 1; number <= state.Archives; number++)
                yield return ($"{topic.Slug}/archive/{number}", feeds.OfArchive(selection, number, FeedFormat.Atom));
            yield return ($"page of {topic.Slug}", pages.Of(selection));
        }
        foreach (var name in new[] { "aa+bb", "bb+!cc", "aa,cc", "all+!bb" })
        {
            if (selections.Find(name).Selection is { } selection)
                yield return (name, feeds.Of(selection, FeedFormat.Atom));
        }
        foreach (var text in new[] { "kraut*", "kim jong", "*salat,ruben", "kraut*+!ruben" })
            yield return ($"search for {text}", feeds.Of(selections.Of(Query.Parse(text).Query!)!, FeedFormat.Atom));
        yield return ("list of topics", feeds.OfOpml());
        yield return ("index", pages.OfIndex());
        foreach (var stored in collection.Store.All().ToList())
        {
            yield return ($"page of {stored.Article.Path}",
                pages.Of(stored, collection.Catalog.State, collection.Store.AppearanceChanged()));
        }
    }

    private void CheckPlaces(Collection collection)
    {
        using var database = new SqliteConnection($"Data Source={collection.Settings.Database}");
        var rows = database.Query<(long Topic, long Article, long Place)>("""
            select topic, article, place from member
            union all
            select topic, article, place from former_member
            """).ToList();
        Assert.Equal(rows.Count, rows.DistinctBy(row => (row.Topic, row.Article)).Count());
        Assert.Equal(rows.Count, rows.DistinctBy(row => (row.Topic, row.Place)).Count());
        foreach (var (topic, article, place) in rows)
        {
            Assert.Equal(places.GetValueOrDefault((topic, article), place), place);
            places[(topic, article)] = place;
        }
        Assert.Equal(0, database.ExecuteScalar<int>("""
            select count(*) from article a
            left join indexed i on i.article = a.key
            where (a.withdrawn is null) <> (i.number is not null)
            """));
    }
}
