using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class MistakesTests
{
    [Theory]
    [InlineData("titel: A\nmatch: { any: [ab] }", "t.yaml:1: \"titel\" is no key here (did you mean title?)")]
    [InlineData("Title: A\nmatch: { any: [ab] }", "t.yaml:1: \"Title\" is no key here (did you mean title?)")]
    [InlineData("colour: A\nmatch: { any: [ab] }",
        "t.yaml:1: \"colour\" is no key here (there are title, description, language, content, limit, order, aliases, match)")]
    [InlineData("match:\n  anny: [ab]\n  any: [ab]", "t.yaml:2: \"anny\" is no key here (did you mean any?)")]
    [InlineData("title: A\nmatch: { any: [ab] }\ntitle: B",
        "t.yaml:3: \"title\" stands twice (the first is in line 1)")]
    [InlineData("match:\n  any: [ab]\n  not: { any: [cd] }\n  any: [ef]",
        "t.yaml:4: \"any\" stands twice (the first is in line 2)")]
    [InlineData("title: A", "t.yaml:1: match is missing or empty (write match: { any: [a word, another] })")]
    [InlineData("", "t.yaml:1: match is missing or empty (write match: { any: [a word, another] })")]
    [InlineData("title: A\nmatch: {}", "t.yaml:2: match is missing or empty (write match: { any: [a word, another] })")]
    [InlineData("match: [{ any: [ab] }, {}]",
        "t.yaml:1: match is missing or empty (write match: { any: [a word, another] })")]
    [InlineData("match: Wort", "t.yaml:1: match is missing or empty (write match: { any: [a word, another] })")]
    [InlineData("match: { any: [] }", "t.yaml:1: any takes words (write any: [one, another])")]
    [InlineData("match: { any: }", "t.yaml:1: any takes words (write any: [one, another])")]
    [InlineData("match: { any: [[ab]] }", "t.yaml:1: any takes words (write any: [one, another])")]
    [InlineData("match:\n  any:\n    - ab\n    - x",
        "t.yaml:4: \"x\" is a single letter, which stands in every text (write a longer word)")]
    [InlineData("match:\n  any: [ab, *vertrag]",
        "t.yaml:2: *vertrag has a meaning of its own in YAML (put it in quotes: \"*vertrag\")")]
    [InlineData("match:\n  any:\n    - *vertrag",
        "t.yaml:3: *vertrag has a meaning of its own in YAML (put it in quotes: \"*vertrag\")")]
    [InlineData("limit: 0\nmatch: { any: [ab] }",
        "t.yaml:1: limit: \"0\" is no whole number from 1 to 1000 (as in limit: 2)")]
    [InlineData("limit: many\nmatch: { any: [ab] }",
        "t.yaml:1: limit: \"many\" is no whole number from 1 to 1000 (as in limit: 2)")]
    [InlineData("match: { any: [ab], min: 1.5 }",
        "t.yaml:1: min: \"1.5\" is no whole number from 1 to 1000 (as in min: 2)")]
    [InlineData("language: deutsch\nmatch: { any: [ab] }",
        "t.yaml:1: \"deutsch\" is no language (as in de, en or pt-BR)")]
    [InlineData("match:\n  language: [de, english]", "t.yaml:2: \"english\" is no language (as in de, en or pt-BR)")]
    [InlineData("content: half\nmatch: { any: [ab] }",
        "t.yaml:1: content: \"half\" is not known (write full or summary)")]
    [InlineData("content: [full]\nmatch: { any: [ab] }", "t.yaml:1: content is one text (write content: \"…\")")]
    [InlineData("order: newest\nmatch: { any: [ab] }",
        "t.yaml:1: order: \"newest\" is not known (write published or added)")]
    [InlineData("aliases: [ok, Not OK]\nmatch: { any: [ab] }",
        "t.yaml:1: \"Not OK\" can be no slug (letters, digits and hyphens in lower case)")]
    [InlineData("match:\n  tags: [a]\n  min: 2",
        "t.yaml:3: min and in speak of terms, and there are none (add any: […] or all: […])")]
    [InlineData("match:\n  tags: [a]\n  in: [title]",
        "t.yaml:3: min and in speak of terms, and there are none (add any: […] or all: […])")]
    [InlineData("match: { any: [ab], in: [title, teaser] }",
        "t.yaml:1: in: \"teaser\" is no part of an article (title, lead or body)")]
    [InlineData("match: { not: [ab] }", "t.yaml:1: not takes a block (write not: { any: [a word] })")]
    [InlineData("match: { access: cheap }", "t.yaml:1: access is free, paid or unknown (write access: free)")]
    [InlineData("match: { after: yesterday }", "t.yaml:1: after takes a date (as in after: 2024-06-19)")]
    [InlineData("- a\n- b", "t.yaml:1: this is not a list of keys and values (write \"key: value\", one a line)")]
    public void A_mistake_is_told_with_file_line_and_hint(string text, string mistake)
    {
        var (topic, problems) = TopicFile.Parse("t.yaml", "t", text);

        Assert.Contains(mistake, problems.Select(problem => problem.ToString()));
        Assert.Null(topic);
    }

    [Theory]
    [InlineData("title: A\nmatch: { any: [ab }", 2)]
    [InlineData("title: A\n\tmatch: b", 1)]
    [InlineData("title: \"A\nmatch: { any: [ab] }", 1)]
    [InlineData("title: A: B\nmatch: { any: [ab] }", 1)]
    public void Broken_yaml_is_told_once_with_line_and_hint(string text, int line)
    {
        var (topic, problems) = TopicFile.Parse("t.yaml", "t", text);

        var problem = Assert.Single(problems);
        Assert.Equal(("t.yaml", line), (problem.Path, problem.Line));
        Assert.False(string.IsNullOrEmpty(problem.Hint));
        Assert.Null(topic);
    }

    [Fact]
    public void All_mistakes_of_a_file_are_told_at_once()
    {
        const string Text = """
            titel: Bahn
            language: deutsch
            limit: 0
            limit: 5
            match:
              any: [a, "*bahn*", /(/]
              tags:
              not: { anny: [ab] }
            """;

        var (_, problems) = TopicFile.Parse("t.yaml", "t", Text);

        Assert.Equal([1, 2, 3, 4, 6, 6, 6, 7, 8, 8], problems.Select(problem => problem.Line!.Value).Order());
        Assert.All(problems, problem => Assert.False(string.IsNullOrEmpty(problem.Hint)));
    }

    [Fact]
    public void The_built_in_topic_may_set_everything_but_its_rule()
    {
        var (all, none) = TopicFile.Parse("all.yaml", "all", "title: Alles\nlimit: 5\norder: added\ncontent: summary");
        var (_, problems) = TopicFile.Parse("all.yaml", "all", "match: { any: [ab] }");

        Assert.Empty(none);
        Assert.Equal(("Alles", 5, true, EntryContent.Summary), (all!.Title, all.Limit, all.ByFirstSeen, all.Content));
        Assert.Equal("all.yaml:1: every article belongs to \"all\" (remove match, or give the topic another file name)",
            Assert.Single(problems).ToString());
    }

    [Fact]
    public void A_topic_needs_no_more_than_a_rule()
    {
        var (topic, problems) = TopicFile.Parse("deep-sky.yaml", "deep-sky", "match: { any: [ab] }");

        Assert.Empty(problems);
        Assert.Equal(("Deep Sky", null, null, 50, false, EntryContent.Full),
            (topic!.Title, topic.Description, topic.Language, topic.Limit, topic.ByFirstSeen, topic.Content));
    }

    [Theory]
    [InlineData("titel: A", "_site.yaml:1: \"titel\" is no key here (did you mean title?)")]
    [InlineData("title: A\ntitle: B", "_site.yaml:2: \"title\" stands twice (the first is in line 1)")]
    [InlineData("language: deutsch", "_site.yaml:1: \"deutsch\" is no language (as in de, en or pt-BR)")]
    [InlineData("timezone: Berlin", "_site.yaml:1: \"Berlin\" is no time zone (as in Europe/Berlin)")]
    [InlineData("id: press",
        "_site.yaml:1: \"press\" is no URI that ids can be made under (as in tag:example.org,2024:press)")]
    [InlineData("id: \"tag:example.org,2024:\"",
        "_site.yaml:1: \"tag:example.org,2024:\" is no URI that ids can be made under (as in tag:example.org,2024:press)")]
    [InlineData("logo: logo.png", "_site.yaml:1: \"logo.png\" is no URL (as in https://example.org/logo.png)")]
    [InlineData("redirects: all.rss",
        "_site.yaml:1: redirects is a list of old paths (as in redirects: { /feed: all.rss })")]
    [InlineData("redirects:\n  feed: all.rss",
        "_site.yaml:2: \"feed\" is no old path (as in /feed or \"/?feed=rss2\")")]
    [InlineData("redirects:\n  /: all.rss", "_site.yaml:2: \"/\" is no old path (as in /feed or \"/?feed=rss2\")")]
    [InlineData("redirects:\n  /healthz: all.rss", "_site.yaml:2: \"/healthz\" is an address of this service (remove it)")]
    [InlineData("redirects:\n  /healthz/live: all.rss",
        "_site.yaml:2: \"/healthz/live\" is an address of this service (remove it)")]
    [InlineData("redirects:\n  /feeds/all.rss: all.atom",
        "_site.yaml:2: \"/feeds/all.rss\" is an address of this service (remove it)")]
    [InlineData("redirects:\n  /feed: nowhere",
        "_site.yaml:2: \"nowhere\" is nowhere to lead to (name a feed (all.rss), a path (/topics/all) or a URL)")]
    [InlineData("redirects:\n  /feed: \"/a\\r\\nb\"",
        "_site.yaml:2: \"/a\r\nb\" is nowhere to lead to (name a feed (all.rss), a path (/topics/all) or a URL)")]
    [InlineData("redirects:\n  /feed: all.rss\n  /feed/: all.atom", "_site.yaml:3: \"/feed/\" stands twice (remove one)")]
    [InlineData("redirects:\n  /a: /b\n  /b: all.rss",
        "_site.yaml:3: \"/b\" is old, but another old path leads there (name the place that is there now)")]
    [InlineData("author: [A, B]", "_site.yaml:1: author is one text (write author: \"…\")")]
    public void A_mistake_in_the_site_file_is_told_likewise(string text, string mistake)
    {
        var (site, problems) = Site.Parse("_site.yaml", text);

        Assert.Equal(mistake, Assert.Single(problems).ToString());
        Assert.Null(site);
    }

    [Fact]
    public void Every_key_of_the_site_file_is_optional()
    {
        var (site, problems) = Site.Parse("_site.yaml", "");
        var (full, _) =
            Site.Parse("_site.yaml", "title: Schau\ntimezone: Europe/Berlin\nid: tag:example.org,2024:press");

        Assert.Empty(problems);
        Assert.Equal(Site.Default, site);
        Assert.Equal(("Schau", "Schau", "Europe/Berlin", "tag:example.org,2024:press"),
            (full!.Title, full.Author, full.Zone.Id, full.Id));
    }
}
