using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>News items of agencies in ninjs 1 to 3 (IPTC).</summary>
public sealed partial class NinjsReader : IArticleReader
{
    private static readonly string[] Pictures = ["picture", "graphic", "video", "audio", "animation", "component"];

    public IReadOnlyList<string> Extensions { get; } = JsonFile.Extensions;

    public bool Recognises(string beginning) => beginning.Contains("\"uri\"", StringComparison.Ordinal)
        && OwnKey().IsMatch(beginning);

    public IEnumerable<Reading> Read(Source source) => JsonFile.Read(source,
        item => item.Text("uri") is not null
            && item["headline", "headlines", "title", "body_text", "bodies"] is not null,
        record => Understand(record.Fields));

    public IEnumerable<string> Inspect(Source source) => JsonFile.Inspect(source, Read(source));

    private static (Manuscript?, string?) Understand(Field.Map item)
    {
        var type = item.Text("type") ?? "text";
        if (Pictures.Contains(type))
            return (null, $"its type is {type}");
        if (item.Text("pubstatus")?.ToLowerInvariant() is "canceled" or "cancelled" or "withheld")
            return (null, $"its status is {item.Text("pubstatus")}");
        var body = Body(item);
        if (body.Length == 0 && (type is "event" or "planning" || item["eventdetails"] is not null))
            return (null, "an event without a text");
        var fields = new FieldList(item.Line);
        fields.Add("id", item["uri"]);
        fields.Add("title", Roled(item, "headline", "main") ?? item["title"]);
        fields.Add("summary", Roled(item, "description", "summary", "text"));
        // A version is a change; the first one is when the item came out, unless an embargo held it back.
        fields.Add("date", item["embargoed", "firstcreated", "versioncreated", "contentcreated"]);
        fields.Add("updated", item["firstcreated"] is null ? null : item["versioncreated"]);
        fields.Add("expires", item["expires"]);
        fields.Add("language", item["language"]);
        fields.Add("tags", item["subjects", "subject"]);
        fields.Add("image", Picture(item));
        var source = item.Text("provider", "infosources", "infosource", "source", "copyrightholder");
        var agency = source is null ? null : Agencies.Find(source);
        fields.Add("url", item[Manuscript.Urls]);
        if (agency is null && source is not null)
            fields.Add("publisher", source);
        return (new Manuscript
        {
            Fields = fields.ToMap(),
            Html = body,
            Authors = Authors(item.Text("by", "byline") ?? ""),
            Agencies = agency is null ? [] : [agency],
        }, null);
    }

    private static string Body(Field.Map item)
    {
        if (item["bodies"] is Field.Items { List: var bodies })
        {
            var each = bodies.OfType<Field.Map>().Where(body => body.Text("value") is not null).ToList();
            var html = each.Find(body => body.Text("contenttype", "role")!.Contains("html",
                StringComparison.OrdinalIgnoreCase)) ?? each.FirstOrDefault();
            return Paragraphs.Html(html?.Text("value") ?? "");
        }
        return Paragraphs.Html(item.Text("body_html", "body_xhtml", "body_text") ?? "");
    }

    /// <summary>Version 1 has one of each; from 2 on a list tells them apart by a role.</summary>
    private static Field? Roled(Field.Map item, string name, params string[] roles)
    {
        if (item[name + "s"] is Field.Items { List: var list })
        {
            var maps = list.OfType<Field.Map>().ToList();
            var wanted = roles.Select(role => maps.Find(map => map.Text("role") == role)).OfType<Field.Map>();
            return (wanted.FirstOrDefault() ?? maps.FirstOrDefault())?["value"];
        }
        return item[name, name + "_text"];
    }

    private static List<string> Authors(string byline)
    {
        var names = FirstWord().Replace(byline, "").Split([",", "/", " and ", " und ", " et ", " y ", " och ", " og "],
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. names];
    }

    private static Field.Map? Picture(Field.Map item)
    {
        var pictures = Each(item["associations"]).Where(one => one.Text("type") is "picture" or "graphic" or null);
        foreach (var picture in pictures)
        {
            if (Each(picture["renditions"]).Select(rendition => rendition.Text("href")).FirstOrDefault(Links.IsHttp)
                is { } url)
                return new FieldList(picture.Line).Add("url", url)
                    .Add("alt", Roled(picture, "description", "caption", "text"))
                    .Add("credit", picture["by", "byline", "copyrightholder"]).ToMap();
        }
        return null;
    }

    // Version 1 names them, from 2 on they are a list.
    private static IEnumerable<Field.Map> Each(Field? field) => field switch
    {
        Field.Items items => items.List.OfType<Field.Map>(),
        Field.Map map => map.Entries.Select(entry => entry.Value).OfType<Field.Map>(),
        _ => [],
    };

    [GeneratedRegex(@"""(versioncreated|pubstatus|body_xhtml|body_html|bodies|headlines|usageterms|copyrightholder|"
        + @"representationtype|eventdetails|altids)""\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex OwnKey();

    [GeneratedRegex(@"^\s*(von|by|par|por|av|af|di|door)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex FirstWord();
}
