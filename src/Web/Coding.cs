using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace FeedService.Web;

/// <summary>How a body is coded on its way (RFC 9110 §8.4.1).</summary>
public enum Coding { Identity, Gzip, Brotli }

/// <summary>
/// What compressing may cost: as fast as it gets; the tenfold, for a fifth less; the hundredfold, as small as it gets.
/// </summary>
public enum Effort { Fast, Fair, Best }

/// <summary>Which coding a client likes best, and the coding itself.</summary>
public static class Codings
{
    // From 0 to 11 (RFC 7932 knows none; these are the encoder's).
    private static readonly int[] BrotliQualities = [1, 6, 11];

    private static readonly CompressionLevel[] GzipLevels =
        [CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize];

    /// <summary>
    /// Brotli, gzip or identity, whichever the client likes best; this order among equals (RFC 9110 §12.5.3).
    /// </summary>
    public static Coding Preferred(HttpRequest request) => (string?)request.Headers.AcceptEncoding switch
    {
        // What nearly all clients say, without parsing it.
        null => Coding.Identity,
        "gzip" or "gzip, deflate" or "deflate, gzip" => Coding.Gzip,
        "gzip, deflate, br" or "gzip, deflate, br, zstd" or "deflate, gzip, br, zstd" => Coding.Brotli,
        _ => Parsed(request),
    };

    /// <summary>The name of a coding in Content-Encoding, or null where there is none.</summary>
    public static string? Name(this Coding coding) => coding switch
    {
        Coding.Gzip => "gzip",
        Coding.Brotli => "br",
        _ => null,
    };

    /// <param name="body">Uncoded bytes.</param>
    /// <param name="coding">Not identity.</param>
    public static byte[] Compress(byte[] body, Coding coding, Effort effort)
    {
        var compressed = new MemoryStream();
        using (Stream stream = coding == Coding.Brotli
            ? new BrotliStream(compressed, new BrotliCompressionOptions { Quality = BrotliQualities[(int)effort] },
                leaveOpen: true)
            : new GZipStream(compressed, GzipLevels[(int)effort], leaveOpen: true))
        {
            stream.Write(body);
        }
        return compressed.ToArray();
    }

    private static Coding Parsed(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
            return Coding.Identity;
        double? Named(string coding) =>
            accepted.FirstOrDefault(value => value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
                is { } found ? found.Quality ?? 1 : null;
        var others = Named("*") ?? 0;
        var (br, gzip) = (Named("br") ?? others, Named("gzip") ?? Named("x-gzip") ?? others);
        var identity = Named("identity") ?? 0;
        return br > 0 && br >= gzip && br >= identity ? Coding.Brotli
            : gzip > 0 && gzip >= identity ? Coding.Gzip : Coding.Identity;
    }
}
