using System.Globalization;
using FeedService.Readers;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>What an import needs to know of the world around it.</summary>
/// <param name="Feeds">The operator's folder.</param>
/// <param name="AuthorityHost">The host of the public address, which ids are made under by default.</param>
/// <param name="IsPermanent">False for a loopback address: ids made under it are not kept.</param>
/// <param name="Presentation">Names everything outside the store that
/// feeds are rendered from: the address, the writers.</param>
public sealed record ImportSettings(string Feeds, string AuthorityHost, bool IsPermanent, string Presentation);

/// <summary>Folder to store: topics first, then the articles of the feeds folder and of other roots.</summary>
public sealed class Importer : IDisposable
{
    private readonly ImportSettings settings;
    private readonly ArticleStore store;
    private readonly Catalog catalog;
    private readonly TimeProvider time;
    private readonly TopicSync topics;
    private readonly ArticleSync articles;
    private readonly AutomaticSync automatic;
    private readonly StoreLock leading;
    private readonly StoreLock importing;
    private readonly Lock running = new();

    public Importer(ImportSettings settings, ArticleStore store, Catalog catalog, ArticleReaders readers,
        TimeProvider time)
    {
        (this.settings, this.store, this.catalog, this.time) = (settings, store, catalog, time);
        topics = new TopicSync(store, catalog, settings.Feeds);
        articles = new ArticleSync(store, readers);
        automatic = new AutomaticSync(store, catalog);
        Own = new ArticleRoot("", Path.Combine(settings.Feeds, "articles"));
        (leading, importing) = (store.Leading(), store.Importing());
        catalog.Refresh(TemporaryAuthority());
    }

    /// <summary>The articles of the feeds folder.</summary>
    public ArticleRoot Own { get; }

    /// <summary>After every import, be it another process's.</summary>
    public event Action? Ran;

    /// <summary>Whether this process is the one of all that looks after the feeds folder.</summary>
    public bool IsLeading { get; private set; }

    public bool IsRunning
    {
        get
        {
            if (!running.TryEnter())
                return true;
            running.Exit();
            return false;
        }
    }

    /// <summary>Imports the feeds folder, and other roots; what they hold is visible when this returns.</summary>
    public ImportReport Run(IReadOnlyList<ArticleRoot>? others = null, IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var report = Import(others, progress, cancellation);
        Ran?.Invoke();
        return report;
    }

    /// <summary>Becomes the one that looks after the feeds folder, unless another process does.</summary>
    /// <exception cref="System.Data.Common.DbException">When the database cannot be asked.</exception>
    public bool TryLead()
    {
        try
        {
            return IsLeading = leading.Has();
        }
        catch
        {
            IsLeading = false;
            throw;
        }
    }

    /// <summary>Tells when any process has changed the store.</summary>
    public StoreWatch Watch() => store.Watch();

    /// <summary>Takes in what another process has changed.</summary>
    public void TakeIn()
    {
        if (catalog.IsCurrent())
            return;
        catalog.Refresh(TemporaryAuthority());
        Ran?.Invoke();
    }

    private ImportReport Import(IReadOnlyList<ArticleRoot>? others, IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        lock (running)
        {
            if (!importing.Take(cancellation))
                return new ImportReport { IsStopped = true };
            try
            {
                return ImportNow(others ?? [], progress, cancellation);
            }
            finally
            {
                importing.Release();
            }
        }
    }

    private ImportReport ImportNow(IReadOnlyList<ArticleRoot> others, IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        var report = new ImportReport();
        // Another process may have written since.
        catalog.Refresh(TemporaryAuthority());
        using var pass = new ImportPass(store, catalog, TemporaryAuthority(), time);
        var state = topics.Run(pass, report);
        var labels = automatic.Watch(state);
        KeepAuthority(state.Site, pass, report);
        foreach (var root in ((ArticleRoot[])[Own, .. others]).TakeWhile(_ => !report.IsStopped))
            articles.Run(root, state, labels, pass, report, progress, cancellation);
        if (!report.IsStopped)
        {
            var made = automatic.Run(state, labels.HasMetNew, pass, report);
            topics.Retire(state.Leaving.Where(topic => !made.Contains(topic.Number)), pass, report);
            if (!HasImported())
                pass.Batch.SetMeta(MetaKeys.Imported, "1");
        }
        pass.End();
        if (pass.NeedsAnotherLook)
            report.LookAgainAt(pass.Now);
        report.Articles = CountArticles();
        return report;
    }

    /// <summary>Whether any process ever imported the feeds folder into this store.</summary>
    public bool HasImported() => store.Meta(MetaKeys.Imported) is not null;

    /// <summary>How many articles are shown.</summary>
    public int CountArticles() => catalog.Find(Topic.AllSlug) is { } all ? (int)store.Count(all.State.Number) : 0;

    /// <summary>
    /// Says what feeds will be rendered with from now on. If the store was last served with something else, every feed
    /// changes. Only who serves says so: printing a feed under another address changes nobody's feed.
    /// </summary>
    public void Present()
    {
        lock (running)
        {
            if (store.Meta(MetaKeys.Presentation) == settings.Presentation)
                return;
            using var pass = new ImportPass(store, catalog, TemporaryAuthority(), time);
            pass.Batch.SetMeta(MetaKeys.Presentation, settings.Presentation);
            pass.Batch.TouchAllTopics();
            pass.End();
        }
    }

    public void Dispose()
    {
        leading.Dispose();
        importing.Dispose();
    }

    // Once kept, no later setting changes it, and with it no id.
    private void KeepAuthority(Site site, ImportPass pass, ImportReport report)
    {
        var kept = store.Meta(MetaKeys.Authority);
        if (kept is not null && site.Id is { } wish && wish != kept)
        {
            report.Problems.Add(new(Site.FileName, null,
                $"id: {wish} has no effect, for this store's ids are made under {kept}",
                "subscribers would see every article as new", Articles.Severity.Warning));
        }
        // A site file that cannot be understood may hold the id that is meant.
        var isSiteKnown = report.Of(Articles.Severity.Error).All(problem => problem.Path != Site.FileName);
        if (kept is null && isSiteKnown && (site.Id is not null || settings.IsPermanent))
        {
            pass.Batch.SetMeta(MetaKeys.Authority, site.Id ?? TemporaryAuthority());
            pass.Batch.TouchAllTopics();
        }
    }

    private string TemporaryAuthority() =>
        string.Create(CultureInfo.InvariantCulture, $"tag:{settings.AuthorityHost},{Year()}");

    private string Year()
    {
        if (store.Meta(MetaKeys.Year) is { } kept)
            return kept;
        using var batch = store.Begin(time.GetUtcNow());
        var year = time.GetUtcNow().Year.ToString(CultureInfo.InvariantCulture);
        batch.SetMeta(MetaKeys.Year, year);
        batch.Commit(time.GetUtcNow());
        return year;
    }
}
