using FeedService.Articles;
using FeedService.Readers;
using FeedService.Tests.Support;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

/// <summary>The article that the product is first meant for, and the topics that are wanted of it.</summary>
public sealed class SeedTests
{
    private static string Path => Directory.GetFiles(Shared.Require("seed"), "*.txt").Single();

    private static Article Read() => new PlainTextReader()
        .Read(new Source("seed.txt", () => File.OpenRead(Path), null, Profile.Default, _ => null,
            DateTimeOffset.UtcNow)).First().Article!;

    [Theory]
    [InlineData("Nordkorea*", 14)]
    [InlineData("Nordkorea", 8)]
    public void A_prefix_finds_what_the_exact_word_misses(string term, int count)
    {
        var whole = Matching.Article(File.ReadAllText(Path));

        Assert.Equal(count, Matching.Count(Matching.Term(term), whole));
    }

    [Theory]
    [InlineData("Russland", "{ any: [Russland*, russisch*, Moskau*, Kreml*, Putin*], min: 2 }", true)]
    [InlineData("Nordkorea", "{ any: [Nordkorea*, Pjöngjang*, Kim Jong Un*] }", true)]
    [InlineData("Außenpolitik",
        "{ any: [Außenpolitik*, Staatsbesuch*, Abkommen*, \"*vertrag\", Sanktion*], min: 2 }", true)]
    [InlineData("Sport", "{ any: [Sport*, Fußball*, Bundesliga*] }", false)]
    public void The_article_is_in_the_topics_it_is_about(string topic, string match, bool isIn)
    {
        var rule = Matching.Topic(match, Topic.Canonical(topic));

        var matched = new TopicMatcher([rule]).Match(Read()).Count == 1;

        Assert.Equal(isIn, matched);
    }
}
