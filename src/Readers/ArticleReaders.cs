using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>Which reader understands which file, and which files are never articles.</summary>
public sealed partial class ArticleReaders(IEnumerable<IArticleReader> readers)
{
    /// <summary>Grows when a reader gets better, so that unchanged files are read again.</summary>
    public const int Generation = 1;

    private readonly Dictionary<string, IArticleReader> byExtension =
        readers.SelectMany(reader => reader.Extensions, (reader, extension) => (reader, extension))
            .ToDictionary(pair => pair.extension, pair => pair.reader);

    public IReadOnlyCollection<string> Extensions => byExtension.Keys;

    public IArticleReader? For(string path) =>
        byExtension.GetValueOrDefault(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Why a file is never an article, whatever is in it; null when it may be one.</summary>
    public static string? NeverArticle(string path) =>
        NeverName().IsMatch(Path.GetFileName(path)) ? "files of this name are never articles" : null;

    /// <summary>Files that nobody means: hidden ones, and what editors and copiers leave while they work.</summary>
    public static bool IsPassing(string name) => PassingName().IsMatch(name);

    [GeneratedRegex(@"^(_index|README|LICEN[SC]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT)(\..*)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex NeverName();

    [GeneratedRegex(@"^\.|~$|^#.*#$|\.(swp|swx|tmp|temp|part|partial|crdownload|bak|orig)$|^~\$",
        RegexOptions.IgnoreCase)]
    private static partial Regex PassingName();
}
