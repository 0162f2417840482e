using System.Text.RegularExpressions;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Topics;

/// <summary>
/// Old addresses, by path and perhaps query, and what is there now: a feed (<c>all.rss</c>), a path of this service, or
/// a URL. A feed is given as its path.
/// </summary>
public sealed partial class Redirects
{
    public static readonly Redirects None = new([]);

    private readonly Dictionary<string, string> targets;

    private Redirects(Dictionary<string, string> targets) => this.targets = targets;

    /// <summary>
    /// What stands there for an address, whether it ends in a slash or not; null for one that is not old.
    /// </summary>
    /// <param name="query">With its question mark, or empty. An old address without a query has any.</param>
    public string? Find(string path, string query)
    {
        if (targets.Count == 0)
            return null;
        path = Bare(path);
        return targets.GetValueOrDefault(path + query) ?? targets.GetValueOrDefault(path);
    }

    internal static Redirects Of(Definition file)
    {
        if (file.Fields["redirects"] is not { } field)
            return None;
        if (field is not Field.Map map)
        {
            file.Wrong(field.Line, "redirects is a list of old paths", "as in redirects: { /feed: all.rss }");
            return None;
        }
        var targets = new Dictionary<string, string>();
        foreach (var (old, line, value) in map.Entries)
        {
            var target = (value as Field.Value)?.Text.Trim() ?? "";
            var query = old.IndexOf('?', StringComparison.Ordinal);
            var path = Bare(Uri.UnescapeDataString(query < 0 ? old : old[..query]));
            if (!old.StartsWith('/') || path.Length == 0 && query < 0)
                file.Wrong(line, $"\"{old}\" is no old path", "as in /feed or \"/?feed=rss2\"");
            else if (Taken().IsMatch(path))
                file.Wrong(line, $"\"{old}\" is an address of this service", "remove it");
            else if (Target(target) is not { } known)
                file.Wrong(value.Line, $"\"{target}\" is nowhere to lead to",
                    "name a feed (all.rss), a path (/topics/all) or a URL");
            else if (!targets.TryAdd(query < 0 ? path : path + old[query..], known))
                file.Wrong(line, $"\"{old}\" stands twice", "remove one");
        }
        foreach (var (old, line, _) in map.Entries.Where(entry => targets.ContainsValue(Bare(entry.Key))))
            file.Wrong(line, $"\"{old}\" is old, but another old path leads there", "name the place that is there now");
        return new Redirects(targets);
    }

    private static string? Target(string text)
    {
        var dot = text.LastIndexOf('.');
        if (dot > 0 && text[(dot + 1)..] is "rss" or "atom" or "json" && Topic.IsSlug(text[..dot]))
            return "/feeds/" + Uri.EscapeDataString(text[..dot]) + text[dot..];
        if (text.Any(char.IsControl))
            return null;
        return text is ['/', not '/', ..] or "/" ? new Uri("http://own.invalid" + text).PathAndQuery
            : Links.Absolute(text) is { } url && Links.IsHttp(url) ? url
            : null;
    }

    private static string Bare(string path) => path.TrimEnd('/');

    [GeneratedRegex(@"^/(feeds(/.*)?|topics/.*|media/.*|feeds\.opml|healthz(/.*)?|status(/.*)?)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Taken();
}
