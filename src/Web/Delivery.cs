namespace FeedService.Web;

/// <summary>Sends answers: headers as feed readers want them, the body in the best form the client takes.</summary>
public static class Delivery
{
    /// <summary>
    /// An address that answers GET and HEAD with a document, judges conditions and is cached by version.
    /// </summary>
    public static IEndpointConventionBuilder MapDocument(this IEndpointRouteBuilder routes, string pattern,
        Respond respond) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], Answer)
            .WithMetadata(respond).CacheOutput(VersionPolicy.Name);

    /// <summary>The answer to a request for a document, found once.</summary>
    public static Answer AnswerTo(HttpContext context)
    {
        if (context.Features.Get<Answer>() is { } known)
            return known;
        var answer = context.GetEndpoint()!.Metadata.GetRequiredMetadata<Respond>()(context);
        context.Features.Set(answer);
        return answer;
    }

    /// <summary>The one name of what is asked for: its path below the root.</summary>
    public static string Address(HttpRequest request) => request.Path.Value ?? "/";

    /// <summary>A document, or the answer to conditions that spare it (RFC 9110 §15.4.5).</summary>
    public static Task Send(HttpContext context, Document document)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers.ETag = document.ETag;
        headers.LastModified = document.LastModifiedText;
        headers.CacheControl = document.CacheControl;
        headers.Vary = "Accept-Encoding";
        headers.AccessControlAllowOrigin = "*";
        response.StatusCode = Preconditions.Judge(context.Request, document);
        if (response.StatusCode != StatusCodes.Status200OK)
            return Task.CompletedTask;

        headers.XContentTypeOptions = "nosniff";
        if (document.Link is { } link)
            headers.Link = link;
        headers.ContentType = document.ContentType;
        var coding = Codings.Preferred(context.Request);
        if (coding.Name() is { } name)
            headers.ContentEncoding = name;
        var body = document.Body(coding);
        headers.ContentLength = body.Length;
        // For HEAD too: the server drops the body, and knows its length.
        var written = response.BodyWriter.WriteAsync(body);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    private static async Task Answer(HttpContext context)
    {
        var answer = AnswerTo(context);
        if (answer.Make is null)
        {
            await SendReason(context.Response, answer);
            return;
        }
        var document = answer.Version is null ? await answer.Make()
            : await context.RequestServices.GetRequiredService<Documents>().GetAsync(Address(context.Request), answer);
        if (document is null)
        {
            await SendReason(context.Response, Web.Answer.Failed());
            return;
        }
        context.Features.Set(document);
        await Send(context, document);
    }

    private static async Task SendReason(HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        if (answer.Location is { } location)
            response.Headers.Location = location;
        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "5";
        // Without this, caches may keep what they like of a 301, 404 or 410 (RFC 9110 §15.1).
        response.Headers.CacheControl = "no-cache";
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.WriteAsync(answer.Reason + "\n");
    }
}
