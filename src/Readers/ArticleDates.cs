using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>The dates that an article tells; never a file's time, never now.</summary>
/// <param name="Updated">Null too when it lies ahead: clients that sort by it would show the article on top.</param>
/// <param name="Due">The next instant at which the article has to be read again, for then one of them counts.</param>
public sealed record ArticleDates(
    DateTimeOffset? Published, DateTimeOffset? Updated, DateTimeOffset? Expires, DateTimeOffset? Due)
{
    public static ArticleDates Of(Field.Map fields, Source source)
    {
        var published = Parse(fields, source, "publishDate", "publish_date", "date", "published", "published_at",
            "date_published", "pubdate", "created");
        // The name of a file of many articles is the date of none.
        if (source.Record.Length == 0)
            published ??= Dates.FromPath(fields.Text("path") ?? source.Name, source.Profile.Zone)
                ?? Dates.FromPath(source.Name, source.Profile.Zone);
        var updated = Parse(fields, source, "updated", "lastmod", "modified", "date_modified", "last_modified_at",
            "updated_at");
        var expires = Parse(fields, source, "expires", "expiryDate", "unpublishDate");
        var isAhead = updated > source.Now;
        if (isAhead)
            source.Warn(null, $"its update, {Dates.Rfc3339(updated!.Value)}, lies ahead and is left out until then",
                "correct the date");
        var due = new[] { published, updated, expires }.Where(date => date > source.Now).Min();
        return new ArticleDates(published, isAhead ? null : updated, expires, due);
    }

    private static DateTimeOffset? Parse(Field.Map fields, Source source, params string[] names)
    {
        foreach (var (name, field, file) in fields.Each(names))
        {
            if (field is not Field.Value value || IsNoDate(value.Text))
                continue;
            if (Dates.Parse(value.Text, source.Profile.Zone) is { } date)
                return date;
            source.Warn(value.Line, $"{name}: \"{value.Text}\" is no date that has one meaning",
                "as in 2024-06-19T08:00:00+02:00", file);
        }
        return null;
    }

    // `published: true` is a state, and exporters write 0000-00-00 for none.
    private static bool IsNoDate(string text) =>
        text.StartsWith("0000", StringComparison.Ordinal) || bool.TryParse(text, out _)
            || text is "0" or "1" or "yes" or "no";
}
