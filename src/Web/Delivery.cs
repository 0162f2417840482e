using System.Text;
using FeedService.Topics;

namespace FeedService.Web;

/// <summary>Sends answers: headers as feed readers want them, the body in the best form the client takes.</summary>
public static class Delivery
{
    /// <summary>An address that answers GET and HEAD with a document, and judges conditions.</summary>
    public static IEndpointConventionBuilder MapDocument(this IEndpointRouteBuilder routes, string pattern,
        Respond respond) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], context => Serve(context, respond));

    /// <summary>The one name of what is asked for: its path below the root.</summary>
    public static string Address(HttpRequest request) => request.Path.Value ?? "/";

    /// <summary>A document, or the answer to conditions that spare it (RFC 9110 §15.4.5).</summary>
    public static Task Send(HttpContext context, Document document)
    {
        var response = context.Response;
        response.StatusCode = Preconditions.Judge(context.Request, document);
        // A cache would give it to those who ask without that condition (RFC 9111 §3).
        if (response.StatusCode == StatusCodes.Status412PreconditionFailed)
            return Task.CompletedTask;
        response.Headers.ETag = document.ETag;
        response.Headers.LastModified = document.LastModifiedText;
        if (response.StatusCode == StatusCodes.Status200OK)
            return SendWhole(context, document);
        SetShared(response.Headers, document);
        return Task.CompletedTask;
    }

    private static Task SendWhole(HttpContext context, Document document)
    {
        var response = context.Response;
        var headers = response.Headers;
        SetShared(headers, document);
        headers.XContentTypeOptions = "nosniff";
        if (document.Link is { } link)
            headers.Link = link;
        headers.ContentType = document.ContentType;
        var coding = Codings.Preferred(context.Request);
        if (coding.Name() is { } name)
            headers.ContentEncoding = name;
        return Write(response, document.Body(coding));
    }

    // For HEAD too: the server drops the body, and knows its length.
    private static async Task Write(HttpResponse response, byte[] body)
    {
        response.ContentLength = body.Length;
        await response.StartAsync();
        // In one piece, which is a tenth cheaper than the blocks of 4 kB that the server would cut it into.
        body.CopyTo(response.BodyWriter.GetSpan(body.Length));
        response.BodyWriter.Advance(body.Length);
        await response.BodyWriter.FlushAsync();
    }

    // What a cache needs to know of a document, be it sent or spared.
    private static void SetShared(IHeaderDictionary headers, Document document)
    {
        headers.CacheControl = document.CacheControl;
        headers.Vary = "Accept-Encoding";
        headers.AccessControlAllowOrigin = "*";
    }

    private static async Task Serve(HttpContext context, Respond respond)
    {
        try
        {
            await Serve(context, respond(context));
        }
        catch (NotYetException error)
        {
            await SendReason(context.Response, Answer.NotYet(error.Message));
        }
    }

    private static async Task Serve(HttpContext context, Answer answer)
    {
        if (answer.Make is null)
        {
            await SendReason(context.Response, answer);
            return;
        }
        if (answer.Version is null)
        {
            await SendWhole(context, await answer.Make());
            return;
        }
        var documents = context.RequestServices.GetRequiredService<Documents>();
        if (await documents.GetAsync(answer.Name ?? Address(context.Request), answer) is not { } document)
        {
            await SendReason(context.Response, Answer.Failed());
            return;
        }
        await Send(context, document);
    }

    private static async Task SendReason(HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        if (answer.Location is { } location)
            response.Headers.Location = location;
        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "5";
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        await Write(response, Encoding.UTF8.GetBytes(answer.Reason + "\n"));
    }
}
