namespace FeedService.Articles;

/// <summary>How bad a problem is: an error loses something, a warning does not, a note is only worth knowing.</summary>
public enum Severity { Note, Warning, Error }

/// <summary>What is to be said of a file, where, and what to do about it.</summary>
/// <param name="Path">The file, as its user would name it.</param>
/// <param name="Line">Counts from 1; null when the whole file is meant.</param>
public sealed record Problem(
    string Path, int? Line, string Message, string? Hint = null, Severity Severity = Severity.Error)
{
    public override string ToString() =>
        $"{Path}{(Line is { } line ? $":{line}" : "")}: {Message}{(Hint is null ? "" : $" ({Hint})")}";
}
