using System.Text;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>
/// A file that may hold articles, or a part of one, with what lies beside it: all that a reader gets to see.
/// </summary>
/// <param name="Path">Below its root, with <c>/</c> between folders.</param>
/// <param name="Open">Its bytes from the first; what is unpacked can be opened once.</param>
/// <param name="Sidecar">The bytes of <c>NAME.meta.yaml</c>, or null.</param>
/// <param name="Media">The length in bytes of an image or audio file below the root by its path, or null.</param>
public sealed record Source(
    string Path, Func<Stream> Open, byte[]? Sidecar, Profile Profile, Func<string, long?> Media, DateTimeOffset Now)
{
    /// <summary>Of what has to be read as a whole, in bytes; a longer text is no article.</summary>
    public const int LargestWhole = 20_000_000;

    /// <summary>The sidecar of <c>a.txt</c> is <c>a.txt.meta.yaml</c>.</summary>
    public const string SidecarSuffix = ".meta.yaml";

    private List<Problem> Remarks { get; init; } = [];

    private int? FirstLine { get; init; }

    /// <summary>Its path in the archive that it lies in; empty outside of one.</summary>
    public string Entry { get; private init; } = "";

    /// <summary>The article's own key in a file that holds several; empty where the file is one article.</summary>
    public string Record { get; private init; } = "";

    /// <summary>What tells the article from others of the file on disk; empty where that is one article.</summary>
    public string Key => Entry.Length > 0 && Record.Length > 0 ? $"{Entry}#{Record}" : Entry + Record;

    /// <summary>Its path as it is named where it lies, and without <c>.gz</c>.</summary>
    public string Name => WithoutGzip(Entry.Length > 0 ? Entry : Path);

    public IReadOnlyList<Problem> Problems => Remarks;

    /// <summary>A file in this archive. What lies beside the archive does not lie beside it.</summary>
    public Source InArchive(string entry, Func<Stream> open) =>
        this with { Entry = entry, Open = open, Sidecar = null, Media = _ => null, Remarks = [] };

    /// <summary>One of several articles in this file.</summary>
    /// <param name="line">Where it begins, if that is known.</param>
    public Source Of(string record, int? line = null) =>
        this with { Record = record, FirstLine = line, Remarks = [] };

    /// <exception cref="UnreadableException">It is larger than <paramref name="limit"/>.</exception>
    public byte[] Bytes(int limit = LargestWhole)
    {
        using var stream = Open();
        // Its length is known unless it is being unpacked, and then one byte more tells that it ends there.
        var bytes = new byte[stream.CanSeek ? Math.Min(stream.Length, limit) + 1 : 4096];
        var length = 0;
        while (length <= limit)
        {
            if (length == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, limit + 1));
            var read = stream.Read(bytes, length, bytes.Length - length);
            if (read == 0)
                return bytes[..length];
            length += read;
        }
        throw new UnreadableException(null, $"larger than {limit / 1_000_000} MB", "split it");
    }

    /// <summary>The file as clean text; a guessed encoding is remarked on.</summary>
    /// <exception cref="UnreadableException">It is larger than any article.</exception>
    public string Text() => Clean(Decoding.Decode(Bytes()));

    /// <summary>As <see cref="Text"/>, by the encoding that the page declares.</summary>
    public string PageText(int limit) => Clean(Decoding.DecodePage(Bytes(limit)));

    private string Clean((string Text, string? Remark) decoded)
    {
        var (text, remark) = decoded;
        if (remark is not null)
            Warn(null, remark, "save it as UTF-8");
        return Articles.Text.Clean(text);
    }

    /// <summary>What the sidecar says; it wins over everything the file says itself.</summary>
    /// <exception cref="UnreadableException">It cannot be understood; a draft could hide in it.</exception>
    public Field.Map SidecarFields() => Sidecar is null ? Field.Map.Empty
        : Yaml.ReadLeniently(Articles.Text.Clean(Encoding.UTF8.GetString(Sidecar).TrimStart('\uFEFF'))) with
        {
            File = Path + SidecarSuffix,
        };

    /// <param name="file">Where it stands, when that is not the file itself.</param>
    public void Warn(int? line, string message, string? hint = null, string? file = null) =>
        Remarks.Add(Problem(line, message, hint, Severity.Warning, file));

    /// <summary>Something that is only worth knowing.</summary>
    public void Note(int? line, string message, string? hint = null) =>
        Remarks.Add(Problem(line, message, hint, Severity.Note));

    /// <summary>Something to be said of this file, or of this part of it.</summary>
    public Problem Problem(int? line, string message, string? hint, Severity severity, string? file = null) =>
        new(file ?? (Entry.Length > 0 ? $"{Path}#{Entry}" : Path), line ?? FirstLine, message, hint, severity);

    private static string WithoutGzip(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
}
