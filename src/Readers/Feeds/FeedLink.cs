using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Where an entry was published.</summary>
internal sealed class FeedLink(Element item, FeedChannel channel)
{
    /// <summary>
    /// What an intermediary kept of the true link, the link to a page, a guid that is one, or what an item of RDF is
    /// about. It may be relative when nothing tells what to.
    /// </summary>
    public string? Find() => Candidates().FirstOrDefault(link => link.Length > 0);

    private IEnumerable<string> Candidates()
    {
        foreach (var original in item.All("feedburner:origlink"))
            yield return Resolve(original, original.Text);
        // A page before what is a page in another form.
        var links = item.All("link", "url").Where(IsOfPage)
            .OrderBy(link => (link.Attribute("type") ?? "html").Contains("html", StringComparison.Ordinal) ? 0 : 1);
        foreach (var link in links)
            yield return Resolve(link, link.Attribute("href") ?? link.Text);
        foreach (var guid in item.All("guid").Where(guid => guid.Attribute("ispermalink")?.Trim() is not "false"))
            yield return Http(guid, guid.Text);
        if (item.Attribute("href") is { } href)
            yield return Resolve(item, href);
        if (item.Attribute("about") is { } about)
            yield return Http(item, about);
    }

    private static bool IsOfPage(Element link) =>
        link.Attribute("rel")?.Split('/')[^1].ToLowerInvariant() is null or "alternate" or "bookmark";

    // A guid without isPermaLink is one by the specification, but most are not.
    private static string Http(Element element, string text) =>
        Links.IsHttp(text.Trim()) ? Links.Absolute(text) ?? ""
        : element is { Base: { } address } && element.Attribute("ispermalink") == "true" && text.Trim().StartsWith('/')
            ? Links.Absolute(text, new Uri(address)) ?? "" : "";

    private string Resolve(Element element, string reference)
    {
        var line = string.Concat(reference.Split('\n', '\r', '\t')).Trim();
        var origin = element.Base ?? channel.Link;
        return line.Length == 0 ? "" : Links.Absolute(line, origin is null ? null : new Uri(origin)) ?? line;
    }
}
