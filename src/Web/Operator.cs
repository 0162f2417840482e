using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FeedService.Web;

/// <summary>
/// Who may see the operator's pages. With a token, who sends it: as a bearer's (RFC 6750) or as the password that a
/// browser asks for (RFC 7617). Without one the pages exist only under an address of this machine.
/// </summary>
/// <param name="token">Null where none is set.</param>
/// <param name="isAlone">Whether nobody but this machine can reach the service.</param>
public sealed class Operator(string? token, bool isAlone)
{
    /// <summary>Null for the operator; else what others are answered.</summary>
    public IResult? Refuse(HttpContext context)
    {
        if (token is null)
            return isAlone && IsThisMachine(context.Request.Host.Host)
                ? null
                : TypedResults.Text("There is no such page.\n", statusCode: StatusCodes.Status404NotFound);
        if (Sent(context.Request.Headers.Authorization.ToString()) is { } sent && IsToken(sent))
            return null;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"FeedService\", charset=\"UTF-8\"";
        return TypedResults.Text("Send the operator-token as the password, under any name.\n",
            statusCode: StatusCodes.Status401Unauthorized);
    }

    // Any page on the web can make a browser ask this machine, but under a name of its own.
    private static bool IsThisMachine(string host) => host is "localhost" or "127.0.0.1" or "[::1]"
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private bool IsToken(byte[] sent) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(sent), SHA256.HashData(Encoding.UTF8.GetBytes(token!)));

    private static byte[]? Sent(string authorization)
    {
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetBytes(authorization[7..].Trim());
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || !Base64.IsValid(authorization.AsSpan(6).Trim()))
            return null;
        var pair = Convert.FromBase64String(authorization[6..].Trim());
        var colon = Array.IndexOf(pair, (byte)':');
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
