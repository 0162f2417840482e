namespace FeedService.Store;

/// <summary>A word as the index holds it, or the beginning of some.</summary>
public readonly record struct SoughtWord(string Text, bool IsBeginning);

/// <summary>Words that an article has to hold, all of them, and words of which it must hold none.</summary>
public sealed record SoughtWords(IReadOnlyList<SoughtWord> All, IReadOnlyList<SoughtWord> None);
