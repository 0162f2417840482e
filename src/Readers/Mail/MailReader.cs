namespace FeedService.Readers;

/// <summary>Newsletters: a mail, or an mbox of many. Only where the folder's profile says <c>mail: publish</c>.</summary>
public sealed class MailReader : IArticleReader
{
    private const int MostInspected = 50;

    internal const string Private =
        "mail may be private, so it is not read unless _profile.yaml in its folder says mail: publish";

    public IReadOnlyList<string> Extensions { get; } = [".eml", ".mbox", ".mbx"];

    public IEnumerable<Reading> Read(Source source) => !source.Profile.PublishesMail
        ? [Reading.Withheld(source, Private)]
        : IsMbox(source) ? ReadMbox(source) : [ReadOne(source)];

    public IEnumerable<string> Inspect(Source source)
    {
        if (!source.Profile.PublishesMail)
            return [Private];
        return IsMbox(source)
            ? new Mbox(source.Open()).Messages().Take(MostInspected).SelectMany(message =>
                Describe(message.Bytes, message.Line).Prepend($"{message.Line,7}  message"))
            : Describe(source.Bytes(), 1);
    }

    private static bool IsMbox(Source source) =>
        Path.GetExtension(source.Name).ToLowerInvariant() is ".mbox" or ".mbx";

    private static Reading ReadOne(Source source)
    {
        var mail = Mail.Read(source.Bytes(), 1);
        return mail.Manuscript is null ? Reading.Withheld(source, mail.Instead!)
            : new Readings(source).Of(mail.Manuscript, isFile: true, [.. mail.Remarks]);
    }

    private static IEnumerable<Reading> ReadMbox(Source source)
    {
        var readings = new Readings(source);
        using var stream = source.Open();
        foreach (var message in new Mbox(stream).Messages())
        {
            var (mail, damage) = Understand(message);
            if (damage is not null)
                yield return readings.Damaged(message.Line, damage.Message, damage.Hint);
            else if (mail.Manuscript is null)
                readings.Skip(message.Line, mail.Instead!);
            else
                yield return readings.Of(mail.Manuscript, isFile: false, [.. mail.Remarks]);
        }
        foreach (var skipped in readings.Rest())
            yield return skipped;
    }

    // A damaged message says nothing of the next.
    private static (Mail Mail, UnreadableException? Damage) Understand(MboxMessage message)
    {
        var nothing = new Mail(null, $"larger than {Source.LargestWhole / 1_000_000} MB", [], []);
        try
        {
            return (message.Bytes is null ? nothing : Mail.Read(message.Bytes, message.Line), null);
        }
        catch (UnreadableException error)
        {
            return (nothing, error);
        }
    }

    private static IEnumerable<string> Describe(byte[]? bytes, int line)
    {
        var (mail, damage) = Understand(new MboxMessage(line, bytes));
        foreach (var (key, _, value) in mail.Manuscript?.Fields.Entries ?? [])
            yield return $"         field    {key}: {(value is Field.Items items
                ? string.Join(", ", items.List.Select(Field.Scalar)) : Field.Scalar(value))}";
        foreach (var note in mail.Notes.Concat(mail.Remarks))
            yield return $"         {note}";
        if (mail.Manuscript is null)
            yield return $"         no article: {damage?.Message ?? mail.Instead}";
    }
}
