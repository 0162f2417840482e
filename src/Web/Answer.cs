using FeedService.Feeds;
using FeedService.Topics;

namespace FeedService.Web;

/// <summary>What an address gives: a document, a place where it is, or the reason why there is none.</summary>
public sealed record Answer
{
    public Rendered? Document { get; private init; }
    public int Status { get; private init; }
    public string? Location { get; private init; }
    public string? Reason { get; private init; }

    /// <summary>Other forms of the same, for a Link header (RFC 8288).</summary>
    public IReadOnlyList<string> Links { get; private init; } = [];

    public static Answer Of(Rendered document, params IReadOnlyList<string> links) =>
        new() { Status = StatusCodes.Status200OK, Document = document, Links = links };

    public static Answer Moved(string location) =>
        new() { Status = StatusCodes.Status301MovedPermanently, Location = location, Reason = $"Moved to {location}" };

    public static Answer NotFound(string reason) => new() { Status = StatusCodes.Status404NotFound, Reason = reason };

    public static Answer Gone(string reason) => new() { Status = StatusCodes.Status410Gone, Reason = reason };

    public static Answer NotYet() =>
        new() { Status = StatusCodes.Status503ServiceUnavailable, Reason = "The first import is under way." };

    /// <summary>
    /// Nothing the catalog knows; in an empty store that means not yet: feed readers give up on a 404.
    /// </summary>
    public static Answer Missing(Catalog catalog, string reason) =>
        catalog.Topics.Count == 0 ? NotYet() : NotFound(reason);
}

/// <summary>
/// Gives the answer to a request. Called twice for one with conditions, so it has to be cheap when nothing changed.
/// </summary>
public delegate Task<Answer> Respond(HttpContext context);
