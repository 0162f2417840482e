using System.Globalization;
using FeedService.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedService.Benchmarks;

/// <summary>
/// Kestrel with nothing behind it: one delegate that knows two feeds by heart and sends them with the headers of the
/// service. Nothing that is built on it can be faster.
/// </summary>
internal static class Bare
{
    private const string Link = "<http://127.0.0.1:20000/feeds/full.rss>; rel=\"self\"; type=\"application/rss+xml\", "
        + "<http://127.0.0.1:20000/feeds/full.atom>; rel=\"alternate\"; type=\"application/atom+xml\", "
        + "<http://127.0.0.1:20000/feeds/full.json>; rel=\"alternate\"; type=\"application/feed+json\"";

    /// <param name="folder">Holds <c>full.rss</c> and <c>summary.rss</c>, each also with <c>.gz</c>.</param>
    public static async Task<int> Run(string folder, int port)
    {
        Listening.ReceiveInline();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"))
            .ConfigureKestrel(Listening.Limit).UseSockets(Listening.Hasten);
        await using var app = builder.Build();
        var files = Directory.EnumerateFiles(folder).ToDictionary(path => Path.GetFileName(path)!, File.ReadAllBytes);
        app.Run(context => context.Request.Path == "/feeds/full.rss"
            ? Send(context, files["full.rss"], files["full.rss.gz"])
            : Send(context, files["summary.rss"], files["summary.rss.gz"]));
        await app.RunAsync();
        return 0;
    }

    private static async Task Send(HttpContext context, byte[] identity, byte[] gzip)
    {
        var headers = context.Response.Headers;
        headers.ETag = "W/\"0123456789abcdef01234567\"";
        headers.LastModified = "Tue, 24 Nov 2026 08:25:47 GMT";
        headers.CacheControl = "public, max-age=3600, stale-while-revalidate=600, stale-if-error=86400";
        headers.Vary = "Accept-Encoding";
        headers.AccessControlAllowOrigin = "*";
        if (context.Request.Headers.IfNoneMatch.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        headers.XContentTypeOptions = "nosniff";
        headers.Link = Link;
        headers.ContentType = "application/rss+xml; charset=utf-8";
        var isGzip = context.Request.Headers.AcceptEncoding == "gzip";
        if (isGzip)
            headers.ContentEncoding = "gzip";
        var body = isGzip ? gzip : identity;
        headers.ContentLength = body.Length;
        await context.Response.StartAsync();
        body.CopyTo(context.Response.BodyWriter.GetSpan(body.Length));
        context.Response.BodyWriter.Advance(body.Length);
        await context.Response.BodyWriter.FlushAsync();
    }
}
