using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Import;

/// <summary>
/// A folder, or a single file, whose articles belong together: removing a file from it removes its article.
/// </summary>
/// <param name="Key">Names the root in the store.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Prefix">Stands before the path of each of its files; empty, or ends with <c>/</c>.</param>
/// <param name="OnlyFile">Set when the root is one file of the folder.</param>
public sealed record ArticleRoot(string Key, string Folder, string Prefix = "", string? OnlyFile = null);

/// <summary>A file that may hold an article, as the folder showed it.</summary>
/// <param name="Path">With the root's prefix and <c>/</c> between folders.</param>
/// <param name="Stamp">Changes whenever anything changes that the article is made from.</param>
/// <param name="Length">In bytes.</param>
public sealed record ArticleFile(
    string Path, string FullPath, string? SidecarPath, long Length, string Stamp, DateTime Modified, Profile Profile);

/// <summary>
/// One look at a root: what lies in it now. Nothing in it has been read but profiles and, in folders of plain texts,
/// some of them.
/// </summary>
public sealed class ArticleFolder
{
    private readonly ArticleRoot root;
    private readonly ArticleReaders readers;
    private readonly CommonLines lines;
    private readonly List<ArticleFile> files = [];
    private readonly List<Problem> problems = [];
    private readonly Dictionary<string, long> media = [];
    private readonly HashSet<string> folders = [];

    private ArticleFolder(ArticleRoot root, ArticleReaders readers, CommonLines lines) =>
        (this.root, this.readers, this.lines) = (root, readers, lines);

    /// <summary>In the ordinal order of their paths.</summary>
    public IReadOnlyList<ArticleFile> Files => files;

    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>
    /// False when it is not there or may not be read: then its files are not gone, only out of sight.
    /// </summary>
    public bool IsReadable { get; private set; } = true;

    /// <summary>The deepest folder above a path that is there, be it empty; the root's is its prefix.</summary>
    public string NearestFolder(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        while (folder.Length > 0 && !folders.Contains(folder))
            folder = Path.GetDirectoryName(folder) ?? "";
        return folder;
    }

    /// <summary>The length in bytes of an image or audio file, or null.</summary>
    public long? Media(string path) => media.TryGetValue(path, out var length) ? length : null;

    /// <param name="lines">Finds what the texts of each folder have in common.</param>
    /// <param name="zone">The site's, for dates without an offset.</param>
    public static ArticleFolder Look(ArticleRoot root, ArticleReaders readers, CommonLines lines, TimeZoneInfo zone)
    {
        var look = new ArticleFolder(root, readers, lines);
        var profile = Profile.Default with { Zone = zone };
        try
        {
            look.Walk(new DirectoryInfo(root.Folder), "", profile, zone.Id);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            look.IsReadable = false;
            look.problems.Add(new Problem(root.Folder, null, $"cannot be read: {error.Message}",
                "nothing is taken for deleted"));
        }
        look.files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return look;
    }

    /// <returns>What its media files look like, so that an article is read again when its pictures arrive.</returns>
    private string Walk(DirectoryInfo folder, string path, Profile profile, string profileStamp)
    {
        var entries = Array.FindAll(folder.GetFileSystemInfos(), entry => CanBeOpened(entry, path));
        Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        folders.Add((root.Prefix + path).TrimEnd('/'));
        (profile, profileStamp) = WithProfile(entries, path, profile, profileStamp);

        var mediaStamp = new StringBuilder();
        foreach (var below in entries.OfType<DirectoryInfo>()
            .Where(below => !ArticleReaders.IsPassing(below.Name) && root.OnlyFile is null))
        {
            if (below.LinkTarget is null)
                mediaStamp.Append(WalkBelow(below, Join(path, below.Name), profile, profileStamp));
            else
                Note(Join(path, below.Name), "a link to a folder is not followed");
        }
        var own = entries.OfType<FileInfo>()
            .Where(file => !ArticleReaders.IsPassing(file.Name) && IsInside(file, path)).ToList();
        foreach (var file in own.Where(file => MediaTypes.OfFile(file.Name) is not null))
        {
            media[root.Prefix + Join(path, file.Name)] = file.Length;
            mediaStamp.Append(CultureInfo.InvariantCulture, $"{file.Name}:{file.Length};");
        }
        var stamp = mediaStamp.Length == 0 ? "" : Hash(mediaStamp.ToString());
        var sidecars = own.Where(file => file.Name.EndsWith(Source.SidecarSuffix, StringComparison.Ordinal))
            .ToDictionary(file => file.Name);
        var (textProfile, textStamp) = WithCommonLines(own, path, profile);
        foreach (var file in own)
        {
            var isText = PlainTextReader.Takes(file.Name);
            Take(file, Join(path, file.Name), sidecars.GetValueOrDefault(file.Name + Source.SidecarSuffix),
                isText ? textProfile : profile, $"{profileStamp};{stamp}{(isText ? textStamp : "")}");
        }
        return stamp;
    }

