namespace FeedService.Readers;

/// <summary>The fields of an article that a program wrote, under whatever names.</summary>
internal static class Record
{
    private static readonly string[] Html = ["content_html", "body_html", "html", "rendered_content"];

    private static readonly string[] Markdown =
        ["markdown", "content_markdown", "body_markdown", "content_md", "body_md"];

    private static readonly string[] Texts =
    [
        "content", "body", "text", "maintext", "articleBody", "content_text", "body_text", "full_text", "article_text",
        "plain_text", "plain_content", "plaintext", "article", "story", "selftext", "message",
    ];

    private static readonly string[] Titles = ["title", "headline", "heading", "subject", "web_title"];

    // What wraps the fields of one article: search engines, JSON:API, crawlers.
    private static readonly string[] Envelopes = ["_source", "attributes", "data", "article", "post", "node", "doc"];

    /// <summary>Whether there is a text, or a title of something that has a place, a date or a description.</summary>
    public static bool IsArticle(Field.Map fields) => HasText(fields)
        || HasTitle(fields) && fields.Text("$schema") is null
            && (fields.Text(Readers.Manuscript.Urls) is not null || HasDate(fields));

    public static bool HasTitle(Field.Map fields) => fields.Text(Titles) is not null;

    public static bool HasDate(Field.Map fields) => fields.Text(ArticleDates.PublishedNames) is not null;

    public static bool HasText(Field.Map fields) =>
        Texts.Concat(Html).Concat(Markdown).Any(name => IsText(fields[name]));

    /// <summary>The fields themselves, where they lie in an envelope.</summary>
    public static Field.Map Opened(Field.Map fields)
    {
        foreach (var name in IsArticle(fields) && HasText(fields) ? [] : Envelopes)
        {
            if (fields[name] is Field.Map inner && IsArticle(inner))
                return inner.Over(fields);
        }
        return fields;
    }

    /// <summary>What becomes the article's fields and content.</summary>
    public static Manuscript Manuscript(Field.Map fields) => new() { Fields = fields, Html = Content(fields) };

    private static string Content(Field.Map fields)
    {
        foreach (var name in Html)
        {
            if (IsText(fields[name]))
                return Body(fields[name]);
        }
        foreach (var name in Markdown)
        {
            if (IsText(fields[name]))
                return MarkdownReader.ToHtml(Body(fields[name]));
        }
        var kind = fields.Text("format", "content_type", "content_format", "mimetype", "markup") ?? "";
        var text = Texts.Select(name => fields[name]).FirstOrDefault(IsText);
        return text is null ? ""
            : kind.Contains("markdown", StringComparison.OrdinalIgnoreCase) ? MarkdownReader.ToHtml(Body(text))
            : Paragraphs.Html(Body(text));
    }

    private static bool IsText(Field? field) => Body(field).AsSpan().Trim().Length > 0;

    // A text, one wrapped in an object, or a list of paragraphs.
    private static string Body(Field? field) => field switch
    {
        Field.Value { IsNumber: true } => "",
        Field.Value { Text: "true" or "false" } => "",
        Field.Value value => value.Text,
        Field.Items { List: [Field.Value, ..] } items =>
            string.Join("\n\n", items.List.OfType<Field.Value>().Select(value => value.Text)),
        Field.Items { List: [Field.Map first, ..] } => Body(first),
        Field.Map map => Wrapped(map),
        _ => "",
    };

    // WordPress leaves the tags in it whose plug-in is gone.
    private static string Wrapped(Field.Map map) => map["rendered"] is Field.Value rendered
        ? Shortcodes.Resolve(rendered.Text)
        : map["html", "value", "#text", "$t", "content", "text"] is Field.Value value ? value.Text : "";
}
