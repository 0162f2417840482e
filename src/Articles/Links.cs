using System.Buffers;

namespace FeedService.Articles;

/// <summary>URLs as feeds may carry them.</summary>
public static class Links
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

    public static bool IsHttp(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>A path with each segment percent-encoded (RFC 3986 §3.3), in NFC.</summary>
    public static string Encode(string path) =>
        string.Join('/', Text.Clean(path).Split('/').Select(Uri.EscapeDataString));

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
