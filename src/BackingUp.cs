using System.Globalization;
using System.Text.RegularExpressions;
using FeedService.Store;

namespace FeedService;

/// <summary>
/// The command <c>backup</c>: copies the store as it is, while a server may run on it. So it reads no feeds folder.
/// </summary>
public static partial class BackingUp
{
    public static async Task<int> Run(Settings settings, string file, CancellationToken cancellation)
    {
        file = Path.GetFullPath(file);
        if (settings.Database.Contains("://", StringComparison.Ordinal))
            return Work.Fail("A PostgreSQL database is copied by its own program, which asks for the password:\n"
                + $"pg_dump --format=custom --file={Quoted(file)} "
                + $"--dbname={Quoted(WithoutPassword(settings.Database))}");
        if (!File.Exists(settings.Database))
            return Work.Fail($"There is no store {settings.Database}. Name it with --database");
        if (Directory.Exists(file))
            return Work.Fail($"{file} is a folder. Name a file in it");
        var real = Exporting.Real(file);
        if (Files(Exporting.Real(settings.Database)).Contains(real))
            return Work.Fail($"{file} belongs to the store itself. Name another file");

        // A backup of the same name stays until the new one is whole.
        var unfinished = real + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(real)!);
            Delete(unfinished);
            await Task.Run(() => ArticleStore.Backup(settings.Database, unfinished), cancellation)
                .WaitAsync(cancellation);
            File.Move(unfinished, real, overwrite: true);
        }
        catch (OperationCanceledException)
        {
            return Work.StoppedByUser;
        }
        finally
        {
            Delete(unfinished);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{file}: {new FileInfo(real).Length / 1e6:0.0} MB, whole and checked"));
        return 0;
    }

    // What SQLite keeps beside its file is as much the store.
    private static string[] Files(string database) => [database, database + "-wal", database + "-shm"];

    private static void Delete(string database)
    {
        foreach (var file in Files(database))
            File.Delete(file);
    }

    private static string WithoutPassword(string url) => Password().Replace(url, "").TrimEnd('?', '&');

    // For a shell.
    private static string Quoted(string text) => "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    // It stands behind the user's name, or is an option.
    [GeneratedRegex(@"(?<=^\w+://[^:@/?#]*):[^/?#]*(?=@)|(?<=[?&])password=[^&#]*&?", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
