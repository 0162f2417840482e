using System.ServiceModel.Syndication;
using System.Xml;
using FeedService.Articles;

namespace FeedService.Feeds;

/// <summary>Atom 1.0 (RFC 4287). The library writes the skeleton, its hooks the modules' elements.</summary>
public sealed class AtomWriter : IFeedWriter
{
    private static readonly XmlQualifiedName XmlLang = new("lang", "http://www.w3.org/XML/1998/namespace");

    public FeedFormat Format => FeedFormat.Atom;

    public byte[] Write(Feed feed) =>
        FeedXml.Document(writer => new Atom10FeedFormatter(new Document(feed)).WriteTo(writer));

    private sealed class Document : SyndicationFeed
    {
        private readonly Feed feed;

        public Document(Feed feed)
        {
            this.feed = feed;
            Id = feed.Id;
            Title = new TextSyndicationContent(feed.Title);
            Description = new TextSyndicationContent(feed.Description);
            Language = feed.Language;
            LastUpdatedTime = feed.Updated.ToUniversalTime();
            Generator = Feed.Generator;
            Authors.Add(new SyndicationPerson { Name = feed.Author });
            Links.Add(SyndicationLink.CreateSelfLink(new Uri(feed.Self(FeedFormat.Atom)), FeedFormat.Atom.MediaType));
            Links.Add(SyndicationLink.CreateAlternateLink(new Uri(feed.HomeUrl), "text/html"));
            foreach (var (relation, url) in feed.History?.Links(FeedFormat.Atom) ?? [])
                Links.Add(new SyndicationLink(new Uri(url), relation, null, FeedFormat.Atom.MediaType, 0));
            if (feed.Rights is { } rights)
                Copyright = new TextSyndicationContent(rights);
            if (feed.Logo is { } logo)
                ImageUrl = new Uri(logo);
            AttributeExtensions[new XmlQualifiedName("dc", FeedXml.Namespaces)] = FeedXml.DublinCore;
            AttributeExtensions[new XmlQualifiedName("media", FeedXml.Namespaces)] = FeedXml.Media;
            if (feed.History is { IsArchive: true })
                AttributeExtensions[new XmlQualifiedName("fh", FeedXml.Namespaces)] = FeedXml.FeedHistory;
            // Validators remark on a namespace that they do not know, so it is declared where it is needed.
            if (feed.Tombstones.Count > 0)
                AttributeExtensions[new XmlQualifiedName("at", FeedXml.Namespaces)] = FeedXml.Tombstones;
            Items = feed.Entries.Select(entry => new Item(entry));
        }

        protected override void WriteElementExtensions(XmlWriter writer, string version)
        {
            FeedXml.WriteArchive(writer, feed);
            foreach (var (id, withdrawn) in feed.Tombstones)
            {
                writer.WriteStartElement("at", "deleted-entry", FeedXml.Tombstones);
                writer.WriteAttributeString("ref", id);
                writer.WriteAttributeString("when", Dates.Rfc3339(withdrawn));
                writer.WriteEndElement();
            }
        }
    }

    private sealed class Item : SyndicationItem
    {
        private readonly Entry entry;

        public Item(Entry entry)
        {
            this.entry = entry;
            Id = entry.Id;
            Title = new TextSyndicationContent(entry.Title);
            Summary = new TextSyndicationContent(entry.Summary);
            Links.Add(SyndicationLink.CreateAlternateLink(new Uri(entry.Url), "text/html"));
            if (entry.Content is { } content)
                Content = new TextSyndicationContent(content, TextSyndicationContentKind.Html);
            if (entry.Language is { } language)
                AttributeExtensions[XmlLang] = language;
            foreach (var author in entry.Authors)
                Authors.Add(new SyndicationPerson { Name = author });
            foreach (var category in entry.Categories)
                Categories.Add(new SyndicationCategory(category));
            foreach (var enclosure in entry.Enclosures)
                Links.Add(FeedXml.Enclosure(enclosure));
            LastUpdatedTime = entry.Updated.ToUniversalTime();
            if (entry.Published is { } published)
                PublishDate = published.ToUniversalTime();
        }

        protected override void WriteElementExtensions(XmlWriter writer, string version)
        {
            FeedXml.WritePublisher(writer, entry);
            FeedXml.WriteMedia(writer, entry, []);
        }
    }
}
