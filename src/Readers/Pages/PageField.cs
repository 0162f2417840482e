using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace FeedService.Readers;

/// <summary>What one place of a page says: <c>json-ld</c>, <c>og</c>, <c>meta</c>, <c>time</c> and so on.</summary>
public sealed record Told(string Origin, int Line, string Text)
{
    /// <summary>What an attribute or the element's text says, or null when that is nothing.</summary>
    public static Told? By(IElement element, string origin, string? text)
    {
        var line = Articles.Text.WithoutMarkup(text ?? "");
        return line.Length == 0 ? null : new Told(origin, LineOf(element), line);
    }

    /// <summary>Counts from 1; an element that only the parser put there has none.</summary>
    public static int LineOf(IElement element) =>
        Math.Max((element as IHtmlElement)?.SourceReference?.Position.Line ?? 1, 1);
}

/// <summary>A field of a page's article, with where it was found.</summary>
public sealed record PageField(string Key, string Origin, Field Value);
