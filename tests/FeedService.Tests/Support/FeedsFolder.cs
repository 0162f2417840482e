namespace FeedService.Tests.Support;

/// <summary>Writes a feeds folder for a test.</summary>
public static class FeedsFolder
{
    /// <summary>A Markdown article; <paramref name="fields"/> are lines of its front matter.</summary>
    public static TempFolder Article(this TempFolder folder, string path, string fields, string body = "Some text.")
    {
        folder.Write($"feeds/articles/{path}", $"---\n{fields}\n---\n{body}\n");
        return folder;
    }

    public static TempFolder Topic(this TempFolder folder, string slug, string yaml)
    {
        folder.Write($"feeds/{slug}.yaml", yaml + "\n");
        return folder;
    }

    public static TempFolder Site(this TempFolder folder, string yaml) => folder.Topic("_site", yaml);

    /// <summary>The sample that the repository ships.</summary>
    public static TempFolder Shipped(this TempFolder folder)
    {
        var source = Path.Combine(Shared.Repository, "feeds");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder.Path, "feeds", Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return folder;
    }
}
