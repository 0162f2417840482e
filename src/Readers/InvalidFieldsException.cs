namespace FeedService.Readers;

/// <summary>What is wrong in a text of fields, YAML or TOML, and in which line of its file.</summary>
public sealed class InvalidFieldsException(int line, string message, string? hint = null) : Exception(message)
{
    public int Line { get; } = line;
    public string? Hint { get; } = hint;
}
