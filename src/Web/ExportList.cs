namespace FeedService.Web;

/// <summary>
/// What exports have written into a folder: that alone may be removed again, for there may be more in it.
/// </summary>
public sealed class ExportList
{
    private const string Name = ".feedservice-export";

    public static readonly IReadOnlyList<(Coding Coding, string Extension)> Twins =
        [(Coding.Gzip, ".gz"), (Coding.Brotli, ".br")];

    private readonly string folder;
    private readonly SortedSet<string> paths;

    private ExportList(string folder, IReadOnlyList<string> before)
    {
        (this.folder, Before) = (folder, before);
        paths = new SortedSet<string>(before, StringComparer.Ordinal);
    }

    /// <summary>What was written until now.</summary>
    public IReadOnlyList<string> Before { get; }

    public int Removed { get; private set; }

    /// <summary>Notes what is going to be written.</summary>
    public static ExportList Begin(string folder, IEnumerable<string> planned)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Name);
        var list = new ExportList(folder, File.Exists(file) ? File.ReadAllLines(file) : []);
        list.paths.UnionWith(planned);
        list.End();
        return list;
    }

    /// <summary>Removes a file and its twins, and the folders that are empty then.</summary>
    /// <returns>False when that cannot be; it stays in the list.</returns>
    public bool Remove(string path)
    {
        try
        {
            if (Own(path) is not { } full)
                return false;
            foreach (var one in Twins.Select(twin => full + twin.Extension).Prepend(full))
                File.Delete(one);
            for (var above = Path.GetDirectoryName(full)!; above.Length > folder.Length
                && !Directory.EnumerateFileSystemEntries(above).Any(); above = Path.GetDirectoryName(above)!)
                Directory.Delete(above);
        }
        catch (DirectoryNotFoundException)
        {
            // It went with its folder.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        paths.Remove(path);
        Removed++;
        return true;
    }

    /// <summary>Writes the list, if it is another one than before.</summary>
    public void End()
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file) || !paths.SequenceEqual(File.ReadAllLines(file)))
            Export.Replace(file, DateTime.UtcNow, temporary => File.WriteAllLines(temporary, paths));
    }

    // Neither a line that somebody wrote into the list nor a link leads out of the folder.
    private string? Own(string path)
    {
        if (path.Any(char.IsControl))
            return null;
        var full = Path.GetFullPath(Path.Combine(folder, path));
        if (!full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return null;
        for (var above = Directory.GetParent(full)!; above.FullName.Length > folder.Length; above = above.Parent!)
        {
            if (above.LinkTarget is not null)
                return null;
        }
        return full;
    }
}
