using System.Net;
using System.Text;

namespace FeedService.Readers;

/// <summary>The text of a Ghost post: HTML, or what its editors keep it in (Lexical, Mobiledoc, Markdown).</summary>
internal static class GhostBody
{
    private static readonly string[] Blocks = ["h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "ol"];

    public static string Html(Field.Map post)
    {
        if (post.Text("html") is { } html)
            return html;
        if (Parsed(post.Text("lexical")) is { } lexical && lexical["root"] is Field.Map root)
            return Lexical(root);
        if (Parsed(post.Text("mobiledoc")) is { } mobiledoc)
            return Mobiledoc(mobiledoc);
        return post.Text("markdown") is { } markdown ? MarkdownReader.ToHtml(markdown)
            : Paragraphs.Html(post.Text("plaintext") ?? "");
    }

    private static Field.Map? Parsed(string? json) => json is null ? null : JsonText.TryParse(json) as Field.Map;

    private static string Lexical(Field.Map node)
    {
        string Inner() => node["children"] is Field.Items { List: var list }
            ? string.Concat(list.OfType<Field.Map>().Select(Lexical)) : "";
        return node.Text("type") switch
        {
            "text" or "extended-text" => Text(node),
            "linebreak" => "<br>",
            "paragraph" => $"<p>{Inner()}</p>\n",
            "heading" or "extended-heading" => Block(node.Text("tag"), "h2", Inner()),
            "quote" or "extended-quote" or "aside" => $"<blockquote>{Inner()}</blockquote>\n",
            "list" => Block(node.Text("listType") == "number" ? "ol" : "ul", "ul", Inner()),
            "listitem" => $"<li>{Inner()}</li>",
            "link" or "autolink" => $"<a href=\"{Quoted(node.Text("url"))}\">{Inner()}</a>",
            var type => Card(type, node, Inner),
        };
    }

    private static string Text(Field.Map node)
    {
        var text = Encode(node.Text("text"));
        var format = int.TryParse(node.Text("format"), out var bits) ? bits : 0;
        if ((format & 16) != 0)
            text = $"<code>{text}</code>";
        if ((format & 2) != 0)
            text = $"<em>{text}</em>";
        return (format & 1) != 0 ? $"<strong>{text}</strong>" : text;
    }

    /// <summary>What both editors embed under the same names.</summary>
    private static string Card(string? type, Field.Map card, Func<string> otherwise) => type switch
    {
        "image" => $"<figure><img src=\"{Quoted(card.Text("src"))}\" alt=\"{Quoted(card.Text("alt"))}\">"
            + (card.Text("caption") is { } caption ? $"<figcaption>{caption}</figcaption>" : "") + "</figure>\n",
        "html" or "embed" => card.Text("html") ?? "",
        "markdown" or "card-markdown" => MarkdownReader.ToHtml(card.Text("markdown") ?? ""),
        "code" or "codeblock" => $"<pre><code>{Encode(card.Text("code"))}</code></pre>\n",
        "hr" or "horizontalrule" => "<hr>\n",
        "callout" => $"<aside>{card.Text("calloutText")}</aside>\n",
        "bookmark" => $"<p><a href=\"{Quoted(card.Text("url"))}\">"
            + $"{Encode((card["metadata"] as Field.Map)?.Text("title") ?? card.Text("title", "url"))}</a></p>\n",
        _ => otherwise(),
    };

    // Sections are [1, tag, markers], [3, tag, items] and [10, card] (Mobiledoc 0.3).
    private static string Mobiledoc(Field.Map document)
    {
        var cards = List(document["cards"]);
        var markups = List(document["markups"]);
        var html = new StringBuilder();
        foreach (var section in List(document["sections"]).OfType<Field.Items>().Select(section => section.List))
        {
            if (section is [Field.Value { Text: "1" }, Field.Value tag, Field.Items markers, ..])
                html.Append(Block(tag.Text, "p", Markers(markers.List, markups)));
            else if (section is [Field.Value { Text: "3" }, Field.Value kind, Field.Items items, ..])
                html.Append(Block(kind.Text, "ul", string.Concat(items.List.OfType<Field.Items>()
                    .Select(item => $"<li>{Markers(item.List, markups)}</li>"))));
            else if (section is [Field.Value { Text: "10" }, Field.Value number, ..]
                && int.TryParse(number.Text, out var at) && at >= 0 && at < cards.Count
                && cards[at] is Field.Items { List: [Field.Value name, Field.Map card, ..] })
                html.Append(Card(name.Text, card, () => ""));
        }
        return html.ToString();
    }

    // Each is [0, opened markups, how many are closed, text].
    private static string Markers(IReadOnlyList<Field> markers, IReadOnlyList<Field> markups)
    {
        var html = new StringBuilder();
        var open = new Stack<string>();
        foreach (var marker in markers.OfType<Field.Items>().Select(marker => marker.List))
        {
            if (marker is not [Field.Value { Text: "0" }, Field.Items opened, Field.Value closed, Field.Value text, ..])
                continue;
            foreach (var number in opened.List.OfType<Field.Value>())
            {
                if (!int.TryParse(number.Text, out var at) || at < 0 || at >= markups.Count
                    || List(markups[at]) is not [Field.Value { Text: var tag }, ..] markup)
                    continue;
                var isLink = List(markup.ElementAtOrDefault(1)) is [Field.Value { Text: "href" }, Field.Value, ..];
                html.Append(isLink ? $"<a href=\"{Quoted(((Field.Value)List(markup[1])[1]).Text)}\">" : $"<{tag}>");
                open.Push(tag);
            }
            html.Append(Encode(text.Text));
            for (var i = int.TryParse(closed.Text, out var count) ? count : 0; i > 0 && open.Count > 0; i--)
                html.Append("</").Append(open.Pop()).Append('>');
        }
        return html.ToString();
    }

    private static string Block(string? tag, string otherwise, string inner)
    {
        var name = Blocks.Contains(tag) ? tag : otherwise;
        return $"<{name}>{inner}</{name}>\n";
    }

    private static IReadOnlyList<Field> List(Field? field) => field is Field.Items items ? items.List : [];

    private static string Encode(string? text) => Articles.Html.Encode(text ?? "");

    private static string Quoted(string? text) => WebUtility.HtmlEncode(text ?? "");
}
