using FeedService.Articles;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class RuleTests
{
    private static readonly Article Plain = Matching.Article("Sonne und Mond", "Sterne", "Der Himmel");

    private static readonly Article Told = Plain with
    {
        Path = "Himmel/Nacht/a.md",
        Tags = ["Astronomie", "Für Kinder"],
        Authors = ["Eduard Mörike"],
        Language = "de-AT",
        Publisher = new Publisher("Der Tagesspiegel", "https://www.tagesspiegel.de/"),
        Url = "https://archiv.example.org/1",
        Agencies = ["Reuters"],
        Access = Access.Paid,
        Published = new DateTimeOffset(2024, 6, 19, 8, 0, 0, TimeSpan.Zero),
    };

    [Theory]
    [InlineData("{ any: [Sonne, Regen] }", true)]
    [InlineData("{ any: [Schnee, Regen] }", false)]
    [InlineData("{ any: Sonne }", true)]
    [InlineData("{ all: [Sonne, Mond, Sterne, Himmel] }", true)]
    [InlineData("{ all: [Sonne, Regen] }", false)]
    [InlineData("{ any: [Sonne], not: { any: [Regen] } }", true)]
    [InlineData("{ any: [Sonne], not: { any: [Mond] } }", false)]
    [InlineData("{ any: [Sonne], not: { all: [Mond, Regen] } }", true)]
    [InlineData("{ not: { any: [Regen] } }", true)]
    [InlineData("{ any: [Sonne], not: { any: [Mond], not: { any: [Sterne] } } }", true)]
    [InlineData("{ any: [Sonne, Regen], all: [Mond] }", true)]
    [InlineData("{ any: [Sonne], all: [Regen] }", false)]
    [InlineData("[{ any: [Regen] }, { any: [Mond] }]", true)]
    [InlineData("[{ any: [Regen] }, { any: [Schnee] }]", false)]
    public void Keys_are_and_while_list_entries_and_blocks_are_or(string match, bool holds)
    {
        Assert.Equal(holds, Matching.Holds(match, Plain));
    }

    [Theory]
    [InlineData("{ tags: [astronomie] }", true)]
    [InlineData("{ tags: [Fur Kinder, Physik] }", true)]
    [InlineData("{ tags: [Kinder] }", false)]
    [InlineData("{ folder: [himmel] }", true)]
    [InlineData("{ folder: Himmel/Nacht/ }", true)]
    [InlineData("{ folder: [Him] }", false)]
    [InlineData("{ folder: [Nacht] }", false)]
    [InlineData("{ authors: [eduard morike] }", true)]
    [InlineData("{ authors: [Ada] }", false)]
    [InlineData("{ language: [de] }", true)]
    [InlineData("{ language: [de-AT, fr] }", true)]
    [InlineData("{ language: [de-DE] }", false)]
    [InlineData("{ source: [der tagesspiegel] }", true)]
    [InlineData("{ source: [tagesspiegel.de] }", true)]
    [InlineData("{ source: [archiv.example.org] }", true)]
    [InlineData("{ source: [reuters] }", true)]
    [InlineData("{ source: [spiegel.de] }", false)]
    [InlineData("{ access: paid }", true)]
    [InlineData("{ access: [free, unknown] }", false)]
    [InlineData("{ after: 2024-06-19 }", true)]
    [InlineData("{ after: 2024-06-19T08:00:01Z }", false)]
    [InlineData("{ tags: [Astronomie], language: [fr] }", false)]
    [InlineData("{ tags: [Astronomie], any: [Mond], not: { access: free } }", true)]
    public void What_an_article_says_of_itself_is_compared_folded(string match, bool holds)
    {
        Assert.Equal(holds, Matching.Holds(match, Told));
    }

    [Theory]
    [InlineData("{ tags: [x] }")]
    [InlineData("{ folder: [x] }")]
    [InlineData("{ authors: [x] }")]
    [InlineData("{ language: [de] }")]
    [InlineData("{ source: [x] }")]
    [InlineData("{ access: [free, paid] }")]
    [InlineData("{ after: 1900-01-01 }")]
    public void What_an_article_does_not_say_holds_nowhere(string match)
    {
        Assert.False(Matching.Holds(match, Plain));
    }

    [Theory]
    [InlineData("{ any: [Sonne], in: [title] }", false)]
    [InlineData("{ any: [Sterne], in: title }", true)]
    [InlineData("{ any: [Himmel], in: [title, lead] }", true)]
    [InlineData("{ any: [Sonne], in: [body] }", true)]
    [InlineData("{ any: [Sonne], not: { any: [Mond], in: [title] } }", true)]
    public void Terms_can_be_looked_for_in_parts(string match, bool holds)
    {
        Assert.Equal(holds, Matching.Holds(match, Plain));
    }

    [Theory]
    [InlineData("{ any: [Mond*], min: 3 }", true)]
    [InlineData("{ any: [Mond*], min: 4 }", false)]
    [InlineData("{ any: [Mond*, Sonne], min: 4 }", true)]
    [InlineData("{ any: [Mond*], in: [title, lead], min: 2 }", false)]
    [InlineData("{ all: [Mond, Sonne], min: 3 }", true)]
    [InlineData("{ any: [Mond*], not: { any: [Mond*], min: 4 }, min: 3 }", true)]
    [InlineData("[{ any: [Mond*], min: 9 }, { any: [Sonne] }]", true)]
    public void A_minimum_counts_occurrences_in_title_lead_and_body(string match, bool holds)
    {
        var article = Matching.Article("Mond und Sonne und Mondlicht", "Der Mond", "Ohne ihn");

        Assert.Equal(holds, Matching.Holds(match, article));
    }

    [Theory]
    [InlineData("<p>Der Mond scheint.</p><p>Mehr.</p>", "Der Mond scheint.")]
    [InlineData("<p>Der <em>Mond</em> scheint hell …</p>", "Der Mond scheint…")]
    [InlineData("<p>Der Mond</p><h2>Licht</h2><p>scheint.</p>", "Der Mond scheint.")]
    [InlineData("<p>Der Mond</p><p>scheint.</p><p>Mehr.</p>", "Der Mond scheint.")]
    public void A_lead_that_also_stands_in_the_body_counts_once(string body, string lead)
    {
        var article = Matching.Article(body, "Titel", lead);

        Assert.Equal(1, Matching.Count(Matching.Term("Mond"), article));
        Assert.False(Matching.Holds("{ any: [Mond], min: 2 }", article));
        Assert.True(Matching.Holds("{ any: [Mond], in: [lead] }", article));
    }

    [Fact]
    public void A_lead_of_its_own_counts_beside_the_body()
    {
        var article = Matching.Article("Der Mond scheint.", "Titel", "Über den Mond");

        Assert.Equal(2, Matching.Count(Matching.Term("Mond"), article));
    }

    [Fact]
    public void A_place_that_several_terms_fit_counts_once()
    {
        const string Match = "{ any: [Bahn*, \"*bahn\", Bahn, die Bahn, 新幹, 幹線], min: 2 }";

        var outcomes = ((string[])["eine Bahn", "eine Bahn, eine S-Bahn", "die Bahn", "新幹線"])
            .Select(text => Matching.Holds(Match, Matching.Article(text)));

        Assert.Equal([false, true, true, true], outcomes);
    }

    [Fact]
    public void Of_many_topics_an_article_is_in_those_whose_rules_hold()
    {
        var topics = new[] { Matching.Topic("{ any: [Sonne] }", "a"), Matching.Topic("{ any: [Regen] }", "b"),
            Matching.Topic("{ any: [Mond] }", "c") };

        var matched = new TopicMatcher(topics).Match(Plain);

        Assert.Equal(["a", "c"], matched.Select(topic => topic.Slug));
    }
}
