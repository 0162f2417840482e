using System.Globalization;
using FeedService.Articles;
using FeedService.Feeds;
using FeedService.Import;
using FeedService.Readers;
using FeedService.Store;
using FeedService.Topics;
using Spectre.Console;
using Profile = FeedService.Readers.Profile;

namespace FeedService;

/// <summary>The commands that do their work and end.</summary>
public static class Work
{
    // 128 and the signal's number, as shells tell it.
    public const int StoppedByUser = 130;

    private const int MostLooks = 5;

    public static async Task<int> Import(Settings settings, IReadOnlyList<string> paths, string? from,
        CancellationToken cancellation)
    {
        await using var app = Program.Build(settings);
        // Before anything else looks into the store.
        if (from is not null
            && Moving.Move(from, app.Services.GetRequiredService<ArticleStore>(), settings) is { } mistake)
            return Fail(mistake);
        var importer = app.Services.GetRequiredService<Importer>();
        var (roots, missing) = Roots(paths, importer.Own);
        foreach (var path in missing)
            await Console.Error.WriteLineAsync($"There is no file or folder {path}");
        if (missing.Count > 0)
            return 1;

        var report = ImportAll(importer, roots, cancellation);
        if (report.IsStopped)
        {
            Console.WriteLine($"Stopped. {Outcome(report)} are kept; import again to go on");
            return StoppedByUser;
        }
        Tell(report.Problems, Severity.Warning);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Serving.Count(report.Articles, "article")}: {Outcome(report)}, "
            + $"from {Serving.Count(report.Files, "file")}"));
        return report.Of(Severity.Error).Any() ? 1 : 0;
    }

    /// <summary>Imports with progress on the terminal, until nothing is only missing for a moment.</summary>
    public static ImportReport ImportAll(Importer importer, IReadOnlyList<ArticleRoot> roots,
        CancellationToken cancellation)
    {
        var report = WithProgress(progress => importer.Run(roots, progress, cancellation));
        for (var looks = 1; looks < MostLooks && !report.IsStopped && report.LookAgain is { } again
            && again - DateTimeOffset.UtcNow < TimeSpan.FromSeconds(6); looks++)
        {
            // What is missing may be back in a moment; only what stays away is removed.
            cancellation.WaitHandle.WaitOne(TimeSpan.FromTicks(Math.Max(0, (again - DateTimeOffset.UtcNow).Ticks)));
            report = importer.Run(roots, null, cancellation).After(report);
        }
        return report;
    }

    private static string Outcome(ImportReport report) => string.Create(CultureInfo.InvariantCulture,
        $"{report.Added} added, {report.Changed} changed, {report.Renamed} renamed, {report.Withdrawn} withdrawn");

    public static async Task<int> Inspect(Settings settings, string file)
    {
        await using var app = Program.Build(settings);
        var readers = app.Services.GetRequiredService<ArticleReaders>();
        if (!File.Exists(file))
            return Fail($"There is no file {file}");
        if (!readers.Takes(file))
            return Fail(
                $"No reader takes {Path.GetExtension(file)} files; there are {string.Join(", ", readers.Extensions)}");

        var source = SourceOf(settings, readers, Path.GetFullPath(file));
        try
        {
            var (reader, lines) = readers.Inspect(source);
            Console.WriteLine($"{file}  read by {reader}");
            foreach (var line in lines)
                Console.WriteLine(line);
        }
        catch (Exception error) when (error is UnreadableException or InvalidDataException)
        {
            // The reading below says it, with its line.
        }
        var hasFailed = false;
        foreach (var reading in readers.Read(source))
        {
            foreach (var problem in reading.Problems)
                Console.WriteLine($"{problem.Severity.ToString().ToLowerInvariant()}: {problem}");
            if (reading.Article is { } article)
                Console.WriteLine(Describe(article));
            hasFailed |= reading.HasFailed;
        }
        return hasFailed ? 1 : 0;
    }

    public static async Task<int> Explain(Settings settings, string name, string? slug, CancellationToken cancellation)
    {
        await using var app = Program.Build(settings);
        app.Services.GetRequiredService<Importer>().Run(null, null, cancellation);
        if (cancellation.IsCancellationRequested)
            return StoppedByUser;
        var catalog = app.Services.GetRequiredService<Catalog>();
        var names = app.Services.GetRequiredService<ArticleNames>();
        var stored = names.Find(name) ?? names.Find(Below(settings.Feeds, name) ?? name)
            ?? app.Services.GetRequiredService<ArticleStore>().FindByTitle(name);
        if (stored is null)
            return Fail($"There is no article {name}. It may be left out: see the commands check and inspect");
        var topics = catalog.Topics.Select(topic => topic.Topic)
            .Where(topic => slug is null ? topic.Slug != Topic.AllSlug : topic.Slug == slug).ToList();
        if (topics.Count == 0)
            return Fail(
                $"There is no topic {slug}; "
                + $"there are {string.Join(", ", catalog.Topics.Select(topic => topic.Topic.Slug))}");

        Console.WriteLine($"{stored.Article.Path}  \"{stored.Article.Title}\"");
        Tell(Explanation.Of(topics, stored.Article), isAsked: slug is not null);
        return 0;
    }

    private static void Tell(IReadOnlyList<Explanation> explanations, bool isAsked)
    {
        var told = explanations.Where(explanation => isAsked || explanation.IsIn || explanation.IsNear).ToList();
        foreach (var explanation in told)
            Console.WriteLine(ExplanationText.Of(explanation));
        if (told.Count < explanations.Count)
            Console.WriteLine($"not in  {Serving.Count(explanations.Count - told.Count, "other topic")}, nor nearly");
    }

    // As the command line completes it: from where the command was typed.
    private static string? Below(string feeds, string name)
    {
        var folder = Path.Combine(feeds, "articles") + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(name);
        return path.StartsWith(folder, StringComparison.Ordinal) ? path[folder.Length..] : null;
    }

    public static async Task<int> Print(Settings settings, string name, CancellationToken cancellation)
    {
        await using var app = Program.Build(settings);
        var report = app.Services.GetRequiredService<Importer>().Run(null, null, cancellation);
        if (cancellation.IsCancellationRequested)
            return StoppedByUser;
        Tell(report.Problems, Severity.Error);
        var dot = name.LastIndexOf('.');
        if (dot < 0 || FeedFormat.Of(name[(dot + 1)..]) is not { } format)
            return Fail($"{name} is no feed: write TOPIC.rss, TOPIC.atom or TOPIC.json");
        var selections = app.Services.GetRequiredService<Selections>();
        var slug = Topic.Canonical(name[..dot]);
        if (selections.Find(slug) is { Selection: null } found)
        {
            var topics = app.Services.GetRequiredService<Catalog>().Topics.Select(topic => topic.Topic.Slug);
            return Fail(found.Elsewhere is { } other ? $"Write {other}{name[dot..]}"
                : $"{found.Gone ?? found.Reason?.TrimEnd('.')}; there are {string.Join(", ", topics)}");
        }
        var rendered = await app.Services.GetRequiredService<FeedRenderer>().RenderAsync(slug, format);
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(rendered!.Body, cancellation);
        return 0;
    }

    private static (List<ArticleRoot> Roots, List<string> Missing) Roots(IReadOnlyList<string> paths, ArticleRoot own)
    {
        var (roots, missing) = (new List<ArticleRoot>(), new List<string>());
        foreach (var path in paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))
        {
            // What lies in the feeds folder is read in any case.
            if ((path + "/").StartsWith(own.Folder + "/", StringComparison.Ordinal)
                || path == Path.GetDirectoryName(own.Folder))
                continue;
            if (Directory.Exists(path))
                roots.Add(new ArticleRoot(path, path, Path.GetFileName(path) + "/"));
            else if (File.Exists(path))
                roots.Add(new ArticleRoot(path, Path.GetDirectoryName(path)!, "", Path.GetFileName(path)));
            else
                missing.Add(path);
        }
        return (roots, missing);
    }

    // On a terminal a bar, elsewhere a line every few seconds.
    private static ImportReport WithProgress(Func<IProgress<ImportProgress>?, ImportReport> run)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
            return run(new ImportPace(TimeProvider.System, TimeSpan.FromSeconds(5),
                (_, line) => Console.Error.WriteLine(line)));
        return AnsiConsole.Progress().AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .Start(context =>
            {
                var bar = context.AddTask("Looking at the folder");
                return run(new ImportPace(TimeProvider.System, TimeSpan.FromMilliseconds(200), (at, line) =>
                    (bar.MaxValue, bar.Value, bar.Description) = (Math.Max(at.AllBytes, 1), at.Bytes, line)));
            });
    }

    private static Source SourceOf(Settings settings, ArticleReaders readers, string file)
    {
        var articles = Path.Combine(settings.Feeds, "articles");
        var isOwn = file.StartsWith(articles + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var root = isOwn
            ? new ArticleRoot("", articles)
            : new ArticleRoot(file, Path.GetDirectoryName(file)!, "", Path.GetFileName(file));
        var site = File.Exists(Path.Combine(settings.Feeds, Site.FileName))
            ? Site.Parse(Site.FileName, File.ReadAllText(Path.Combine(settings.Feeds, Site.FileName))).Site
            ?? Site.Default : Site.Default;
        var look = ArticleFolder.Look(root, readers, new CommonLines(_ => null, null), site.Zone);
        var found = look.Files.FirstOrDefault(found => found.FullPath == file);
        var sidecar = file + Source.SidecarSuffix;
        return new Source(found?.Path ?? Path.GetFileName(file), () => File.OpenRead(file),
            File.Exists(sidecar) ? File.ReadAllBytes(sidecar) : null,
            found?.Profile ?? Profile.Default, look.Media, DateTimeOffset.UtcNow);
    }

    private static string Describe(Article article) => $"""

        title      {article.Title}
        summary    {article.Summary}
        id         {(article.Id.StartsWith(':')
            ? $"made from its path, behind the site's id: {article.Id}"
            : article.Id)}
        url        {article.Url ?? "its page here"}
        published  {(article.Published is { } published ? Dates.Rfc3339(published) : "no date")}
        updated    {(article.Updated is { } updated ? Dates.Rfc3339(updated) : "not told")}
        language   {article.Language}
        authors    {List(article.Authors)}
        agencies   {List(article.Agencies)}
        badges     {List(article.Badges)}
        tags       {List(article.Tags)}
        publisher  {article.Publisher?.Name ?? "none"}
        access     {article.Access.ToString().ToLowerInvariant()}
        image      {article.Image?.Url ?? "none"}
        content    {article.Content.Length} characters of HTML
        """;

    private static string List(IReadOnlyList<string> items) => items.Count > 0 ? string.Join(", ", items) : "none";

    public static void Tell(IEnumerable<Problem> problems, Severity least)
    {
        foreach (var problem in problems.Where(problem => problem.Severity >= least)
            .OrderByDescending(problem => problem.Severity))
            Console.Error.WriteLine($"{problem.Severity.ToString().ToLowerInvariant()}: {problem}");
    }

    public static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
