using System.Text;

namespace FeedService.Readers;

/// <summary>
/// The elements of a feed in their order, of which one at a time is in memory. Tags that are missing are put where the
/// others show that they were meant.
/// </summary>
/// <param name="damaged">Told of what is wrong and in which line.</param>
public sealed class Elements(TextReader text, Action<int, string> damaged)
{
    /// <summary>What lies deeper in one another is taken for text.</summary>
    public const int Deepest = 300;

    private readonly LooseXml xml = new(text) { Damaged = damaged };
    private readonly Dictionary<string, string> prefixes = [];
    private readonly Dictionary<(string, string?), string> names = [];
    private readonly Dictionary<string, int> openOf = [];
    private readonly List<Opened> open = [];
    private bool isPending;

    private readonly record struct Opened(Element Element, string? Default);

    /// <summary>Whether the text ended before its elements did.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>The element that the current one lies in.</summary>
    public Element? Parent => open.Count > 1 ? open[^2].Element : null;

    /// <summary>The next element by its start tag; null at the end of the file.</summary>
    public Element? Next()
    {
        while (Read())
        {
            if (xml.Token == XmlToken.Start)
                return Open();
            if (xml.Token == XmlToken.End)
                Close(xml.Name);
        }
        IsCutShort |= open.Count > 0;
        return null;
    }

    /// <summary>All that is in the element whose start tag was read last.</summary>
    /// <param name="startsAnother">Whether an element can only be meant to follow this one, not to be in it.</param>
    /// <returns>False when it is larger than anything that is read; nothing is in it then.</returns>
    public bool Fill(Element whole, Func<Element, bool> startsAnother)
    {
        var depth = open.Count;
        var size = 0L;
        var pieces = new StringBuilder();
        while (open.Count >= depth && Read())
        {
            if (xml.Token == XmlToken.Text)
            {
                size += xml.Text.Length;
                if (size <= Source.LargestWhole)
                    pieces.Append(xml.Text);
                continue;
            }
            Flush(pieces, open[^1].Element);
            if (xml.Token == XmlToken.End)
                Close(xml.Name);
            else if (!Nest(whole, depth, startsAnother))
                break;
            size += 50;
        }
        if (open.Count >= depth && !isPending)
        {
            Flush(pieces, open[^1].Element);
            IsCutShort = true;
        }
        if (size > Source.LargestWhole)
            whole.Children.Clear();
        return size <= Source.LargestWhole;
    }

    /// <summary>Puts the element that begins here where it belongs; false when that is behind the whole one.</summary>
    private bool Nest(Element whole, int depth, Func<Element, bool> startsAnother)
    {
        var parent = open[^1].Element;
        var child = Open();
        var isSibling = IsTextOnly(parent) && FeedNames.Is(child, FeedNames.InItems) && open.Count - 1 > depth;
        if (startsAnother(child) && (parent == whole || IsTextOnly(parent)))
        {
            damaged(parent.Line, $"<{whole.RawName}> has no end");
            open.RemoveAt(open.Count - 1);
            openOf[child.RawName]--;
            while (open.Count >= depth)
                Pop();
            isPending = true;
            return false;
        }
        if (isSibling)
        {
            damaged(parent.Line, $"<{parent.RawName}> has no end");
            var opened = open[^1];
            open.RemoveAt(open.Count - 1);
            Pop();
            open.Add(opened);
            parent = open[^2].Element;
        }
        if (open.Count - depth <= Deepest)
            parent.Children.Add(child);
        return true;
    }

    // In these no feed has elements, but for those of its text's markup.
    private static bool IsTextOnly(Element element) => FeedNames.Is(element, FeedNames.TextOnly);

    private static void Flush(StringBuilder pieces, Element into)
    {
        if (pieces.Length > 0)
            into.Children.Add(WithoutControls(pieces.ToString()));
        pieces.Clear();
    }

    // Nobody means these controls: they are characters of windows-1252 that were taken for Latin 1.
    private static string WithoutControls(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0080', '\u009F'))
            return text;
        return string.Create(text.Length, text, (characters, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                characters[i] = from[i] is >= '\u0080' and <= '\u009F' and not '\u0085'
                    ? XmlDecoding.Windows1252.GetChars([(byte)from[i]])[0] : from[i];
            }
        });
    }

    private bool Read()
    {
        if (isPending)
            return !(isPending = false);
        return xml.Read();
    }

    private Element Open()
    {
        var parent = open.Count > 0 ? open[^1] : default;
        var space = parent.Default;
        foreach (var (name, value) in xml.Attributes)
        {
            if (name == "xmlns")
                space = value;
            else if (name.StartsWith("xmlns:", StringComparison.Ordinal))
                Declare(name[6..], value);
        }
        var attributes = new List<(string, string)>(xml.Attributes.Count);
        foreach (var (name, value) in xml.Attributes)
        {
            if (FeedNames.OfAttribute(name) is { } known)
                attributes.Add((known, value));
        }
        string? Inherited(string name, string? other) =>
            attributes.Find(attribute => attribute.Item1 == name).Item2 ?? other;
        var above = parent.Element;
        var ownBase = Inherited("xml:base", null);
        var element = new Element(NameOf(xml.Name, space), xml.Name, xml.Line,
            ownBase is null ? above?.Base : Articles.Links.Absolute(ownBase, OriginOf(above)) ?? above?.Base,
            Inherited("xml:lang", above?.Language))
        { Attributes = attributes };
        open.Add(new Opened(element, space));
        openOf[xml.Name] = openOf.GetValueOrDefault(xml.Name) + 1;
        return element;
    }

    // Prefixes are those declared last, wherever that was: no feed has one mean two things.
    private void Declare(string prefix, string address)
    {
        if (prefixes.TryGetValue(prefix, out var known) && known == address)
            return;
        prefixes[prefix] = address;
        names.Clear();
    }

    private string NameOf(string raw, string? space)
    {
        if (names.TryGetValue((raw, space), out var name))
            return name;
        name = FeedNames.Of(raw, space, prefixes);
        if (names.Count < 1000)
            names[(raw, space)] = name;
        return name;
    }

    private static Uri? OriginOf(Element? element) => element?.Base is { } address ? new Uri(address) : null;

    private void Close(string name)
    {
        if (openOf.GetValueOrDefault(name) == 0)
        {
            damaged(xml.Line, $"</{name}> ends nothing");
            return;
        }
        while (open[^1].Element.RawName != name)
        {
            damaged(open[^1].Element.Line, $"<{open[^1].Element.RawName}> has no end");
            Pop();
        }
        Pop();
    }

    private void Pop()
    {
        openOf[open[^1].Element.RawName]--;
        open.RemoveAt(open.Count - 1);
    }
}
