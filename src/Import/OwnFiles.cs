namespace FeedService.Import;

/// <summary>Reads files that may be anything, without ever waiting for somebody to write them.</summary>
internal static class OwnFiles
{
    public static byte[] ReadAllBytes(string path) => IsEmpty(path) ? [] : File.ReadAllBytes(path);

    public static string ReadAllText(string path) => IsEmpty(path) ? "" : File.ReadAllText(path);

    // Pipes and devices have no length either, and opening a pipe waits, perhaps for ever, for its other end.
    private static bool IsEmpty(string path) => new FileInfo(path) is { Exists: true, Length: 0 };
}
