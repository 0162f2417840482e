using System.ServiceModel.Syndication;
using System.Xml;

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
        public Document(Feed feed)
        {
            Id = feed.Id;
            Title = new TextSyndicationContent(feed.Title);
            Description = new TextSyndicationContent(feed.Description);
            Language = feed.Language;
            LastUpdatedTime = feed.Updated.ToUniversalTime();
            Generator = Feed.Generator;
            Authors.Add(new SyndicationPerson { Name = feed.Author });
            Links.Add(SyndicationLink.CreateSelfLink(new Uri(feed.Self(FeedFormat.Atom)), FeedFormat.Atom.MediaType));
            Links.Add(SyndicationLink.CreateAlternateLink(new Uri(feed.HomeUrl), "text/html"));
            if (feed.Rights is { } rights)
                Copyright = new TextSyndicationContent(rights);
            if (feed.Logo is { } logo)
                ImageUrl = new Uri(logo);
            AttributeExtensions[new XmlQualifiedName("dc", FeedXml.Namespaces)] = FeedXml.DublinCore;
            AttributeExtensions[new XmlQualifiedName("media", FeedXml.Namespaces)] = FeedXml.Media;
            Items = feed.Entries.Select(entry => new Item(entry));
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
