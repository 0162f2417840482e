using System.Globalization;
using System.Text.RegularExpressions;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Benchmarks;

/// <summary>An entry of a feed as an article, to be compared with what another parser makes of it.</summary>
internal sealed partial record EntryAsArticle(Article? Article, Field.Map Fields)
{
    public static readonly EntryAsArticle None = new(null, Field.Map.Empty);

    /// <summary>
    /// The field of an article that an expectation is about, null when it is about none, and what was found where it
    /// is not what was expected.
    /// </summary>
    public (string? Field, string? Found) Find(FeedExpectation expectation)
    {
        var value = expectation.Value;
        var index = Index().Match(expectation.Path) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return Index().Replace(expectation.Path, "") switch
        {
            // What is a picture alone is no title.
            "title" or "title_detail.value" => Plain(value).Length == 0 ? (null, null)
                : ("title", Text(Article?.Title, value)),
            "link" => ("link", Link(Article?.Url, value)),
            "id" or "guid" or "guid.value" => ("id", Same(Fields.Text("id"), Articles.Text.Line(value))),
            "summary" or "description" or "summary_detail.value" or "content.value" or "content" =>
                ("text", Body(value)),
            "published" or "published_parsed" or "created_parsed" or "publishedParsed" or "pubDateParsed" or "pubDate"
                or "created" or "issued" => ("published", Date(Article?.Published, value)),
            "updated" or "updated_parsed" or "updatedParsed" or "modified" or "modified_parsed" =>
                ("updated", Date(Article?.Updated ?? Article?.Published, value)),
            "author" or "author_detail.name" or "authors.name" or "author.name" =>
                ("author", Author(index, value)),
            "tags.term" or "tags.label" or "category" or "categories" or "categories.value" or "categories.term"
                or "categories.label" => ("tags", Tag(value)),
            "enclosure.url" or "enclosure.type" or "enclosure.length" => ("enclosures", AnyEnclosure(value)),
            "enclosures.href" or "enclosures.url" =>
                ("enclosures", Link(Article?.Enclosures.ElementAtOrDefault(index)?.Url, value)),
            "enclosures.type" =>
                ("enclosures", Same(Article?.Enclosures.ElementAtOrDefault(index)?.MediaType, value)),
            "enclosures.length" => ("enclosures",
                Same(Article?.Enclosures.ElementAtOrDefault(index)?.Length.ToString(CultureInfo.InvariantCulture), value)),
            "language" or "content.language" => ("language", Same(Article?.Language, Languages.Tag(value) ?? "und")),
            "source.title" => ("publisher", Text(Article?.Publisher?.Name, value)),
            "source.link" => ("publisher", Link(Article?.Publisher?.Url, value)),
            "image.href" or "image.url" or "media_thumbnail.url" => ("image", Link(Article?.Image?.Url, value)),
            _ => (null, null),
        };
    }

    private static string? Same(string? found, string expected) => found == expected ? null : found ?? "nothing";

    private static string? Text(string? found, string expected) =>
        found is not null && (Bare(found) == Bare(expected) || Bare(found) == Bare(Plain(expected))) ? null
            : found ?? "nothing";

    private static string? Link(string? found, string expected) => found == (Links.Absolute(expected) ?? expected)
        ? null : found ?? "nothing";

    private static string? Date(DateTimeOffset? found, string expected) =>
        found is not null && found == Dates.Parse(expected, TimeZoneInfo.Utc) ? null
            : found?.ToString("u", CultureInfo.InvariantCulture) ?? "nothing";

    // Wherever an article has it, in its content or its summary; as safe as the article's own content is.
    private string? Body(string expected)
    {
        if (Article is null)
            return "nothing";
        var safe = Html.Safe(expected, (_, reference) => Links.Absolute(reference));
        return Bare(Article.Content) == Bare(safe) || Bare(Html.PlainText(Article.Content)) == Bare(Plain(expected))
            || Bare(Article.Summary) == Bare(Plain(expected)) || Bare(Article.Summary) == Bare(expected)
            || Bare(Html.PlainText(Article.Content)) == Bare(expected) ? null : $"{Article.Summary} | {Article.Content}";
    }

    // An entry of theirs may have one alone, of several the last.
    private string? AnyEnclosure(string expected) => Article?.Enclosures
        .Any(one => one.Url == expected || one.MediaType == expected || $"{one.Length}" == expected) == true
        ? null : "nothing";

    // "Name (mail)" and "mail (Name)" are told as names.
    private string? Author(int index, string expected)
    {
        var name = Mail().Replace(expected, "").Trim(' ', '(', ')', '<', '>');
        var found = Article?.Authors.ElementAtOrDefault(index);
        return name.Length == 0 || found == name || found == Plain(Articles.Text.WithoutMarkup(name)) || Article?.Agencies.Contains(name) == true ? null : found ?? "nothing";
    }

    private string? Tag(string expected)
    {
        var tag = Articles.Text.WithoutMarkup(expected).TrimStart('#');
        return tag.Length == 0 || Article?.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase) == true ? null
            : string.Join('|', Article?.Tags ?? []);
    }

    private static string Plain(string html) => Html.PlainText(Html.Safe(html, (_, _) => null));

    private static string Bare(string text) => Articles.Text.Line(text.Replace('\u00A0', ' '));

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Index();

    [GeneratedRegex(@"\S+@[^\s()<>]+")]
    private static partial Regex Mail();
}
