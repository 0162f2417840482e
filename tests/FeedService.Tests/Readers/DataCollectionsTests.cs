using FeedService.Readers;
using FeedService.Tests.Support;

namespace FeedService.Tests.Readers;

/// <summary>Every JSON and CSV file of the real collections gives articles, or a reason.</summary>
public sealed class DataCollectionsTests
{
    [Theory]
    [InlineData("json-nst", 340)]
    [InlineData("export-ghost-migrate-fixtures", 61)]
    [InlineData("export-readlater-wallabag", 15)]
    [InlineData("news-ninjs", 43)]
    [InlineData("pathological", 2)]
    [InlineData("text-naughty-strings", 1)]
    [InlineData("vocab-iptc-mediatopics", 1)]
    public void Each_file_gives_articles_or_a_reason_and_the_same_again(string collection, int fewest)
    {
        var files = Files(collection);

        foreach (var file in files)
        {
            var (first, second) = (Read(file), Read(file));

            Assert.NotEmpty(first);
            Assert.All(first, reading => Assert.True(reading.Article is not null || reading.Problems.Count > 0, file));
            Assert.DoesNotContain(first.SelectMany(reading => reading.Problems),
                problem => problem.Message.StartsWith("could not be understood", StringComparison.Ordinal));
            Assert.Equal(first.Select(Shown), second.Select(Shown));
        }
        Assert.InRange(files.Count, fewest, int.MaxValue);
    }

    [Fact]
    public void What_editors_and_agencies_export_becomes_articles()
    {
        int Count(string collection) =>
            Files(collection).Sum(file => Read(file).Count(reading => reading.Article is not null));

        Assert.Equal((68, 21, 34), (Count("export-ghost-migrate-fixtures"), Count("news-ninjs"),
            Count("export-readlater-wallabag")));
    }

    private static List<string> Files(string collection) =>
    [
        .. Directory.GetFiles(Shared.Require("corpus/" + collection), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".json" or ".csv").Order(StringComparer.Ordinal),
    ];

    private static IReadOnlyList<Reading> Read(string file) =>
        Desk.ReadAll(Path.GetFileName(file), File.ReadAllBytes(file));

    private static (string, string?, string?, string?) Shown(Reading reading) => (reading.Record, reading.Article?.Id,
        reading.Article?.Title, reading.Article?.Content ?? string.Join('|', reading.Problems));
}
