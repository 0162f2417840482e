using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedService.Readers;

namespace FeedService.Benchmarks;

/// <summary>What an entry should have somewhere, in feedparser's words.</summary>
/// <param name="Path">As in <c>authors[0].name</c>.</param>
internal sealed record FeedExpectation(int Entry, string Path, string Value);

/// <summary>What the makers of two feed parsers expect of the feeds they test with.</summary>
internal static partial class FeedExpectations
{
    /// <summary>The comparisons in the comment on top of one of feedparser's files.</summary>
    public static List<FeedExpectation> OfComment(byte[] file)
    {
        using var text = XmlDecoding.Open(new MemoryStream(file), (_, _) => { });
        var whole = text.ReadToEnd();
        var expression = Expect().Match(whole);
        var found = new List<FeedExpectation>();
        // Some are about the headers of an answer, which a file does not have.
        if (!expression.Success || expression.Groups[1].Value.Contains("127.0.0.1", StringComparison.Ordinal)
            || Header().IsMatch(whole))
            return found;
        foreach (Match match in Comparison().Matches(expression.Groups[1].Value))
        {
            var path = Key().Replace(match.Groups["path"].Value, ".$1").TrimStart('.');
            found.Add(new FeedExpectation(int.Parse(match.Groups["entry"].Value), path, Value(match.Groups["value"].Value)));
        }
        return found;
    }

    /// <summary>What gofeed's JSON beside a file says of its entries.</summary>
    public static List<FeedExpectation> OfJson(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var found = new List<FeedExpectation>();
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("items", out var items) && !root.TryGetProperty("entries", out items)
            || items.ValueKind != JsonValueKind.Array)
            return found;
        var entry = 0;
        foreach (var item in items.EnumerateArray())
            Flatten(entry++, "", item, found);
        return found;
    }

    private static void Flatten(int entry, string path, JsonElement element, List<FeedExpectation> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Flatten(entry, path.Length > 0 ? $"{path}.{property.Name}" : property.Name, property.Value, found);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Flatten(entry, $"{path}[{index++}]", item, found);
                break;
            case JsonValueKind.String:
                found.Add(new FeedExpectation(entry, path, element.GetString()!));
                break;
        }
    }

    private static string Value(string literal)
    {
        if (literal[0] == '(')
        {
            var parts = literal.Trim('(', ')').Split(',').Select(part => int.Parse(part.Trim())).ToArray();
            return new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        }
        return string.Concat(Quoted().Matches(literal).Select(match =>
            Unescape(match.Groups["text"].Value)));
    }

    private static string Unescape(string text)
    {
        var unescaped = new StringBuilder(EscapeSequence().Replace(text, match => match.Value[1] switch
        {
            'x' or 'u' or 'U' => char.ConvertFromUtf32(
                int.Parse(match.Value[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            var other => other.ToString(),
        }));
        return unescaped.ToString();
    }

    [GeneratedRegex(@"Expect:\s*(.*?)\s*(?:-->|\n)", RegexOptions.Singleline)]
    private static partial Regex Expect();

    [GeneratedRegex("^Header: *Content-Location:", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(@"entries\[(?<entry>\d+)\](?<path>(\[[^\]]+\]|\.\w+)+)\s*==\s*"
        + @"(?<value>\((\d+,\s*){8}\d+\)|u?('''.*?'''|'(\\.|[^'\\])*'|""(\\.|[^""\\])*"")(\s*\+\s*u?('(\\.|[^'\\])*'|""(\\.|[^""\\])*""))*)")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\[u?['""](\w+)['""]\]")]
    private static partial Regex Key();

    [GeneratedRegex(@"'''(?<text>.*?)'''|'(?<text>(\\.|[^'\\])*)'|""(?<text>(\\.|[^""\\])*)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")]
    private static partial Regex EscapeSequence();
}
