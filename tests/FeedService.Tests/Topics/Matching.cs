using CsCheck;
using FeedService.Articles;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

/// <summary>Articles and topics in a line, as the tests of this room write them.</summary>
internal static class Matching
{
    public static Article Article(string body, string title = "Untitled", string summary = "") => new()
    {
        Id = ":a.md",
        Path = "a.md",
        Slug = "a",
        Title = title,
        Summary = summary,
        Content = body.StartsWith('<') ? body : $"<p>{Html.Encode(body)}</p>",
    };

    /// <summary>A topic by its match block, as the topic file has it.</summary>
    public static Topic Topic(string match, string slug = "topic")
    {
        var (topic, problems) = TopicFile.Parse(slug + ".yaml", slug, "match: " + match);
        Assert.Empty(problems);
        return topic!;
    }

    public static bool Holds(string match, Article article) =>
        new TopicMatcher([Topic(match)]).Match(article).Count == 1;

    public static Term Term(string source)
    {
        var (term, message, _) = FeedService.Topics.Term.Parse(source);
        Assert.Null(message);
        return term!;
    }

    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>How often a term stands in a text.</summary>
    public static int Count(string term, string text) => Count(Term(term), Article(text));

    public static int Count(Term term, Article article)
    {
        var subject = new Subject(article);
        return new Evidence(subject, new TermIndex([term]).Find(subject))
            .Count(term, [Part.Title, Part.Lead, Part.Body]);
    }
}
