using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>What an article can be labelled with. Where two want the same slug, the earlier kind gets it.</summary>
public enum LabelKind { Tag, Folder, Author, Language }

/// <summary>A tag, folder, author or language, folded: all its spellings are one.</summary>
public readonly record struct Label(LabelKind Kind, string Folded)
{
    public static Label Of(LabelKind kind, string spelling) => new(kind, Folding.Fold(spelling));

    /// <summary>
    /// The labels of a kind as the article spells them. A folder holds what lies in those below it; a language is one
    /// whatever the region or script; <c>und</c> is none.
    /// </summary>
    public static IEnumerable<string> Spellings(LabelKind kind, ArticleLabels labels) => kind switch
    {
        LabelKind.Tag => labels.Tags,
        LabelKind.Author => labels.Authors,
        LabelKind.Folder => Folders(labels.Path),
        _ => labels.Language is "und" or "" ? [] : [labels.Language.Split('-')[0]],
    };

    /// <summary>The label that a topic asks for and nothing else; null where it asks for more.</summary>
    public static Label? Of(Topic topic) => topic.Rule.Only is FieldClause { Folded: [var folded] } clause
        ? clause.Key switch
        {
            "tags" => new Label(LabelKind.Tag, folded),
            "folder" => new Label(LabelKind.Folder, folded),
            "authors" => new Label(LabelKind.Author, folded),
            "language" => new Label(LabelKind.Language, folded),
            _ => null,
        }
        : null;

    private static IEnumerable<string> Folders(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end > 0; end = path.IndexOf('/', end + 1))
            yield return path[..end];
    }
}
