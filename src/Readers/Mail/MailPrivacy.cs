using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>
/// Takes out of a mail what was meant for its one recipient: beacons, links that act for them, their address; and
/// what makes a mail of a text: hidden parts, tables for layout.
/// </summary>
internal sealed partial class MailPrivacy(MailAddresses addresses, IReadOnlySet<string> unsubscribing)
{
    // A passage longer than this is text, whatever else it says.
    private const int LongestNotice = 500;

    // Working on siblings takes time in the square of their number; a large newsletter has a few thousand tags.
    private const int MostTags = 20_000;

    private const int LargestBeacon = 3;

    private readonly SortedDictionary<string, int> removed = new(StringComparer.Ordinal);

    /// <summary>What was removed and how often, for people.</summary>
    public IEnumerable<string> Removed => removed.Select(kind => $"{kind.Value} × {kind.Key}");

    /// <exception cref="UnreadableException">It is nested too deeply, or has too much markup.</exception>
    public string Clean(string html)
    {
        if (Html.IsTooDeep(html))
            throw new UnreadableException(null, "its HTML is nested too deeply to be a text");
        if (html.AsSpan().Count('<') > MostTags)
            throw new UnreadableException(null, "has more markup or lines than any newsletter");
        using var document = new HtmlParser().ParseDocument(html);
        var body = document.Body!;
        Remove(body.Descendants<IComment>(), null);
        Remove(body.QuerySelectorAll("script, style, title, meta, link"), null);
        Remove(body.QuerySelectorAll("[style], [hidden]").Where(IsHidden), "hidden part");
        Remove(body.QuerySelectorAll("img").Where(IsBeacon), "tracking picture");
        foreach (var passage in MailPassages.Of(body))
            Clean(passage);
        // Those around blocks are in no passage.
        RemoveService(body.QuerySelectorAll("a[href]").Where(link => IsService(link, isInNotice: false)));
        foreach (var element in body.QuerySelectorAll("[src], [href], [poster]"))
            Unlink(element);
        foreach (var element in body.QuerySelectorAll("[alt], [title]"))
            Mask(element);
        Count("table for layout", LayoutTables.Unfold(body));
        Remove(body.QuerySelectorAll("p, div, span, a, li, ul, ol, center, font, b, strong, em, i, h1, h2, h3, h4, h5, h6")
            .Reverse().Where(IsEmpty), null);
        return body.InnerHtml;
    }

    private void Clean(MailPassage passage)
    {
        var text = passage.Text;
        var isNotice = text.Length <= LongestNotice;
        if (isNotice && addresses.NamesRecipient(text))
        {
            passage.Remove();
            Count("passage that names the recipient", 1);
            return;
        }
        var isLeaving = isNotice && ServiceLinks.SpeaksOfLeaving(text);
        if (RemoveService(passage.Links.Where(link => IsService(link, isLeaving))))
        {
            var left = Text.Line(passage.Text);
            if (!left.Any(char.IsLetter) || left.Length <= LongestNotice && ServiceLinks.SpeaksOfLeaving(left))
                passage.Remove();
        }
        MaskText(passage);
    }

    private void MaskText(MailPassage passage)
    {
        foreach (var node in passage.Texts.Where(node => node.Data.Contains('@', StringComparison.Ordinal)))
        {
            var masked = MailAddresses.Without(node.Data);
            if (masked == node.Data)
                continue;
            Count("mail address in the text", 1);
            node.TextContent = masked;
        }
    }

    private bool RemoveService(IEnumerable<IElement> links)
    {
        var service = links.ToList();
        foreach (var link in service)
        {
            // Who says more than a link does keeps the words.
            link.RemoveAttribute("href");
            if (!ServiceLinks.IsShort(Label(link)))
                continue;
            if (link.PreviousSibling is IText before && SeparatorAtEnd().Match(before.Data) is { Success: true } end)
                before.Data = before.Data[..end.Index];
            else if (link.NextSibling is IText behind)
                behind.Data = behind.Data[SeparatorAtStart().Match(behind.Data).Length..];
            link.Remove();
        }
        Count("link for the recipient only", service.Count);
        return service.Count > 0;
    }

    private static string Label(IElement link) => Text.Line(link.TextContent) is { Length: > 0 } text ? text
        : Text.Line(link.QuerySelector("img")?.GetAttribute("alt") ?? "");

