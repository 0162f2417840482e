using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace FeedService.Web;

/// <summary>How the server takes in requests.</summary>
public static class Listening
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Lets sockets go on with a request on the thread that received it; a third less work for each. To be called before
    /// the first socket. Sound as long as nothing in the process waits on a socket of its own on such a thread.
    /// </summary>
    public static void ReceiveInline()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
    }

    /// <summary>Whoever asks for a feed has little to say, and says it at once.</summary>
    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // A reader's name may have any letters; taken for UTF-8, some would be refused (RFC 9110 §5.5).
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.MaxRequestLineSize = 4096;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MaxConcurrentConnections = 10_000;
    }

    /// <summary>
    /// The other half of <see cref="ReceiveInline"/>; <see cref="Front"/> leaves the thread where work waits. A connection
    /// keeps its buffer of 4 kB while it is idle, which spares one call of the system for each request.
    /// </summary>
    public static void Hasten(SocketTransportOptions sockets) =>
        (sockets.UnsafePreferInlineScheduling, sockets.WaitForDataBeforeAllocatingBuffer) = (true, false);
}
