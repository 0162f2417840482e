using System.Text.RegularExpressions;

namespace FeedService.Feeds;

// The shapes of addresses, dates and names.
internal static partial class FeedValues
{
    private const RegexOptions NoCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex("<[/a-zA-Z]")]
    private static partial Regex AnyTag();

    [GeneratedRegex(@"</(\w+)>")]
    private static partial Regex EndTag();

    [GeneratedRegex(@"&(#?\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex("[\u00C2\u00C3][\u0080-\u00BF]")]
    private static partial Regex TwiceEncoded();

    [GeneratedRegex("<[^<>@ ]+@[^<>@ ]+>")]
    private static partial Regex BracketedAddress();

    [GeneratedRegex("^https?://[^/?#]+(?:/|$)")]
    private static partial Regex WebUrl();

    [GeneratedRegex("^(?:(?:https?|ftp)://[^/?#]|(?!https?:|ftp:)[a-z][a-z0-9+.-]*:.)", NoCase)]
    private static partial Regex AbsoluteUrl();

    [GeneratedRegex(@"[^0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]|%(?![0-9a-fA-F]{2})|#(?=.*#)")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"^tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:")]
    private static partial Regex TagUri();

    [GeneratedRegex("^urn:[a-z0-9][a-z0-9-]{1,31}:.", NoCase)]
    private static partial Regex Urn();

    [GeneratedRegex("^([^:/?#]+):(?://([^/?#]*))?([^?#]*)")]
    private static partial Regex UriParts();

    [GeneratedRegex("(?:%[0-9a-fA-F]{2})+")]
    private static partial Regex Escapes();

    [GeneratedRegex("%(?:2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F|7E)")]
    private static partial Regex EscapedUnreserved();

    [GeneratedRegex(@"^([A-Z][a-z]{2}), (\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d) GMT$")]
    private static partial Regex Rfc822InGmt();

    [GeneratedRegex(@"^([a-z]{3},\s*)?\d\d?\s+[a-z]{3}\s+(\d\d){1,2}\s+\d\d(:\d\d){1,2}\s+([+-]\d{4}|[a-z]+)$", NoCase)]
    private static partial Regex OddRfc822();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();

    [GeneratedRegex("^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$", NoCase)]
    private static partial Regex LanguageTag();

    [GeneratedRegex(
        """^[^\s()<>,;:\\"/\[\]?=]+/[^\s()<>,;:\\"/\[\]?=]+(?:\s*;\s*[^\s;=]+=(?:"[^"]*"|[^\s;"]+))*$""")]
    private static partial Regex MediaType();

    [GeneratedRegex(@"^[\w.+'%-]+@(?:[a-z0-9-]+\.)*[a-z0-9-]+$", NoCase)]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"^(\S+) \(.+\)$")]
    private static partial Regex NamedAddress();
}
