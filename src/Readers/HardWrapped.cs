namespace FeedService.Readers;

/// <summary>
/// Text whose lines were broken at a fixed width, as in mail: each block between blank lines is one line.
/// </summary>
public static class HardWrapped
{
    private const int Narrowest = 55, Widest = 82, FewestLines = 8;

    public static List<(int Number, string Text)> Join(List<(int Number, string Text)> lines)
    {
        if (!Is(lines))
            return lines;
        var joined = new List<(int Number, string Text)>();
        foreach (var line in lines)
        {
            var isContinued = joined.Count > 0 && joined[^1].Text.Length > 0 && line.Text.Length > 0;
            if (isContinued)
                joined[^1] = (joined[^1].Number, joined[^1].Text + " " + line.Text);
            else
                joined.Add(line);
        }
        return joined;
    }

    private static bool Is(List<(int Number, string Text)> lines)
    {
        var filled = lines.Where(line => line.Text.Length > 0).ToList();
        var broken = filled.Count(line => line.Text.Length is >= Narrowest and <= Widest
            && line.Text[^1] is not ('.' or '!' or '?'));
        return filled.Count >= FewestLines && broken * 2 > filled.Count
            && filled.All(line => line.Text.Length <= Widest + 20);
    }
}
