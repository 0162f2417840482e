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
    public Field.Map SidecarFields()
    {
        if (Sidecar is null)
            return Field.Map.Empty;
        try
        {
            return Yaml.ReadLeniently(Articles.Text.Clean(Encoding.UTF8.GetString(Sidecar).TrimStart('\uFEFF')));
        }
        catch (InvalidYamlException error)
        {
            problems.Add(new Problem(Path + SidecarSuffix, error.Line, error.Message, error.Hint, Severity.Warning));
            return Field.Map.Empty;
        }
    }

    public void Warn(int? line, string message, string? hint = null) =>
        problems.Add(new Problem(Path, line, message, hint, Severity.Warning));

    /// <summary>The sidecar of <c>a.txt</c> is <c>a.txt.meta.yaml</c>.</summary>
    public const string SidecarSuffix = ".meta.yaml";
}
