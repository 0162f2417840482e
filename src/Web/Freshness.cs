namespace FeedService.Web;

/// <summary>
/// The version check makes every cached answer as good as new, and it is dated so: with the date of its making and an
/// Age, proxies and readers would take it for older than it is. What is no document is to be asked for again: without a
/// word of it, caches may keep what they like of a 301, 404, 405 or 410 (RFC 9110 §15.1).
/// </summary>
public sealed class Freshness(RequestDelegate next, HttpDate date)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var response = context.Response;
            response.Headers.Remove("Age");
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
