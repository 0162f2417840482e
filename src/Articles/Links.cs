using System.Buffers;
using System.Text.RegularExpressions;

namespace FeedService.Articles;

/// <summary>URLs as feeds may carry them.</summary>
public static partial class Links
{
    /// <summary>
    /// Stands for the service's own address in stored articles, so that no article changes when the address does.
    /// A name below <c>.invalid</c> never resolves (RFC 2606 §2), so nobody's article means it.
    /// </summary>
    public const string Own = "https://own.invalid";

    /// <summary>Stands, in an article's content, for the article's own URL.</summary>
    public const string This = Own + "/this";

    /// <summary>
    /// The reference as an absolute http(s) or mailto URL in ASCII (RFC 3986, host in Punycode), or null when it is
    /// none and <paramref name="origin"/> does not make it one.
    /// </summary>
    public static string? Absolute(string? reference, Uri? origin = null)
    {
        if (string.IsNullOrWhiteSpace(reference))
            return null;
        var text = reference.Trim();
        if (text.StartsWith("//", StringComparison.Ordinal))
            text = (origin?.Scheme ?? "https") + ":" + text;
        // On Unix an absolute path is an absolute file: URI to .NET.
        var absolute = Uri.TryCreate(text, UriKind.Absolute, out var uri) && !text.StartsWith('/');
        if (!absolute && (origin is null || !Uri.TryCreate(origin, text, out uri)))
            return null;
        return uri!.Scheme switch
        {
            "http" or "https" => uri.Host.Length > 0 ? Ascii(uri) : null,
            "mailto" => uri.AbsoluteUri,
            _ => null,
        };
    }

    private static readonly SearchValues<char> Unescaped = SearchValues.Create("[]|^`\\");

    /// <summary>
    /// What the spellings of one page's URL have in common: the URL without scheme, <c>www.</c>, trailing slash, the
    /// parameters that tell where a visitor came from, and the fragments that blogs put behind. For comparing, not for
    /// linking.
    /// </summary>
    public static string? Page(string? url)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return null;
        // Where articles have no page of their own, feeds link them all to the front page.
        if (uri is { AbsolutePath: "/", Query.Length: <= 1 })
            return null;
        var host = uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host;
        var query = uri.Query.Length > 1
            ? string.Join('&', uri.Query[1..].Split('&').Where(parameter => !TrackingParameter().IsMatch(parameter)))
            : "";
        return host + (uri.IsDefaultPort ? "" : ":" + uri.Port) + uri.AbsolutePath.TrimEnd('/')
            + (query.Length > 0 ? "?" + query : "") + (PartOfPage().IsMatch(uri.Fragment) ? "" : uri.Fragment);
    }

    /// <summary>The names of a URL's parameters that only tell where a visitor came from.</summary>
    public static IEnumerable<string> TrackingParameters(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? [] : url[(query + 1)..].Split('#')[0].Split('&')
            .Where(parameter => TrackingParameter().IsMatch(parameter)).Select(parameter => parameter.Split('=')[0]);
    }

    public static bool IsHttp(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>A path with each segment percent-encoded (RFC 3986 §3.3), in NFC.</summary>
    public static string Encode(string path) =>
        string.Join('/', Text.Clean(path).Split('/').Select(Uri.EscapeDataString));

    [GeneratedRegex("^(utm_[a-z]+|fbclid|gclid|mc_[ce]id|igshid)=", RegexOptions.IgnoreCase)]
    private static partial Regex TrackingParameter();

    [GeneratedRegex("^#?(comments?|respond|disqus_thread|more-[0-9]+|top)?$", RegexOptions.IgnoreCase)]
    private static partial Regex PartOfPage();

    private static string Ascii(Uri uri)
    {
        var url = uri.AbsoluteUri;
        if (!string.Equals(uri.Host, uri.IdnHost, StringComparison.Ordinal) && uri.HostNameType == UriHostNameType.Dns)
            url = new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
        var authorityEnd = url.IndexOf('/', url.IndexOf("//", StringComparison.Ordinal) + 2);
        return authorityEnd < 0 || url.AsSpan(authorityEnd).IndexOfAny(Unescaped) < 0
            ? url
            : url[..authorityEnd] + Escape(url[authorityEnd..]);
    }

    // .NET leaves these as they came; validators and strict parsers do not.
    private static string Escape(string pathAndQuery) => pathAndQuery
        .Replace("[", "%5B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal)
        .Replace("|", "%7C", StringComparison.Ordinal).Replace("^", "%5E", StringComparison.Ordinal)
        .Replace("`", "%60", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal);
}
