using AngleSharp.Dom;

namespace FeedService.Readers;

/// <summary>What a site puts between the paragraphs of an article, taken out by its shape.</summary>
public static class PageTidying
{
    public static void Tidy(IElement body, string title)
    {
        DropTitle(body, JsonLd.Bare(title));
    }

    /// <summary>A page shows its title above the body, a feed's reader too.</summary>
    private static void DropTitle(IElement body, string title)
    {
        foreach (var heading in body.QuerySelectorAll("h1, h2, h3").Take(2).ToList())
        {
            if (title.Length > 0 && JsonLd.Bare(heading.TextContent) == title)
                heading.Remove();
        }
    }
}
