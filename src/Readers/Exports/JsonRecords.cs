namespace FeedService.Readers;

/// <summary>An object of a JSON file that may be an article, or what is damaged in its place.</summary>
/// <param name="Around">What the object that it lies in says, or the part that comes before it in a large file.</param>
/// <param name="IsFile">The whole file is this one object.</param>
internal sealed record JsonRecord(
    Field.Map Fields, Field.Map Around, bool IsFile = false, UnreadableException? Damage = null);

/// <summary>
/// The objects of a JSON file, one by one: a line each, elements of an array, or of the array that an object holds.
/// </summary>
internal sealed class JsonRecords(JsonText text, bool isByLine, Func<Field.Map, bool> isArticle)
{
    private const int MostMembers = 100_000;
    private const int MostValues = 1_000_000;

    public IEnumerable<JsonRecord> Read()
    {
        if (text.Peek() == JsonText.End)
            throw new UnreadableException(null, "is empty");
        text.IsByLine = isByLine && !text.IsAlone;
        if (text.Peek() == '[')
            return Elements();
        return isByLine || text.Peek() != '{' ? Lines() : WholeObject().Concat(Lines());
    }

    private IEnumerable<JsonRecord> Elements()
    {
        foreach (var _ in text.Elements())
            yield return Of(text.Value(), Field.Map.Empty);
        if (text.Peek() != JsonText.End)
            throw new UnreadableException(text.Line, "something stands behind the end of the array");
    }

    private IEnumerable<JsonRecord> Lines()
    {
        while (text.Peek() != JsonText.End)
            yield return Line();
    }

    private JsonRecord Line()
    {
        var line = text.Line;
        try
        {
            return Of(text.Value(), Field.Map.Empty);
        }
        catch (UnreadableException error)
        {
            text.SkipToObject();
            return new JsonRecord(Field.Map.Empty, Field.Map.Empty,
                Damage: new UnreadableException(text.IsByLine ? line : error.Line, error.Message, error.Hint));
        }
    }

    // What an object is shows at its end. One that is too large for that is no article, so it holds them.
    private IEnumerable<JsonRecord> WholeObject()
    {
        var (line, start, isLarge, values) = (text.Line, text.Position, false, 0);
        var entries = new List<(string, int, Field)>();
        var root = new Field.Map(line, entries);
        foreach (var (key, keyLine) in text.Members())
        {
            var items = new List<Field>();
            var isArray = text.Peek() == '[';
            foreach (var _ in isArray ? text.Elements() : [])
            {
                items.Add(text.Value());
                isLarge |= text.Position - start > Source.LargestWhole;
                if (!isLarge)
                {
                    Bound(entries.Count, ++values, 0);
                    continue;
                }
                foreach (var item in items)
                    yield return Of(item, root);
                items.Clear();
            }
            if (!isLarge)
                entries.Add((key, keyLine, isArray ? new Field.Items(keyLine, items) : text.Value()));
            else if (!isArray)
                text.Value();
            if (!isLarge)
                Bound(entries.Count, values, text.Position - start);
        }
        if (isLarge)
            yield break;
        text.IsByLine = text.Line == line;
        foreach (var record in OfWhole(root, text.Peek() == JsonText.End))
            yield return record;
    }

    private void Bound(int members, int values, long characters)
    {
        if (members > MostMembers)
            throw new UnreadableException(text.Line, $"an object of more than {MostMembers} members");
        if (values > MostValues)
            throw new UnreadableException(text.Line, $"lists of more than {MostValues} values");
        if (characters > Source.LargestWhole)
            throw new UnreadableException(text.Line,
                $"larger than {Source.LargestWhole / 1_000_000} MB without a list of articles", "split it");
    }

    private IEnumerable<JsonRecord> OfWhole(Field.Map root, bool isFile)
    {
        var lists = new ArticleLists(isArticle).Of(root);
        return lists.Count == 0 ? [new JsonRecord(root, Field.Map.Empty, isFile)]
            : lists.SelectMany(list => list).Select(item => Of(item, root));
    }

    private static JsonRecord Of(Field field, Field.Map around) =>
        new(field as Field.Map ?? new Field.Map(field.Line, []), around);
}
