using FeedService.Feeds;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace FeedService.Web;

/// <summary>
/// Judges preconditions (RFC 9110 §13) before the output cache is asked: it would judge them only on a hit, and would
/// never store the 304 of a miss.
/// </summary>
public sealed class ConditionalRequests(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isConditional = HasCondition(context.Request.Headers)
            && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        if (!isConditional || context.GetEndpoint()?.Metadata.GetMetadata<Respond>() is not { } respond
            || await respond(context) is not { Document: { } document } answer)
        {
            await next(context);
            return;
        }
        var status = Judge(context.Request.GetTypedHeaders(), document);
        if (status == StatusCodes.Status200OK)
        {
            // The cache would judge again, by rules that are not quite these.
            context.Request.Headers.Remove(HeaderNames.IfNoneMatch);
            context.Request.Headers.Remove(HeaderNames.IfModifiedSince);
            await next(context);
            return;
        }
        Delivery.SetHeaders(context.Response, answer);
        context.Response.StatusCode = status;
    }

    /// <summary>200 to go on, 304 or 412, in the order of RFC 9110 §13.2.2.</summary>
    private static int Judge(RequestHeaders request, Rendered document)
    {
        var tag = EntityTagHeaderValue.Parse(document.ETag);
        var isUnmet = request.IfMatch is { Count: > 0 } match
            ? !match.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: true))
            : request.IfUnmodifiedSince is { } unmodified && document.LastModified > unmodified;
        if (isUnmet)
            return StatusCodes.Status412PreconditionFailed;

        var isKnown = request.Headers.IfNoneMatch.Count > 0
            ? request.IfNoneMatch.Any(one => one.Equals(EntityTagHeaderValue.Any)
                || one.Compare(tag, useStrongComparison: false))
            : request.IfModifiedSince is { } since && document.LastModified <= since;
        return isKnown ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
    }

    private static bool HasCondition(IHeaderDictionary headers) =>
        headers.IfNoneMatch.Count > 0 || headers.IfModifiedSince.Count > 0 || headers.IfMatch.Count > 0
            || headers.IfUnmodifiedSince.Count > 0;
}
