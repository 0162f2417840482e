using Microsoft.Net.Http.Headers;

namespace FeedService.Web;

/// <summary>Tells a person who opens a feed's address in a browser from a feed reader that fetches it.</summary>
public static class Navigation
{
    /// <summary>
    /// A browser says so in Sec-Fetch-Dest, but not over plain HTTP. There, one that prefers HTML to every kind of feed is
    /// a browser, unless it is a feed reader's library with a browser's Accept: those give themselves another name, be it
    /// an empty one, or know no Accept-Language.
    /// </summary>
    public static bool Is(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers["Sec-Fetch-Dest"] is { Count: > 0 } destination)
            return destination == "document";
        var accept = (string?)headers.Accept;
        return accept is not null && accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && IsBrowser(headers) && PrefersHtml(headers);
    }

    private static bool IsBrowser(IHeaderDictionary headers) => headers.UserAgent.Count == 0
        || headers.UserAgent.ToString().StartsWith("Mozilla/", StringComparison.Ordinal)
            && headers.AcceptLanguage.Count > 0;

    // What stands for any type says nothing about feeds where HTML is named.
    private static bool PrefersHtml(IHeaderDictionary headers)
    {
        if (!MediaTypeHeaderValue.TryParseList(headers.Accept, out var accepted))
            return false;
        double Best(Func<MediaTypeHeaderValue, bool> isMeant) =>
            accepted.Where(isMeant).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();
        return Best(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            > Best(type => IsFeed(type.MediaType.ToString()));
    }

    private static bool IsFeed(string type) => !type.Contains("html", StringComparison.OrdinalIgnoreCase)
        && (type.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("json", StringComparison.OrdinalIgnoreCase));
}
