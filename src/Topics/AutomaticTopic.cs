using System.Globalization;
using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>The topic that the program writes for a label: as a topic file would have it.</summary>
public static class AutomaticTopic
{
    // Leaves room in a slug for what tells it from others.
    private const int LongestName = 80;

    /// <summary>The text of a topic file; null where none can say it.</summary>
    public static string? Define(LabelKind kind, string spelling)
    {
        var value = Quoted(spelling);
        var definition = $"title: {Quoted(Title(kind, spelling))}\n" + kind switch
        {
            LabelKind.Tag => $"match: {{ tags: [{value}] }}\n",
            LabelKind.Folder => $"match: {{ folder: [{value}] }}\n",
            LabelKind.Author => $"match: {{ authors: [{value}] }}\n",
            _ => $"language: {value}\nmatch: {{ language: [{value}] }}\n",
        };
        var (topic, _) = TopicFile.Parse("", "topic", definition);
        return topic is not null && Label.Of(topic) == Label.Of(kind, spelling) ? definition : null;
    }

    /// <summary>
    /// The slug that fits a label best. Signs that tell one name from another become words: C, C++ and C# are three.
    /// </summary>
    public static string Slug(LabelKind kind, string spelling)
    {
        var name = Text.Slug(Title(kind, spelling).Replace("+", " plus ", StringComparison.Ordinal)
            .Replace("#", " sharp ", StringComparison.Ordinal));
        var slug = Cut(name).Trim('-');
        return Topic.IsSlug(slug) ? slug : Word(kind);
    }

    /// <summary>What tells a slug from that of another kind.</summary>
    public static string Word(LabelKind kind) => kind.ToString().ToLowerInvariant();

    private static string Title(LabelKind kind, string spelling) => kind switch
    {
        LabelKind.Folder => spelling[(spelling.LastIndexOf('/') + 1)..],
        LabelKind.Language => OwnName(spelling),
        _ => spelling,
    };

    private static string OwnName(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return language;
        }
    }

    private static string Cut(string name)
    {
        var end = 0;
        while (end < name.Length && end + StringInfo.GetNextTextElementLength(name.AsSpan(end)) is var next
            && next <= LongestName)
            end = next;
        return name[..end];
    }

    private static string Quoted(string text) => "\"" + text.Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
