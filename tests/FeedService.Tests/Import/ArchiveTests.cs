using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FeedService.Articles;

namespace FeedService.Tests.Import;

public sealed class ArchiveTests
{
    [Theory]
    [InlineData("old.zip")]
    [InlineData("old.tar")]
    [InlineData("old.tar.gz")]
    [InlineData("old.tgz")]
    public async Task Articles_are_read_where_they_lie_in_an_archive(string name)
    {
        await using var collection = new Collection();
        Pack(collection, name, ("2024/05/01/one.md", "# One\n\nText."), ("two.txt", "Two lines\n\nof text."),
            ("__MACOSX/._two.txt", "junk"), (".hidden.md", "# Hidden"), ("picture.png", "png"));

        var report = collection.Import();

        var one = collection.Store.All().Single(stored => stored.Article.Record == "2024/05/01/one.md");
        Assert.Empty(report.Of(Severity.Error));
        Assert.Equal(2, report.Added);
        Assert.Equal((name, "One", new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), $":{name}#2024/05/01/one.md"),
            (one.Article.Path, one.Article.Title, one.Article.Published!.Value, one.Article.Id));
    }

    [Fact]
    public async Task An_unchanged_archive_changes_nothing_and_a_changed_one_what_changed_in_it()
    {
        await using var collection = new Collection();
        Pack(collection, "old.zip", ("a.md", "# A\n\nText."), ("b.md", "# B\n\nText."), ("c.md", "# C\n\nText."));
        collection.Import();

        var same = collection.Import();
        Collection.Age(collection.Full("articles/old.zip"));
        var touched = collection.Import();
        Pack(collection, "old.zip", ("a.md", "# A\n\nText."), ("b.md", "# B\n\nOther text."), ("d.md", "# D\n\nText."));
        var changed = collection.Import();

        Assert.False(same.ChangedAnything);
        Assert.False(touched.ChangedAnything);
        Assert.Equal((1, 1, 1), (changed.Added, changed.Changed, changed.Withdrawn));
    }

    [Fact]
    public async Task A_broken_file_in_it_is_told_by_name_and_keeps_what_it_last_was()
    {
        await using var collection = new Collection();
        Pack(collection, "old.zip", ("a.md", "# A\n\nText."), ("b.md", "# B\n\nText."));
        collection.Import();

        Pack(collection, "old.zip", ("a.md", "---\ntitle: [\n---\nText."), ("b.md", "# B\n\nText."));
        var report = collection.Import();

        Assert.StartsWith("old.zip#a.md:", report.Of(Severity.Error).Single().ToString(), StringComparison.Ordinal);
        Assert.False(report.ChangedAnything);
        Assert.Equal(2, report.Articles);
    }

    [Fact]
    public async Task A_draft_in_it_is_taken_back_though_another_file_is_broken()
    {
        await using var collection = new Collection();
        Pack(collection, "old.zip", ("a.md", "# A\n\nText."), ("b.md", "# B\n\nText."));
        collection.Import();

        Pack(collection, "old.zip", ("a.md", "---\ntitle: [\n---\nText."), ("b.md", "---\ndraft: true\n---\n# B\n\nText."));
        var report = collection.Import();

        Assert.Equal((1, 1), (report.Withdrawn, report.Articles));
    }

    [Fact]
    public async Task A_damaged_archive_keeps_its_articles_and_says_so()
    {
        await using var collection = new Collection();
        Pack(collection, "old.zip", ("a.md", "# A\n\nText."), ("b.md", "# B\n\nText."));
        collection.Import();

        var bytes = File.ReadAllBytes(collection.Full("articles/old.zip"));
        File.WriteAllBytes(collection.Full("articles/old.zip"), bytes[..(bytes.Length / 2)]);
        Collection.Age(collection.Full("articles/old.zip"));
        var report = collection.Import();

        Assert.StartsWith("old.zip: is damaged", report.Of(Severity.Error).Single().ToString(),
            StringComparison.Ordinal);
        Assert.Equal((0, 2), (report.Withdrawn, report.Articles));
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked()
    {
        await using var collection = new Collection();
        Pack(collection, "bomb.zip", ("before.md", "# Before\n\nText."), ("zeros.md", null));
        Pack(collection, "bomb.tar.gz", ("zeros.md", null));
        using (var file = File.Create(collection.Full("articles/bomb.md.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            Zeros(gzip);
        Collection.Age(collection.Full("articles/bomb.md.gz"));

        var report = collection.Import();

        Assert.Equal(["bomb.md.gz", "bomb.tar.gz", "bomb.zip#zeros.md"],
            report.Of(Severity.Error).Select(problem => problem.Path.Replace("bomb.tar.gz#zeros.md", "bomb.tar.gz"))
                .Order(StringComparer.Ordinal));
        Assert.Equal(["Before"], collection.Store.All().Select(stored => stored.Article.Title));
    }

    [Fact]
    public async Task What_is_read_piece_by_piece_may_not_grow_without_end_either()
    {
        await using var collection = new Collection();
        using (var file = File.Create(collection.Full("articles/lines.jsonl.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal))
        {
            gzip.Write("{\"title\": \"First\", \"text\": \"Text.\"}\n"u8);
            var lines = Encoding.UTF8.GetBytes(new string('\n', 1_000_000));
            for (var i = 0; i < 150; i++)
                gzip.Write(lines);
        }
        Collection.Age(collection.Full("articles/lines.jsonl.gz"));

        var report = collection.Import();

        Assert.Equal("lines.jsonl.gz: unpacks to more than 200 times its size, as only bombs do",
            report.Of(Severity.Error).Single().ToString());
        Assert.Equal(["First"], collection.Store.All().Select(stored => stored.Article.Title));
    }

    [Fact]
    public async Task An_archive_in_an_archive_is_not_read()
    {
        await using var collection = new Collection();
        Pack(collection, "old.zip", ("a.md", "# A\n\nText."), ("inner.zip", "PK"));

        var report = collection.Import();

        Assert.Equal(["old.zip#inner.zip: an archive in an archive is not read"],
            report.Of(Severity.Note).Select(problem => problem.ToString()));
    }

    [Fact]
    public async Task A_name_that_climbs_out_is_a_name()
    {
        await using var collection = new Collection();
        Pack(collection, "evil.zip", ("../../etc/evil.md", "# Evil\n\n![](../../../etc/passwd)"),
            ("c:\\win\\evil.md", "# Other\n\nText."));

        var report = collection.Import();

        Assert.Empty(report.Of(Severity.Error));
        Assert.Equal([":evil.zip#../../etc/evil.md", ":evil.zip#c%3A/win/evil.md"],
            collection.Store.All().Select(stored => stored.Article.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_packed_with_gzip_is_that_file()
    {
        await using var collection = new Collection();
        using (var file = File.Create(collection.Full("articles/2024-05-01-a.de.md.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            gzip.Write("# Ein Titel\n\nText."u8);
        Collection.Age(collection.Full("articles/2024-05-01-a.de.md.gz"));

        collection.Import();

        var article = collection.Store.All().Single().Article;
        Assert.Equal(("Ein Titel", "de", ":2024-05-01-a.de.md.gz", ""),
            (article.Title, article.Language, article.Id, article.Record));
    }

    [Fact]
    public async Task A_renamed_archive_keeps_the_ids_of_its_articles()
    {
        await using var collection = new Collection();
        Pack(collection, "old.zip", ("a.md", "# A\n\nText."), ("b.md", "# B\n\nText."));
        collection.Import();
        var before = collection.Store.All().Select(stored => stored.Article.Id).ToList();

        collection.Move("articles/old.zip", "articles/new.zip");
        var report = collection.Import();

        Assert.Equal((1, 0, 0, 0), (report.Renamed, report.Added, report.Changed, report.Withdrawn));
        Assert.Equal(before, collection.Store.All().Select(stored => stored.Article.Id));
    }

    private static void Pack(Collection collection, string name, params (string Path, string? Text)[] files)
    {
        var full = collection.Full("articles/" + name);
        using (var file = File.Create(full))
        {
            if (name.EndsWith(".zip", StringComparison.Ordinal))
                Zip(file, files);
            else if (name.EndsWith(".tar", StringComparison.Ordinal))
                Tar(file, files);
            else
            {
                using var gzip = new GZipStream(file, CompressionLevel.Fastest);
                Tar(gzip, files);
            }
        }
        Collection.Age(full);
    }

    private static void Zip(Stream stream, (string Path, string? Text)[] files)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var (path, text) in files)
        {
            using var entry = zip.CreateEntry(path).Open();
            if (text is null)
                Zeros(entry);
            else
                entry.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    private static void Tar(Stream stream, (string Path, string? Text)[] files)
    {
        using var tar = new TarWriter(stream);
        foreach (var (path, text) in files)
        {
            var bytes = text is null ? new byte[150_000_000] : Encoding.UTF8.GetBytes(text);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(bytes) });
        }
    }

    private static void Zeros(Stream stream)
    {
        var zeros = new byte[1_000_000];
        for (var i = 0; i < 150; i++)
            stream.Write(zeros);
    }
}
