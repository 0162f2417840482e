using FeedService.Articles;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>A topic and where the store keeps it.</summary>
/// <param name="IsAutomatic">Whether the program made it, and no file.</param>
public readonly record struct NumberedTopic(Topic Topic, long Number, bool IsAutomatic = false);

/// <summary>What holds during an import.</summary>
/// <param name="Leaving">Topics whose files are gone for good, if nothing else takes their place.</param>
public sealed record DefinedTopics(Site Site, IReadOnlyList<NumberedTopic> Topics, IReadOnlyList<StoredTopic> Leaving);

/// <summary>
/// Brings the store in line with the site file and the topic files. A broken file keeps its last good state; a file
/// that is away for a moment is not gone.
/// </summary>
public sealed class TopicSync(ArticleStore store, Catalog catalog, string feedsFolder)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, DateTimeOffset> absentSince = [];

    /// <summary>The site and the topics that hold from now on.</summary>
    public DefinedTopics Run(ImportPass pass, ImportReport report)
    {
        var site = SyncSite(pass, report);
        var known = store.Topics().ToDictionary(topic => topic.Slug);
        var files = ReadFiles(report);
        var isVisible = IsVisible();
        var topics = new List<NumberedTopic>();
        var leaving = new List<StoredTopic>();
        var rematch = new List<NumberedTopic>();
        foreach (var slug in files.Keys.Append(Topic.AllSlug).Concat(known.Keys).Distinct()
            .Order(StringComparer.Ordinal))
        {
            var state = known.GetValueOrDefault(slug) is { Gone: null } live ? live : null;
            var topic = files.TryGetValue(slug, out var file) || slug == Topic.AllSlug
                ? Present(slug, file, state, rematch, pass, report)
                : state is null ? null
                : state.IsAutomatic ? Known(state)
                : Absent(state, isVisible, leaving, pass, report);
            if (topic is { } found)
                topics.Add(found);
        }
        Rematch(rematch, pass);
        CheckAliases(topics, files, report);
        return new DefinedTopics(site, topics, leaving);
    }

    private Site SyncSite(ImportPass pass, ImportReport report)
    {
        var path = Path.Combine(feedsFolder, Site.FileName);
        var before = store.Meta(MetaKeys.Site) ?? "";
        var text = ReadText(path, report);
        var (site, problems) = text is null ? (null, []) : Site.Parse(Site.FileName, Text.Clean(text));
        report.Problems.AddRange(problems);
        // A site file that is broken or away leaves the last good one in force.
        var kept = site is null ? before : Text.Clean(text!);
        site ??= Site.Parse(Site.FileName, before).Site ?? Site.Default;

        if (kept != before)
        {
            pass.Batch.SetMeta(MetaKeys.Site, kept);
            pass.Batch.TouchAllTopics();
            report.TopicsChanged = true;
        }
        return site;
    }

    // The text is null where the file is there but cannot be read.
    private Dictionary<string, (string Path, string? Text)> ReadFiles(ImportReport report)
    {
        var files = new Dictionary<string, (string Path, string? Text)>();
        foreach (var path in Paths("*.y*ml").Where(File.Exists).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (name is ['_' or '.', ..])
                continue;
            var slug = Topic.Canonical(Path.GetFileNameWithoutExtension(path));
            if (!Topic.IsSlug(slug) || slug == Topic.SearchSlug)
                report.Problems.Add(new Problem(name, null, $"\"{slug}\" can be no slug",
                    "name the file with letters, digits and hyphens"));
            else if (files.TryGetValue(slug, out var other))
                report.Problems.Add(new Problem(name, null, $"{other.Path} has the same slug",
                    "rename one of the two"));
            else
                files[slug] = (name, ReadText(path, report) is { } text ? Text.Clean(text) : null);
        }
        return files;
    }

    private NumberedTopic? Present(string slug, (string? Path, string? Text) file, StoredTopic? state,
        List<NumberedTopic> rematch, ImportPass pass, ImportReport report)
    {
        absentSince.Remove(slug);
        var text = file.Path is null ? "" : file.Text ?? state?.Definition;
        if (text is null)
            return null;
        if (state?.Definition == text && (!state.IsAutomatic || file.Text is null))
            return Known(state);

        var (topic, problems) = TopicFile.Parse(file.Path ?? slug, slug, text);
        report.Problems.AddRange(problems);
        if (topic is null)
            return state is null ? null : Known(state);

        var numbered = new NumberedTopic(topic, pass.Batch.Define(slug, text));
        if (state is null || Known(state).Topic.MatchText != topic.MatchText)
            rematch.Add(numbered);
        // Entries carry the titles of all topics their article belongs to.
        pass.Batch.TouchAllTopics();
        report.TopicsChanged = true;
        return numbered;
    }

    /// <summary>Topics whose files are gone for good are gone too.</summary>
    public void Retire(IEnumerable<StoredTopic> leaving, ImportPass pass, ImportReport report)
    {
        foreach (var state in leaving)
        {
            absentSince.Remove(state.Slug);
            pass.Batch.Retire(state.Number);
            pass.Batch.TouchAllTopics();
            report.TopicsChanged = true;
        }
    }

    private NumberedTopic? Absent(StoredTopic state, bool isVisible, List<StoredTopic> leaving, ImportPass pass,
        ImportReport report)
    {
        if (!isVisible)
        {
            report.Problems.Add(new Problem(state.Slug + ".yaml", null, "is out of sight with everything in its folder",
                "the topic is kept"));
            return Known(state);
        }
        absentSince.TryAdd(state.Slug, pass.Now);
        var goneAt = absentSince[state.Slug] + Grace;
        if (pass.Now < goneAt)
        {
            report.LookAgainAt(goneAt);
            return Known(state);
        }
        leaving.Add(state);
        report.TopicsChanged = true;
        return null;
    }

    private NumberedTopic Known(StoredTopic state) => new(catalog.Find(state.Slug)?.Topic
        ?? TopicFile.Parse(state.Slug, state.Slug, state.Definition).Topic
        ?? new Topic { Slug = state.Slug, Title = state.Slug }, state.Number, state.IsAutomatic);

    private void Rematch(List<NumberedTopic> topics, ImportPass pass)
    {
        if (topics.Count == 0)
            return;
        var matcher = new TopicMatcher([.. topics.Select(topic => topic.Topic)]);
        var members = topics.ToDictionary(topic => topic.Topic, _ => new List<MemberArticle>());
        foreach (var stored in store.All())
        {
            foreach (var topic in matcher.Match(stored.Article))
                members[topic]
                    .Add(new MemberArticle(stored.Key, stored.Article.Id, stored.Article.Published, stored.FirstSeen));
        }
        foreach (var (topic, number, _) in topics)
            pass.Batch.SetMembers(new Membership(number, topic.ByFirstSeen), members[topic]);
    }

    private static void CheckAliases(List<NumberedTopic> topics, Dictionary<string, (string Path, string? Text)> files,
        ImportReport report)
    {
        // What the program made gives way.
        var slugs = topics.Where(topic => !topic.IsAutomatic).Select(topic => topic.Topic.Slug).ToHashSet();
        var owners = new Dictionary<string, string>();
        foreach (var (slug, alias) in topics.SelectMany(topic => topic.Topic.Aliases,
            (topic, alias) => (topic.Topic.Slug, alias)))
        {
            var (path, text) = files.GetValueOrDefault(slug, ($"{slug}.yaml", null));
            var line = text is null ? null : TopicFile.LineOfAlias(text, alias);
            if (slugs.Contains(alias))
                report.Problems.Add(new Problem(path, line, $"the alias \"{alias}\" is a topic of its own",
                    "remove one of the two"));
            else if (!owners.TryAdd(alias, path))
                report.Problems.Add(new Problem(path, line, $"{owners[alias]} has the alias \"{alias}\" too",
                    "remove it from one"));
        }
    }

    // An empty folder is a mount that came loose, and so is one that is away or may not be read.
    private bool IsVisible() => Paths("*").Count > 0;

    private List<string> Paths(string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(feedsFolder, pattern)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? ReadText(string path, ImportReport report)
    {
        try
        {
            return File.Exists(path) ? OwnFiles.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            report.Problems.Add(new Problem(Path.GetFileName(path), null, $"cannot be read: {error.Message}",
                "its last good state is kept"));
            return null;
        }
    }
}
