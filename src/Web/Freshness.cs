namespace FeedService.Web;

/// <summary>
/// Dates every answer with now, as good as new as it is. What is no document is to be asked for again: without a word of
/// it, caches may keep what they like of a 301, 404, 405 or 410 (RFC 9110 §15.1).
/// </summary>
public sealed class Freshness(RequestDelegate next, HttpDate date)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var response = context.Response;
            response.Headers.Date = date.Now;
            // A failed condition or range says nothing to those who ask without it.
            if (response.Headers.CacheControl.Count == 0 ? response.StatusCode >= StatusCodes.Status300MultipleChoices
                : response.StatusCode >= StatusCodes.Status400BadRequest && response.Headers.CacheControl != "no-store")
                response.Headers.CacheControl = "no-cache";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
