using System.Text;

namespace FeedService.Readers;

/// <summary>
/// An element of a feed with all that is in it. Its name is in lower case, <c>title</c> in the namespaces of RSS and
/// Atom and in none, and has the usual prefix of a namespace that feeds add, as in <c>dc:creator</c>.
/// </summary>
/// <param name="RawName">As it is written in the file.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Base">What references in it are relative to (XML Base); null where nothing tells.</param>
/// <param name="Language">The nearest <c>xml:lang</c>.</param>
public sealed record Element(string Name, string RawName, int Line, string? Base, string? Language)
{
    /// <summary>
    /// Those without a prefix, and those of RDF and XML, which are named <c>about</c> and <c>xml:lang</c>.
    /// </summary>
    public required IReadOnlyList<(string Name, string Value)> Attributes { get; init; }

    /// <summary>Elements and, between them, text.</summary>
    public List<object> Children { get; } = [];

    public string Local => Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public IEnumerable<Element> Elements => Children.OfType<Element>();

    public string? Attribute(string name)
    {
        foreach (var (key, value) in Attributes)
        {
            if (key == name && value.Length > 0)
                return value;
        }
        return null;
    }

    /// <summary>The elements in it of these names, in the order of the names.</summary>
    public IEnumerable<Element> All(params string[] names)
    {
        foreach (var name in names)
        {
            foreach (var child in Children)
            {
                if (child is Element element && element.Name == name)
                    yield return element;
            }
        }
    }

    public Element? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var child in Children)
            {
                if (child is Element element && element.Name == name)
                    return element;
            }
        }
        return null;
    }

    /// <summary>The text in the first element of these names that has some, without white space around it.</summary>
    public string? TextOf(params string[] names) =>
        All(names).Select(element => element.Text.Trim()).FirstOrDefault(text => text.Length > 0);

    /// <summary>All text in it and below.</summary>
    public string Text
    {
        get
        {
            if (Children is [string only])
                return only;
            var text = new StringBuilder();
            AppendText(text);
            return text.ToString();
        }
    }

    /// <summary>What is in it as HTML: elements as tags, text as text.</summary>
    public string Markup
    {
        get
        {
            var html = new StringBuilder();
            AppendMarkup(html);
            return html.ToString();
        }
    }

    // Elements never lie deeper than Elements.Deepest.
    private void AppendText(StringBuilder text)
    {
        foreach (var child in Children)
        {
            if (child is Element element)
                element.AppendText(text);
            else
                text.Append((string)child);
        }
    }

    private void AppendMarkup(StringBuilder html)
    {
        foreach (var child in Children)
        {
            if (child is not Element element)
            {
                html.Append(Articles.Html.Encode((string)child));
                continue;
            }
            html.Append('<').Append(element.Local);
            foreach (var (name, value) in element.Attributes)
                html.Append(' ').Append(name).Append("=\"")
                    .Append(Articles.Html.Encode(value).Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
            html.Append('>');
            element.AppendMarkup(html);
            if (!IsVoid(element.Local))
                html.Append("</").Append(element.Local).Append('>');
        }
    }

    private static bool IsVoid(string name) => name is "area" or "base" or "br" or "col" or "embed" or "hr" or "img"
        or "input" or "link" or "meta" or "param" or "source" or "track" or "wbr";
}
