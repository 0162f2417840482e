using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What a feed says of itself before its entries, and so of each of them.</summary>
internal sealed class FeedChannel
{
    /// <summary>Whether the file is a feed at all.</summary>
    public bool IsFeed { get; private set; }

    public string? Title { get; private set; }
    public string? Link { get; private set; }
    public string? Language { get; private set; }

    /// <summary>Those of an Atom feed, which are those of its entries that name none (RFC 4287 §4.2.1).</summary>
    public List<string> Authors { get; } = [];

    public static bool IsRoot(string name) => name is "rss" or "rdf:rdf" or "feed" or "channel" or "rdf";

    /// <summary>The name of the element that a file begins with; null when it is no XML.</summary>
    /// <param name="beginning">Wide characters may have been decoded as if they were not.</param>
    public static string? RootOf(string beginning)
    {
        using var text = new StringReader(beginning.Replace("\0", "", StringComparison.Ordinal));
        return new Elements(text, (_, _) => { }).Next()?.Name;
    }

    /// <summary>Its title and link as a publisher; null when it has no title.</summary>
    public Field? ToField(int line) => Title is null ? null
        : new FieldList(line).Add("name", Title).Add("url", Link).ToMap();

    /// <summary>What this element tells; it is read if it tells something.</summary>
    public void Learn(Element element, Elements elements)
    {
        IsFeed |= IsRoot(element.Name);
        if (elements.Parent is not { } parent || !IsRoot(parent.Name))
            return;
        var isAtom = parent.Name == "feed";
        switch (element.Name)
        {
            case "title" when Title is null:
                Fill();
                Title = FeedText.Plain(element, isAtom) is { Length: > 0 } title ? title : null;
                break;
            case "link" when Link is null:
                Fill();
                Link = LinkOf(element);
                break;
            case "language" or "dc:language" when Language is null:
                Fill();
                Language = element.Text.Trim() is { Length: > 0 } language ? language : null;
                break;
            case "author" when isAtom:
                Fill();
                if (FeedPeople.NameOf(element) is { } name && name != Title)
                    Authors.Add(name);
                break;
        }
        void Fill() => elements.Fill(element, FeedEntry.IsEntry);
    }

    private static string? LinkOf(Element link)
    {
        var isOfPage = link.Attribute("rel") is null or "alternate";
        var reference = link.Attribute("href") ?? link.Text;
        return isOfPage ? Links.Absolute(reference, link.Base is { } origin ? new Uri(origin) : null) : null;
    }
}
