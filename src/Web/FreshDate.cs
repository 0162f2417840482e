namespace FeedService.Web;

/// <summary>
/// The version check makes every cached answer as good as new, and it is dated so: with the date of its making and an
/// Age, proxies and readers would take it for older than it is.
/// </summary>
public sealed class FreshDate(RequestDelegate next, HttpDate date)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Remove("Age");
            context.Response.Headers.Date = date.Now;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
