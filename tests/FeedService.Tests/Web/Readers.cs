namespace FeedService.Tests.Web;

/// <summary>What a reader keeps of an answer and sends with its next poll.</summary>
public enum Kept { Nothing, Time, TagAndTime }

/// <summary>A feed reader's request, as it was seen on the wire.</summary>
/// <param name="Headers">Those it sends with every request.</param>
/// <param name="OnPoll">One that it adds from the second poll on.</param>
public sealed record Reader(string Name, string[] Headers, Kept Kept, string? OnPoll = null)
{
    private const string FeedparserAccept = "Accept: application/atom+xml,application/rdf+xml,application/rss+xml,"
        + "application/x-netcdf,application/xml;q=0.9,text/xml;q=0.2,*/*;q=0.1";

    private const string SimplePieAccept = "Accept: application/atom+xml, application/rss+xml, "
        + "application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, unknown/unknown;q=0.1, "
        + "application/unknown;q=0.1, */*;q=0.1";

    private const string Feedparser = "User-Agent: feedparser/6.0.10 +https://github.com/kurtmckee/feedparser/";

    private const string GzipAndDeflate = "Accept-Encoding: gzip, deflate";

    private const string RubyCodings = "Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3";

    private const string CurlCodings = "Accept-Encoding: deflate, gzip, br, zstd";

    public static readonly IReadOnlyList<Reader> All =
    [
        new("newsboat 2.21", ["User-Agent: newsboat/2.21.0 (Linux x86_64)", "Accept: */*", GzipAndDeflate],
            Kept.TagAndTime, "A-IM: feed"),
        new("rss2email 3.13", [Feedparser, FeedparserAccept, GzipAndDeflate, "A-IM: feed"], Kept.TagAndTime),
        new("feedparser 6.0.10", [Feedparser, FeedparserAccept, GzipAndDeflate, "A-IM: feed"], Kept.TagAndTime),
        new("feed2exec 0.19", ["User-Agent: feed2exec/0.19.0", "Accept: */*", "Accept-Encoding: gzip, deflate, br"],
            Kept.TagAndTime),
        new("elfeed 3.4.1", ["User-Agent: Emacs Elfeed 3.4.1", "Accept: */*", CurlCodings], Kept.TagAndTime),
        new("SimplePie 1.5.8", ["User-Agent: SimplePie/1.5.8 (Feed Parser; http://simplepie.org; Allow like Gecko)",
            SimplePieAccept, CurlCodings], Kept.TagAndTime),
        new("Liferea 1.14.4", ["User-Agent: Liferea/1.14.4 (Android 12; Mobile; https://lzone.de/liferea/) AppleWebKit",
            "Accept: application/atom+xml,application/xml;q=0.9,text/xml;q=0.8,*/*;q=0.7", GzipAndDeflate],
            Kept.Nothing),
        new("XML::Feed 0.63", ["User-Agent: URI::Fetch/0.15", "Accept-Encoding: gzip", "TE: deflate,gzip;q=0.3",
            "Connection: TE"], Kept.TagAndTime),
        new("rsstail 1.8", ["User-Agent: rsstail 1.8, (C)2003-2013 by folkert@vanheusden.com", "Accept: */*",
            GzipAndDeflate], Kept.Nothing),
        new("sfeed 1.7", ["Accept: */*"], Kept.Nothing),
        new("gofeed 1.1.3", ["User-Agent: Gofeed/1.0", "Accept-Encoding: gzip"], Kept.Nothing),
        new("rss-parser 3.13", ["User-Agent: rss-parser", "Accept: application/rss+xml"], Kept.Nothing),
        new("feedsmith", ["User-Agent: node", "Accept: */*", "Accept-Language: *", "Sec-Fetch-Mode: cors",
            GzipAndDeflate], Kept.Nothing),
        new("extractus", ["User-Agent: node", "Accept: */*", "Accept-Language: *", "Sec-Fetch-Mode: cors",
            GzipAndDeflate], Kept.Nothing),
        new("ROME 1.12.2", ["User-Agent: rome/1.12.2", "Accept: text/html, image/gif, image/jpeg, */*; q=0.2"],
            Kept.Nothing),
        new("CodeHollow.FeedReader", ["User-Agent:",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
            GzipAndDeflate], Kept.Nothing),
        new("SyndicationFeed.Load", [], Kept.Nothing),
        new("RSS::Parser", ["User-Agent: Ruby", "Accept: */*", RubyCodings],
            Kept.Nothing),
        new("ruby-feedparser", ["User-Agent: Ruby", "Accept: text/html,application/xml;q=0.9,*/*;q=0.8",
            RubyCodings], Kept.TagAndTime),
        // As its own example tells, to be let in everywhere.
        new("node feedparser", ["User-Agent: Mozilla/5.0 (Macintosh; Intel Mac OS X 10_8_5) AppleWebKit/537.36",
            "Accept: text/html,application/xhtml+xml"], Kept.TagAndTime),
        new("Miniflux", ["User-Agent: Mozilla/5.0 (compatible; Miniflux/2.2.13; +https://miniflux.app)",
            "Accept: application/xml,application/atom+xml,application/rss+xml,application/rdf+xml,"
            + "application/feed+json,text/html,*/*;q=0.9", "Accept-Encoding: br,gzip"], Kept.TagAndTime),
        new("FreshRSS", ["User-Agent: FreshRSS/1.27.0 (Linux; https://freshrss.org)", SimplePieAccept, CurlCodings],
            Kept.TagAndTime),
        new("NetNewsWire", ["User-Agent: NetNewsWire (RSS Reader; https://netnewswire.com/)", "Accept: */*",
            "Accept-Language: en-US,en;q=0.9", GzipAndDeflate], Kept.TagAndTime),
        new("Thunderbird", ["User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.0",
            "Accept: */*", "Accept-Language: en-US,en;q=0.5", "Accept-Encoding: gzip, deflate, br, zstd"], Kept.Time),
    ];

    public override string ToString() => Name;
}
