using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FeedService.Readers;

namespace FeedService.Import;

/// <summary>
/// The lines that the texts of a folder have in common, found by reading some of them and remembered until one of
/// those changes.
/// </summary>
/// <param name="recall">What was remembered under a key, or null.</param>
/// <param name="remember">Keeps a text under a key; null where nothing may be written.</param>
public sealed class CommonLines(Func<string, string?> recall, Action<string, string>? remember)
{
    private const int FewestTexts = 3, MostRead = 200;
    private const long LongestRead = 200_000;

    /// <param name="folder">Names the folder among all.</param>
    /// <param name="texts">The plain texts that lie in it.</param>
    public IReadOnlySet<string> Of(string folder, IReadOnlyList<FileInfo> texts)
    {
        if (texts.Count < FewestTexts)
            return Nothing;
        var read = Some(texts);
        var stamp = string.Join('|', read.Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{file.Name}:{file.Length}:{file.LastWriteTimeUtc.Ticks}")));
        var state = Hash(stamp);
        var key = "lines " + folder;
        if (recall(key) is { } known && JsonSerializer.Deserialize<string[]>(known) is [var before, .. var lines]
            && before == state)
            return lines.ToHashSet();
        var found = RepeatedLines.Of(read.Select(Text).OfType<string>());
        remember?.Invoke(key, JsonSerializer.Serialize((string[])[state, .. found.Order(StringComparer.Ordinal)]));
        return found;
    }

    private static readonly HashSet<string> Nothing = [];

    // Of many, always the same ones, whatever else comes and goes.
    private static List<FileInfo> Some(IReadOnlyList<FileInfo> texts) =>
        texts.Count <= MostRead ? [.. texts] : [.. texts.OrderBy(file => Hash(file.Name)).Take(MostRead)];

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    private static string? Text(FileInfo file)
    {
        try
        {
            return file.Length > LongestRead ? null
                : Articles.Text.Clean(Decoding.Decode(OwnFiles.ReadAllBytes(file.FullName)).Text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
