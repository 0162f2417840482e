using System.CommandLine;
using System.Data.Common;

namespace FeedService;

/// <summary>The command line: what is typed becomes settings and one command's work.</summary>
public static class Commands
{
    private const string Welcome = """
        Articles in a folder become RSS, Atom and JSON feeds, one for each topic.

        1. Put articles into feeds/articles: Markdown, plain text, saved pages, feeds,
           exports of WordPress, Ghost and others, in folders or archives.
        2. Describe a topic in feeds/NAME.yaml: its title, and what it matches.
        3. Subscribe to http://localhost:8080/feeds/NAME.atom, .rss or .json

        Every setting is also an environment variable (FEEDSERVICE_CACHE_SIZE for
        --cache-size) and a key in appsettings.json; the first of these three that
        is set wins.
        """;

    private static readonly (Option<string?> Option, string Name)[] SettingOptions =
    [
        Setting("address", "URL", "Public root URL of links (default: first of --urls)"),
        Setting("feeds", "FOLDER", "Topics (*.yaml) and articles/ (default: feeds)"),
        Setting("database", "FILE|URL", "Store (default: data/feedservice.db beside feeds)"),
        Setting("redis", "HOST|URL", "Where nodes share what they render (default: none)"),
        Setting("cache-size", "MB", "Memory for documents ready to send (default: 256)"),
        Setting("operator-token", "TOKEN", "Opens /status to who sends it as a password"),
        Setting("urls", "URLS", "Where to listen (default: http://localhost:8080)"),
    ];

    // A server ends by itself before that.
    private static readonly TimeSpan LongestEnding = Serving.LongestStop + TimeSpan.FromSeconds(5);

    public static Task<int> Run(string[] args)
    {
        var root = new RootCommand(Welcome);
        foreach (var (option, _) in SettingOptions)
            root.Options.Add(option);
        root.SetAction((result, cancellation) => With(result, settings => Serving.Run(settings, cancellation)));

        var paths = new Argument<string[]>("PATH")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "More files or folders of articles",
        };
        var file = new Argument<string>("FILE") { Description = "A file that holds an article" };
        var article =
            new Argument<string>("ARTICLE") { Description = "Its file below articles/, its slug, URL, id or title" };
        var topic = new Argument<string?>("TOPIC")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A topic's slug; without it, all topics",
        };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON, for other programs" };
        var feed =
            new Argument<string>("TOPIC.FORMAT") { Description = "As in russland.rss, russland.atom or russland.json" };
        Add(root, "serve", "Import, watch and serve; also without a command", [],
            (_, settings, cancellation) => Serving.Run(settings, cancellation));
        var from = new Option<string?>("--from")
        {
            Description = "First take over everything from another store; this one must be new",
            HelpName = "FILE|URL",
        };
        Add(root, "import", "Read feeds and other folders into the store", [paths],
            (result, settings, cancellation) => Work.Import(settings, result.GetValue(paths) ?? [],
                result.GetValue(from), cancellation)).Options.Add(from);
        Add(root, "check", "Tell every mistake in feeds; exit 1 on an error", [],
            (result, settings, cancellation) => Checking.Run(settings, result.GetValue(json), cancellation))
            .Options.Add(json);
        Add(root, "inspect", "Show what is understood of a file, and why", [file],
            (result, settings, _) => Work.Inspect(settings, result.GetValue(file)!));
        Add(root, "explain", "Show why an article is in a topic, or is not", [article, topic],
            (result, settings, cancellation) =>
                Work.Explain(settings, result.GetValue(article)!, result.GetValue(topic), cancellation));
        Add(root, "print", "Print a feed, as in: print garten.atom", [feed],
            (result, settings, cancellation) => Work.Print(settings, result.GetValue(feed)!, cancellation));
        var folder = new Argument<string>("FOLDER") { Description = "Where the files go; made if it is missing" };
        var only = new Argument<string[]>("PATH")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "Only what lies there, as in feeds/*.rss (quote the *)",
        };
        var watch = new Option<bool>("--watch") { Description = "Go on, and keep the files fresh" };
        var export = Add(root, "export", "Write feeds and pages as files for a static site", [folder, only],
            (result, settings, cancellation) => Exporting.Run(settings, result.GetValue(folder)!,
                result.GetValue(only) ?? [], result.GetValue(watch), cancellation));
        export.Options.Add(watch);
        var backup = new Argument<string>("FILE") { Description = "Where it goes; one that is there is replaced" };
        Add(root, "backup", "Copy the store while a server may run on it", [backup],
            (result, settings, cancellation) => BackingUp.Run(settings, result.GetValue(backup)!, cancellation));
        // What is stopped first keeps what it has done.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = LongestEnding });
    }

    private static Command Add(RootCommand root, string name, string description, IReadOnlyList<Argument> arguments,
        Func<ParseResult, Settings, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        command.SetAction((result, cancellation) => With(result, settings => run(result, settings, cancellation)));
        root.Subcommands.Add(command);
        return command;
    }

    private static (Option<string?>, string) Setting(string name, string value, string description) =>
        (new Option<string?>("--" + name) { Description = description, HelpName = value, Recursive = true }, name);

    private static async Task<int> With(ParseResult result, Func<Settings, Task<int>> run)
    {
        try
        {
            var (settings, mistakes) = SettingsOf(result, Directory.GetCurrentDirectory());
            foreach (var mistake in mistakes)
                await Console.Error.WriteLineAsync(mistake);
            return settings is null ? 1 : await run(settings);
        }
        catch (DbException error)
        {
            await Console.Error.WriteLineAsync($"The store cannot be used. {error.Message}");
            return 1;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // What is wrong in appsettings.json stands two levels down.
            var cause = error is InvalidDataException ? error.GetBaseException().Message : "";
            await Console.Error.WriteLineAsync($"{error.Message} {cause}".TrimEnd());
            return 1;
        }
    }

    private static (Settings? Settings, IReadOnlyList<string> Mistakes) SettingsOf(ParseResult result, string folder)
    {
        var file = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true).Build();
        string? Typed(string name) => result.GetValue(SettingOptions.First(setting => setting.Name == name).Option);
        string? Variable(string name) =>
            Environment.GetEnvironmentVariable("FEEDSERVICE_" + name.ToUpperInvariant().Replace('-', '_'));
        return Settings.From(name => Filled(Typed(name)) ?? Filled(Variable(name)) ?? Filled(file[name]), folder);
    }

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
