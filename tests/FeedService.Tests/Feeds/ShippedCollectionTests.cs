using System.Text.Json;
using System.Text.RegularExpressions;
using FeedService.Feeds;
using FeedService.Tests.Support;
using FeedService.Topics;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Feeds;

/// <summary>
/// The sample that the repository ships, as it is served, before the judge and against the formats' schemas.
/// </summary>
public sealed partial class ShippedCollectionTests(ShippedCollection shipped) : IClassFixture<ShippedCollection>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_topic_of_the_sample_has_articles() =>
        Assert.Equal(["all", "bahn", "feeds-and-readers", "garten", "himmel"],
            shipped.Slugs
                .Where(slug =>
                    shipped.Document($"/feeds/{slug}.json").RootElement.GetProperty("items").GetArrayLength() > 1)
                .Order());

    [Theory]
    [InlineData("rss")]
    [InlineData("atom")]
    [InlineData("json")]
    public async Task No_feed_draws_a_remark(string extension)
    {
        var format = FeedFormat.Of(extension)!;

        foreach (var slug in shipped.Slugs)
        {
            var document = await shipped.Service.Client.GetByteArrayAsync($"/feeds/{slug}.{extension}", Cancellation);
            Assert.Empty(FeedJudge.Feed(document, format, $"{TestService.Address}/feeds/{slug}.{extension}"));
        }
    }

    [Fact]
    public async Task The_list_of_topics_draws_no_remark()
    {
        var document = await shipped.Service.Client.GetByteArrayAsync("/feeds.opml", Cancellation);

        Assert.Empty(FeedJudge.Opml(document));
    }

    [Fact]
    public async Task Every_Atom_feed_fits_the_schema_of_RFC_4287()
    {
        var jing = Shared.Program("jing");
        var schema = Shared.Require("schemas/atom.rng");
        using var folder = new TempFolder();
        var files = new List<string>();
        foreach (var slug in shipped.Slugs)
            files.Add(folder.Write(slug + ".atom", await shipped.Service.Text($"/feeds/{slug}.atom")));
        files.Add(folder.Write("sample.atom",
            System.Text.Encoding.UTF8.GetString(new AtomWriter().Write(Sample.Feed))));

        var result = Run.Program(jing, [schema, .. files]);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Every_JSON_feed_fits_the_schema_of_JSON_Feed()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Shared.Require("schemas/jsonfeed-1.1.schema.json")));
        using var sample = JsonDocument.Parse(new JsonFeedWriter().Write(Sample.Feed));
        var documents = shipped.Slugs.Select(slug => shipped.Document($"/feeds/{slug}.json")).Append(sample).ToList();

        var mistakes = documents.SelectMany(
            document => Mistakes(schema.RootElement, schema.RootElement, document.RootElement, "feed"));

        Assert.Equal(6, documents.Count);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void The_check_against_the_schema_finds_what_it_forbids()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Shared.Require("schemas/jsonfeed-1.1.schema.json")));
        using var wrong = JsonDocument.Parse("""
            {"version": "https://jsonfeed.org/version/1.1", "title": 1, "feed_url": "a b", "x": 1,
            "items": [{"id": "1", "content_text": "", "date_published": "today"}, {"url": "https://example.org/"}]}
            """);

        var mistakes = Mistakes(schema.RootElement, schema.RootElement, wrong.RootElement, "feed")
            .Select(mistake => mistake.Split(' ')[0]);

        Assert.Equal(["feed/feed_url", "feed/items/0/date_published", "feed/items/1", "feed/items/1", "feed/title",
            "feed/x"], mistakes.Order(StringComparer.Ordinal));
    }

    // Those words of draft 7 that the schema uses.
    private static IEnumerable<string> Mistakes(JsonElement root, JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(root, (node, name) => node.GetProperty(name));
        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, value))
            return [$"{at} is no {type}"];
        var mistakes = new List<string>();
        if (schema.TryGetProperty("enum", out var allowed)
            && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            mistakes.Add($"{at} is none of {allowed}");
        if (schema.TryGetProperty("format", out var format) && !HasForm(format.GetString()!, value.GetString()!))
            mistakes.Add($"{at} is no {format}: {value}");
        if (schema.TryGetProperty("anyOf", out var any)
            && any.EnumerateArray().All(one => Mistakes(root, one, value, at).Any()))
            mistakes.Add($"{at} fits none of {any}");
        if (schema.TryGetProperty("required", out var required))
            mistakes.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _))
                .Select(name => $"{at} lacks {name}"));
        if (value.ValueKind == JsonValueKind.Object)
            mistakes.AddRange(value.EnumerateObject()
                .SelectMany(property => Of(root, schema, property, $"{at}/{property.Name}")));
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var item))
            mistakes.AddRange(value.EnumerateArray()
                .SelectMany((child, i) => Mistakes(root, item, child, $"{at}/{i}")));
        return mistakes;
    }

    private static IEnumerable<string> Of(JsonElement root, JsonElement schema, JsonProperty property, string at)
    {
        if (schema.TryGetProperty("properties", out var properties)
            && properties.TryGetProperty(property.Name, out var known))
            return Mistakes(root, known, property.Value, at);
        if (schema.TryGetProperty("patternProperties", out var patterns)
            && patterns.EnumerateObject()
                .FirstOrDefault(pattern => Regex.IsMatch(property.Name, pattern.Name))
                    is { Value.ValueKind: JsonValueKind.Object } found)
            return Mistakes(root, found.Value, property.Value, at);
        return schema.TryGetProperty("additionalProperties", out var others) && !others.GetBoolean()
            ? [$"{at} is not known"]
            : [];
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException(type),
    };

    private static bool HasForm(string format, string value) => format switch
    {
        "uri" => Uri.IsWellFormedUriString(value, UriKind.Absolute),
        "date-time" => Rfc3339().IsMatch(value),
        _ => throw new NotSupportedException(format),
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();
}

/// <summary>The shipped sample, served once for a class of tests.</summary>
public sealed class ShippedCollection : IAsyncLifetime
{
    public TestService Service { get; private set; } = null!;

    public IReadOnlyList<string> Slugs { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Service = await TestService.Start(new TempFolder().Shipped());
        Slugs = [.. Service.Services.GetRequiredService<Catalog>().Topics.Select(topic => topic.Topic.Slug)];
    }

    public JsonDocument Document(string path) =>
        JsonDocument.Parse(Service.Client.GetStringAsync(path).GetAwaiter().GetResult());

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
