using System.Globalization;
using System.Net;
using System.Text.Unicode;

namespace FeedService.Feeds;

/// <summary>What is wrong with a value of a feed: a text, an address, a date.</summary>
internal static partial class FeedValues
{
    private static readonly HashSet<string> Schemes = FeedHtml.Words("""
        data dav dict dns fax file ftp gopher http https im imap info ldap mailto mid news nfs nntp pop rtsp sip sips
        snmp tag tel telnet tftp urn xmpp
        """);

    private static readonly HashSet<string> Relations = FeedHtml.Words("""
        alternate current describedby edit edit-media enclosure first hub last license next next-archive payment
        prev-archive previous related replies search self service up via
        """);

    private static readonly HashSet<string> Languages = FeedHtml.Words("""
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
        en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
        ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
        nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
        sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """);

    /// <param name="kind">One of the grammar's kinds of values.</param>
    public static IEnumerable<Fault> Faults(string value, string kind, Findings findings)
    {
        if (string.IsNullOrWhiteSpace(value))
            return [new("NotBlank", "empty")];
        var isProse = kind is "text" or "plain" or "loose" or "name" or "undeclared" or "html";
        var faults = Faults(value.Trim(), kind, findings.Html);
        return !isProse && value.Trim().Length < value.Length
            ? faults.Prepend(new Fault("UnexpectedWhitespace", value))
            : faults;
    }

    private static IEnumerable<Fault> Faults(string value, string kind, Func<string, IReadOnlyList<Fault>> html)
    {
        if (kind == "html")
            return html(value);
        if (kind is "url" or "web-url" or "id" && UrlFault(value) is { } fault)
            return [fault];
        return Code(value, kind) is { } code ? [new Fault(code, value)] : [];
    }

    private static string? Code(string value, string kind) => kind switch
    {
        "plain" => LooksLikeMarkup(value, startTagsToo: true) ? "ContainsHTML" : null,
        "loose" => LooksLikeMarkup(value, startTagsToo: false) ? "ContainsHTML" : null,
        "undeclared" => LooksLikeMarkup(value, startTagsToo: false) ? "ContainsUndeclaredHTML" : null,
        "name" => BracketedAddress().IsMatch(value) ? "ContainsEmail" : null,
        "id" => IsCanonical(value) ? null : "NonCanonicalURI",
        "web-url" => WebUrl().IsMatch(value) ? null : "InvalidURLAttribute",
        "rfc822" => Rfc822Fault(value),
        "rfc3339" => Rfc3339Fault(value),
        "language" => IsLanguage(value) ? null : "InvalidLanguage",
        "content-type" when value is "text" or "html" => null,
        "mime" or "content-type" => MediaType().IsMatch(value) ? null : "InvalidMIMEAttribute",
        "positive" => IsInteger(value, 1) ? null : "InvalidPositiveInteger",
        "length" => IsInteger(value, 0) ? null : "InvalidIntegerAttribute",
        "width" => IsInteger(value, 1, 144) ? null : "InvalidWidth",
        "height" => IsInteger(value, 1, 400) ? null : "InvalidHeight",
        "rel" => Relations.Contains(value) || IsAbsolute(value) ? null : "UnregisteredAtomLinkRel",
        "contact" => ContactFault(value),
        "email" => MailAddress().IsMatch(value) ? null : "InvalidContact",
        ['\'', .. var choices, '\''] => choices.Split('|').Contains(value) ? null : "InvalidValue",
        "text" or "url" => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of value"),
    };

    // RSS takes any start tag for markup; in Atom and JSON a title may be about one.
    private static bool LooksLikeMarkup(string value, bool startTagsToo)
    {
        if (startTagsToo && AnyTag().IsMatch(value)
            || EndTag().Matches(value).Any(tag => FeedHtml.IsElement(tag.Groups[1].Value.ToLowerInvariant())))
            return true;
        // HtmlDecode knows the entities of HTML 4, as the validator does: "R&D" and "Coffee &in a cup" are no markup.
        return Reference().Matches(value).Select(match => match.Groups[1].Value)
            .Any(name => !name.All(char.IsLetter) || WebUtility.HtmlDecode($"&{name};") != $"&{name};");
    }

    /// <summary>
    /// The place around a C1 control, a replacement character, or UTF-8 that was read as Latin-1 and encoded again;
    /// null where there is none.
    /// </summary>
    public static string? Damaged(string value)
    {
        var at = value.AsSpan().IndexOfAnyInRange('\u0080', '\u009F');
        if (at < 0)
            at = value.IndexOf('\uFFFD', StringComparison.Ordinal);
        if (at < 0 && value.AsSpan().IndexOfAny('\u00C2', '\u00C3') >= 0)
            at = TwiceEncodedIn(value);
        return at < 0 ? null : value[Math.Max(0, at - 20)..Math.Min(value.Length, at + 20)].ReplaceLineEndings(" ");
    }

