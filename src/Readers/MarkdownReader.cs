using System.Text.RegularExpressions;
using FeedService.Articles;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;

namespace FeedService.Readers;

/// <summary>Markdown (CommonMark, with the extensions that site generators turn on) under front matter.</summary>
public sealed partial class MarkdownReader : IArticleReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras()
        .UseFootnotes().UseDefinitionLists().UseTaskLists().UseAutoLinks().UseGenericAttributes().Build();

    public IReadOnlyList<string> Extensions { get; } = [".md", ".markdown", ".mdown", ".mkd"];

    public Reading Read(Source source)
    {
        try
        {
            return Understand(source).ToReading(source);
        }
        catch (InvalidYamlException error)
        {
            return Reading.Unreadable(source, error.Line, error.Message, error.Hint);
        }
        catch (ArgumentException error) when (error.Message.Contains("nested", StringComparison.Ordinal))
        {
            return Reading.Unreadable(source, null, "its Markdown is nested too deeply to be a text");
        }
    }

    public IEnumerable<string> Inspect(Source source)
    {
        var manuscript = Understand(source);
        foreach (var (key, line, value) in manuscript.Fields.Entries)
            yield return $"{line,5}  {key}: {Show(value)}";
        yield return $"       title from the text: {manuscript.Title ?? "none"}";
        yield return $"       body: {Html.PlainText(manuscript.Html).Length} characters of text";
    }

    private static Manuscript Understand(Source source)
    {
        var front = FrontMatter.Split(source.Text());
        var document = Markdown.Parse(WithoutShortcodes(front.Body), Pipeline);
        var title = TakeTitle(document, front.Fields.Text("title", "headline"));
        return new Manuscript { Fields = front.Fields, Title = title, Html = document.ToHtml(Pipeline) };
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

    private static string Render(HeadingBlock heading)
    {
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(heading);
        return html.ToString();
    }

    // Templates' tags mean nothing here; what they enclose is text. In code they stay.
    private static string WithoutShortcodes(string body)
    {
        if (!body.Contains("{{", StringComparison.Ordinal) && !body.Contains("{%", StringComparison.Ordinal)
            && !body.Contains("{:", StringComparison.Ordinal))
            return body;
        return Shortcode().Replace(body, match => match.Groups["code"].Success ? match.Value : "");
    }

    private static string Show(Field field) => field switch
    {
        Field.Value value => value.Text,
        Field.Items items => $"[{string.Join(", ", items.List.Select(Show))}]",
        Field.Map map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Show(entry.Value)}"))}}}",
        _ => "",
    };

    [GeneratedRegex(@"(?<code>^(?<fence>```+|~~~+)[^\n]*\n(?:(?!\k<fence>)[^\n]*\n)*|`[^`\n]+`)|\{\{[<%].{0,2000}?[>%]\}\}|\{%.{0,2000}?%\}|\{\{.{0,500}?\}\}|^[ \t]*\{:[^}\n]*\}[ \t]*$",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Shortcode();
}
