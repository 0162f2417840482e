namespace FeedService.Readers;

/// <summary>What is not well-formed in a file and was read nevertheless: once of a kind, and not without end.</summary>
internal sealed class Damage
{
    private const int Most = 20;

    private readonly HashSet<string> told = [];
    private readonly List<(int Line, string Message)> untold = [];

    public void Add(int line, string message)
    {
        if (told.Count < Most && told.Add(message))
            untold.Add((line, message));
    }

    /// <summary>What was found since the last time.</summary>
    public List<(int Line, string Message)> Take()
    {
        var taken = untold.ToList();
        untold.Clear();
        return taken;
    }
}
