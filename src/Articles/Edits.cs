namespace FeedService.Articles;

/// <summary>How much an edit changed.</summary>
public static class Edits
{
    /// <summary>
    /// How many characters have to be put in, taken out or replaced to make one text the other (Levenshtein); null when
    /// it takes more than <paramref name="most"/>. What both have in common is skipped, so that the cost follows the
    /// length of the texts, whatever they are (Ukkonen).
    /// </summary>
    public static int? Distance(string before, string after, int most)
    {
        if (Math.Abs(before.Length - after.Length) > most)
            return null;
        // How far each shift between the texts gets with so many edits; what it cannot reach lies below zero.
        var reached = Fill(most);
        for (var edits = 0; edits <= most; edits++)
        {
            var further = Fill(most);
            for (var shift = -edits; shift <= edits; shift++)
            {
                var at = shift + most + 1;
                var from = edits == 0 ? 0 : Math.Max(reached[at - 1], Math.Max(reached[at], reached[at + 1]) + 1);
                from = Math.Min(from, Math.Min(before.Length, after.Length - shift));
                if (from < 0 || from + shift < 0)
                    continue;
                further[at] = from + before.AsSpan(from).CommonPrefixLength(after.AsSpan(from + shift));
                if (further[at] == before.Length && further[at] + shift == after.Length)
                    return edits;
            }
            reached = further;
        }
        return null;
    }

    private static int[] Fill(int most)
    {
        var shifts = new int[2 * most + 3];
        Array.Fill(shifts, int.MinValue / 2);
        return shifts;
    }
}
