using System.Text.Json;
using System.Xml;

namespace FeedService.Feeds;

// Walking over a document, element by element or key by key, with the tables in hand.
internal static partial class FeedGrammar
{
    public static void Walk(XmlElement element, string kind, Findings findings)
    {
        var rules = Tables.GetValueOrDefault(kind) ?? new() { ["#"] = new(true, false, kind) };
        Attributes(element, rules, findings);
        OwnText(element, rules, findings);
        var seen = new HashSet<string>();
        foreach (var child in element.ChildNodes.OfType<XmlElement>())
        {
            if (child.Name() is not { } name)
                continue;
            if (!rules.TryGetValue(name, out var rule))
            {
                findings.Add("UndefinedElement", child, child.OuterXml);
                continue;
            }
            if (!seen.Add(name) && !rule.IsRepeatable)
                findings.Add("DuplicateElement", child, child.OuterXml);
            Walk(child, rule.Kind, findings);
        }
        foreach (var (name, rule) in rules)
        {
            if (rule.IsRequired && name[0] is not ('@' or '#') && !seen.Contains(name))
                findings.Add("MissingElement", element, name);
        }
        if (kind == "media-group" && element.Named("media:content").Count() < 2)
            findings.Add("MediaGroupWithoutAlternatives", element, "fewer than two media:content");
    }

    public static void Walk(JsonElement json, string kind, string place, Findings findings)
    {
        if (!Tables.TryGetValue(kind, out var rules))
        {
            Scalar(json, kind, place, findings);
            return;
        }
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Add("InvalidValue", place, "not an object");
            return;
        }
        if (kind == "json-item")
            findings.Entry = JsonRules.IdOf(json);
        foreach (var property in json.EnumerateObject())
            Property(property, rules, $"{place}/{property.Name}", findings);
        foreach (var (name, rule) in rules)
        {
            if (rule.IsRequired && !json.TryGetProperty(name, out _))
                findings.Add("MissingElement", place, name);
        }
        if (kind == "json-author" && !json.EnumerateObject().Any())
            findings.Add("MissingElement", place, "name");
        if (kind == "json-item")
            findings.Entry = null;
    }

    private static void Property(JsonProperty property, Dictionary<string, Rule> rules, string place,
        Findings findings)
    {
        if (property.Name.StartsWith('_'))
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
                findings.Add("InvalidExtension", place, "not an object");
        }
        else if (!rules.TryGetValue(property.Name, out var rule))
            findings.Add("UndefinedElement", place, "unknown");
        else if (!rule.IsRepeatable)
            Walk(property.Value, rule.Kind, place, findings);
        else if (property.Value.ValueKind != JsonValueKind.Array)
            findings.Add("InvalidValue", place, "no array");
        else
        {
            foreach (var (index, value) in property.Value.EnumerateArray().Index())
                Walk(value, rule.Kind, $"{place}[{index + 1}]", findings);
        }
    }

    private static void Attributes(XmlElement element, Dictionary<string, Rule> rules, Findings findings)
    {
        foreach (XmlAttribute attribute in element.Attributes)
        {
            if (attribute.NamespaceURI == FeedXml.Namespaces)
                continue;
            Characters(attribute, findings);
            var name = attribute.NamespaceURI.Length == 0 ? attribute.LocalName : attribute.Name();
            if (name is null or "xml:space" or "xml:id")
                continue;
            var rule = rules.GetValueOrDefault($"@{name}");
            var kind = name switch { "xml:lang" => "language", "xml:base" => "url", _ => rule?.Kind };
            if (kind is null)
                findings.Add("UnexpectedAttribute", attribute, attribute.Value);
            else
            {
                foreach (var (code, what) in FeedValues.Faults(attribute.Value, kind, findings))
                    findings.Add(code, attribute, what);
            }
        }
        foreach (var (name, rule) in rules)
        {
            if (rule.IsRequired && name[0] == '@' && !element.HasAttribute(name[1..]))
                findings.Add("MissingAttribute", element, name[1..]);
        }
    }

    private static void OwnText(XmlElement element, Dictionary<string, Rule> rules, Findings findings)
    {
        var hasText = false;
        foreach (XmlNode node in element.ChildNodes)
        {
            hasText |= node is XmlText or XmlCDataSection;
            if (node is XmlCharacterData)
                Characters(node, findings);
        }
        if (!rules.TryGetValue("#", out var text))
        {
            if (hasText)
                findings.Add("UnexpectedText", element, element.InnerText.Trim());
            return;
        }
        if (element.HasAttribute("src"))
            return;
        var type = element.GetAttribute("type");
        var kind = text.Kind != "construct" ? text.Kind
            : type == "html" ? "html"
            : type is "" or "text" ? "undeclared"
            : "text";
        foreach (var (code, what) in FeedValues.Faults(element.InnerText, kind, findings))
        {
            if (code != "ContainsRelRef" || !HasBase(element))
                findings.Add(code, element, what);
        }
    }

    // Only Atom says what a base means for the HTML inside.
    private static bool HasBase(XmlElement element) =>
        element.OwnerDocument.DocumentElement!.NamespaceURI == FeedXml.Atom
        && element.SelectSingleNode("ancestor-or-self::*/@*[name() = 'xml:base']") is not null;

    private static void Characters(XmlNode node, Findings findings)
    {
        if (FeedValues.Damaged(node.Value!) is { } damaged)
            findings.Add("BadCharacters", node, damaged);
    }

    private static void Scalar(JsonElement json, string kind, string place, Findings findings)
    {
        var isRight = kind switch
        {
            "flag" => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "count" => json.ValueKind == JsonValueKind.Number && json.GetDouble() >= 0,
            _ => json.ValueKind == JsonValueKind.String,
        };
        if (!isRight)
            findings.Add("InvalidValue", place, json.GetRawText());
        else if (json.ValueKind == JsonValueKind.String)
        {
            foreach (var (code, what) in FeedValues.Faults(json.GetString()!, kind, findings))
                findings.Add(code, place, what);
        }
    }
}
