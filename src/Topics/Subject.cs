using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>The parts of an article that terms are looked for in.</summary>
public enum Part { Title, Lead, Body }

/// <summary>An article prepared for matching: its parts as text and folded.</summary>
public sealed class Subject
{
    // A lead is told again near the beginning, if it is.
    private const int BeginningOfBody = 100_000;

    private readonly string[] texts;
    private readonly string[] folded;

    public Subject(Article article)
    {
        Article = article;
        var body = Html.PlainText(article.Content);
        IsLeadInBody = Repeats(article, FeedService.Articles.Text.Line(body[..Math.Min(body.Length, BeginningOfBody)]));
        texts = [article.Title, article.Summary == article.Title ? "" : article.Summary, body];
        folded = [.. texts.Select(Folding.Fold)];
    }

    public Article Article { get; }

    /// <summary>Whether the lead also stands in the body, so that only one of the two counts.</summary>
    public bool IsLeadInBody { get; }

    public string Text(Part part) => texts[(int)part];

    public string Folded(Part part) => folded[(int)part];

    // The lead is most often the body's beginning, and its words must not count twice.
    private static bool Repeats(Article article, string body)
    {
        if (body.Contains(article.Summary.TrimEnd('…'), StringComparison.Ordinal))
            return true;
        // The beginning of the paragraphs alone, which headings part, is dear to make; its first word is not.
        var paragraph = Math.Max(article.Content.IndexOf("<p", StringComparison.Ordinal), 0);
        var sample = article.Content.AsSpan(paragraph, Math.Min(200, article.Content.Length - paragraph)).ToString();
        return FirstWord(Html.PlainText(sample)) == FirstWord(article.Summary)
            && article.Summary == Html.Beginning(article.Content);
    }

    private static string FirstWord(string text) => text.Split([' ', '\n'], 2)[0];
}
