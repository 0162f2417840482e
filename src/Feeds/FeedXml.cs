using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using FeedService.Articles;

namespace FeedService.Feeds;

/// <summary>
/// What the two XML formats share: namespaces with the prefixes that readers insist on, and the modules' elements.
/// </summary>
internal static class FeedXml
{
    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";
    public const string Media = "http://search.yahoo.com/mrss/";
    public const string FeedHistory = "http://purl.org/syndication/history/1.0";
    public const string Tombstones = "http://purl.org/atompub/tombstones/1.0";
    public const string Namespaces = "http://www.w3.org/2000/xmlns/";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineChars = "\n",
        // An exception must leave a broken document behind, not a well-formed truncated one.
        WriteEndDocumentOnClose = false,
    };

    public static byte[] Document(Action<XmlWriter> write)
    {
        var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings))
        {
            writer.WriteStartDocument();
            write(writer);
            writer.WriteEndDocument();
        }
        return bytes.ToArray();
    }

    /// <summary>That a document is an archive, where it is one (RFC 5005 §4).</summary>
    public static void WriteArchive(XmlWriter writer, Feed feed)
    {
        if (feed.History is not { IsArchive: true })
            return;
        writer.WriteStartElement("fh", "archive", FeedHistory);
        writer.WriteEndElement();
    }

    public static void WritePublisher(XmlWriter writer, Entry entry)
    {
        if (entry.Publisher is { } publisher)
            writer.WriteElementString("dc", "publisher", DublinCore, publisher.Name);
        if (entry.Agencies.Count > 0)
            writer.WriteElementString("dc", "source", DublinCore, string.Join(", ", entry.Agencies));
    }

    /// <summary>The image, and those enclosures that the format itself has no place for (Media RSS 1.5.1).</summary>
    public static void WriteMedia(XmlWriter writer, Entry entry, IEnumerable<Enclosure> more)
    {
        if (entry.Image is { } image)
        {
            writer.WriteStartElement("media", "content", Media);
            writer.WriteAttributeString("url", image.Url);
            if (MediaTypes.Of(image.Url) is var type && type.StartsWith("image/", StringComparison.Ordinal))
                writer.WriteAttributeString("type", type);
            writer.WriteAttributeString("medium", "image");
            if (image.Alt is { } alt)
                writer.WriteElementString("media", "description", Media, alt);
            if (image.Credit is { } credit)
                writer.WriteElementString("media", "credit", Media, credit);
            writer.WriteEndElement();
        }
        foreach (var enclosure in more)
        {
            writer.WriteStartElement("media", "content", Media);
            writer.WriteAttributeString("url", enclosure.Url);
            writer.WriteAttributeString("type", enclosure.MediaType);
            if (enclosure.Length > 0)
                writer.WriteAttributeString("fileSize", enclosure.Length.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndElement();
        }
    }

    public static SyndicationLink Enclosure(Enclosure enclosure)
    {
        var link = SyndicationLink.CreateMediaEnclosureLink(new Uri(enclosure.Url), enclosure.MediaType,
            enclosure.Length);
        // RSS requires a length, and 0 says unknown; the library leaves a 0 out.
        if (enclosure.Length == 0)
            link.AttributeExtensions[new XmlQualifiedName("length", "")] = "0";
        return link;
    }
}
