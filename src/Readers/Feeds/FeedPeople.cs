using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Who wrote an entry. A mail address is nobody's name and is not passed on.</summary>
internal static partial class FeedPeople
{
    /// <summary>Those that the entry names in the first of the ways in which it names any.</summary>
    public static List<string> Of(Element item, FeedChannel channel)
    {
        string[][] ways = [["author"], ["dc:creator"], ["dc:author", "itunes:author"]];
        foreach (var way in ways)
        {
            if (Names(item, way) is { Count: > 0 } names)
                return names;
        }
        return item.First("source") is { } source && Names(source, "author") is { Count: > 0 } ofSource ? ofSource
            : channel.Authors;
    }

    /// <summary><c>mail (Name)</c>, <c>Name (mail)</c>, <c>Name &lt;mail&gt;</c>, or elements of it.</summary>
    public static string? NameOf(Element person)
    {
        if (person.First("name") is { } name)
            return NameIn(name.Text);
        if (person.Elements.Any(part => part.Local is "email" or "uri" or "url" or "homepage"))
            return NameIn(string.Concat(person.Children.OfType<string>()));
        return NameIn(person.Text);
    }

    private static List<string> Names(Element item, params string[] names) =>
        [.. item.All(names).Select(NameOf).OfType<string>().Distinct()];

    private static string? NameIn(string text)
    {
        var line = Text.WithoutMarkup(text.Replace("<", " <", StringComparison.Ordinal));
        if (Mail().Match(line) is { Success: true } mail)
        {
            var behind = line[(mail.Index + mail.Length)..].Trim();
            var before = line[..mail.Index].Trim();
            line = (before.Length > 0 ? before : behind).Trim('(', ')', '<', '>', ' ', ',', ':', '"');
            if (line.Equals("mailto", StringComparison.OrdinalIgnoreCase))
                line = "";
        }
        return line.Length > 0 ? line : null;
    }

    [GeneratedRegex(@"[^\s()<>,:""@]{1,100}@[^\s()<>,:""@]{1,200}")]
    private static partial Regex Mail();
}
