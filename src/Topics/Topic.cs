using System.Text;
using FeedService.Articles;

namespace FeedService.Topics;

/// <summary>How much of an article an entry carries.</summary>
public enum EntryContent { Full, Summary }

/// <summary>A topic as its file defines it.</summary>
public sealed record Topic
{
    /// <summary>The slug of the built-in topic that every article belongs to.</summary>
    public const string AllSlug = "all";

    /// <summary>The slug that no topic may have, for searches have it.</summary>
    public const string SearchSlug = "search";

    private const int DefaultLimit = 50;

    public required string Slug { get; init; }
    public required string Title { get; init; }
    public string? Description { get; init; }

    /// <summary>The language of its feed (BCP 47); null takes the site's.</summary>
    public string? Language { get; init; }

    public EntryContent Content { get; init; }

    /// <summary>How many entries its feed has at most.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Ordered by when this store first saw an article instead of by its publication.</summary>
    public bool ByFirstSeen { get; init; }

    /// <summary>Slugs it had before.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public Rule Rule { get; init; } = Rule.Everything;

    /// <summary>
    /// The part of its file that decides who belongs to it, and where: when this changes, members do.
    /// </summary>
    public string MatchText { get; init; } = "";

    /// <summary>A slug as addresses have it: letters, digits and hyphens in NFC and lower case.</summary>
    public static string Canonical(string slug) =>
        // Some letters come together only when they are small.
        Text.Clean(Text.Clean(slug).ToLowerInvariant());

    public static bool IsSlug(string slug) =>
        slug.Length is > 0 and <= 100 && slug == Canonical(slug) && slug[0] != '-' && slug[^1] != '-'
        && slug.EnumerateRunes().All(rune => rune.Value == '-' || Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark);
}
