namespace FeedService.Web;

/// <summary>Methods are case-sensitive (RFC 9110 §9.1), but routing takes <c>get</c> for GET.</summary>
public sealed class ExactMethods(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Method.Any(char.IsAsciiLetterLower))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = $"{HttpMethods.Get}, {HttpMethods.Head}";
        return Task.CompletedTask;
    }
}
