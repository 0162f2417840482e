using System.CommandLine;

namespace FeedService;

/// <summary>The command line: what is typed becomes settings and one command's work.</summary>
public static class Commands
{
    private static readonly (Option<string?> Option, string Name)[] SettingOptions =
    [
        Setting("address", "URL", "The public root URL, which every link begins with. Default: the first of --urls"),
        Setting("feeds", "FOLDER", "The folder with topics (*.yaml) and articles/. Default: the checkout's feeds, else ./feeds"),
        Setting("database", "FILE", "The SQLite file. Default: data/feedservice.db beside the feeds folder"),
        Setting("urls", "URLS", "Where to listen, separated by semicolons. Default: http://localhost:8080"),
    ];

    public static Task<int> Run(string[] args)
    {
        var root = new RootCommand("""
            FeedService makes a feed of every topic in a folder of articles: drop text or Markdown into feeds/articles,
            describe topics in feeds/*.yaml, and each one is RSS, Atom and JSON Feed under /feeds/.

            Every setting is also an environment variable, FEEDSERVICE_ADDRESS and so on, and a key in appsettings.json.
            """);
        foreach (var (option, _) in SettingOptions)
            root.Options.Add(option);
        root.SetAction((result, cancellation) => With(result, settings => Serving.Run(settings, cancellation)));

        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.ZeroOrMore, Description = "More files or folders of articles" };
        var file = new Argument<string>("FILE") { Description = "A file that holds an article" };
        var article = new Argument<string>("ARTICLE") { Description = "Its file below articles/, its slug, URL, id or title" };
        var topic = new Argument<string?>("TOPIC") { Arity = ArgumentArity.ZeroOrOne, Description = "A topic's slug; without it, all topics" };
        var feed = new Argument<string>("TOPIC.FORMAT") { Description = "As in russland.rss, russland.atom or russland.json" };
        Add(root, "serve", "Import, watch the folder for changes, and serve (what happens without a command)", [],
            (_, settings, cancellation) => Serving.Run(settings, cancellation));
        Add(root, "import", "Read the feeds folder, and other files or folders, into the store", [paths],
            (result, settings, cancellation) => Work.Import(settings, result.GetValue(paths) ?? [], cancellation));
        Add(root, "check", "Read everything without serving or writing, and tell every mistake with file, line and a hint", [],
            (_, settings, _) => Work.Check(settings));
        Add(root, "inspect", "Show what a reader understands of one file, and why", [file],
            (result, settings, _) => Work.Inspect(settings, result.GetValue(file)!));
        Add(root, "explain", "Show why an article is, or is not, in a topic", [article, topic],
            (result, settings, _) => Work.Explain(settings, result.GetValue(article)!, result.GetValue(topic)));
        Add(root, "print", "Print one feed", [feed],
            (result, settings, _) => Work.Print(settings, result.GetValue(feed)!));
        return root.Parse(args).InvokeAsync();
    }

    private static void Add(RootCommand root, string name, string description, IReadOnlyList<Argument> arguments,
        Func<ParseResult, Settings, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        command.SetAction((result, cancellation) => With(result, settings => run(result, settings, cancellation)));
        root.Subcommands.Add(command);
    }

    private static (Option<string?>, string) Setting(string name, string value, string description) =>
        (new Option<string?>("--" + name) { Description = description, HelpName = value, Recursive = true }, name);

    private static async Task<int> With(ParseResult result, Func<Settings, Task<int>> run)
    {
        var folder = Directory.GetCurrentDirectory();
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true).Build();
        var (settings, mistakes) = Settings.From(name => Filled(result.GetValue(SettingOptions.First(setting => setting.Name == name).Option))
            ?? Filled(Environment.GetEnvironmentVariable("FEEDSERVICE_" + name.ToUpperInvariant().Replace('-', '_'))) ?? Filled(file[name]), folder);
        if (settings is null)
        {
            foreach (var mistake in mistakes)
                await Console.Error.WriteLineAsync(mistake);
            return 1;
        }
        try
        {
            return await run(settings);
        }
        catch (Microsoft.Data.Sqlite.SqliteException error)
        {
            await Console.Error.WriteLineAsync($"database: {settings.Database} cannot be used: {error.Message}");
            return 1;
        }
    }

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
