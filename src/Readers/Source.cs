using System.Text;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>A file that may hold articles, with what lies beside it: all that a reader gets to see.</summary>
/// <param name="Path">Below its root, with <c>/</c> between folders; what its id is made from.</param>
/// <param name="Sidecar">The bytes of <c>NAME.meta.yaml</c>, or null.</param>
/// <param name="Media">The length in bytes of an image or audio file below the root by its path, or null.</param>
public sealed record Source(
    string Path, byte[] Bytes, byte[]? Sidecar, Profile Profile, Func<string, long?> Media, DateTimeOffset Now)
{
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>The file as clean text; a guessed encoding is remarked on.</summary>
    public string Text()
    {
        var (text, remark) = Decoding.Decode(Bytes);
        if (remark is not null)
            Warn(null, remark, "save it as UTF-8");
        return Articles.Text.Clean(text);
    }

    /// <summary>What the sidecar says; it wins over everything the file says itself.</summary>
    /// <exception cref="InvalidFieldsException">It cannot be understood; a draft could hide in it.</exception>
    public Field.Map SidecarFields() => Sidecar is null ? Field.Map.Empty
        : Yaml.ReadLeniently(Articles.Text.Clean(Encoding.UTF8.GetString(Sidecar).TrimStart('\uFEFF'))) with
        {
            File = Path + SidecarSuffix,
        };

    /// <param name="file">Where it stands, when that is not the file itself.</param>
    public void Warn(int? line, string message, string? hint = null, string? file = null) =>
        problems.Add(new Problem(file ?? Path, line, message, hint, Severity.Warning));

    /// <summary>The sidecar of <c>a.txt</c> is <c>a.txt.meta.yaml</c>.</summary>
    public const string SidecarSuffix = ".meta.yaml";
}
