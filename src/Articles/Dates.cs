using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedService.Articles;

/// <summary>Dates as people and programs write them. What is ambiguous is no date: 06/07/2024 is two.</summary>
public static partial class Dates
{
    private static readonly Dictionary<string, double> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["UT"] = 0,
        ["WET"] = 0,
        ["WEST"] = 1,
        ["BST"] = 1,
        ["CET"] = 1,
        ["MEZ"] = 1,
        ["CEST"] = 2,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["IST"] = 5.5,
        ["HKT"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
        ["NZST"] = 12,
        ["NZDT"] = 13,
    };

    private static readonly TimeZoneInfo Elsewhere =
        TimeZoneInfo.CreateCustomTimeZone("+01:00", TimeSpan.FromHours(1), null, null);

    // A month is known by its first three letters, juin and Ιούλιος by four, in English, German, French, Spanish,
    // Italian, Portuguese, Dutch, the Nordic languages, Russian and Greek.
    private static readonly string[] Months =
    [
        "jan ene gen янв ιαν", "feb fev fév фев φεβ", "mar mär mae mrz mrt мар μαρ μάρ", "apr abr avr апр απρ",
        "may mai mag maj mei май мая μαϊ μάι μαι", "jun giu juin июн ιουν ιούν", "jul lug juil июл ιουλ ιούλ",
        "aug aou aoû ago авг αυγ αύγ", "sep set сен σεπ", "oct okt ott out окт οκτ", "nov ноя νοε νοέ",
        "dec dez dic déc des дек δεκ",
    ];

    /// <summary>
    /// The instant in UTC, or null when the text is no date. A date without an offset is in <paramref name="zone"/>;
    /// a day alone is its first moment. Seconds, milliseconds and microseconds since 1970 are known by their length.
    /// </summary>
    public static DateTimeOffset? Parse(string text, TimeZoneInfo zone)
    {
        text = text.Trim();
        if (text.Length is 10 or 13 or 16
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
            return DateTimeOffset.FromUnixTimeMilliseconds(
                text.Length switch { 10 => epoch * 1000, 13 => epoch, _ => epoch / 1000 });
        if (text.IndexOf('.', StringComparison.Ordinal) == 10
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));

        var match = Iso().Match(text);
        for (var i = 0; !match.Success && i < Others.Length; i++)
            match = Others[i].Match(text);
        return match.Success && Month(match.Groups["M"].Value) is { } month ? Instant(match, month, zone) : null;
    }

    /// <summary>Whether a date tells its time of day and its offset, so that it is the same in every zone.</summary>
    public static bool IsInstant(string text) =>
        Parse(text, TimeZoneInfo.Utc) is { } date && date == Parse(text, Elsewhere);

    /// <summary>
    /// The day that a file name or else its folders tell: <c>2024-06-19-name.md</c>, <c>2024/06/19/name.md</c>.
    /// </summary>
    public static DateTimeOffset? FromPath(string path, TimeZoneInfo zone)
    {
        var match = InPath().Match(Path.GetFileName(path));
        if (!match.Success)
            match = InPath().Match(path);
        return match.Success ? Instant(match, Month(match.Groups["M"].Value)!.Value, zone) : null;
    }

    /// <summary>RFC 3339 in UTC, as Atom and JSON Feed have it.</summary>
    public static string Rfc3339(DateTimeOffset date) => date.UtcDateTime.ToString(
        date.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        CultureInfo.InvariantCulture);

