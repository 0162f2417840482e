using FeedService.Articles;

namespace FeedService.Feeds;

/// <summary>What a finding of the judge means to the operator of a collection, and what to do about it.</summary>
/// <param name="Field">The part of the article, topic or site that is meant.</param>
public sealed record Advice(string Kind, string Field, string Message, string Hint, Severity Severity)
{
    private static readonly HashSet<string> Deadly =
    [
        "NotWellFormed", "UnicodeError", "UndefinedElement", "MissingElement", "MissingAttribute", "MissingGuid",
        "InvalidRFC2822Date", "InvalidRFC3339Date", "ItemMustContainTitleOrDescription", "InvalidValue",
    ];

    /// <summary>Null for what nobody has to know.</summary>
    public static Advice? On(Finding finding, FeedFormat format)
    {
        var field = FieldOf(finding);
        if (IsIdle(finding, field))
            return null;
        return finding.Code switch
        {
            "ContainsHTML" or "ContainsUndeclaredHTML" => Warning("markup",
                $"its {field} looks like HTML to readers: {finding.What}", "write it without tags and entities"),
            "BadCharacters" => Warning("characters", "has characters that were lost or read in a wrong encoding",
                $"save the file as UTF-8, or correct them, as in: {finding.What}"),
            "ContainsEmail" => Warning("mail-address", $"its {field} shows a mail address: {finding.What}",
                "write the name alone"),
            "ContainsRelRef" => Warning("relative-link", $"a link leads nowhere from a reader: {finding.What}",
                "write the whole URL"),
            "NotHtml" or "SecurityRisk" or "SecurityRiskAttr" or "DangerousStyleAttr" => Warning("html",
                $"its {field} is HTML that strict readers refuse or clean: {finding.What}", "write it more simply"),
            "InvalidLink" or "InvalidURLAttribute" or "SchemeNotIANARegistered" => new("link", field,
                $"its {field} is no URL that readers can open: {finding.What}", "correct it", Severity.Error),
            "InvalidMIMEAttribute" => Warning("media-type", $"its {field} has no media type: {finding.What}",
                "as in type: audio/mpeg"),
            "InvalidLanguage" => Warning("language", $"\"{finding.What}\" is no language that readers know",
                "as in de, en or pt-BR"),
            "ImageUrlFormat" => Warning("logo", $"the logo is a .{finding.What}, which RSS readers do not show",
                "use a PNG, JPEG or GIF"),
            "DuplicateEntries" or "DuplicateValue" => new("same-id", field,
                $"another entry of the feed has its id: {finding.What}", "give each an id of its own", Severity.Error),
            _ => new("format", field, $"is not as {format.Name} has to be: {finding}",
                "this is a mistake of the program; please report it",
                Deadly.Contains(finding.Code) ? Severity.Error : Severity.Warning),
        };

        Advice Warning(string kind, string message, string hint) =>
            new(kind, field, message, hint, Severity.Warning);
    }

    /// <summary>
    /// What nobody can mend, or what is told of the articles themselves. Ids stay whatever they are: with another one
    /// subscribers would see the article as new. Articles of one day share a time, and no reader minds.
    /// </summary>
    private static bool IsIdle(Finding finding, string field) => finding.Code switch
    {
        "DuplicateUpdated" or "ImplausibleDate" or "UnknownNamespace" => true,
        "NonCanonicalURI" or "InvalidTAG" or "InvalidURN" or "NotSufficientlyUnique" => true,
        "SchemeNotIANARegistered" or "InvalidLink" => field == "id",
        "NotBlank" => field is "summary" or "content",
        // Films and sound have them, and the validator's list does not.
        "SecurityRiskAttr" => finding.What == "controls",
        // It is the title once more.
        _ => finding.Place.EndsWith("/image/title", StringComparison.Ordinal),
    };

    private static string FieldOf(Finding finding)
    {
        var names = finding.Place.Split('/').Select(name => name.Split('[')[0]).ToList();
        var (parent, name) = (names.Count > 1 ? names[^2] : "", names[^1]);
        return (parent, name) switch
        {
            ("author", _) or (_, "dc:creator" or "author" or "name") => "author",
            ("enclosure" or "attachments", _) or ("link" or "media:content", "@type") => "enclosure",
            ("image", "url") or (_, "image" or "icon" or "logo") when finding.Entry is null => "logo",
            ("media:content", _) or (_, "image") => "picture",
            (_, "guid" or "id") => "id",
            (_, "link" or "url" or "@href") => "link",
            (_, "description" or "subtitle") when finding.Entry is null => "description",
            (_, "description" or "summary" or "content_text") => "summary",
            (_, "content:encoded" or "content" or "content_html") => "content",
            (_, "category" or "@term" or "tags") => "tag",
            (_, "language" or "dc:language" or "@xml:lang") => "language",
            (_, "copyright") => "rights",
            (_, "dc:publisher") => "publisher",
            _ => name.TrimStart('@'),
        };
    }
}
