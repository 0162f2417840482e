using CsCheck;
using FeedService.Articles;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class AutomaticTopicTests
{
    [Theory]
    [InlineData(LabelKind.Tag, "C++", "c-plus-plus")]
    [InlineData(LabelKind.Tag, "C#", "c-sharp")]
    [InlineData(LabelKind.Tag, "C", "c")]
    [InlineData(LabelKind.Tag, "Größe", "größe")]
    [InlineData(LabelKind.Tag, "日本", "日本")]
    [InlineData(LabelKind.Tag, "  Kim Jong-un: ", "kim-jong-un")]
    [InlineData(LabelKind.Tag, "🎉", "tag")]
    [InlineData(LabelKind.Folder, "news/Über uns", "über-uns")]
    [InlineData(LabelKind.Language, "de", "deutsch")]
    [InlineData(LabelKind.Language, "xqz", "xqz")]
    public void A_slug_is_what_remains_of_a_name_in_an_address(LabelKind kind, string spelling, string slug)
    {
        Assert.Equal(slug, AutomaticTopic.Slug(kind, spelling));
    }

    [Fact]
    public void Any_label_has_a_slug_and_a_topic_that_finds_its_articles()
    {
        var kinds = Gen.Int[0, 3].Select(i => (LabelKind)i);
        var texts = Gen.OneOf(Gen.String, Matching.OneOf("\"", "\\", "a: b", "#x", "'", "- no", "~", "e\u0301", "İ",
            "\u2028x", "\u0085", new string('ä', 300), "[a]", "{", "*", "&a", "!", "null", "日本", "🎉"));

        Gen.Select(kinds, texts).Sample((kind, text) =>
        {
            var spelling = Text.WithoutMarkup(text).Trim().Trim('/').Replace('/', '-');
            if (kind == LabelKind.Folder)
                spelling = "above/" + spelling;
            var article = Matching.Article("Text") with
            {
                Path = spelling + "/a.md",
                Tags = [spelling],
                Authors = [spelling],
                Language = spelling,
            };

            var definition = AutomaticTopic.Define(kind, spelling);

            Assert.True(Topic.IsSlug(AutomaticTopic.Slug(kind, spelling)));
            if (definition is null)
                return;
            var (topic, problems) = TopicFile.Parse("x.yaml", "x", definition);
            Assert.Empty(problems);
            Assert.Equal(Label.Of(kind, spelling), Label.Of(topic!));
            Assert.True(new TopicMatcher([topic!]).Match(article).Count == 1);
        }, iter: 3000);
    }

    [Fact]
    public void No_two_labels_ever_share_a_slug()
    {
        var slugs = new AutomaticSlugs(
            [new Topic { Slug = "c-3", Title = "", Aliases = ["old"] }],
            [(Matching.Topic("{ tags: [c] }", "c"), "")]);

        var given = new[] { "C!", "C?", "C.", "all", "search" }.Select(Take).ToList();

        Assert.Equal(["c-2", "c-4", "c-5", "all-tag", "search-tag"], given);
        Assert.Equal("c-author", slugs.Take(Label.Of(LabelKind.Author, "C"), "c"));
        Assert.Equal("c-author-2", slugs.Take(Label.Of(LabelKind.Folder, "c author"), "c-author-2"));
        Assert.Null(slugs.Take(Label.Of(LabelKind.Tag, "old"), "old"));
        Assert.Null(slugs.Take(Label.Of(LabelKind.Tag, "c 3"), "c-3"));
        Assert.Equal("c", slugs.Of(Label.Of(LabelKind.Tag, "C")));

        string? Take(string tag) =>
            slugs.Take(Label.Of(LabelKind.Tag, tag), AutomaticTopic.Slug(LabelKind.Tag, tag));
    }

    [Theory]
    [InlineData("auto: tags", 1, "auto says of what topics are made")]
    [InlineData("title: X\nauto:\n  tags: 0", 3, "tags: \"0\" is no whole number from 1 to")]
    [InlineData("auto:\n  authors: many", 2, "authors: \"many\" is no whole number")]
    [InlineData("auto:\n  tag: 3", 2, "\"tag\" is no key here")]
    public void A_mistake_in_the_site_file_is_told_with_line_and_hint(string text, int line, string message)
    {
        var (site, problems) = Site.Parse(Site.FileName, text);

        var problem = Assert.Single(problems);
        Assert.Null(site);
        Assert.Equal((Site.FileName, line), (problem.Path, problem.Line));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.Hint);
    }

    [Fact]
    public void Topics_that_ask_for_one_field_are_found_as_their_rules_say()
    {
        var one = Matching.OneOf("tags: [A]", "tags: [a, ä b]", "folder: [x]", "folder: [x/y, x]", "language: [de]",
            "authors: [Ada]", "source: [example.org]", "access: [free]", "any: [text]", "tags: [a], any: [text]",
            "source: [dpa, org]");
        var values = Matching.OneOf("a", "A", "Ä B", "ada", "de", "x").Array[0, 3];
        var paths = Matching.OneOf("a.md", "x/a.md", "x/y/a.md", "xy/a.md", "X/y/z/a.md");
        var languages = Matching.OneOf("de", "de-AT", "den", "und");
        var urls = Matching.OneOf("https://example.org/a", "https://www.example.org/", "https://badexample.org/");

        Gen.Select(one.Array[1, 8], values, paths, languages, urls).Sample((rules, values, path, language, url) =>
        {
            var topics = rules.Select(rule => Matching.Topic($"{{ {rule} }}")).ToList();
            var article = Matching.Article("Text") with
            {
                Tags = values,
                Authors = values,
                Path = path,
                Language = language,
                Url = url,
            };
            var matcher = new TopicMatcher(topics);

            var found = matcher.Match(article);

            Assert.Equal(topics.Where(topic => topic.Rule.Holds(matcher.Look(article))), found);
        }, iter: 2000);
    }
}
