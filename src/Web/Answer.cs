using FeedService.Store;
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

    /// <summary>The version of what it is made from; null is made anew for each request.</summary>
    public long? Version { get; private init; }

    /// <summary>When that last changed, in whole seconds.</summary>
    public DateTimeOffset LastModified { get; private init; }

    /// <summary>What may have moved the version when it has moved itself since; costs a look-up.</summary>
    public Func<TopicState>? Clock { get; private init; }

    /// <summary>What the clock showed before anything was looked at.</summary>
    public long Reading { get; private init; }

    /// <summary>Names the document, where the path alone does not; unlike any path.</summary>
    public string? Name { get; init; }

    /// <summary>One of countless addresses that anybody can make up.</summary>
    public bool IsMadeUp { get; init; }

    public string? Location { get; private init; }
    public string? Reason { get; private init; }

    /// <summary>A document that changes with what a clock shows.</summary>
    /// <param name="reading">The clock's, read before anything that the document is made from.</param>
    public static Answer Of(TopicState reading, Func<TopicState> clock, Func<Task<Document>> make) => new()
    {
        Status = StatusCodes.Status200OK,
        Version = reading.Version,
        LastModified = reading.LastModified,
        Reading = reading.Version,
        Clock = clock,
        Make = make,
    };

    /// <summary>A document that has a date of its own, which can change only when the clock moves.</summary>
    public static Answer Of(DateTimeOffset changed, TopicState reading, Func<TopicState> clock,
        Func<Task<Document>> make) => Of(reading, clock, make) with
        {
            Version = changed.ToUnixTimeMilliseconds(),
            LastModified = changed,
        };

    /// <summary>A document that is made for one request and kept nowhere.</summary>
    public static Answer Once(Func<Task<Document>> make) => new() { Status = StatusCodes.Status200OK, Make = make };

    /// <summary>What has another name now.</summary>
    public static Answer Moved(string location) =>
        new() { Status = StatusCodes.Status301MovedPermanently, Location = location, Reason = $"Moved to {location}" };

    /// <summary>What is spelled otherwise.</summary>
    public static Answer Spelled(string location) => Moved(location) with
    {
        Status = StatusCodes.Status308PermanentRedirect,
    };

    public static Answer NotFound(string reason) => new() { Status = StatusCodes.Status404NotFound, Reason = reason };

    /// <summary>What is asked for cannot be asked.</summary>
    public static Answer Refused(string reason) =>
        new() { Status = StatusCodes.Status400BadRequest, Reason = reason };

    public static Answer Gone(string reason) => new() { Status = StatusCodes.Status410Gone, Reason = reason };

    public static Answer NotYet(string reason = "The first import is under way.") =>
        new() { Status = StatusCodes.Status503ServiceUnavailable, Reason = reason };

    /// <summary>A document that could not be made, and never was before.</summary>
    public static Answer Failed() => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Reason = "This could not be made. The log of the service tells why.",
    };

    /// <summary>Where a name was found elsewhere, or not at all.</summary>
    /// <param name="home">Where all topics are listed.</param>
    /// <param name="address">Of another name.</param>
    public static Answer Without(NameLookup found, Catalog catalog, string home, Func<string, string> address) =>
        found.Elsewhere is { } name ? found.IsRenamed ? Moved(address(name)) : Spelled(address(name))
        : found.Gone is { } gone ? Gone(gone)
        : Missing(catalog, $"{found.Reason} All topics: {home}");

    /// <summary>
    /// Nothing the catalog knows; in an empty store that means not yet: feed readers give up on a 404.
    /// </summary>
    public static Answer Missing(Catalog catalog, string reason) =>
        catalog.Topics.Count == 0 ? NotYet() : NotFound(reason);
}

/// <summary>Tells what an address gives, without making it.</summary>
public delegate Answer Respond(HttpContext context);
