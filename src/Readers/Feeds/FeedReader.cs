using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Feeds: RSS 0.9 to 2.0, RDF Site Summary 1.0, Atom 0.3 and 1.0, entry by entry.</summary>
public sealed class FeedReader : IArticleReader
{
    private const string Nothing = "an entry without title, link, id and text";

    public IReadOnlyList<string> Extensions { get; } = [".xml", ".rss", ".rdf", ".atom"];

    public bool Recognises(string beginning) =>
        FeedChannel.RootOf(beginning) is { } root && FeedChannel.IsRoot(root);

    public IEnumerable<Reading> Read(Source source)
    {
        foreach (var (of, manuscript, reason) in Entries(source))
        {
            yield return reason is null ? manuscript!.ToReading(of)
                : reason.Severity == Severity.Note ? Reading.Withheld(of, reason.Message)
                : Reading.Unreadable(of, reason.Line, reason.Message);
        }
    }

    public IEnumerable<string> Inspect(Source source)
    {
        foreach (var (of, manuscript, reason) in Entries(source))
        {
            yield return reason is null ? $"{of.Record}" : $"{of.Record}: {reason.Message}";
            foreach (var (key, line, value) in manuscript?.Fields.Entries ?? [])
                yield return $"{line,5}  {key}: {Field.Show(value)}";
            if (manuscript is not null)
                yield return $"       body: {manuscript.Html.Length} characters of HTML";
        }
    }

    /// <summary>What is understood of each entry, and why it is none where it is not.</summary>
    /// <exception cref="UnreadableException">What is left of the file cannot be read.</exception>
    public static IEnumerable<UnderstoodEntry> Entries(Source source)
    {
        var damage = new Damage();
        using var text = XmlDecoding.Open(source.Open(), damage.Add);
        var elements = new Elements(text, damage.Add);
        var channel = new FeedChannel();
        var keys = new RecordKeys();
        var count = 0;
        while (elements.Next() is { } element)
        {
            if (!FeedEntry.IsEntry(element))
            {
                channel.Learn(element, elements);
                continue;
            }
            var isWhole = elements.Fill(element, FeedEntry.IsEntry);
            if (elements.IsCutShort)
                throw new UnreadableException(element.Line, $"ends within the <{element.RawName}> that begins here");
            count++;
            yield return isWhole ? Understand(source, element, channel, damage, keys)
                : Without(source, element.Line, $"an entry of more than {Source.LargestWhole / 1_000_000} MB");
        }
        if (elements.IsCutShort)
            throw new UnreadableException(null, "ends before its last tag, so something may be missing");
        if (count == 0 && !channel.IsFeed)
            throw new UnreadableException(null, "no RSS, RDF or Atom is in it");
        if (count == 0)
            yield return Without(source, null, "a feed without entries", Severity.Note);
    }

    private static UnderstoodEntry Understand(Source source, Element element, FeedChannel channel,
        Damage damage, RecordKeys keys)
    {
        if (element is { Children.Count: 0, Attributes.Count: 0 })
            return Without(source, element.Line, Nothing);
        var entry = new FeedEntry(element, channel);
        if (entry.Kind is { } kind and not "post")
            return Without(source, element.Line, $"a {kind}, which is no article", Severity.Note);
        var manuscript = entry.Understand(source.Profile.Zone);
        var record = entry.Id ?? entry.Url ?? keys.Of(manuscript);
        if (record.Length == 0)
        {
            return Without(source, element.Line, Nothing) with
            {
                Manuscript = manuscript,
            };
        }
        var of = source.Of(record, element.Line);
        foreach (var (line, message) in damage.Take())
            of.Warn(line, message);
        return new UnderstoodEntry(of, manuscript, null);
    }

    private static UnderstoodEntry Without(Source source, int? line, string reason,
        Severity severity = Severity.Error)
    {
        var of = source.Of("", line);
        return new UnderstoodEntry(of, null, of.Problem(line, reason, null, severity));
    }
}

/// <summary>An entry of a feed before it is an article.</summary>
/// <param name="Reason">Why it is none; null where it may be one.</param>
public sealed record UnderstoodEntry(Source Of, Manuscript? Manuscript, Problem? Reason);
