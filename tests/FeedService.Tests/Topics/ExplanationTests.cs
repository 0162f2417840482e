using System.Text;
using CsCheck;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class ExplanationTests
{
    [Fact]
    public void It_says_why_an_article_is_in_a_topic()
    {
        var topic = Matching.Topic("{ any: [Mond*, Sonne], not: { any: [Mondkalender] }, min: 2 }", "himmel");
        var article = Matching.Article("Der Mond und sein Mondlicht über dem schlafenden Garten.", "Mondnacht");

        var explanation = ExplanationText.Of(Explanation.Of(topic, article));

        Assert.Equal("""
            in      himmel
                    + any: Mond*, Sonne
                        found: Mond* 3× (title 1, body 2)
                        … [Mondnacht] …
                    + not: any: Mondkalender
                        found: any: none of them
                    + min: 2
                        found: 3
            """, explanation);
    }

    [Fact]
    public void It_says_what_is_missing_where_an_article_is_not_in_a_topic()
    {
        var topic = Matching.Topic(
            "[{ all: [Mond, Regen], min: 3 }, { tags: [Wetter], language: [de], after: 2024-01-01 }]", "wetter");
        var article = Matching.Article("Heute scheint der Mond.") with { Tags = ["Himmel", "Nacht"] };

        var explanation = ExplanationText.Of(Explanation.Of(topic, article));

        Assert.Equal("""
            not in  wetter
                    either
                    - all: Mond, Regen
                        found: Mond 1× (body 1), Regen 0×
                        … Heute scheint der [Mond]. …
                    - min: 3
                        found: 1
                    or
                    - tags: Wetter
                        found: Himmel, Nacht
                    - language: de
                        found: und
                    - after: 2024-01-01T00:00:00Z
                        found: no date
            """, explanation);
    }

    [Fact]
    public void It_shows_where_the_terms_stand_that_keep_an_article_out()
    {
        var topic = Matching.Topic("{ any: [Mond], not: { any: [Regen*] } }", "himmel");
        var article = Matching.Article("Der Mond über dem Regenwald.");

        var explanation = Explanation.Of(topic, article);

        Assert.Equal([("any", true), ("not", false)],
            explanation.Blocks[0].Findings.Select(finding => (finding.Key, finding.Holds)));
        Assert.Equal([new Quote(Part.Body, "Der Mond über dem ", "Regenwald", ".")],
            explanation.Blocks[0].Findings[1].Quotes);
    }

    [Fact]
    public void A_quote_has_whole_words()
    {
        var article = Matching.Article("Ein Satz voller langer Wörter, in dem der Mond nur eine sehr kleine Rolle spielt.");

        var explanation = Explanation.Of(Matching.Topic("{ any: [Mond] }"), article);

        Assert.Equal([new Quote(Part.Body, "Wörter, in dem der ", "Mond", " nur eine sehr kleine")],
            explanation.Blocks[0].Findings[0].Quotes);
    }

    [Fact]
    public void A_quote_has_whole_characters()
    {
        var rare = string.Concat(Enumerable.Repeat("𠮷", 20));
        var article = Matching.Article($"{rare}月亮{rare}");

        var explanation = Explanation.Of(Matching.Topic("{ any: [月亮] }"), article);

        var quote = Assert.Single(explanation.Blocks[0].Findings[0].Quotes);
        Assert.DoesNotContain(Rune.ReplacementChar, (quote.Before + quote.Words + quote.After).EnumerateRunes());
    }

    [Fact]
    public void The_topics_that_an_article_is_in_come_first_then_those_that_it_is_nearly_in()
    {
        (string Slug, string Match)[] rules =
        [
            ("far", "{ any: [Sonne], language: [de] }"), ("farther", "{ tags: [Wetter] }"),
            ("min", "{ any: [Mond], min: 3 }"), ("not", "{ any: [Mond], not: { any: [Garten] } }"),
            ("half", "{ all: [Mond, Sonne] }"), ("field", "{ language: [de], tags: [Wetter] }"),
            ("two", "{ all: [Mond, Sonne], tags: [Wetter] }"), ("in", "{ any: [Mond] }"),
            ("unsaid", "{ tags: [Wetter], not: { any: [Sturm] } }"),
        ];
        var article = Matching.Article("Der Mond über dem Garten.") with { Language = "de" };

        var explanations = Explanation.Of([.. rules.Select(rule => Matching.Topic(rule.Match, rule.Slug))], article);

        Assert.Equal(["in", "min", "not", "half", "field", "far", "farther", "two", "unsaid"],
            explanations.Select(explanation => explanation.Topic.Slug));
        Assert.Equal(4, explanations.Count(explanation => explanation.IsNear));
    }

    [Fact]
    public void A_topic_without_a_rule_says_that_everything_belongs_to_it()
    {
        var all = new Topic { Slug = "all", Title = "All" };

        var explanation = ExplanationText.Of(Explanation.Of(all, Matching.Article("Text")));

        Assert.Equal("in      all\n          every article belongs to it", explanation);
    }

    [Fact]
    public void It_always_agrees_with_the_matcher()
    {
        var word = Matching.OneOf("Mond", "Mond*", "\"*licht\"", "Sonne", "der Mond", "/Nacht/");
        var words = word.Array[1, 3].Select(list => $"[{string.Join(", ", list)}]");
        var block = Gen.Select(Matching.OneOf("any", "all"), words, words, Gen.Bool, Gen.Int[1, 4],
            (key, terms, unwanted, hasNot, min) =>
            $"{{ {key}: {terms}{(hasNot ? $", not: {{ any: {unwanted} }}" : "")}, min: {min} }}");
        var text = Matching.OneOf("der Mond", "Mondlicht", "Sonne", "Nacht", "Garten").Array[0, 6]
            .Select(list => string.Join(' ', list));

        Gen.Select(block.Array[1, 3], text, text).Sample((blocks, title, body) =>
        {
            var topic = Matching.Topic($"[{string.Join(", ", blocks)}]");
            var article = Matching.Article(body, title.Length > 0 ? title : "none");

            var isIn = new TopicMatcher([topic]).Match(article).Count == 1;

            Assert.StartsWith(isIn ? "in      topic\n" : "not in  topic\n",
                ExplanationText.Of(Explanation.Of(topic, article)), StringComparison.Ordinal);
        }, iter: 1000);
    }
}
