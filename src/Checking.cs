using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FeedService.Articles;
using FeedService.Feeds;
using FeedService.Import;
using FeedService.Topics;

namespace FeedService;

/// <summary>
/// The command <c>check</c>: reads the collection into a store of its own, and tells everything that is wrong with it.
/// </summary>
public static class Checking
{
    // Of what is the same in many articles a few say enough.
    private const int MostOfAKind = 10;

    public static async Task<int> Run(Settings settings, bool asJson, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("feedservice-check-");
        try
        {
            await using var app = Program.Build(settings with { Database = Path.Combine(folder.FullName, "check.db") });
            var report = app.Services.GetRequiredService<Importer>().Run(cancellation: cancellation);
            cancellation.ThrowIfCancellationRequested();
            var diagnoses = await app.Services.GetRequiredService<Doctor>()
                .Examine(TopicFiles(settings.Feeds), cancellation);
            var result = Result(report, app.Services.GetRequiredService<Catalog>().Topics.Count, diagnoses);
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(result, CheckingJson.Readable.CheckResult));
            else
                Tell(result);
            return result.Errors > 0 ? 1 : 0;
        }
        catch (OperationCanceledException)
        {
            return Work.StoppedByUser;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> TopicFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*.y*ml").Order(StringComparer.Ordinal)
            .Select(file => Path.GetFileName(file)).Where(name => name is not ['_' or '.', ..])
            .DistinctBy(name => Topic.Canonical(Path.GetFileNameWithoutExtension(name)))
            .ToDictionary(name => Topic.Canonical(Path.GetFileNameWithoutExtension(name)));

    private static CheckResult Result(ImportReport report, int topics, IReadOnlyList<Diagnosis> diagnoses)
    {
        var all = report.Problems.Select(problem => new Diagnosis("file", problem)).Concat(diagnoses)
            .OrderByDescending(told => told.Problem.Severity).ThenBy(told => told.Problem.Path, StringComparer.Ordinal)
            .ThenBy(told => told.Problem.Line).ThenBy(told => told.Problem.Message, StringComparer.Ordinal).ToList();
        int Count(Severity severity) => all.Count(told => told.Problem.Severity == severity);
        return new CheckResult(report.Articles, report.Files, topics, Count(Severity.Error), Count(Severity.Warning),
            Count(Severity.Note), [.. all.Select(CheckFinding.Of)]);
    }

    private static void Tell(CheckResult result)
    {
        var told = new Dictionary<(Severity, string), int>();
        foreach (var finding in result.Findings)
        {
            var kind = (finding.Severity, finding.Kind);
            told[kind] = told.GetValueOrDefault(kind) + 1;
            // Files are each wrong in their own way.
            if (finding.Kind == "file" || told[kind] <= MostOfAKind)
                Console.Error.WriteLine($"{Word(finding.Severity)}: {finding.Problem}");
        }
        foreach (var ((severity, kind), count) in told.Where(kind => kind.Key.Item2 != "file"
            && kind.Value > MostOfAKind))
            Console.Error.WriteLine($"{Word(severity)}: {count - MostOfAKind} more of the kind {kind}: see --json");
        Console.WriteLine($"{Serving.Count(result.Articles, "article")} from {Serving.Count(result.Files, "file")}, "
            + $"{Serving.Count(result.Topics, "topic")}: {Serving.Count(result.Errors, "error")}, "
            + Serving.Count(result.Warnings, "warning"));
    }

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();
}

/// <summary>What <c>check --json</c> prints.</summary>
internal sealed record CheckResult(int Articles, int Files, int Topics, int Errors, int Warnings, int Notes,
    IReadOnlyList<CheckFinding> Findings);

/// <param name="Feed">The path of a feed that shows it.</param>
internal sealed record CheckFinding(
    string File, int? Line, Severity Severity, string Kind, string Message, string? Hint, string? Feed)
{
    [JsonIgnore]
    public Problem Problem => new(File, Line, Message, Hint, Severity);

    public static CheckFinding Of(Diagnosis told) => new(told.Problem.Path, told.Problem.Line, told.Problem.Severity,
        told.Kind, told.Problem.Message, told.Problem.Hint, told.Feed);
}

[JsonSerializable(typeof(CheckResult))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
internal sealed partial class CheckingJson : JsonSerializerContext
{
    public static readonly CheckingJson Readable = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase) },
    });
}
