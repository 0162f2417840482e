namespace FeedService.Articles;

/// <summary>
/// The images, sound and films that lie beside articles; nothing else is ever served from their folder.
/// </summary>
public static class MediaTypes
{
    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".avif"] = "image/avif",
        [".gif"] = "image/gif",
        [".jpeg"] = "image/jpeg",
        [".jpg"] = "image/jpeg",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".webp"] = "image/webp",
        [".flac"] = "audio/flac",
        [".m4a"] = "audio/mp4",
        [".mp3"] = "audio/mpeg",
        [".oga"] = "audio/ogg",
        [".ogg"] = "audio/ogg",
        [".opus"] = "audio/ogg",
        [".wav"] = "audio/wav",
    };

    /// <summary>The media type of an own file, or null when it is none that is served.</summary>
    public static string? OfFile(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path));

    /// <summary>The media type that a URL's path tells, <c>application/octet-stream</c> when it tells none.</summary>
    public static string Of(string url)
    {
        var path = Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : url;
        return OfFile(path) ?? Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".mp4" or ".m4v" => "video/mp4",
            ".webm" => "video/webm",
            ".pdf" => "application/pdf",
            _ => "application/octet-stream",
        };
    }
}
