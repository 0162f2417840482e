using System.Text.RegularExpressions;
using FeedService.Articles;
using Markdig;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax;

namespace FeedService.Readers;

/// <summary>Markdown (CommonMark, with the extensions that site generators turn on) under front matter.</summary>
public sealed partial class MarkdownReader : IArticleReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseEmphasisExtras()
        .UseFootnotes().UseDefinitionLists().UseTaskLists().UseAutoLinks().UseGenericAttributes().Build();

    private static readonly MarkdownPipeline Inlines = InlinesOnly();

    public IReadOnlyList<string> Extensions { get; } = [".md", ".markdown", ".mdown", ".mkd"];

    public IEnumerable<Reading> Read(Source source) => [Understand(source).ToReading(source)];

    public IEnumerable<string> Inspect(Source source)
    {
        var manuscript = Understand(source);
        foreach (var (key, line, value) in manuscript.Fields.Entries)
            yield return $"{line,5}  {key}: {Field.Show(value)}";
        yield return $"       title from the text: {manuscript.Title ?? "none"}";
        yield return $"       body: {Html.PlainText(manuscript.Html).Length} characters of text";
    }

    /// <exception cref="UnreadableException">It is nested too deeply.</exception>
    internal static string ToHtml(string markdown) =>
        Parse(WithoutShortcodes(Text.Clean(markdown))).ToHtml(Pipeline);

    private static Manuscript Understand(Source source)
    {
        var front = FrontMatter.Split(source.Text());
        var document = Parse(WithoutShortcodes(front.Body));
        var title = TakeTitle(document, front.Fields.Text("title", "headline"));
        return new Manuscript { Fields = front.Fields, Title = title, Html = document.ToHtml(Pipeline), Plain = Plain };
    }

    private static MarkdownDocument Parse(string body)
    {
        try
        {
            return Markdown.Parse(body, Pipeline);
        }
        catch (ArgumentException error) when (error.Message.Contains("nested", StringComparison.Ordinal))
        {
            throw new UnreadableException(null, "its Markdown is nested too deeply to be a text");
        }
    }

    // Site generators let titles and summaries be Markdown too.
    private static string Plain(string field)
    {
        var isMarkdown = field.AsSpan().IndexOfAny('*', '`', '[') >= 0 || field.Contains("__", StringComparison.Ordinal)
            || field.Contains("{{", StringComparison.Ordinal);
        if (!isMarkdown)
            return Text.WithoutMarkup(field);
        var plain = Text.Line(Html.PlainText(Markdown.ToHtml(WithoutShortcodes(Text.Line(field)), Inlines)));
        return plain.Length > 0 ? plain : Text.WithoutMarkup(field);
    }

    /// <summary>The first heading of level one leaves the body when it is the title; its text, or null.</summary>
    private static string? TakeTitle(MarkdownDocument document, string? told)
    {
        if (document.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1) is not { } heading)
            return null;
        var text = Text.Line(Html.PlainText(Render(heading)));
        var isTitle = text.Length > 0 && (told is null || text == Text.WithoutMarkup(told));
        if (isTitle)
            document.Remove(heading);
        return isTitle ? text : null;
    }

    private static MarkdownPipeline InlinesOnly()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.RemoveAll(parser => parser is not ParagraphBlockParser);
        return builder.Build();
    }

    private static string Render(HeadingBlock heading)
    {
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(heading);
        return html.ToString();
    }

    // Templates' tags mean nothing here; what they enclose is text. In code they stay, but for those that protect code.
    private static string WithoutShortcodes(string body)
    {
        if (!body.Contains("{{", StringComparison.Ordinal) && !body.Contains("{%", StringComparison.Ordinal)
            && !body.Contains("{:", StringComparison.Ordinal))
            return body;
        return Shortcode().Replace(body, match => match.Groups["code"].Success ? RawTag().Replace(match.Value, "")
            : match.Groups["raw"].Success ? match.Groups["raw"].Value
            : match.Groups["lines"].Success ? $"\n```\n{match.Groups["lines"].Value.Trim('\n')}\n```\n" : "");
    }

    [GeneratedRegex("""
        (?<code> ^[\ \t]*(?<fence>```+|~~~+)[^\n]*\n (?:(?![\ \t]*\k<fence>)[^\n]*\n)* (?:[\ \t]*\k<fence>)?
               | (?<!`)(?<ticks>`+)(?!`)[^\n]+?(?<!`)\k<ticks>(?!`) )
        | \{%-?\s*raw\s*-?%\} (?<raw>.*?) \{%-?\s*endraw\s*-?%\}
        | \{%-?\s*comment\s*-?%\} .*? \{%-?\s*endcomment\s*-?%\}
        | \{(?:%-?|\{[<%])\s*highlight\b[^}\n]*\}\}? (?<lines>.*?) \{(?:%-?|\{[<%])\s*(?:end|/)\s*highlight[^}\n]*\}\}?
        | \{\{[<%] .{0,2000}? [>%]\}\}
        | \{% .{0,2000}? %\}
        | \{\{ [^{}]{0,500} \}\}
        | ^[\ \t]*\{:[^}\n]*\}[\ \t]*$
        | (?<=\))\{:[^}\n]*\}
        """, RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shortcode();

    [GeneratedRegex(@"\{%-?\s*(?:end)?raw\s*-?%\}")]
    private static partial Regex RawTag();
}
