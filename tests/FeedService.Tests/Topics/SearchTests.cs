using CsCheck;
using FeedService.Store;
using FeedService.Tests.Support;
using FeedService.Topics;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedService.Tests.Topics;

public sealed class SearchTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
    [
        "ab", "abc", "abcdefghi", "cba", "bahn", "autobahn", "straßenbahn", "ǿre", "kim", "jong", "x1",
        "新幹線", "幹線", "線", "線路", "nhk", "nhk新幹線", "新bahn", "𠮷野家", "ไทย", "한국어", "😀", "ｶﾞｽ", new string('z', 39), new string('z', 45),
    ];

    private static readonly Gen<string> Word = Matching.OneOf(Words);

    private static readonly Gen<string> Body =
        Gen.Select(Word, Matching.OneOf(" ", " ", "-", ", ", "", "、", "\u3000"), (word, between) => word + between)
            .Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> Term =
        Gen.Select(Word, Matching.OneOf("{0}", "{0}", "{0}*", "*{0}", "a {0}", "{0} j*"), (word, form) =>
            form.Replace("{0}", word, StringComparison.Ordinal)).Array[1, 2].Select(words => string.Join(' ', words));

    private static readonly Gen<string> AnyQuery = Gen.Select(Matching.OneOf("+", ",", "+!"), Term,
        (between, term) => between + term).Array[1, 4].Select(parts => string.Concat(parts).TrimStart('+', ',', '!'));

    private readonly TempFolder folder = new();
    private readonly ArticleStore store;
    private readonly WordIndexer indexer;
    private readonly Search search;
    private readonly long all;

    public SearchTests()
    {
        store = ArticleStore.Open(Path.Combine(folder.Path, "store.db"));
        indexer = new WordIndexer(store, TimeProvider.System);
        search = new Search(store, indexer, NullLogger<Search>.Instance);
        using var batch = store.Begin(Now);
        all = batch.Define(Topic.AllSlug, "");
        batch.Commit(Now);
    }

    [Fact]
    public void A_search_finds_what_looking_at_every_article_finds()
    {
        Body.Array[80].Sample((string[] bodies) => Save(bodies), iter: 1);

        var articles = store.Newest(all, 1000).ToList();
        AnyQuery.Sample(text =>
        {
            if (Query.Parse(text).Query is not { } query)
                return;
            var expected = articles.Where(stored => query.Matches(stored.Article)).Take(20);

            var found = search.Newest(query, all, 20);

            Assert.Equal(Paths(expected), Paths(found!.Articles));
            Assert.Null(found.Since);
        }, iter: 800, threads: 1);
    }

    [Fact]
    public void Any_piece_of_an_article_finds_it()
    {
        Gen.Select(Body.Array[1, 3], Gen.Int[0, 40], Gen.Int[1, 20]).Sample((bodies, start, length) =>
        {
            var body = bodies[0];
            if (start + length > body.Length || Query.Parse(body.Substring(start, length)).Query is not { } query)
                return;
            var article = Matching.Article(body);
            var words = SearchWords.Of(article);

            var sought = SearchWords.Of(query);

            Assert.True(!query.Matches(article) || sought.Any(one => one.All.All(word => words.Contains(word.Text)
                || word.IsBeginning && words.Any(other => other.StartsWith(word.Text, StringComparison.Ordinal)))));
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("*straßenbahn", "Gartenbahn")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzx", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzy")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzx*", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzy")]
    [InlineData("*😀", "😁")]
    [InlineData("nhk", "nhk新幹線")]
    [InlineData("il kim", "il")]
    [InlineData("新幹線", "新幹 幹線")]
    public void What_only_looks_alike_in_the_index_is_not_left_out(string leftOut, string word)
    {
        Save(["kim " + word]);

        Assert.Equal(["0.md"], Paths(Find($"kim+!{leftOut}")!.Articles));
    }

    [Theory]
    [InlineData("*😀", "kim😀😀")]
    [InlineData("*😀😀😀", "kim 😀😀😀😀😀")]
    [InlineData("*m😀", "kim😀")]
    public void A_word_is_found_by_an_ending_of_two_halves_a_character(string ending, string word)
    {
        Save([word]);

        Assert.Equal(["0.md"], Paths(Find(ending)!.Articles));
    }

    [Fact]
    public void A_new_article_is_found_at_once()
    {
        Save(["Kim Jong Un"]);
        var before = Find("jong");
        Save(["Kim Jong Il"], from: 1);

        var after = Find("jong");

        Assert.Equal(["0.md"], Paths(before!.Articles));
        Assert.Equal(["1.md", "0.md"], Paths(after!.Articles));
    }

    [Fact]
    public void Where_much_is_missing_the_answer_has_to_wait()
    {
        Save([.. Enumerable.Repeat("Kim", 301)]);
        var (before, wasIndexed) = (Find("kim"), indexer.Next(TimeSpan.Zero));

        var after = Find("kim");

        Assert.Equal((null, 50, 50), (before, wasIndexed, after!.Articles.Count));
    }

    [Fact]
    public void While_something_else_is_written_the_answer_has_to_wait()
    {
        Save(["Kim"]);

        SearchResult? found;
        using (store.Begin(Now))
            found = Find("kim");

        Assert.Null(found);
        Assert.NotNull(Find("kim"));
    }

    [Fact]
    public void What_was_indexed_in_another_way_is_indexed_again()
    {
        Save(["Kim", "Kim"]);
        using (var batch = store.Begin(Now))
        {
            batch.Index(2, _ => ["mik"]);
            batch.SetMeta("index", "0");
            batch.Commit(Now);
        }
        var before = Find("kim");

        _ = new WordIndexer(store, TimeProvider.System);

        Assert.Empty(before!.Articles);
        Assert.Equal(["1.md", "0.md"], Paths(Find("kim")!.Articles));
    }

    [Fact]
    public void The_longest_queries_are_answered()
    {
        var words = string.Concat(Enumerable.Repeat("an im ", 33));
        var pieces = new string('線', 100) + new string('路', 99);
        Save([words, pieces, "Kim"]);

        Assert.Equal(["0.md"], Paths(Find(words)!.Articles));
        Assert.Equal(["1.md"], Paths(Find(pieces)!.Articles));
        Assert.Equal(["2.md"], Paths(Find($"kim+!{words[..180]}")!.Articles));
    }

    [Fact]
    public void A_search_that_gives_up_says_how_far_it_came()
    {
        Save(["Un Kim", .. Enumerable.Repeat("Un und Kim", 600), "Un Kim", "Un"]);
        while (indexer.Next(TimeSpan.Zero) > 0)
        {
        }

        var found = Find("un kim");

        Assert.Equal(["601.md"], Paths(found!.Articles));
        Assert.Equal(Now.AddMinutes(101), found.Since);
    }

    private SearchResult? Find(string text) => search.Newest(Query.Parse(text).Query!, all, 50);

    private void Save(string[] bodies, int from = 0)
    {
        using var batch = store.Begin(Now);
        for (var i = 0; i < bodies.Length; i++)
        {
            var article = Matching.Article(bodies[i]) with
            {
                Id = $":{from + i}",
                Path = $"{from + i}.md",
                Slug = $"{from + i}",
                Published = Now.AddMinutes(from + i),
            };
            batch.Save(article, "", Now, true, [new Membership(all, false)]);
        }
        batch.Commit(Now);
    }

    private static string[] Paths(IEnumerable<StoredArticle> articles) =>
        [.. articles.Select(stored => stored.Article.Path)];

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }
}
