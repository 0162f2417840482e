using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>The dates that an article tells; never a file's time, never now.</summary>
/// <param name="Updated">Null too when it lies ahead: clients that sort by it would show the article on top.</param>
/// <param name="Due">The next instant at which the article has to be read again, for then one of them counts.</param>
public sealed record ArticleDates(
    DateTimeOffset? Published, DateTimeOffset? Updated, DateTimeOffset? Expires, DateTimeOffset? Due)
{
    /// <summary>When it was saved to be read later is better than nothing, and comes last.</summary>
    public static readonly string[] PublishedNames =
    [
        "publishDate", "date", "published", "published_at", "date_published", "date_publish", "published_date",
        "published_time", "publish_time", "publication_date", "published_on", "post_date", "first_published_at",
        "pubdate", "issued", "created", "created_at", "created_on", "date_created", "timestamp", "time_added",
        "date_added", "saved_at", "date_saved",
    ];

    private static readonly string[] UpdatedNames =
    [
        "updated", "lastmod", "modified", "date_modified", "date_modify", "last_modified_at", "last_modified",
        "updated_at", "modified_at", "date_updated", "last_updated", "update_date", "modified_date",
        "last_published_date",
    ];

    public static ArticleDates Of(Field.Map fields, Source source)
    {
        var published = Parse(fields, source, PublishedNames);
        // The name of a file of many articles is the date of none.
        if (source.Record.Length == 0)
            published ??= Dates.FromPath(fields.Text("path") ?? source.Name, source.Profile.Zone)
                ?? Dates.FromPath(source.Name, source.Profile.Zone);
        var updated = Parse(fields, source, UpdatedNames);
        var expires = Parse(fields, source, "expires", "expiryDate", "unpublishDate");
        var isAhead = updated > source.Now;
        if (isAhead)
            source.Warn(null, $"its update, {Dates.Rfc3339(updated!.Value)}, lies ahead and is left out until then",
                "correct the date");
        var due = new[] { published, updated, expires }.Where(date => date > source.Now).Min();
        return new ArticleDates(published, isAhead ? null : updated, expires, due);
    }

    /// <summary>The date of publication in the file's own words.</summary>
    public static string? Told(Field.Map fields) => fields.Each(PublishedNames)
        .Select(told => Field.Scalar(told.Value)).FirstOrDefault(text => text is not null && !IsNoDate(text));

    private static DateTimeOffset? Parse(Field.Map fields, Source source, params string[] names)
    {
        foreach (var (name, field, file) in fields.Each(names))
        {
            if (field is Field.Items || Field.Scalar(field) is not { } text || IsNoDate(text))
                continue;
            if (Dates.Parse(text, source.Profile.Zone) is { } date)
                return date;
            source.Warn(field.Line, $"{name}: \"{text}\" is no date that has one meaning",
                "as in 2024-06-19T08:00:00+02:00", file);
        }
        return null;
    }

    // `published: true` is a state, and exporters write 0000-00-00 or 0001-01-01 for none.
    internal static bool IsNoDate(string text) =>
        text.StartsWith("0000", StringComparison.Ordinal) || text.StartsWith("0001-", StringComparison.Ordinal)
            || bool.TryParse(text, out _)
            || text is "0" or "1" or "yes" or "no";
}
