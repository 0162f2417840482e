namespace FeedService.Feeds;

/// <summary>
/// What a feed can be written as. Each has an address of its own; nothing is negotiated between them.
/// </summary>
/// <param name="Extension">The end of its address.</param>
public sealed record FeedFormat(string Name, string Extension, string MediaType)
{
    public static readonly FeedFormat Rss = new("RSS", "rss", "application/rss+xml");
    public static readonly FeedFormat Atom = new("Atom", "atom", "application/atom+xml");
    public static readonly FeedFormat Json = new("JSON Feed", "json", "application/feed+json");

    public static readonly IReadOnlyList<FeedFormat> All = [Rss, Atom, Json];

    public static FeedFormat? Of(string extension) => All.FirstOrDefault(format => format.Extension == extension);
}
