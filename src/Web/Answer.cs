using FeedService.Topics;

namespace FeedService.Web;

/// <summary>
/// What an address gives: a document and how it is made, a place where it is, or the reason why there is none.
/// </summary>
public sealed record Answer
{
    public int Status { get; private init; }

    /// <summary>Makes the document; null where there is none. Costs something, so it is called when it has to be.</summary>
    public Func<Task<Document>>? Make { get; private init; }

    /// <summary>The topic that it changes with; null changes with any topic.</summary>
    public string? Topic { get; private init; }

    /// <summary>The version of its topic or of the catalog; null is made anew for each request.</summary>
    public long? Version { get; private init; }

    public string? Location { get; private init; }
    public string? Reason { get; private init; }

    /// <summary>A document that changes with a topic.</summary>
    public static Answer Of(CatalogTopic topic, Func<Task<Document>> make) => new()
    {
        Status = StatusCodes.Status200OK,
        Topic = topic.Topic.Slug,
        Version = topic.State.Version,
        Make = make,
    };

    /// <summary>A document that changes with any topic.</summary>
    /// <param name="version">The catalog's, read before anything that the document is made from.</param>
    public static Answer Of(long version, Func<Task<Document>> make) =>
        new() { Status = StatusCodes.Status200OK, Version = version, Make = make };

    /// <summary>A document that is made for one request and kept nowhere.</summary>
    public static Answer Once(Func<Task<Document>> make) => new() { Status = StatusCodes.Status200OK, Make = make };

    public static Answer Moved(string location) =>
        new() { Status = StatusCodes.Status301MovedPermanently, Location = location, Reason = $"Moved to {location}" };

    public static Answer NotFound(string reason) => new() { Status = StatusCodes.Status404NotFound, Reason = reason };

    public static Answer Gone(string reason) => new() { Status = StatusCodes.Status410Gone, Reason = reason };

    public static Answer NotYet() =>
        new() { Status = StatusCodes.Status503ServiceUnavailable, Reason = "The first import is under way." };

    /// <summary>A document that could not be made, and never was before.</summary>
    public static Answer Failed() => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Reason = "This could not be made. The log of the service tells why.",
    };

    /// <summary>
    /// Nothing the catalog knows; in an empty store that means not yet: feed readers give up on a 404.
    /// </summary>
    public static Answer Missing(Catalog catalog, string reason) =>
        catalog.Topics.Count == 0 ? NotYet() : NotFound(reason);
}

/// <summary>Tells what an address gives, without making it.</summary>
public delegate Answer Respond(HttpContext context);
