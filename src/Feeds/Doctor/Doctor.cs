using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Feeds;

/// <summary>
/// Examines a whole collection: every feed in every format, as it would be served; every article; and every topic as
/// to what it can mean.
/// </summary>
public sealed class Doctor(ArticleStore store, Catalog catalog, FeedRenderer renderer, Addresses addresses)
{
    /// <summary>Everything that can be mended, each once, however many feeds show it.</summary>
    /// <param name="files">The name of each topic's file, by slug.</param>
    public async Task<IReadOnlyList<Diagnosis>> Examine(IReadOnlyDictionary<string, string> files,
        CancellationToken cancellation)
    {
        var sources = new TopicSources(files, store, catalog);
        var remarks = await Remarks(cancellation);
        var paths = remarks.Select(remark => remark.Entry).OfType<string>().Distinct()
            .ToDictionary(id => id, _ => (string?)null);
        // What is automatic is made of the articles, and nobody wrote a rule for it.
        var collection = new CollectionDoctor(
            catalog.Topics.Where(topic => !topic.State.IsAutomatic).Select(topic => topic.Topic));
        var articles = new ArticleDoctor(addresses.Root.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
        var diagnoses = new List<Diagnosis>();
        foreach (var stored in store.All())
        {
            cancellation.ThrowIfCancellationRequested();
            collection.Look(stored);
            diagnoses.AddRange(articles.Examine(stored.Article));
            foreach (var id in IdsOf(stored.Article).Where(paths.ContainsKey))
                paths[id] = ArticleDoctor.PlaceOf(stored.Article);
        }
        return [.. remarks.Select(remark => Locate(remark, sources, paths)).Concat(diagnoses)
            .Concat(collection.Diagnoses(sources))
            .DistinctBy(diagnosis => (diagnosis.Problem.Path, diagnosis.Problem.Message))];
    }

    private async Task<List<Remark>> Remarks(CancellationToken cancellation)
    {
        var documents = Documents().ToList();
        var remarks = new IReadOnlyList<Remark>[documents.Count];
        var html = new JudgedHtml();
        await Parallel.ForAsync(0, documents.Count, cancellation,
            async (i, _) => remarks[i] = await Judge(documents[i], html));
        var titles = catalog.Topics.Select(topic => topic.Topic.Title).ToHashSet();
        // A topic's title is its description too, for want of one, and a tag of its entries; an article's is its
        // summary.
        return [.. remarks.SelectMany(found => found)
            .Where(remark => remark.Advice.Field is not ("tag" or "description") || !titles.Contains(remark.What))
            .DistinctBy(remark => (remark.Entry ?? remark.Slug, remark.Advice.Kind, remark.What))];
    }

    /// <summary>Every current feed, and the archives that hold every article.</summary>
    private IEnumerable<Document> Documents()
    {
        foreach (var format in FeedFormat.All)
        {
            foreach (var (topic, state) in catalog.Topics)
            {
                var slug = topic.Slug;
                yield return new(slug, format, addresses.Feed(slug, format), () => renderer.RenderAsync(slug, format));
                for (var i = 1; slug == Topic.AllSlug && i <= state.Archives; i++)
                {
                    var number = i;
                    yield return new(slug, format, addresses.Archive(slug, number, format),
                        () => renderer.RenderArchiveAsync(slug, number, format));
                }
            }
        }
    }

    private async Task<IReadOnlyList<Remark>> Judge(Document document, JudgedHtml html)
    {
        if (await document.Render() is not { } rendered)
            return [];
        var feed = document.Address[addresses.Root.Length..];
        return [.. FeedJudge.Feed(rendered.Body, document.Format, document.Address, html)
            .Select(finding => (finding, Advice: Advice.On(finding, document.Format)))
            .Where(found => found.Advice is not null).Select(found => new Remark(
                document.Slug, feed, found.Advice!, found.finding.Entry, found.finding.What))];
    }

    private IEnumerable<string> IdsOf(Article article)
    {
        yield return catalog.IdOf(article.Id);
        if (article.FeedId is { } id)
            yield return id;
    }

    private static Diagnosis Locate(Remark remark, TopicSources sources, Dictionary<string, string?> paths)
    {
        var (kind, field, message, hint, severity) = remark.Advice;
        if (remark.Entry is { } entry && paths[entry] is { } path)
            return new(kind, new Problem(path, null, message, hint, severity), remark.Feed);
        var isOfSite = field is "author" or "logo" or "rights";
        var (file, line) = isOfSite
            ? (Site.FileName, sources.LineInSite(field))
            : (sources.FileOf(remark.Slug), sources.LineOf(remark.Slug, field));
        return new(kind, new Problem(file, line, message, hint, severity), remark.Feed);
    }

    private sealed record Document(string Slug, FeedFormat Format, string Address, Func<Task<RenderedFeed?>> Render);

    private sealed record Remark(string Slug, string Feed, Advice Advice, string? Entry, string What);
}
