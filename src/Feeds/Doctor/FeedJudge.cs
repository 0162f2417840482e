using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace FeedService.Feeds;

/// <summary>
/// Finds in the bytes of a feed what the W3C feed validator, the RSS Advisory Board's profile and strict readers
/// remark on.
/// </summary>
public static partial class FeedJudge
{
    private const string Document = "document";

    /// <param name="address">Where it is fetched.</param>
    public static IReadOnlyList<Finding> Feed(byte[] document, FeedFormat format, string address,
        JudgedHtml? html = null)
    {
        var findings = new Findings(html);
        if (format == FeedFormat.Json)
            Json(document, address, findings);
        else if (Read(document, format == FeedFormat.Rss ? "rss" : "feed", findings) is { } root)
            FeedRules.Judge(root, address, findings);
        return findings.List;
    }

    public static IReadOnlyList<Finding> Rss(byte[] document, string address) =>
        Feed(document, FeedFormat.Rss, address);

    public static IReadOnlyList<Finding> Atom(byte[] document, string address) =>
        Feed(document, FeedFormat.Atom, address);

    public static IReadOnlyList<Finding> JsonFeed(byte[] document, string address) =>
        Feed(document, FeedFormat.Json, address);

    public static IReadOnlyList<Finding> Opml(byte[] document)
    {
        var findings = new Findings(null);
        var outlines = Read(document, "opml", findings)?.SelectNodes("//outline[not(outline)]");
        foreach (XmlElement outline in outlines ?? (System.Collections.IEnumerable)Array.Empty<XmlElement>())
        {
            if (!outline.HasAttribute("type"))
                findings.Add("MissingOutlineType", outline, "type");
            if (!outline.HasAttribute("xmlUrl"))
                findings.Add("MissingXmlURL", outline, "xmlUrl");
            if (!outline.HasAttribute("title"))
                findings.Add("MissingTitleAttr", outline, "title");
        }
        return findings.List;
    }

    private static void Json(byte[] document, string address, Findings findings)
    {
        if (Decode(document, findings) is not { } text)
            return;
        try
        {
            using var json = System.Text.Json.JsonDocument.Parse(text, new() { AllowDuplicateProperties = false });
            FeedGrammar.Walk(json.RootElement, "json-feed", "feed", findings);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                JsonRules.Judge(json.RootElement, address, findings);
        }
        // The second is what an escaped lone surrogate throws, when its string is read.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            findings.Entry = null;
            findings.Add("NotWellFormed", Document, error.Message);
        }
        // Readers look for these very characters before they parse.
        if (findings.List.Count == 0
            && !text.Contains("\"https://jsonfeed.org/version/1.1\"", StringComparison.Ordinal))
            findings.Add("InvalidValue", "feed/version", "written with escapes");
    }

    private static XmlElement? Read(byte[] document, string root, Findings findings)
    {
        if (Decode(document, findings) is not { } text)
            return null;
        var encoding = Encoding().Match(text).Groups[1].Value;
        if (encoding.Length == 0)
            findings.Add("MissingEncoding", Document, "no XML declaration names one");
        else if (!encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            findings.Add("NonstdEncoding", Document, encoding);
        if (Load(text, findings)?.DocumentElement is not { } element)
            return null;
        if (element.LocalName != root || element.NamespaceURI != (root == "feed" ? FeedXml.Atom : ""))
        {
            findings.Add("UndefinedElement", Document, element.OuterXml);
            return null;
        }
        FeedNamespaces.Judge(element, findings);
        FeedGrammar.Walk(element, root, findings);
        return element;
    }

    private static string? Decode(byte[] document, Findings findings)
    {
        var mark = document.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        if (mark > 0)
            findings.Add("ByteOrderMark", Document, "starts with EF BB BF");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(document, mark, document.Length - mark);
        }
        catch (DecoderFallbackException error)
        {
            findings.Add("UnicodeError", Document, error.Message);
            return null;
        }
    }

    private static XmlDocument? Load(string text, Findings findings)
    {
        var xml = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text));
            xml.Load(reader);
            return xml;
        }
        // The second is what a version other than 1.0 throws.
        catch (Exception error) when (error is XmlException or ArgumentException)
        {
            findings.Add("NotWellFormed", Document, error.Message);
            return null;
        }
    }

    [GeneratedRegex("""^<\?xml\s[^>]*?encoding=["']([^"']*)["']""")]
    private static partial Regex Encoding();
}
