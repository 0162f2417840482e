using System.Text.RegularExpressions;

namespace FeedService.Articles;

/// <summary>News agencies: sources of a text, whose names stand where an author's could.</summary>
public static partial class Agencies
{
    private static readonly Dictionary<string, string> Known = """
        AAP, AFP, AGI, ANI, ANP, ANSA, AP, APA, Adnkronos, Anadolu, Associated Press, Belga, Bloomberg, CTK, ČTK, CNA,
        Canadian Press, DDP, dapd, dpa, dpa-AFX, dts, EFE, epd, Europa Press, IANS, Interfax, Jiji, KCNA, KNA,
        Keystone-SDA, Kyodo, Lusa, MTI, NTB, PA, PA Media, PAP, PTI, RIA, RIA Nowosti, Reuters, Ritzau, SDA, SID, STT,
        Sputnik, TASS, TT, UPI, Xinhua, Yonhap
        """.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The agency of this name as it writes itself, or null.</summary>
    public static string? Find(string name) => Known.GetValueOrDefault(name.Trim());

    /// <summary>Those in the bracket at a paragraph's end: <c>… zu unterstützen. (Reuters, AFP)</c>.</summary>
    public static IReadOnlyList<string> AtEnd(string paragraph) =>
        Bracket().Match(paragraph) is { Success: true } match ? Among(match.Groups[1].Value) : [];

    /// <summary>Those in a paragraph's dateline: <c>CITY, June 3 (AP) — …</c>, <c>Berlin (dpa) - …</c>.</summary>
    public static IReadOnlyList<string> InDateline(string paragraph) =>
        Dateline().Match(paragraph) is { Success: true } match ? Among(match.Groups[1].Value) : [];

    private static List<string> Among(string names) =>
        [.. Separator().Split(names).Select(Find).OfType<string>().Distinct()];

    [GeneratedRegex(@"[(\[]([^()\[\]]{2,40})[)\]]\s*$")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"^[\p{L}\d\s.,/'’-]{2,40}\(([^()]{2,30})\)\s*[-–—:]")]
    private static partial Regex Dateline();

    [GeneratedRegex(@"\s*[,/;+|]\s*|\s+(?:und|and|et|mit|with)\s+|^mit\s+")]
    private static partial Regex Separator();
}
