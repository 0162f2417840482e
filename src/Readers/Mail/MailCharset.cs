using System.Text;

namespace FeedService.Readers;

/// <summary>What the bytes of a mail say, whatever its headers claim.</summary>
internal static class MailCharset
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <returns>The text, and what to tell about it, or null.</returns>
    public static (string Text, string? Remark) Decode(byte[] bytes, string? charset)
    {
        var name = charset?.Trim().Trim('"', '\'').ToLowerInvariant() ?? "";
        var declared = name switch
        {
            "" or "utf-8" or "utf8" or "us-ascii" or "ascii" or "iso-8859-1" or "latin1" => null,
            _ => Named(name),
        };
        // Text in another encoding is hardly ever UTF-8 by chance, but for those that have seven bits or two bytes.
        var canBeChance = declared is not null && (name.StartsWith("utf-", StringComparison.Ordinal)
            || name.StartsWith("iso-2022", StringComparison.Ordinal) || name.StartsWith("hz-", StringComparison.Ordinal));
        if (!canBeChance && IsUtf8(bytes))
            return (Utf8.GetString(bytes).TrimStart('\uFEFF'), null);
        if (declared is not null)
            return (declared.GetString(bytes).TrimStart('\uFEFF'), null);
        var (text, remark) = Decoding.Decode(bytes);
        return (text, name is "iso-8859-1" or "latin1" ? null : name.Length > 0 && remark is not null
            ? $"its text is not in {name}, so it was read as windows-1252" : remark);
    }

    private static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static Encoding? Named(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
