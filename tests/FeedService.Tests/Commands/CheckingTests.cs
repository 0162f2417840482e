using System.Globalization;
using System.Text.Json;
using FeedService.Tests.Support;

namespace FeedService.Tests.Commands;

/// <summary>The command <c>check</c> on collections with faults that a doctor has to find, and no others.</summary>
public sealed class CheckingTests : IDisposable
{
    private const string Address = "https://feeds.example.org";

    private static readonly string[] Words = ["ant", "bear", "cat", "dog", "eel", "fox"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_fault_of_ten_topics_is_found_and_nothing_else()
    {
        BrokenTopics();

        var result = Cli.Invoke(folder, "check", "--feeds", "feeds", "--address", Address);

        Assert.Equal("""
            error: broken.yaml:2: limit: "many" is no whole number from 1 to 1000 (as in limit: 2)
            warning: apart.yaml:2: no article belongs to this topic (explain ARTICLE apart tells what an article lacks)
            warning: every.yaml:2: every article belongs to this topic (narrow it: the feed all has them already)
            warning: folders.yaml:4: no article lies in "harbour" (mind the spelling, or remove it)
            warning: future.yaml:2: no article belongs to this topic: no article is dated 2999-01-01T00:00:00Z or later (mind the spelling, or remove it)
            warning: markup.yaml:1: its title looks like HTML to readers: The <b>Sea</b> (write it without tags and entities)
            warning: nobody.yaml:2: no article belongs to this topic: no article has the term "unicorn" (mind the spelling; word* finds inflections too)
            warning: tags.yaml:4: no article has the tag "see" (mind the spelling, or remove it)
            warning: twin.yaml:2: has the same 2 articles as sea.yaml (tell them apart, or make one an alias of the other)
            warning: typo.yaml:5: no article has the term "wahle*" or "squid" (mind the spelling, or remove it)

            """, result.Error);
        Assert.Equal((1, "6 articles from 6 files, 12 topics: 1 error, 9 warnings\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Each_fault_of_ten_articles_is_found_and_nothing_else()
    {
        BrokenArticles();

        var result = Cli.Invoke(folder, "check", "--feeds", "feeds", "--address", Address);

        Assert.Equal("""
            warning: _site.yaml:2: the logo is a .webp, which RSS readers do not show (use a PNG, JPEG or GIF)
            warning: beacon.md: a picture counts who reads: https://count.example/pixel.gif?id=1 (remove it)
            warning: characters.md: has characters that were lost or read in a wrong encoding (save the file as UTF-8, or correct them, as in: Ein Ã¼bel.)
            warning: future.md: its update, 2999-01-02T00:00:00Z, lies ahead and is left out until then (correct the date)
            warning: lazy.md: a picture is only a placeholder: https://example.org/img/placeholder-16x9.png (name the real one in src: readers run no script that would load it)
            warning: markup.md: its title looks like HTML to readers: The <video> element (write it without tags and entities)
            warning: mixed.md: 1 of its pictures or files come over plain http, which readers block: http://example.org/a.jpg (write https:// where the site has it)
            warning: old.md: published 1969-12-31, which readers take for a mistake (correct the date if it is one)
            warning: repeated.md: its summary is only its title again (write another, or none: the beginning of the text is taken then)
            warning: sound.md: its enclosure has no media type: mp3 (as in type: audio/mpeg)
            warning: tracking.md: its links tell who sent the reader: fbclid, utm_source (take these parameters off the URLs)
            note: bare.md: has no text: readers show its title alone (write a text or a summary)

            """, result.Error);
        Assert.Equal((0, "12 articles from 12 files, 1 topic: 0 errors, 11 warnings\n"),
            (result.ExitCode, result.Output));
    }

    [Fact]
    public void Json_carries_the_same_findings_and_nothing_stands_beside_it()
    {
        BrokenTopics();
        BrokenArticles();
        var lines = Cli.Invoke(folder, "check", "--feeds", "feeds", "--address", Address);

        var result = Cli.Invoke(folder, "check", "--json", "--feeds", "feeds", "--address", Address);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(lines.Error, string.Concat(findings.Select(Line)));
        Assert.Equal(findings.Count, new[] { "errors", "warnings", "notes" }
            .Sum(count => json.RootElement.GetProperty(count).GetInt32()));
        Assert.Equal(18, json.RootElement.GetProperty("articles").GetInt32());
        Assert.Equal("/feeds/all.rss", findings.Single(finding => Text(finding, "file") == "sound.md")
            .GetProperty("feed").GetString());
    }

    [Fact]
    public void What_ails_many_articles_alike_is_told_of_ten_and_the_others_are_counted()
    {
        for (var i = 10; i < 22; i++)
            folder.Article($"{i}.md", $"title: No. {i}\ndate: 1970-01-01");

        var result = Cli.Invoke(folder, "check", "--feeds", "feeds");

        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(11, lines.Length);
        Assert.StartsWith("warning: 19.md: published 1970-01-01", lines[9], StringComparison.Ordinal);
        Assert.Equal("warning: 2 more of the kind old-date: see --json", lines[10]);
        Assert.EndsWith(": 0 errors, 12 warnings\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_many_feeds_show_is_told_once_and_what_is_too_old_for_any_is_found_in_its_archive()
    {
        folder.Topic("all", "title: All\nlimit: 1");
        for (var i = 1; i <= 5; i++)
            folder.Topic($"t{i}", $"title: No. {i}\nlimit: 1\nmatch: {{ any: [whale, {Words[i]}] }}");
        folder.Article("old.md", "title: The `<audio>` element\ndate: 2026-01-01", string.Join(' ', Words))
            .Article("new.md", "title: The `<video>` element\ndate: 2026-01-02\nsummary: The <video> element",
                "A whale.");
        for (var i = 1; i <= 5; i++)
            folder.Article($"{i}.md", $"title: No. {i}\ndate: 2025-01-01", $"A {Words[i]}.");

        var result = Cli.Invoke(folder, "check", "--feeds", "feeds");

        Assert.Equal("""
            warning: new.md: its title looks like HTML to readers: The <video> element (write it without tags and entities)
            warning: old.md: its title looks like HTML to readers: The <audio> element (write it without tags and entities)

            """, result.Error);
    }

    [Fact]
    public void The_sample_has_no_findings_in_JSON_either()
    {
        folder.Shipped();

        var result = Cli.Invoke(folder, "check", "--json", "--feeds", "feeds", "--address", Address);

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("note: notizen/der-takt.md: a draft\n",
            string.Concat(json.RootElement.GetProperty("findings").EnumerateArray().Select(Line)));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_leaves_nothing_behind()
    {
        for (var i = 0; i < 3000; i++)
            folder.Article($"{i}.md", $"title: No. {i}", string.Concat(Enumerable.Repeat("Some words of it.\n\n", 40)));
        var temporary = Directory.CreateDirectory(Path.Combine(folder.Path, "tmp")).FullName;
        using var process = Cli.Start(folder, new() { ["TMPDIR"] = temporary }, "check", "--feeds", "feeds");
        while (Directory.GetDirectories(temporary, "feedservice-check-*").Length == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        Run.Program("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.Empty(Directory.GetDirectories(temporary, "feedservice-check-*"));
    }

    private void BrokenTopics()
    {
        folder.Topic("broken", "title: Broken\nlimit: many\nmatch: { any: [whale*] }")
            .Topic("nobody", "title: Nobody\nmatch: { any: [unicorn] }")
            .Topic("apart", "title: Apart\nmatch: { any: [whale*], tags: [garden] }")
            .Topic("every", "title: Every\nmatch: { language: en }")
            .Topic("sea", "title: Sea\nmatch: { any: [whale*] }")
            .Topic("twin", "title: Twin\nmatch: { any: [whales] }")
            .Topic("typo", "title: Typo\nmatch:\n  any:\n    - whale*\n    - wahle*\n    - squid\n    - rose\n")
            .Topic("tags", "title: Tags\nmatch:\n  tags:\n    - see\n    - garden\n    - sea\n")
            .Topic("future", "title: Future\nmatch: { after: 2999-01-01 }")
            .Topic("folders", "title: Folders\nmatch:\n  - folder: [deep]\n  - folder: [harbour]\n"
                + "    not: { any: [submarine] }\n")
            .Topic("markup", "title: The <b>Sea</b>\nmatch: { any: [bees, rose] }")
            .Topic("garden", "title: Garden\nmatch: { any: [bee*, rose*, hedge*] }");
        folder.Article("deep/1.md", "title: One\nlang: en\ntags: [sea]\ndate: 2026-01-01", "Whales sing at night.")
            .Article("2.md", "title: Two\nlang: en\ntags: [sea]\ndate: 2026-01-02", "The song of the whales.")
            .Article("3.md", "title: Three\nlang: en\ntags: [garden]\ndate: 2026-01-03", "A bee in the morning.")
            .Article("4.md", "title: Four\nlang: en\ndate: 2026-01-04", "Bees and a rose.")
            .Article("5.md", "title: Five\nlang: en\ndate: 2026-01-05", "Roses.")
            .Article("6.md", "title: Six\nlang: en\ndate: 2026-01-06", "A hedge.");
    }

    private void BrokenArticles()
    {
        folder.Site("title: Press\nlogo: https://example.org/logo.webp");
        folder.Article("markup.md", "title: The `<video>` element\nlang: en\ntags: [video]")
            .Article("future.md", "title: Later\nlang: en\nupdated: 2999-01-02")
            .Article("old.md", "title: Earlier\nlang: en\ndate: 1969-12-31")
            .Article("repeated.md", "title: Twice said\nlang: en\nsummary: Twice said.", "And a text that says more.")
            .Article("lazy.md", "title: Lazy\nlang: en", "![Sea](https://example.org/img/placeholder-16x9.png)\n\nText.")
            .Article("beacon.md", "title: Beacon\nlang: en", "Text. ![](https://count.example/pixel.gif?id=1)")
            .Article("tracking.md", "title: Tracking\nlang: en\nurl: https://example.org/a?utm_source=rss",
                "See [there](https://example.org/b?x=1&fbclid=2).")
            .Article("mixed.md", "title: Mixed\nlang: en", "Text. ![Sea](http://example.org/a.jpg)")
            .Article("characters.md", "title: Characters\nlang: en", "Ein Ã¼bel.")
            .Article("sound.md", "title: Sound\nlang: en\nenclosures: { url: https://example.org/a.mp3, type: mp3 }")
            .Article("bare.md", "title: Bare\nlang: en", "")
            .Article("good.md", "title: Good\nlang: en\ndate: 2026-01-01\nurl: https://example.org/good?page=2",
                "A [link](https://example.org/?a=1), a ![picture](https://example.org/counter.jpg) and a text.");
    }

    private static string Line(JsonElement finding) =>
        $"{Text(finding, "severity")}: {Text(finding, "file")}"
        + (finding.TryGetProperty("line", out var line) ? $":{line.GetInt32()}" : "") + $": {Text(finding, "message")}"
        + (Text(finding, "hint") is { } hint ? $" ({hint})" : "") + "\n";

    private static string? Text(JsonElement finding, string key) =>
        finding.TryGetProperty(key, out var value) ? value.GetString() : null;
}