    /// <summary>RFC 822 with a four-digit year and GMT, as RSS and HTTP have it.</summary>
    public static string Rfc822(DateTimeOffset date) => date.ToString("r", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Instant(Match match, int month, TimeZoneInfo zone)
    {
        int Number(string group) => match.Groups[group] is { Length: > 0 } found
            ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

        // Two digits are of the half century around 2000 (RFC 5322 §4.3).
        var year = Number("yy") is var two && match.Groups["yy"].Success ? two + (two < 50 ? 2000 : 1900) : Number("y");
        var (day, hour) = (match.Groups["d"].Success ? Number("d") : 1, Number("h"));
        if (match.Groups["noon"] is { Length: > 0 } noon)
            hour = (hour % 12) + (noon.Value is "오후" or "下午" or "午後" ? 12 : 0);
        if (match.Groups["ampm"] is { Length: > 0 } half)
            hour = (hour % 12) + (half.Value[0] is 'p' or 'P' ? 12 : 0);
        // Programs write the first day of year 1 for none.
        if (year is < 2 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || Number("m") > 59 || Number("s") > 60)
            return null;

        var local = new DateTime(year, month, day, hour, Number("m"), Math.Min(Number("s"), 59));
        if (match.Groups["f"] is { Length: > 0 } fraction)
            local = local.AddMilliseconds(
                int.Parse(fraction.Value.PadRight(3, '0')[..3], CultureInfo.InvariantCulture));
        var offset = match.Groups["z"] is { Length: > 0 } written ? Offset(written.Value) : zone.GetUtcOffset(local);
        return offset is { } known && local.Ticks - known.Ticks is >= 0 and var ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    private static TimeSpan? Offset(string zone)
    {
        if (Zones.TryGetValue(zone, out var hours))
            return TimeSpan.FromHours(hours);
        if (NumericOffset().Match(zone) is not { Success: true } match)
            return null;
        var minutes = match.Groups[3].Length > 0
            ? int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        var offset = new TimeSpan(int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), minutes, 0);
        if (offset > TimeSpan.FromHours(14))
            return null;
        return match.Groups[1].Value is "-" or "−" ? -offset : offset;
    }

    private static int? Month(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        var lower = name.ToLowerInvariant();
        var start = lower[..Math.Min(lower.Length, lower.StartsWith("jui", StringComparison.Ordinal)
            || lower is ['ι', 'ο', 'υ' or 'ύ', ..] ? 4 : 3)];
        var index = Array.FindIndex(Months, names => names.Split(' ').Contains(start));
        return index < 0 ? null : index + 1;
    }

    private const string Time =
        @"((\s*(\(\p{L}\)\s*)?(?<noon>오전|오후|上午|下午|午前|午後)\s*|\D{1,6}?)"
        + @"(?<h>\d{1,2})[:.](?<m>\d{2})([:.](?<s>\d{2})([.,](?<f>\d+))?)?\s*(?<ampm>[ap]\.?m\.?)?(\s*uhr)?"
        + @"\s*((gmt|utc)?(?<z>[+\-−]\d{1,2}:?(\d{2})?)|(?<z>[a-z]{1,4}))?(\s*\([\w\s]+\))?)?\)?$";

    private static readonly Regex[] Others =
        [DayFirst(), MonthFirst(), UnixDate(), Slashes(), YearAndMonth(), TwoDigitYear(), EastAsian()];

    [GeneratedRegex(@"^(?<y>\d{4})((?<M>\d{2})(?<d>\d{2})|(?<sep>[-/.])(?<M>\d{1,2})\k<sep>(?<d>\d{1,2}))" + Time,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^(\p{L}+\.?,?\s+)?(?<d>\d{1,2})(\.\s*(?<M>\d{1,2})\.\s*|(\.|st|nd|rd|th|er)?[\s-]+(de\s+)?"
        + @"(?<M>\p{L}{3,12})\.?,?[\s-]+(de\s+)?)(?<y>\d{4})" + Time,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(\p{L}+\.?,?\s+)?(?<M>\p{L}{3,12})\.?\s+(?<d>\d{1,2})(st|nd|rd|th)?,?\s+(?<y>\d{4})" + Time,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(
        @"^\p{L}{3}\s+(?<M>\p{L}{3})\s+(?<d>\d{1,2})\s+(?<h>\d{2}):(?<m>\d{2}):(?<s>\d{2})"
        + @"\s+(?<z>[a-z]{1,4}|[+-]\d{4})?\s*(?<y>\d{4})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnixDate();

    // Only a number above 12 tells which of the two is the day.
    [GeneratedRegex(@"^((?<d>1[3-9]|2\d|3[01])/(?<M>\d{1,2})|(?<M>\d{1,2})/(?<d>1[3-9]|2\d|3[01]))/(?<y>\d{4})" + Time,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Slashes();

    // W3CDTF (NOTE-datetime) of a month; a year alone could be any number.
    [GeneratedRegex(@"^(?<y>\d{4})-(?<M>0[1-9]|1[0-2])$")]
    private static partial Regex YearAndMonth();

    // RFC 822 §5 had two digits for the year. Day and month cannot be confused, and the time is never left out.
    [GeneratedRegex(@"^(\p{L}+\.?,?\s+)?(?<d>\d{1,2})[\s-]+(?<M>\p{L}{3,12})\.?[\s-]+(?<yy>\d{2})(?=\s+\d{1,2}:)" + Time,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TwoDigitYear();

    [GeneratedRegex(@"^(?<y>\d{4})\s?[年년]\s*(?<M>\d{1,2})\s?[月월]\s*(?<d>\d{1,2})\s?[日일]" + Time,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EastAsian();

    [GeneratedRegex(
        @"(?<!\d)(?<y>(?:19|20)\d{2})(?<sep>[-/_.]?)(?<M>0[1-9]|1[0-2])\k<sep>(?<d>0[1-9]|[12]\d|3[01])(?!\d)")]
    private static partial Regex InPath();

    [GeneratedRegex(@"^([+\-−])(\d{1,2}):?(\d{2})?$")]
    private static partial Regex NumericOffset();
}
