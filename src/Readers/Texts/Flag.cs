using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>
/// A variable of the site's own that was scraped along: <c>isPaid:</c> and, there or on the next line, its value.
/// </summary>
/// <param name="Lines">How many lines it takes: 1 or 2.</param>
/// <param name="Value">Null when it has none.</param>
public sealed partial record Flag(string Name, int Lines, bool? Value)
{
    public bool IsAboutMoney => Money().IsMatch(Name);

    /// <summary>
    /// The flag that begins in this line, or null. One without a value counts only next to another flag.
    /// </summary>
    public static Flag? Of(IReadOnlyList<ScrapedLine> lines, int at)
    {
        if (NameAndValue().Match(lines[at].Text) is not { Success: true } match)
            return null;
        var name = match.Groups[1].Value;
        if (match.Groups[2].Success)
            return new Flag(name, 1, match.Groups[2].Value == "true");
        if (at + 1 < lines.Count && lines[at + 1].Text is "true" or "false")
            return new Flag(name, 2, lines[at + 1].Text == "true");
        var isBesideFlag = at > 0 && lines[at - 1].Is(LineKind.Flag)
            || at + 1 < lines.Count && NameAndValue().IsMatch(lines[at + 1].Text);
        return isBesideFlag ? new Flag(name, 1, null) : null;
    }

    [GeneratedRegex(@"^([a-z_$][\w$.]*):\s*(true|false)?$")]
    private static partial Regex NameAndValue();

    [GeneratedRegex("paywall|paid|premium", RegexOptions.IgnoreCase)]
    private static partial Regex Money();
}
