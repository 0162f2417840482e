using System.Globalization;
using System.IO.Compression;
using FeedService.Articles;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FeedService.Web;

/// <summary>Sends answers: headers as feed readers want them, the body in the best form the client takes.</summary>
public static class Delivery
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private static readonly string CacheControl = string.Create(CultureInfo.InvariantCulture,
        $"public, max-age={MaxAge.TotalSeconds:0}, stale-while-revalidate=600, stale-if-error=86400");

    /// <summary>
    /// An address that answers GET and HEAD with a document, judges conditions and is cached by version.
    /// </summary>
    public static IEndpointConventionBuilder MapDocument(this IEndpointRouteBuilder routes, string pattern,
        Respond respond) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head],
            async context => await Send(context, await respond(context)))
            .WithMetadata(respond).CacheOutput(VersionPolicy.Name);

    /// <summary>The headers that a 200 and a 304 share (RFC 9110 §15.4.5).</summary>
    public static void SetHeaders(HttpResponse response, Answer answer)
    {
        var document = answer.Document!;
        var headers = response.Headers;
        headers.ETag = document.ETag;
        headers.LastModified = Dates.Rfc822(document.LastModified);
        headers.CacheControl = document.IsSubstitute ? "no-cache" : CacheControl;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers.AccessControlAllowOrigin = "*";
        if (answer.Links.Count > 0)
            headers.Link = new StringValues([.. answer.Links]);
    }

    /// <summary>
    /// br, gzip or identity, whichever the client likes best; this order among equals (RFC 9110 §12.5.3).
    /// </summary>
    public static string Encoding(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
            return "identity";
        double? Named(string coding) =>
            accepted.FirstOrDefault(value => value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
                is { } found ? found.Quality ?? 1 : null;
        var others = Named("*") ?? 0;
        var (br, gzip) = (Named("br") ?? others, Named("gzip") ?? Named("x-gzip") ?? others);
        var identity = Named("identity") ?? 0;
        return br > 0 && br >= gzip && br >= identity ? "br" : gzip > 0 && gzip >= identity ? "gzip" : "identity";
    }

    private static async Task Send(HttpContext context, Answer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.Document is not { } document)
        {
            await SendReason(response, answer);
            return;
        }
        SetHeaders(response, answer);
        if (document.IsSubstitute && context.Features.Get<IOutputCacheFeature>() is { } cache)
            cache.Context.AllowCacheStorage = false;
        response.ContentType = document.MediaType + "; charset=utf-8";
        var encoding = Encoding(context.Request);
        var body = Compress(document.Body, encoding);
        if (encoding != "identity")
            response.Headers.ContentEncoding = encoding;
        response.ContentLength = body.Length;
        // For HEAD too: the server drops the body, and the output cache needs its length.
        await response.BodyWriter.WriteAsync(body);
    }

    private static async Task SendReason(HttpResponse response, Answer answer)
    {
        if (answer.Location is { } location)
            response.Headers.Location = location;
        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "5";
        // Without this, caches may keep what they like of a 301, 404 or 410 (RFC 9110 §15.1).
        response.Headers.CacheControl = "no-cache";
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.WriteAsync(answer.Reason + "\n");
    }

    private static ReadOnlyMemory<byte> Compress(byte[] body, string encoding)
    {
        if (encoding == "identity")
            return body;
        var compressed = new MemoryStream();
        using (Stream stream = encoding == "br"
            ? new BrotliStream(compressed, new BrotliCompressionOptions { Quality = 5 }, leaveOpen: true)
            : new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(body);
        }
        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }
}
