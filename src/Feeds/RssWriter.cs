using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Serialization;
using FeedService.Articles;

namespace FeedService.Feeds;

/// <summary>
/// RSS 2.0 with content, Dublin Core and Media RSS (RSS Advisory Board's profile). The library writes the skeleton;
/// what it would invent, misspell or leave out is written in its hooks.
/// </summary>
public sealed class RssWriter : IFeedWriter
{
    public FeedFormat Format => FeedFormat.Rss;

    public byte[] Write(Feed feed) =>
        FeedXml.Document(writer => new Formatter(new Channel(feed), feed).WriteTo(writer));

    private sealed class Formatter(SyndicationFeed channel, Feed feed)
        : Rss20FeedFormatter(channel, serializeExtensionsAsAtom: false)
    {
        public override void WriteTo(XmlWriter writer)
        {
            writer.WriteStartElement("rss");
            writer.WriteAttributeString("xmlns", "atom", FeedXml.Namespaces, FeedXml.Atom);
            writer.WriteAttributeString("xmlns", "content", FeedXml.Namespaces, FeedXml.Content);
            writer.WriteAttributeString("xmlns", "dc", FeedXml.Namespaces, FeedXml.DublinCore);
            writer.WriteAttributeString("xmlns", "media", FeedXml.Namespaces, FeedXml.Media);
            if (feed.History is { IsArchive: true })
                writer.WriteAttributeString("xmlns", "fh", FeedXml.Namespaces, FeedXml.FeedHistory);
            ((IXmlSerializable)this).WriteXml(writer);
            writer.WriteEndElement();
        }
    }

    private sealed class Channel : SyndicationFeed
    {
        private readonly Feed feed;

        public Channel(Feed feed)
        {
            this.feed = feed;
            Title = new TextSyndicationContent(feed.Title);
            Description = new TextSyndicationContent(feed.Description);
            Language = feed.Language;
            Generator = Feed.Generator;
            TimeToLive = feed.TimeToLive;
            Links.Add(SyndicationLink.CreateAlternateLink(new Uri(feed.HomeUrl)));
            if (feed.Rights is { } rights)
                Copyright = new TextSyndicationContent(rights);
            if (feed.Logo is { } logo)
                ImageUrl = new Uri(logo);
            Items = feed.Entries.Select(entry => new Item(entry));
        }

        protected override void WriteElementExtensions(XmlWriter writer, string version)
        {
            writer.WriteElementString("lastBuildDate", Dates.Rfc822(feed.Updated));
            WriteLink(writer, "self", feed.Self(FeedFormat.Rss));
            foreach (var (relation, url) in feed.History?.Links(FeedFormat.Rss) ?? [])
                WriteLink(writer, relation, url);
            FeedXml.WriteArchive(writer, feed);
        }

        private static void WriteLink(XmlWriter writer, string relation, string url)
        {
            writer.WriteStartElement("atom", "link", FeedXml.Atom);
            writer.WriteAttributeString("rel", relation);
            writer.WriteAttributeString("type", FeedFormat.Rss.MediaType);
            writer.WriteAttributeString("href", url);
            writer.WriteEndElement();
        }
    }

    private sealed class Item : SyndicationItem
    {
        private readonly Entry entry;

        public Item(Entry entry)
        {
            this.entry = entry;
            Title = new TextSyndicationContent(entry.Title);
            // Readers take a description for HTML (RSS Advisory Board's profile, element description).
            Summary = new TextSyndicationContent(Html.Encode(entry.Summary));
            Links.Add(SyndicationLink.CreateAlternateLink(new Uri(entry.Url)));
            if (entry.Enclosures is [var first, ..])
                Links.Add(FeedXml.Enclosure(first));
            foreach (var category in entry.Categories)
                Categories.Add(new SyndicationCategory(category));
        }

        protected override void WriteElementExtensions(XmlWriter writer, string version)
        {
            writer.WriteStartElement("guid");
            writer.WriteAttributeString("isPermaLink", "false");
            writer.WriteString(entry.FeedId ?? entry.Id);
            writer.WriteEndElement();
            if (entry.Published is { } published)
                writer.WriteElementString("pubDate", Dates.Rfc822(published));
            writer.WriteElementString("atom", "updated", FeedXml.Atom, Dates.Rfc3339(entry.Updated));
            foreach (var author in entry.Authors)
                writer.WriteElementString("dc", "creator", FeedXml.DublinCore, author);
            FeedXml.WritePublisher(writer, entry);
            if (entry.Language is { } language)
                writer.WriteElementString("dc", "language", FeedXml.DublinCore, language);
            if (entry.Content is { } content)
            {
                writer.WriteStartElement("content", "encoded", FeedXml.Content);
                writer.WriteCData(content);
                writer.WriteEndElement();
            }
            FeedXml.WriteMedia(writer, entry, entry.Enclosures.Skip(1));
        }
    }
}
