using FeedService.Articles;
using FeedService.Import;
using FeedService.Readers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FeedService.Web;

/// <summary>Images and sound that lie beside articles. No other file is ever served.</summary>
public sealed class MediaEndpoints(Importer importer)
{
    private readonly string folder = Path.GetFullPath(importer.Own.Folder);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/media/{**path}", [HttpMethods.Get, HttpMethods.Head], Media);

    private Results<PhysicalFileHttpResult, NotFound> Media(HttpContext context, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        var isOwn = MediaTypes.OfFile(path) is not null && full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !path.Split('/').Any(ArticleReaders.IsPassing) && File.Exists(full) && !LeadsElsewhere(full);
        if (!isOwn)
            return TypedResults.NotFound();
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "public, max-age=86400";
        headers.AccessControlAllowOrigin = "*";
        // An SVG is a document that could run scripts if it were opened by itself.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return TypedResults.PhysicalFile(full, MediaTypes.OfFile(path), lastModified: File.GetLastWriteTimeUtc(full), enableRangeProcessing: true);
    }

    private bool LeadsElsewhere(string full)
    {
        for (FileSystemInfo? at = new FileInfo(full); at is not null && at.FullName.Length > folder.Length; at = Directory.GetParent(at.FullName))
        {
            if (at.LinkTarget is not null)
                return true;
        }
        return false;
    }
}
