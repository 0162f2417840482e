namespace FeedService.Readers;

/// <summary>Why nothing can be made of a file, or of what is left of it; with the line, where there is one.</summary>
public sealed class UnreadableException(int? line, string message, string? hint = null) : Exception(message)
{
    public int? Line { get; } = line;
    public string? Hint { get; } = hint;
}
