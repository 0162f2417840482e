using FeedService.Tests.Support;

namespace FeedService.Tests.Commands;

public sealed class WorkTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Help_names_every_command_and_setting_in_80_columns()
    {
        var result = Cli.Invoke(folder, "--help");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(["serve ", "import ", "check ", "inspect <FILE> ", "explain <ARTICLE> <TOPIC> ",
            "print <TOPIC.FORMAT> ", "backup <FILE> ", "--address <URL> ", "--feeds <FOLDER> ",
            "--database <FILE|URL> ", "--redis <HOST|URL> ", "--urls <URLS> "],
            name => Assert.Contains("\n  " + name, result.Output, StringComparison.Ordinal));
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Theory]
    [InlineData("chekc", "'chekc'")]
    [InlineData("check --fedes x", "'--fedes'")]
    [InlineData("print", "'TOPIC.FORMAT'")]
    [InlineData("explain", "'ARTICLE'")]
    public void A_wrong_word_gives_help(string line, string named)
    {
        var result = Cli.Invoke(folder, line.Split(' '));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_finds_nothing_in_a_good_collection()
    {
        folder.Shipped();

        var result = Cli.Invoke(folder, "check", "--feeds", "feeds");

        Assert.Equal(
            (0, "note: notizen/der-takt.md: a draft\n", "13 articles from 14 files, 5 topics: 0 errors, 0 warnings\n"),
            (result.ExitCode, result.Error, result.Output));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));
    }

    [Fact]
    public void Check_tells_all_mistakes_at_once_with_file_line_and_hint()
    {
        folder.Site("titel: Presse").Topic("sea", "title: Sea\nlimit: many\nmatch: { any: [a] }")
            .Article("1.md", "title: One").Article("2.md", "title: [", "text");
        folder.Topic("empty", "title: Empty");

        var result = Cli.Invoke(folder, "check", "--feeds", "feeds");

        Assert.Equal(1, result.ExitCode);
        Assert.All(["error: _site.yaml:1: \"titel\" is no key here (did you mean title?)\n", "error: sea.yaml:2: ",
            "error: sea.yaml:3: ", "error: empty.yaml"],
            mistake => Assert.Contains(mistake, result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_tells_of_each_line_of_the_first_real_article_what_it_is()
    {
        var seed = Directory.EnumerateFiles(Shared.Require("seed"), "*.txt").Single();

        var result = Cli.Invoke(folder, "inspect", seed);

        Assert.Equal(0, result.ExitCode);
        Assert.All(["lead ", "heading ", "caption ", "badge ", "flag ", "language   de\n", "agencies   Reuters, AFP\n",
            "published  no date\n", "access     free\n"],
            word => Assert.Contains(word, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_reads_a_Markdown_file_wherever_it_lies()
    {
        folder.Write("a.md", "---\ntitle: One\ndate: 2026-01-02T00:00:00Z\ntags: [a, b]\n---\nText.\n");

        var result = Cli.Invoke(folder, "inspect", "a.md");

        Assert.Equal(0, result.ExitCode);
        Assert.All(["title      One\n", "published  2026-01-02T00:00:00Z\n", "tags       a, b\n"],
            line => Assert.Contains(line, result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("none.md", "There is no file none.md\n")]
    [InlineData("a.xyz", "No reader takes .xyz files; there are ")]
    public void Inspect_says_why_it_cannot(string file, string reason)
    {
        folder.Write("a.xyz", "");

        var result = Cli.Invoke(folder, "inspect", file);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(reason, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.md", "in      sea\n")]
    [InlineData("feeds/articles/1.md", "in      sea\n")]
    [InlineData("Moby", "in      sea\n")]
    [InlineData("2.md", "not in  sea\n")]
    public void Explain_says_why_an_article_is_in_a_topic_or_is_not(string article, string answer)
    {
        folder.Topic("sea", "title: Sea\nmatch: { any: [whale*] }").Article("1.md", "title: Moby", "Whales.")
            .Article("2.md", "title: Dick");

        var result = Cli.Invoke(folder, "explain", article, "sea", "--feeds", "feeds");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(answer, result.Output, StringComparison.Ordinal);
        Assert.Contains("any: whale*", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_without_a_topic_tells_first_of_those_that_the_article_is_in()
    {
        folder.Topic("far", "match: { any: [star*] }").Topic("near", "match: { any: [whale*], min: 2 }")
            .Topic("sea", "match: { any: [whale*] }").Article("1.md", "title: Moby", "Whales.");

        var result = Cli.Invoke(folder, "explain", "1.md", "--feeds", "feeds");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["in      sea", "not in  near", "not in  1 other topic, nor nearly"],
            result.Output.Split('\n').Where(line => line.StartsWith("in ", StringComparison.Ordinal)
                || line.StartsWith("not in ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("explain none.md", "There is no article none.md.")]
    [InlineData("explain 1.md none", "There is no topic none; there are all\n")]
    [InlineData("print none.rss", "There is no topic none; there are all\n")]
    [InlineData("print all.xml", "all.xml is no feed: write TOPIC.rss, TOPIC.atom or TOPIC.json\n")]
    [InlineData("import none", "There is no file or folder ")]
    public void What_is_not_there_is_named(string line, string reason)
    {
        folder.Article("1.md", "title: One");

        var result = Cli.Invoke(folder, [.. line.Split(' '), "--feeds", "feeds"]);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(reason, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_and_print_end_when_they_are_told_to()
    {
        folder.Article("1.md", "title: One").Article("2.md", "title: Two");
        var settings = TestService.SettingsFor(folder);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        var explained = await Work.Explain(settings, "1.md", null, stopped.Token);
        var printed = await Work.Print(settings, "all.rss", stopped.Token);

        Assert.Equal((130, 130), (explained, printed));
    }

    [Fact]
    public void Print_gives_the_feed_and_nothing_else()
    {
        folder.Article("1.md", "title: One\ndate: 2026-01-01").Article("2.md", "title: [");

        var result = Cli.Invoke(folder, "print", "all.rss", "--feeds", "feeds", "--address", "https://example.org/");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("</channel></rss>", result.Output, StringComparison.Ordinal);
        Assert.Contains("<link>https://example.org/articles/1</link>", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_reads_another_folder_and_a_file_that_stay_when_the_feeds_folder_is_synced()
    {
        folder.Article("1.md", "title: One");
        folder.Write("more/2.md", "---\ntitle: Two\n---\nText.");
        folder.Write("3.md", "---\ntitle: Three\n---\nText.");

        var first = Cli.Invoke(folder, "import", "more", "3.md", "--feeds", "feeds");
        var second = Cli.Invoke(folder, "import", "--feeds", "feeds");

        Assert.Equal((0, "3 articles: 3 added, 0 changed, 0 renamed, 0 withdrawn, from 3 files\n", ""),
            (first.ExitCode, first.Output, first.Error));
        Assert.Equal((0, "3 articles: 0 added, 0 changed, 0 renamed, 0 withdrawn, from 1 file\n"),
            (second.ExitCode, second.Output));
        Assert.True(File.Exists(Path.Combine(folder.Path, "data", "feedservice.db")));
    }

    [Fact]
    public void Import_of_a_file_that_cannot_be_read_ends_with_1()
    {
        folder.Article("1.md", "title: One");
        folder.Write("bad.xyz", "x");
        File.WriteAllText(Path.Combine(folder.Path, "feeds", "sea.yaml"), "title: [");

        var result = Cli.Invoke(folder, "import", "--feeds", "feeds");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: sea.yaml:", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("1 article: 1 added", result.Output, StringComparison.Ordinal);
    }
}