    // The texts are read again when what they have in common changes.
    private (Profile, string) WithCommonLines(List<FileInfo> files, string path, Profile profile)
    {
        var common = lines.Of($"{root.Key}:{root.Prefix}{path}",
            files.FindAll(file => PlainTextReader.Takes(file.Name) && ArticleReaders.NeverArticle(file.Name) is null));
        return common.Count == 0 ? (profile, "")
            : (profile with { Repeated = common }, ";" + Hash(string.Join('\n', common.Order(StringComparer.Ordinal))));
    }

    private string WalkBelow(DirectoryInfo folder, string path, Profile profile, string profileStamp)
    {
        try
        {
            return Walk(folder, path, profile, profileStamp);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            IsReadable = false;
            problems.Add(new Problem(root.Prefix + path, null, $"cannot be read: {error.Message}",
                "nothing is taken for deleted"));
            return "";
        }
    }

    private void Take(FileInfo file, string path, FileInfo? sidecar, Profile profile, string context)
    {
        var isOther = file.Name == Profile.FileName
            || file.Name.EndsWith(Source.SidecarSuffix, StringComparison.Ordinal)
            || MediaTypes.OfFile(file.Name) is not null || root.OnlyFile is { } only && only != file.Name;
        if (isOther)
            return;
        if (ArticleReaders.NeverArticle(path) is { } never)
            Note(path, never);
        else if (!readers.Takes(path))
            Note(path, ArticleReaders.NoReader(path));
        else
        {
            files.Add(new ArticleFile(root.Prefix + path, file.FullName, sidecar?.FullName, file.Length,
                Stamp(file, sidecar, context), Newest(file, sidecar), profile));
        }
    }

    private (Profile, string) WithProfile(FileSystemInfo[] entries, string path, Profile profile, string stamp)
    {
        if (entries.FirstOrDefault(entry => entry.Name == Profile.FileName) is not FileInfo file)
            return (profile, stamp);
        var text = OwnFiles.ReadAllText(file.FullName);
        return (profile.With(root.Prefix + Join(path, file.Name), text, problems), Hash(stamp + "\n" + text));
    }

    // A name in another encoding than UTF-8 cannot be said in .NET; what else is not there has gone while we looked.
    private bool CanBeOpened(FileSystemInfo entry, string path)
    {
        if (entry.Exists)
            return true;
        if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
            problems.Add(new Problem(root.Prefix + Join(path, entry.Name), null,
                "its name is not UTF-8, so it cannot be opened", "rename it", Severity.Warning));
        return false;
    }

    // A link to a file is as good as the file, if that lies in the root too.
    private bool IsInside(FileInfo file, string path)
    {
        if (!file.Attributes.HasFlag(FileAttributes.ReparsePoint))
            return true;
        var target = file.ResolveLinkTarget(returnFinalTarget: true);
        if (target is FileInfo { Exists: true } found && IsBelowRoot(found.Directory!))
            return true;
        Note(Join(path, file.Name), "a link that leads out of the folder, or nowhere, is not followed");
        return false;
    }

    // A folder on the way that is a link itself may lead anywhere.
    private bool IsBelowRoot(DirectoryInfo folder)
    {
        var top = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root.Folder));
        for (var above = folder; above is not null; above = above.Parent)
        {
            if (above.FullName == top || above.LinkTarget is not null)
                return above.FullName == top;
        }
        return false;
    }

    private void Note(string path, string message) =>
        problems.Add(new Problem(root.Prefix + path, null, message, null, Severity.Note));

    private static string Stamp(FileInfo file, FileInfo? sidecar, string context) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{ArticleReaders.Generation};{file.Length};{file.LastWriteTimeUtc.Ticks};"
            + $"{sidecar?.Length};{sidecar?.LastWriteTimeUtc.Ticks};{context}");

    private static DateTime Newest(FileInfo file, FileInfo? sidecar) =>
        sidecar is not null && sidecar.LastWriteTimeUtc > file.LastWriteTimeUtc
            ? sidecar.LastWriteTimeUtc
            : file.LastWriteTimeUtc;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
