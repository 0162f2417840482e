using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace FeedService.Web;

/// <summary>Whether a client needs a document that it asks for under conditions (RFC 9110 §13).</summary>
public static class Preconditions
{
    /// <summary>200 to send it, 304 or 412, in the order of RFC 9110 §13.2.2.</summary>
    public static int Judge(HttpRequest request, Document document)
    {
        var headers = request.Headers;
        if (headers.IfMatch.Count > 0 || headers.IfUnmodifiedSince.Count > 0)
            return JudgeAll(new RequestHeaders(headers), document);
        if (headers.IfNoneMatch.Count > 0)
        {
            // Nearly every client sends back the very tag it was given.
            return headers.IfNoneMatch.Count == 1 && headers.IfNoneMatch[0] == document.ETag
                ? StatusCodes.Status304NotModified : JudgeAll(new RequestHeaders(headers), document);
        }
        if (headers.IfModifiedSince.Count > 0)
        {
            return headers.IfModifiedSince.Count == 1 && headers.IfModifiedSince[0] == document.LastModifiedText
                ? StatusCodes.Status304NotModified : JudgeAll(new RequestHeaders(headers), document);
        }
        return StatusCodes.Status200OK;
    }

    private static int JudgeAll(RequestHeaders request, Document document)
    {
        var tag = EntityTagHeaderValue.Parse(document.ETag);
        var isUnmet = request.Headers.IfMatch.Count > 0
            ? request.IfMatch.Count > 0 && !request.IfMatch.Any(one =>
                one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: true))
            : request.IfUnmodifiedSince is { } unmodified && document.LastModified > unmodified;
        if (isUnmet)
            return StatusCodes.Status412PreconditionFailed;

        var isKnown = request.Headers.IfNoneMatch.Count > 0
            ? request.IfNoneMatch.Any(one => one.Equals(EntityTagHeaderValue.Any)
                || one.Compare(tag, useStrongComparison: false))
            : request.IfModifiedSince is { } since && document.LastModified <= since;
        return isKnown ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
    }
}
