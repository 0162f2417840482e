namespace FeedService.Feeds;

/// <summary>Writes one format.</summary>
public interface IFeedWriter
{
    FeedFormat Format { get; }

    /// <summary>The whole document in UTF-8 without a byte order mark. The same feed gives the same bytes.</summary>
    byte[] Write(Feed feed);
}
