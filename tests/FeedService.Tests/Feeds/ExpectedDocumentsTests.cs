using System.Text;
using FeedService.Feeds;
using FeedService.Store;
using FeedService.Tests.Support;
using FeedService.Topics;

namespace FeedService.Tests.Feeds;

/// <summary>
/// Whole documents, byte for byte. <c>UPDATE_EXPECTED=1</c> writes them anew: then the diff is what to review.
/// </summary>
public sealed class ExpectedDocumentsTests
{
    private static readonly Feed Empty = Sample.Feed with { Logo = null, Rights = null, Entries = [] };

    public static IEnumerable<TheoryDataRow<string, bool>> EachFormat() =>
        FeedFormat.All.SelectMany(_ => new[] { true, false },
            (format, full) => new TheoryDataRow<string, bool>(format.Extension, full));

    [Theory]
    [MemberData(nameof(EachFormat))]
    public void A_feed_is_written_as_expected(string extension, bool isFull)
    {
        var writer = Sample.Writers.Single(writer => writer.Format.Extension == extension);

        var document = writer.Write(isFull ? Sample.Feed : Empty);

        Same(document, $"{(isFull ? "full" : "empty")}.{extension}");
    }

    [Theory]
    [MemberData(nameof(EachFormat))]
    public void A_feed_draws_no_remark_from_a_validator(string extension, bool isFull)
    {
        var writer = Sample.Writers.Single(writer => writer.Format.Extension == extension);
        var feed = isFull ? Sample.Feed : Empty;

        var findings = FeedJudge.Feed(writer.Write(feed), writer.Format, feed.Self(writer.Format));

        Assert.Empty(findings);
    }

    [Fact]
    public void The_list_of_topics_is_written_as_expected()
    {
        var site = new Site { Title = "Presse & Schau", Author = "Redaktion", Language = "de" };
        var topics = new[]
        {
            Topic(new() { Slug = AllSlug, Title = "Presse & Schau" }),
            Topic(new() { Slug = "kreml", Title = "Kreml \"heute\"", Description = "Moskau & mehr", Language = "en" }),
            Topic(new() { Slug = "tokyo-新幹線", Title = "新幹線", Description = "" }),
        };

        var document = OpmlWriter.Write(site, topics, new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
            new Addresses("https://example.org/news/"));

        Same(document, "topics.opml");
        Assert.Empty(FeedJudge.Opml(document));
    }

    [Fact]
    public void The_same_feed_gives_the_same_bytes()
    {
        var twice = Sample.Writers.Select(
            writer => (First: writer.Write(Sample.Feed), Second: writer.Write(Sample.Feed)));

        Assert.All(twice, pair => Assert.Equal(pair.First, pair.Second));
    }

    private const string AllSlug = FeedService.Topics.Topic.AllSlug;

    private static CatalogTopic Topic(Topic topic) => new(topic, new StoredTopic(1, topic.Slug, "", 1, default, null));

    private static void Same(byte[] document, string name)
    {
        var file = Path.Combine(Shared.Repository, "tests", "FeedService.Tests", "Feeds", "Expected", name);
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1")
            File.WriteAllBytes(file, document);
        Assert.Equal(File.ReadAllText(file), new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(document));
        Assert.Equal(File.ReadAllBytes(file), document);
    }
}
