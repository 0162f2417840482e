using FeedService.Feeds;

namespace FeedService.Tests.Feeds;

/// <summary>Asks the judge about a format.</summary>
internal static class Judged
{
    public static IReadOnlyList<string> Feed(byte[] document, FeedFormat format, string address) =>
        format == FeedFormat.Rss ? FeedJudge.Rss(document, address)
        : format == FeedFormat.Atom ? FeedJudge.Atom(document, address)
        : FeedJudge.JsonFeed(document, address);
}
