using System.Formats.Tar;
using System.IO.Compression;

namespace FeedService.Readers;

/// <summary>
/// A <c>.zip</c>, <c>.tar</c> or <c>.tar.gz</c> that is read in place, and <c>.gz</c> around one file.
/// </summary>
internal static class Archive
{
    public static bool Is(string name) => Kind(name) is ".zip" or ".tar";

    /// <summary>The files in an archive, each to be read before the next is asked for.</summary>
    /// <exception cref="UnreadableException">It is a bomb.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IEnumerable<Source> Files(Source archive)
    {
        using var packed = archive.Open();
        var allowance = new Allowance(packed);
        using var stream = IsGzip(archive.Path) ? new Unpacking(Gunzip(packed), allowance) : packed;
        var files = Kind(archive.Path) == ".zip" ? Zipped(stream, allowance) : Tarred(stream, allowance);
        foreach (var (name, open) in files)
            yield return archive.InArchive(name.Replace('\\', '/'), open);
    }

    /// <summary>The file that <c>.gz</c> is around; any other file as it is.</summary>
    public static Source Unpacked(Source source)
    {
        if (!IsGzip(source.Entry.Length > 0 ? source.Entry : source.Path))
            return source;
        var open = source.Open;
        return source with
        {
            Open = () =>
            {
                var packed = open();
                return new Unpacking(Gunzip(packed), new Allowance(packed));
            },
        };
    }

    private static string Kind(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return extension switch
        {
            ".tgz" => ".tar",
            ".gz" => Kind(path[..^3]),
            _ => extension,
        };
    }

    private static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    private static GZipStream Gunzip(Stream packed) => new(packed, CompressionMode.Decompress);

    private static IEnumerable<(string Name, Func<Stream> Open)> Zipped(Stream stream, Allowance allowance)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries.Where(entry => entry.Name.Length > 0))
            yield return (entry.FullName, () => new Unpacking(entry.Open(), allowance));
    }

    private static IEnumerable<(string Name, Func<Stream> Open)> Tarred(Stream stream, Allowance allowance)
    {
        using var tar = new TarReader(stream);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: { } data })
                yield return (entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name,
                    () => new Unpacking(data, allowance));
        }
    }
}
