using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FeedService.Articles;

namespace FeedService.Web;

/// <summary>A document ready to go out: its body in every coding, its validators, and its headers' texts.</summary>
public sealed class Document
{
    // Of the bytes that nodes hand each other.
    private const byte Format = 1;

    private readonly byte[] identity;
    private volatile byte[]? gzip;
    private volatile byte[]? brotli;

    /// <param name="body">The uncoded bytes.</param>
    /// <param name="mediaType">Without charset, which is UTF-8.</param>
    /// <param name="lastModified">Whole seconds.</param>
    public Document(byte[] body, string mediaType, DateTimeOffset lastModified)
    {
        identity = body;
        ContentType = mediaType + "; charset=utf-8";
        ETag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
        LastModified = lastModified;
        LastModifiedText = Dates.Rfc822(lastModified);
    }

    private Document(BinaryReader reader)
    {
        Version = reader.ReadInt64();
        LastModified = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64());
        LastModifiedText = Dates.Rfc822(LastModified);
        (ETag, ContentType, CacheControl) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        Link = reader.ReadBoolean() ? reader.ReadString() : null;
        IsPolled = reader.ReadBoolean();
        byte[] Bytes() => reader.ReadBytes(reader.ReadInt32());
        (identity, gzip, brotli) = (Bytes(), Bytes(), Bytes());
    }

    private Document(Document other)
    {
        (identity, gzip, brotli) = (other.identity, other.gzip, other.brotli);
        (ContentType, ETag, LastModified, LastModifiedText) =
            (other.ContentType, other.ETag, other.LastModified, other.LastModifiedText);
        (Version, Reading, Link, IsPolled) = (other.Version, other.Reading, other.Link, other.IsPolled);
    }

    public string ContentType { get; }

    /// <summary>Weak, because one tag stands for the compressed forms too (RFC 9110 §8.8.3.3).</summary>
    public string ETag { get; }

    public DateTimeOffset LastModified { get; }

    public string LastModifiedText { get; }

    /// <summary>The version of what it was made from.</summary>
    public long Version { get; init; }

    /// <summary>What the clock of its answer showed when it was made, where that is later than the answer.</summary>
    public long Reading { get; init; }

    public string CacheControl { get; init; } = Cacheable(TimeSpan.FromMinutes(5));

    /// <summary>Its own address and those of its other forms (RFC 8288).</summary>
    public string? Link { get; init; }

    /// <summary>Programs ask for it again and again, so that compressing it well is worth the work.</summary>
    public bool IsPolled { get; init; }

    /// <summary>Bytes of memory, roughly.</summary>
    public int Size => 1000 + identity.Length + (gzip?.Length ?? 0) + (brotli?.Length ?? 0);

    /// <summary>The header of what may be shared for so long.</summary>
    public static string Cacheable(TimeSpan maxAge) => string.Create(CultureInfo.InvariantCulture,
        $"public, max-age={maxAge.TotalSeconds:0}, stale-while-revalidate=600, stale-if-error=86400");

    public byte[] Body(Coding coding) => coding switch
    {
        Coding.Gzip => gzip ??= Codings.Compress(identity, Coding.Gzip, Effort.Fast),
        Coding.Brotli => brotli ??= Codings.Compress(identity, Coding.Brotli, Effort.Fast),
        _ => identity,
    };

    /// <summary>Compresses it in every way before anybody asks, who would have to wait for it.</summary>
    public Document Compressed()
    {
        foreach (var coding in Enum.GetValues<Coding>())
            _ = Body(coding);
        return this;
    }

    /// <summary>Makes the compressed forms as small as they get: from a tenth of a second's work to a whole one.</summary>
    public void CompressWell()
    {
        gzip = Codings.Compress(identity, Coding.Gzip, Effort.Best);
        brotli = Codings.Compress(identity, Coding.Brotli, Effort.Best);
    }

    /// <summary>The same, standing in for a newer one that could not be made: nobody should keep it.</summary>
    public Document AsSubstitute() => new(this) { CacheControl = "no-cache" };

    /// <summary>All of it, for another node; behind a sum, for who keeps it may damage it.</summary>
    public byte[] ToBytes()
    {
        var bytes = new MemoryStream(Size + 1000);
        bytes.Position = SHA256.HashSizeInBytes;
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Format);
        writer.Write(Version);
        writer.Write(LastModified.ToUnixTimeSeconds());
        foreach (var text in new[] { ETag, ContentType, CacheControl })
            writer.Write(text);
        writer.Write(Link is not null);
        if (Link is not null)
            writer.Write(Link);
        writer.Write(IsPolled);
        foreach (var coding in Enum.GetValues<Coding>())
        {
            var body = Body(coding);
            writer.Write(body.Length);
            writer.Write(body);
        }
        var all = bytes.ToArray();
        SHA256.HashData(all.AsSpan(SHA256.HashSizeInBytes), all);
        return all;
    }

    /// <summary>What <see cref="ToBytes"/> made into bytes; null where they are anything else.</summary>
    public static Document? FromBytes(byte[] bytes)
    {
        const int Start = SHA256.HashSizeInBytes;
        if (bytes.Length <= Start || bytes[Start] != Format
            || !SHA256.HashData(bytes.AsSpan(Start)).AsSpan().SequenceEqual(bytes.AsSpan(0, Start)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, Start + 1, bytes.Length - Start - 1), Encoding.UTF8);
        return new Document(reader);
    }
}
