using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FeedService.Readers;

/// <summary>
/// YAML 1.2 as a tree of text with lines. Aliases point, they never multiply; nothing becomes a type.
/// </summary>
public static partial class Yaml
{
    private const int MaxDepth = 40;

    /// <summary>Reads one document that holds a map. An empty one is an empty map.</summary>
    /// <param name="firstLine">The line of the file in which the text begins.</param>
    /// <exception cref="UnreadableException">The text is no such document.</exception>
    public static Field.Map Read(string text, int firstLine = 1)
    {
        var tree = new Tree(text, firstLine);
        try
        {
            return tree.Document();
        }
        catch (YamlException error)
        {
            throw new UnreadableException(firstLine + (int)Math.Max(error.Start.Line, 1) - 1, Plain(error.Message),
                Hint(text, error));
        }
        catch (InvalidOperationException)
        {
            // What YamlDotNet says of some lists that never close.
            throw new UnreadableException(tree.Line,
                "a [ or { never closes", "write one entry a line, as in \"- entry\"");
        }
    }

    /// <summary>
    /// As <see cref="Read"/>, but continuation lines that start in column 0, a common slip, are understood.
    /// </summary>
    public static Field.Map ReadLeniently(string text, int firstLine = 1)
    {
        try
        {
            return Read(text, firstLine);
        }
        catch (UnreadableException error)
        {
            var indented = ContinuationLine().Replace(text.Replace('\t', ' '), "  $0");
            if (indented == text)
                throw;
            try
            {
                return Read(indented, firstLine);
            }
            catch (UnreadableException)
            {
                throw error;
            }
        }
    }

    private static string Plain(string message)
    {
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        var text = end >= 0 ? message[(end + 3)..] : message;
        return text.TrimEnd('.');
    }

    private static string? Hint(string text, YamlException error)
    {
        var line = text.Split('\n').ElementAtOrDefault((int)error.Start.Line - 1) ?? "";
        return line.Contains(": ", StringComparison.Ordinal) && line.Count(c => c == ':') > 1
            ? "put a value that contains a colon in \"quotes\""
            : line.Contains('\t', StringComparison.Ordinal) ? "indent with spaces, not with tabs" : null;
    }

    [GeneratedRegex(@"^(?![\s#\-\]\}]|""?[\w .\-]+""?\s*:(\s|$)|---|\.\.\.).+$", RegexOptions.Multiline)]
    private static partial Regex ContinuationLine();

    private sealed class Tree(string text, int firstLine)
    {
        private readonly Parser parser = new(new StringReader(text));
        private readonly Dictionary<string, Field> anchors = [];

        /// <summary>Where the reading stands.</summary>
        public int Line { get; private set; }

        public Field.Map Document()
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                return Field.Map.Empty;
            var root = Next(0);
            return root switch
            {
                Field.Map map => map,
                Field.Value { Text: "" } => Field.Map.Empty,
                _ => throw new UnreadableException(root.Line, "this is not a list of keys and values",
                    "write \"key: value\", one a line"),
            };
        }

        private Field Next(int depth)
        {
            var line = Line = LineOf(parser.Current!);
            if (depth > MaxDepth)
                throw new UnreadableException(line, $"nested more than {MaxDepth} levels deep");
            if (parser.TryConsume<AnchorAlias>(out var alias))
            {
                return anchors.TryGetValue(alias.Value.Value, out var known)
                    ? known
                    : throw new UnreadableException(line,
                    $"*{alias.Value} has a meaning of its own in YAML", $"put it in quotes: \"*{alias.Value}\"");
            }
            var anchor = (parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
            Field field = parser.TryConsume<Scalar>(out var scalar) ? new Field.Value(line, TextOf(scalar))
                : parser.TryConsume<SequenceStart>(out _) ? new Field.Items(line, Items(depth))
                : new Field.Map(line, Entries(depth));
            if (!anchor.IsEmpty)
                anchors[anchor.Value] = field;
            return field;
        }

        private List<Field> Items(int depth)
        {
            var items = new List<Field>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Next(depth + 1));
            return items;
        }

        private List<(string, int, Field)> Entries(int depth)
        {
            parser.Consume<MappingStart>();
            var entries = new List<(string, int, Field)>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var line = LineOf(parser.Current!);
                if (Next(depth + 1) is not Field.Value key)
                    throw new UnreadableException(line, "a key is one word",
                        "put the value in quotes if it begins with [ or {");
                entries.Add((key.Text, line, Next(depth + 1)));
            }
            return entries;
        }

        private static string TextOf(Scalar scalar) =>
            scalar.Style == ScalarStyle.Plain && scalar.Value is "~" or "null" ? "" : scalar.Value;

        private int LineOf(ParsingEvent current) => firstLine + (int)current.Start.Line - 1;
    }
}
