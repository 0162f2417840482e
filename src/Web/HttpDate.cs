using FeedService.Articles;
using Microsoft.Extensions.Primitives;

namespace FeedService.Web;

/// <summary>
/// Now, as the header Date tells it. The server's own is up to a second late, and then a Last-Modified would lie ahead of
/// it (RFC 9110 §8.8.2.1).
/// </summary>
public sealed class HttpDate(TimeProvider time)
{
    private sealed record Tick(long Second, StringValues Text);

    private volatile Tick tick = new(0, "");

    public StringValues Now
    {
        get
        {
            var now = time.GetUtcNow();
            var (second, known) = (now.ToUnixTimeSeconds(), tick);
            if (known.Second != second)
                tick = known = new Tick(second, Dates.Rfc822(now));
            return known.Text;
        }
    }
}
