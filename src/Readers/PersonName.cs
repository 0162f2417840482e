using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>The name of a person in what names one; neither a mail address nor a date is part of it.</summary>
internal static partial class PersonName
{
    /// <summary><c>mail (Name)</c>, <c>Name (mail)</c>, <c>Name &lt;mail&gt;</c>, or null where no name is in it.</summary>
    public static string? In(string text)
    {
        var line = Text.WithoutMarkup(text.Replace("<", " <", StringComparison.Ordinal));
        if (Mail().Match(line) is { Success: true } mail)
        {
            var behind = line[(mail.Index + mail.Length)..].Trim();
            var before = line[..mail.Index].Trim();
            line = Bare(before) is { Length: > 0 } name ? name : Bare(behind);
        }
        if (Date().Match(line) is { Success: true } date)
            line = line[..date.Index].TrimEnd(' ', '|', '-', '–', '—', '·', '•', ',', '/', '(');
        return line.Length > 0 ? line : null;
    }

    private static string Bare(string text)
    {
        var bare = text.Trim('(', ')', '<', '>', '[', ']', ' ', ',', ':', '"');
        return bare.Equals("mailto", StringComparison.OrdinalIgnoreCase) ? "" : bare;
    }

    [GeneratedRegex(@"[^\s()<>\[\],:""@]{1,100}@[^\s()<>\[\],:""@]{1,200}")]
    private static partial Regex Mail();

    // As in June 19, 2024, 19 June 2024, 2024-06-19, 19.6.2024 and 3 hrs ago; often right behind the name.
    [GeneratedRegex(@"((?<=\P{L}|\p{Ll}|^)\p{Lu}\p{Ll}{2,11}\.?\s\d{1,2}(st|nd|rd|th)?,?\s(19|20)\d\d"
        + @"|\d{1,2}(\.\s?|\s|st\s|nd\s|rd\s|th\s)\p{L}{3,12}\.?,?\s(19|20)\d\d"
        + @"|\d{1,2}[./-]\s?\d{1,2}[./-]\s?(19|20)\d\d|(19|20)\d\d[-./]\d\d"
        + @"|\d{1,3}\s(min|hr|hour|day|week|month|year)\w{0,4}\sago"
        // What a list that is divided by commas leaves of a date.
        + @"|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}{0,6}\.?\s\d{1,2}$|^(19|20)\d\d$)(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