    private static int TwiceEncodedIn(string value)
    {
        foreach (var line in value.AsSpan().EnumerateLines())
        {
            var match = TwiceEncoded().EnumerateMatches(line);
            if (match.MoveNext() && !line.ContainsAnyExceptInRange('\0', '\u00FF')
                && Utf8.IsValid(System.Text.Encoding.Latin1.GetBytes(line.ToString())))
                return value.AsSpan().IndexOf(line[match.Current.Index..]);
        }
        return -1;
    }

    public static bool IsAbsolute(string url) => AbsoluteUrl().IsMatch(url);

    private static Fault? UrlFault(string value)
    {
        var wrong = Forbidden().Match(value);
        if (wrong.Success)
            return new("InvalidLink", $"{wrong.Value} in {value}");
        if (!IsAbsolute(value))
            return new("InvalidLink", $"not absolute: {value}");
        var scheme = value[..value.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant();
        if (!Schemes.Contains(scheme))
            return new("SchemeNotIANARegistered", value);
        if (scheme == "tag" && !TagUri().IsMatch(value))
            return new("InvalidTAG", value);
        var isUrn = value.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase)
            ? Guid.TryParseExact(value[9..], "D", out _)
            : Urn().IsMatch(value);
        return scheme == "urn" && !isUrn ? new("InvalidURN", value) : null;
    }

    private static bool IsCanonical(string uri)
    {
        var parts = UriParts().Match(uri).Groups;
        var (scheme, path) = (parts[1].Value, parts[3].Value);
        var host = parts[2].Value[(parts[2].Value.LastIndexOf('@') + 1)..];
        var port = scheme switch { "http" => ":80", "https" => ":443", "ftp" => ":21", _ => ":" };
        if (scheme.Any(char.IsUpper) || host.Any(char.IsUpper) || parts[2].Success && path.Length == 0)
            return false;
        if (host.EndsWith(':') || host.EndsWith('.') || host.EndsWith(port, StringComparison.Ordinal))
            return false;
        if (path.StartsWith('/') && path.Split('/').Any(segment => segment is "." or ".."))
            return false;
        return Escapes().Matches(uri).All(escape => IsCanonicalEscape(escape.Value))
            && Uri.UnescapeDataString(uri).IsNormalized();
    }

    // Upper case, valid UTF-8, and nothing escaped that RFC 3986 calls unreserved.
    private static bool IsCanonicalEscape(string run) =>
        !run.Any(char.IsLower)
        && Utf8.IsValid(Convert.FromHexString(run.Replace("%", "", StringComparison.Ordinal)))
        && !EscapedUnreserved().IsMatch(run);

    private static string? Rfc822Fault(string value)
    {
        var date = Rfc822InGmt().Match(value);
        if (!date.Success)
            return OddRfc822().IsMatch(value) ? "ProblematicalRFC822Date" : "InvalidRFC2822Date";
        var isDate = DateTimeOffset.TryParseExact(date.Groups[2].Value, "dd MMM yyyy HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        if (!isDate)
            return "InvalidRFC2822Date";
        if (time.ToString("ddd", CultureInfo.InvariantCulture) != date.Groups[1].Value)
            return "IncorrectDOW";
        return IsPlausible(time, TimeSpan.FromMinutes(10)) ? null : "ImplausibleDate";
    }

    private static string? Rfc3339Fault(string value)
    {
        if (!Rfc3339().IsMatch(value) || !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var time))
            return "InvalidRFC3339Date";
        return IsPlausible(time, TimeSpan.FromDays(1)) ? null : "ImplausibleDate";
    }

    private static bool IsPlausible(DateTimeOffset time, TimeSpan ahead) =>
        time.Year >= 1990 && time <= DateTimeOffset.UtcNow + ahead;

    private static bool IsLanguage(string value) => LanguageTag().IsMatch(value)
        && (value.Split('-')[0].Length == 3 || Languages.Contains(value[..2].ToLowerInvariant()));

    private static bool IsInteger(string value, long least, long most = long.MaxValue) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most;

    private static string? ContactFault(string value)
    {
        if (MailAddress().IsMatch(value))
            return "MissingRealName";
        var named = NamedAddress().Match(value);
        if (named.Success && MailAddress().IsMatch(named.Groups[1].Value))
            return null;
        return value.Contains('@', StringComparison.Ordinal) && value.Contains(' ', StringComparison.Ordinal)
            ? "EmailFormat"
            : "InvalidContact";
    }
}
