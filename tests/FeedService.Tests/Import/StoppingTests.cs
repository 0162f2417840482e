using FeedService.Import;
using FeedService.Readers;

namespace FeedService.Tests.Import;

public sealed class StoppingTests
{
    [Fact]
    public async Task A_stopped_import_keeps_what_it_read_and_the_next_one_goes_on()
    {
        await using var collection = new Collection();
        for (var i = 0; i < 60; i++)
            collection.WriteArticle($"{i:00}.md", "Text.");
        using var stop = new CancellationTokenSource();

        var first = collection.ImportUntil(stop, at => at.Articles == 20);
        var kept = collection.Members("all").Count();
        var second = collection.Import();

        Assert.True(first.IsStopped);
        Assert.Equal((20, 20, 40), (first.Added, kept, second.Added));
        Assert.Equal(60, collection.Members("all").Count());
    }

    [Fact]
    public async Task What_was_not_met_before_the_stop_is_not_taken_for_gone()
    {
        await using var collection = new Collection();
        for (var i = 0; i < 20; i++)
            collection.WriteArticle($"{i:00}.md", "Text.");
        collection.ImportPastGrace();
        collection.Delete("articles/19.md");
        collection.WriteArticle("00.md", "Another text.");
        collection.WriteArticle("01.md", "Another text.");
        using var stop = new CancellationTokenSource();

        var stopped = collection.ImportUntil(stop, at => at.Articles == 1);

        Assert.Equal((1, 0), (stopped.Changed, stopped.Withdrawn));
        Assert.Equal(20, collection.Members("all").Count());
    }

    [Fact]
    public async Task What_is_being_read_at_the_stop_is_not_taken_for_gone_nor_for_read()
    {
        await using var collection = new Collection();
        collection.WriteArticle("a.md", "Text.");
        collection.Import();
        collection.WriteArticle("a.md", "Another text.");
        using var stop = new CancellationTokenSource();

        var stopped = collection.ImportWith(new StoppedReader(stop), stop.Token);
        var kept = collection.Stored("a.md").Article.Content;
        var next = collection.Import();

        Assert.Equal((true, 0, "<p>Text.</p>"), (stopped.IsStopped, stopped.Withdrawn, kept));
        Assert.Equal((1, "<p>Another text.</p>"), (next.Changed, collection.Stored("a.md").Article.Content));
    }

    /// <summary>Markdown, whose reading is stopped before it is done.</summary>
    private sealed class StoppedReader(CancellationTokenSource stop) : IArticleReader
    {
        private readonly MarkdownReader markdown = new();

        public IReadOnlyList<string> Extensions => markdown.Extensions;

        public IEnumerable<Reading> Read(Source source)
        {
            stop.Cancel();
            return markdown.Read(source);
        }

        public IEnumerable<string> Inspect(Source source) => markdown.Inspect(source);
    }

    [Fact]
    public void Its_pace_tells_how_many_how_fast_and_how_long()
    {
        var time = new SteppingTime();
        var told = new List<string>();
        var pace = new ImportPace(time, TimeSpan.FromSeconds(5), (_, line) => told.Add(line));

        for (var second = 1; second <= 10; second++)
        {
            time.Seconds = second;
            pace.Report(new ImportProgress(second * 10, 400, second * 1000, 40_000, second * 1200));
        }

        Assert.Equal(
            [
                "6,000 articles from 50 of 400 files, 1,200 a second, about 35 s left",
                "12,000 articles from 100 of 400 files, 1,200 a second, about 30 s left",
            ], told);
    }

    private sealed class SteppingTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
