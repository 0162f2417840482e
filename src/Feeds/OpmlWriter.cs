using FeedService.Articles;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>All topics as one subscription list (OPML 2.0).</summary>
public static class OpmlWriter
{
    public const string MediaType = "text/x-opml";

    public static byte[] Write(Site site, IEnumerable<CatalogTopic> topics, DateTimeOffset modified,
        Addresses addresses) =>
        FeedXml.Document(writer =>
        {
            writer.WriteStartElement("opml");
            writer.WriteAttributeString("version", "2.0");
            writer.WriteStartElement("head");
            writer.WriteElementString("title", site.Title);
            writer.WriteElementString("dateModified", Dates.Rfc822(modified));
            writer.WriteElementString("ownerName", site.Author);
            writer.WriteElementString("docs", "http://opml.org/spec2.opml");
            writer.WriteEndElement();
            writer.WriteStartElement("body");
            foreach (var (topic, _) in topics)
            {
                writer.WriteStartElement("outline");
                writer.WriteAttributeString("type", "rss");
                writer.WriteAttributeString("text", topic.Title);
                writer.WriteAttributeString("title", topic.Title);
                if (topic.Description is { Length: > 0 } description)
                    writer.WriteAttributeString("description", description);
                writer.WriteAttributeString("language", topic.Language ?? site.Language);
                // Atom says more than RSS, and every client that reads OPML takes it under type "rss".
                writer.WriteAttributeString("xmlUrl", addresses.Feed(topic.Slug, FeedFormat.Atom));
                writer.WriteAttributeString("htmlUrl", addresses.PageOf(topic.Slug));
                writer.WriteEndElement();
            }
            writer.WriteEndElement();
            writer.WriteEndElement();
        });
}
