using System.Data.Common;
using FeedService.Articles;
using FeedService.Store;
using FeedService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FeedService.Tests.Store;

public sealed class MovingTests : StoreContract
{
    private readonly TempFolder folder = new();

    protected override ArticleStore Open() => ArticleStore.Open(First);

    [Fact]
    public void From_SQLite_to_PostgreSQL_and_back_nothing_is_lost()
    {
        var url = Postgres.Database();
        Fill();

        Move(First, url);
        Move(url, Last);

        var before = Rows(new SqliteConnection($"Data Source={First}"));
        Assert.Equal(before, Rows(Postgres.Connect(url)));
        Assert.Equal(before, Rows(new SqliteConnection($"Data Source={Last}")));
        Assert.Contains(before, row => row.StartsWith("former_member|", StringComparison.Ordinal));
        Assert.Contains(before, row => row.StartsWith("archive|", StringComparison.Ordinal));
        Postgres.Drop(url);
    }

    [Fact]
    public void A_store_that_was_taken_over_goes_on_where_the_other_stopped()
    {
        var url = Postgres.Database();
        Fill();
        var before = Store.Topics().ToDictionary(topic => topic.Slug);
        Move(First, url);

        using var moved = ArticleStore.Open(url);
        long added;
        using (var batch = moved.Begin(Now.AddDays(1)))
        {
            added = batch.Define("new", "title: New");
            batch.Save(Article("a.md") with { Title = "Edited" }, "", Now, true, [new(before["all"].Number, false)]);
            batch.Commit(Now.AddDays(1));
        }

        Assert.DoesNotContain(before.Values, topic => topic.Number == added);
        var all = moved.Topic(before["all"].Number);
        Assert.Equal((before["all"].Version + 1, before["all"].Places), (all.Version, all.Places));
        Assert.Equal("Edited", moved.FindById(":a.md")!.Article.Title);
        Assert.Equal(2, moved.CountUnindexed(10));
        Postgres.Drop(url);
    }

    [Fact]
    public void Only_an_empty_store_takes_over_another()
    {
        Fill();
        using var other = ArticleStore.Open(Last);

        Assert.Throws<InvalidDataException>(() => Store.TakeOver(other));

        Assert.Equal(2, Store.All().Count());
    }

    public override void Dispose()
    {
        base.Dispose();
        folder.Dispose();
    }

    private string First => Path.Combine(folder.Path, "first.db");

    private string Last => Path.Combine(folder.Path, "last.db");

    private void Fill()
    {
        var (all, one) = (Topic("all"), Topic("one", byFirstSeen: true));
        Save(Article("a.md") with { Tags = ["ä", "🚂"], Content = "<p>" + new string('x', 10_000) + "</p>" }, null, true, all, one);
        Save(Article("b.md", null) with { Url = "https://example.org/b", Summary = "", Language = "de" }, Now, true, all);
        Save(Article("c.md", 3), Now, true, all, one);
        using (var batch = Store.Begin(Now))
        {
            batch.Settle();
            batch.SetMeta("site", "title: Moved");
            batch.Remember("", new StoredFile("d.md", "s", "h", Now, false, [new Problem("d.md", 1, "broken")]));
            batch.Commit(Now);
        }
        Remove("c.md", Now.AddHours(1));
        Save(Article("elsewhere/b.md", null) with { Url = "http://www.example.org/b", Content = "" }, "other", Now, true, all);
    }

    private static void Move(string from, string into)
    {
        using var source = ArticleStore.Open(from);
        using var target = ArticleStore.Open(into);
        target.TakeOver(source);
    }

    /// <summary>Every row of every table but those of the index of words, as text.</summary>
    private static List<string> Rows(DbConnection connection)
    {
        using var opened = connection;
        if (opened.State != System.Data.ConnectionState.Open)
            opened.Open();
        var rows = new List<string>();
        foreach (var table in (string[])["meta", "topic", "article", "member", "former_member", "archive", "copy", "file"])
        {
            using var command = opened.CreateCommand();
            command.CommandText = $"select * from {table}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var values = Enumerable.Range(0, reader.FieldCount).OrderBy(reader.GetName, StringComparer.Ordinal)
                    .Select(i => $"{reader.GetName(i)}={reader.GetValue(i)}");
                rows.Add($"{table}|{string.Join('|', values)}");
            }
        }
        return [.. rows.Where(row => !row.Contains("key=generation", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
