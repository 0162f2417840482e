using AngleSharp.Dom;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>What a page's elements refer to, also where a script was to fill it in later.</summary>
public static class PageReferences
{
    /// <summary>
    /// Stands for the page while its body is looked for, since that makes every reference absolute. A name below
    /// <c>.invalid</c> never resolves (RFC 2606 §2).
    /// </summary>
    public const string Place = "https://page.invalid/";

    private const string Mark = Place + "?";

    private static readonly string[] Lazy =
        ["data-src", "data-original", "data-lazy-src", "data-original-src", "data-hi-res-src", "data-full-src"];

    private static readonly string[] Kept = ["src", "alt", "title", "width", "height"];

    public static void Prepare(IDocument document, Uri? origin)
    {
        foreach (var noscript in document.QuerySelectorAll("noscript").ToList())
            Unwrap(noscript);
        foreach (var image in document.QuerySelectorAll("img").ToList())
            Fill(image);
        foreach (var element in document.QuerySelectorAll("a[href], img[src], audio[src], video[src], source[src], "
            + "video[poster]"))
        {
            foreach (var attribute in new[] { "href", "src", "poster" })
            {
                if (element.GetAttribute(attribute) is { } reference)
                    element.SetAttribute(attribute, Marked(reference, origin));
            }
        }
    }

    public static void Restore(IElement body)
    {
        foreach (var element in body.QuerySelectorAll("[href], [src], [poster]"))
        {
            foreach (var attribute in new[] { "href", "src", "poster" })
            {
                if (element.GetAttribute(attribute) is not { } reference)
                    continue;
                if (reference.StartsWith(Mark, StringComparison.Ordinal))
                    element.SetAttribute(attribute, Uri.UnescapeDataString(reference[Mark.Length..]));
                else if (reference.StartsWith(Place + "#", StringComparison.Ordinal))
                    element.SetAttribute(attribute, reference[Place.Length..]);
            }
        }
    }

    private static string Marked(string reference, Uri? origin)
    {
        reference = reference.Trim();
        if (reference.StartsWith('#') || Links.Absolute(reference) is not null)
            return reference;
        return Links.Absolute(reference, origin) ?? Mark + Uri.EscapeDataString(reference);
    }

    /// <summary>A picture for those without scripts takes the place of the one that a script was to fill.</summary>
    private static void Unwrap(IElement noscript)
    {
        var pictures = noscript.QuerySelectorAll("img");
        if (pictures is not [var picture] || !string.IsNullOrWhiteSpace(noscript.TextContent))
        {
            noscript.Remove();
            return;
        }
        var other = noscript.PreviousElementSibling;
        var placeholder = other?.LocalName is "img" ? other
            : other?.QuerySelectorAll("img") is [var only] ? only : null;
        if (placeholder is not null && string.IsNullOrWhiteSpace(other!.TextContent))
            other.Remove();
        noscript.Replace(picture);
    }

    private static void Fill(IElement image)
    {
        var told = image.GetAttribute("src");
        if (IsPlaceholder(told))
        {
            var sets = new[] { image.GetAttribute("data-srcset"), image.GetAttribute("srcset"),
                image.GetAttribute("data-lazy-srcset") }
                .Concat(image.Closest("picture")?.QuerySelectorAll("source")
                    .SelectMany(source => new[] { source.GetAttribute("data-srcset"), source.GetAttribute("srcset") })
                    ?? []);
            told = Lazy.Select(image.GetAttribute).Concat(sets.Select(Largest))
                .FirstOrDefault(found => !IsPlaceholder(found));
        }
        if (told is null)
        {
            image.Remove();
            return;
        }
        // SmartReader would look for the picture in all the others once more.
        foreach (var attribute in image.Attributes.Where(each => !Kept.Contains(each.Name)).ToList())
            image.RemoveAttribute(attribute.Name);
        image.SetAttribute("src", told);
    }

    private static bool IsPlaceholder(string? reference) => string.IsNullOrWhiteSpace(reference)
        || reference.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        || reference.StartsWith("blob:", StringComparison.OrdinalIgnoreCase)
        || reference.StartsWith('{') || reference is "about:blank" or "#";

    /// <summary>The widest candidate of a <c>srcset</c> (HTML §4.8.4.2.1), whose URLs may hold commas.</summary>
    private static string? Largest(string? srcset)
    {
        var best = (Url: (string?)null, Size: -1.0);
        var words = (srcset ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var url = words[i].Trim(',');
            var size = 0.0;
            if (!words[i].EndsWith(',') && i + 1 < words.Length && Size(words[i + 1]) is { } told)
                (size, i) = (told, i + 1);
            if (size > best.Size && !IsPlaceholder(url))
                best = (url, size);
        }
        return best.Url;
    }

    private static double? Size(string descriptor)
    {
        var number = descriptor.TrimEnd(',');
        return number.Length > 1 && number[^1] is 'w' or 'x' or 'h' && double.TryParse(number[..^1],
            System.Globalization.CultureInfo.InvariantCulture, out var size) ? size : null;
    }
}
