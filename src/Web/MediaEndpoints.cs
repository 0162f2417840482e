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

    /// <summary>Every file that is served, by its path below the folder of articles.</summary>
    public IEnumerable<string> Paths() => Files(new DirectoryInfo(folder))
        .Select(file => Path.GetRelativePath(folder, file.FullName))
        .Where(path => Own(Path.Combine(folder, path)) is not null);

    /// <summary>The file that a path leads to; null when it has gone.</summary>
    public string? File(string path) => Own(Path.Combine(folder, path));

    /// <summary>When it last changed, in whole seconds.</summary>
    public DateTimeOffset Changed(string path) => File(path) is not { } file ? DateTimeOffset.UnixEpoch
        : DateTimeOffset.FromUnixTimeSeconds(
            new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(file)).ToUnixTimeSeconds());

    /// <summary>Another one when any file has changed.</summary>
    public string Stamp() => string.Join('\n', Paths().Select(path => $"{path} {Changed(path):s}"));

    private Results<PhysicalFileHttpResult, NotFound> Media(HttpContext context, string? path)
    {
        if (path is null || path.Contains('\0') || Own(Path.Combine(folder, path)) is not { } full)
            return TypedResults.NotFound();
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "public, max-age=86400";
        headers.AccessControlAllowOrigin = "*";
        // An SVG is a document that could run scripts if it were opened by itself.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return TypedResults.PhysicalFile(full, MediaTypes.OfFile(path),
            lastModified: System.IO.File.GetLastWriteTimeUtc(full), enableRangeProcessing: true);
    }

    // Links to folders lead anywhere, and in circles.
    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) => !folder.Exists ? []
        : folder.EnumerateFiles("*", Accessible).Concat(folder.EnumerateDirectories("*", Accessible)
            .Where(below => below.LinkTarget is null).SelectMany(Files));

    private static readonly EnumerationOptions Accessible = new() { IgnoreInaccessible = true };

    /// <summary>The image or sound of the folder that a path leads to, be it by a link from file to file.</summary>
    private string? Own(string path)
    {
        var full = Path.GetFullPath(path);
        if (!full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || full[folder.Length..].Split(Path.DirectorySeparatorChar).Any(ArticleReaders.IsPassing)
            || MediaTypes.OfFile(full) is null || !System.IO.File.Exists(full))
            return null;
        for (var above = Directory.GetParent(full)!; above.FullName.Length > folder.Length; above = above.Parent!)
        {
            if (above.LinkTarget is not null)
                return null;
        }
        return new FileInfo(full).LinkTarget is null
            ? full : Own(System.IO.File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName);
    }
}
