using System.Text.RegularExpressions;

namespace FeedService.Feeds;

/// <summary>
/// Which elements, attributes and keys may stand where in the four formats. Walking over a document is in the other
/// half.
/// </summary>
internal static partial class FeedGrammar
{
    private const string DublinCore = " dc:contributor*=text dc:coverage*=text dc:creator*=text dc:date=rfc3339 "
        + "dc:description=text dc:format=text dc:identifier*=text dc:language=language dc:publisher*=text "
        + "dc:relation*=text dc:rights=plain dc:source=text dc:subject*=text dc:title=text dc:type=text";

    private const string Media = " media:copyright=media-copyright media:credit*=media-credit media:keywords=text "
        + "media:description=media-text media:title=media-text media:thumbnail*=media-thumbnail";

    private const string FeedExtensions = " sy:updatePeriod='hourly|daily|weekly|monthly|yearly' "
        + "sy:updateFrequency=positive sy:updateBase=rfc3339 fh:archive=empty fh:complete=empty";

    private const string AtomMetadata = " id!=id title!=construct updated!=rfc3339 author*=person "
        + "category*=atom-category contributor*=person link*=link rights=construct" + DublinCore + Media;

    private const string AtomFeed = AtomMetadata + " generator=generator icon=url logo=url subtitle=construct";

    // name=kind; ! required, * repeatable, @ an attribute, # the element's own text.
    // A kind without a line of its own is a kind of value.
    private static readonly Dictionary<string, Dictionary<string, Rule>> Tables = new Dictionary<string, string>
    {
        ["empty"] = "",
        ["rss"] = "@version!='2.0' channel!=channel",
        ["channel"] = "title!=plain link!=url description!=plain language=language copyright=plain pubDate=rfc822 "
            + "managingEditor=contact webMaster=contact lastBuildDate=rfc822 category*=category generator=text "
            + "docs=url ttl=positive image=image item*=item atom:link*=link" + FeedExtensions + DublinCore + Media,
        ["image"] = "url!=url title!=plain link!=url width=width height=height description=plain",
        ["item"] = "title=plain link=url description=html author=contact category*=category comments=url guid=guid "
            + "enclosure*=enclosure pubDate=rfc822 source=source content:encoded=html atom:link*=link atom:id=url "
            + "atom:published=rfc3339 atom:updated=rfc3339 media:content*=media-content media:group*=media-group"
            + DublinCore + Media,
        ["category"] = "@domain=text #=plain",
        ["guid"] = "@isPermaLink='true|false' #=text",
        ["enclosure"] = "@url!=web-url @length!=length @type!=mime",
        ["source"] = "@url!=url #=plain",
        ["feed"] = "entry*=entry" + AtomFeed + FeedExtensions,
        ["entry"] = "published=rfc3339 content=content summary=construct source=atom-source "
            + "media:content*=media-content media:group*=media-group" + AtomMetadata,
        ["atom-source"] = AtomFeed,
        ["construct"] = "@type='text|html' #=construct",
        ["content"] = "@type=content-type @src=url #=construct",
        ["person"] = "name!=name uri=url email=email",
        ["link"] = "@href!=url @rel=rel @type=mime @hreflang=language @title=loose @length=length",
        ["atom-category"] = "@term!=text @scheme=url @label=loose",
        ["generator"] = "@uri=url @version=text #=loose",
        ["media-content"] = "@url!=url @fileSize=positive @type=mime @medium='image|audio|video|document|executable' "
            + "@isDefault='true|false' @expression='sample|full|nonstop' @bitrate=text @framerate=text "
            + "@channels=length @samplingrate=text @duration=length @height=positive @width=positive @lang=language"
            + Media,
        ["media-group"] = "media:content*=media-content" + Media,
        ["media-copyright"] = "@url=url #=text",
        ["media-credit"] = "@scheme=url #=text @role='author|artist|composer|correspondent|editor|illustrator"
            + "|performer|photographer|producer|reporter'",
        ["media-text"] = "@type='plain' #=undeclared",
        ["media-thumbnail"] = "@url!=url @height=positive @width=positive @time=text",
        ["opml"] = "@version!='2.0' head!=head body!=body",
        ["head"] = "title!=html dateCreated=rfc822 dateModified=rfc822 ownerName=html ownerEmail=email docs=url",
        ["body"] = "outline!*=outline",
        ["outline"] = "@text!=html @title=html @type='rss' @xmlUrl=url @htmlUrl=url @description=html "
            + "@language=language @category=text @created=rfc822 @version='RSS|RSS1|RSS2' outline*=outline",
        ["json-feed"] = "version!='https://jsonfeed.org/version/1.1' title!=loose home_page_url=url feed_url=url "
            + "description=text user_comment=text next_url=url icon=url favicon=url authors*=json-author "
            + "language=language expired=flag hubs*=json-hub items!*=json-item",
        ["json-author"] = "name=text url=url avatar=url",
        ["json-hub"] = "type!=text url!=url",
        ["json-item"] = "id!=text url=url external_url=url title=loose content_html=html content_text=text "
            + "summary=loose image=url banner_image=url date_published=rfc3339 date_modified=rfc3339 tags*=text "
            + "authors*=json-author language=language attachments*=json-attachment",
        ["json-attachment"] = "url!=url mime_type!=mime title=loose size_in_bytes=count duration_in_seconds=count",
    }.ToDictionary(table => table.Key, table => Parse(table.Value));

    /// <param name="Kind">A table, or a kind of value.</param>
    private sealed record Rule(bool IsRequired, bool IsRepeatable, string Kind);

    private static Dictionary<string, Rule> Parse(string table) => Entry().Matches(table)
        .Select(match => match.Groups)
        .ToDictionary(g => g[1].Value, g => new Rule(g[2].Length > 0, g[3].Length > 0, g[4].Value));

    [GeneratedRegex(@"([^\s=!*]+)(!?)(\*?)=(\S+)")]
    private static partial Regex Entry();
}
