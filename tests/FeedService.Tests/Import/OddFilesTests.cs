using FeedService.Tests.Support;

namespace FeedService.Tests.Import;

public sealed class OddFilesTests
{
    [Theory]
    [InlineData("articles/pipe.md")]
    [InlineData("articles/good.md.meta.yaml")]
    [InlineData("articles/_profile.yaml")]
    [InlineData("pipe.yaml")]
    [InlineData("_site.yaml")]
    public async Task A_pipe_that_nobody_writes_to_holds_up_no_import(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in folders");
        await using var collection = new Collection();
        collection.WriteArticle("good.md", "Body");
        Assert.Equal(0, Run.Program("mkfifo", collection.Full(path)).ExitCode);

        var cancellation = TestContext.Current.CancellationToken;
        await Task.Run(() => collection.Import(), cancellation).WaitAsync(TimeSpan.FromSeconds(10), cancellation);

        Assert.Equal(["good.md"], collection.Members("all"));
    }

    [Theory]
    [InlineData(": > \"$1/$(printf 'b\\344r.md')\"")]
    [InlineData("mkdir \"$1/$(printf 'b\\344r')\"")]
    public async Task A_name_that_is_not_UTF_8_is_told_and_hides_nothing_else(string make)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux allows such names");
        await using var collection = new Collection();
        collection.WriteArticle("good.md", "Body");
        collection.WriteArticle("removed.md", "Body");
        collection.Import();
        Assert.Equal(0, Run.Program("sh", "-c", make, "sh", collection.Full("articles")).ExitCode);
        collection.Delete("articles/removed.md");

        var report = collection.ImportPastGrace();

        // .NET cannot delete it either.
        Run.Program("sh", "-c", "rm -r \"$1\"/b*", "sh", collection.Full("articles"));
        Assert.Equal(["good.md"], collection.Members("all"));
        Assert.Equal("its name is not UTF-8, so it cannot be opened", Assert.Single(report.Problems).Message);
    }
}