    private bool IsService(IElement link, bool isInNotice)
    {
        var url = Links.Absolute(link.GetAttribute("href")) ?? link.GetAttribute("href")!;
        var label = Label(link);
        if (unsubscribing.Contains(url) || ServiceLinks.IsLabel(label) || ServiceLinks.IsAddress(url))
            return true;
        // As in "To unsubscribe, click here", and in plain text the URL itself.
        return isInNotice && (label.Length <= ServiceLinks.ShortestLabel || Links.IsHttp(label));
    }

    private void Unlink(IElement element)
    {
        foreach (var name in new[] { "href", "src", "poster" })
        {
            if (element.GetAttribute(name) is not { } url
                || !url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && !addresses.AreIn(url))
                continue;
            element.RemoveAttribute(name);
            Count("address of a link that names a person", 1);
        }
    }

    private static void Mask(IElement element)
    {
        foreach (var name in new[] { "alt", "title" })
        {
            if (element.GetAttribute(name) is { } text && text.Contains('@', StringComparison.Ordinal))
                element.SetAttribute(name, MailAddresses.Without(text));
        }
    }

    // Text of no size hides what an inbox shows beside the subject; around other elements it only closes gaps.
    private static bool IsHidden(IElement element) => element.HasAttribute("hidden")
        || element.GetAttribute("style") is { } style && (HidingStyle().IsMatch(style)
            || element.ChildElementCount == 0 && NoSize().IsMatch(style));

    private static bool IsBeacon(IElement image)
    {
        var style = image.GetAttribute("style") ?? "";
        var sizes = new[] { image.GetAttribute("width"), image.GetAttribute("height") }
            .Concat(StyledSize().Matches(style).Select(match => match.Groups[1].Value))
            .Select(text => LeadingNumber().Match(text ?? "")).Where(match => match.Success)
            .Select(match => match.Value.Length > 6 ? int.MaxValue
                : int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
        if (sizes.Exists(size => size <= LargestBeacon))
            return true;
        var source = image.GetAttribute("src") ?? "";
        var end = source.IndexOfAny(['?', '#']);
        return sizes.Count == 0 && string.IsNullOrWhiteSpace(image.GetAttribute("alt")) && Token().IsMatch(source)
            && (!PictureName().IsMatch(end < 0 ? source : source[..end])
                || end > 0 && source.AsSpan(0, end).EndsWith(".gif", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsEmpty(IElement element) =>
        string.IsNullOrWhiteSpace(element.TextContent.Replace("\u200C", "", StringComparison.Ordinal))
        && element.QuerySelector("img, audio, video, hr, table, iframe") is null;

    private void Remove(IEnumerable<IElement> elements, string? kind) => Remove(elements.Cast<INode>(), kind);

    private void Remove(IEnumerable<INode> nodes, string? kind)
    {
        foreach (var node in nodes.ToList())
        {
            node.Parent?.RemoveChild(node);
            Count(kind, 1);
        }
    }

    private void Count(string? kind, int count)
    {
        if (kind is not null && count > 0)
            removed[kind] = removed.GetValueOrDefault(kind) + count;
    }

    [GeneratedRegex(@"(?<![\w-])(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?![.\d])"
        + @"|max-height\s*:\s*0(?![.\d]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HidingStyle();

    [GeneratedRegex(@"(?<![\w-])font-size\s*:\s*[01](px|pt)?\s*(;|!|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoSize();

    [GeneratedRegex(@"(?<![\w-])(?:width|height)\s*:\s*(\d+)(px|pt)?\s*(;|!|$)", RegexOptions.IgnoreCase)]
    private static partial Regex StyledSize();

    [GeneratedRegex(@"^\s*\d+(?![\d.%]*%)")]
    private static partial Regex LeadingNumber();

    // What tells one recipient from another: a query, or a long name that nobody would choose.
    [GeneratedRegex(@"\?[^#]*=[^#&]{6,}|/(?=[^/?]*\d)(?=[^/?]*[A-Za-z])[\w=.~-]{16,}(/|\?|$)"
        + @"|[/=](?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{8,}([/?&#]|$)")]
    private static partial Regex Token();

    [GeneratedRegex(@"\.(jpe?g|png|gif|webp|svg|avif|bmp)$", RegexOptions.IgnoreCase)]
    private static partial Regex PictureName();

    [GeneratedRegex(@"(?<!\s)\s*[|·•∙/–—-]\s*$")]
    private static partial Regex SeparatorAtEnd();

    [GeneratedRegex(@"^\s*[|·•∙/–—-]\s*")]
    private static partial Regex SeparatorAtStart();
}
