using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace FeedService.Web;

/// <summary>How to reach a Redis that an operator names, and to go on without it.</summary>
public static class RedisOptions
{
    private const int DefaultPort = 6379;

    /// <param name="text">
    /// <c>host</c>, <c>host:port</c>, <c>redis://[user:password@]host[:port][/db]</c>, <c>rediss://</c> for TLS, or what
    /// StackExchange.Redis reads: <c>host:port,password=…</c>.
    /// </param>
    /// <returns>Null where it is none of these.</returns>
    public static ConfigurationOptions? Parse(string text)
    {
        var options = text.Contains("://", StringComparison.Ordinal) ? OfUrl(text) : OfText(text);
        if (options is null)
            return null;
        // The start waits for nobody, a request fails at once while there is no connection, and who comes back is found.
        (options.AbortOnConnectFail, options.BacklogPolicy) = (false, BacklogPolicy.FailFast);
        (options.ConnectTimeout, options.SyncTimeout, options.AsyncTimeout) = (2000, 1000, 1000);
        options.ReconnectRetryPolicy = new LinearRetry(1000);
        // Nothing here listens to channels or has several masters, which some users are not allowed to ask for.
        (options.ConfigurationChannel, options.TieBreaker, options.ClientName) = ("", "", "FeedService");
        return options;
    }

    private static ConfigurationOptions? OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss")
            || url.Host.Length == 0 || url.Port == 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            return null;
        var options = new ConfigurationOptions { Ssl = url.Scheme == "rediss" };
        options.EndPoints.Add(url.IdnHost, url.Port > 0 ? url.Port : DefaultPort);
        if (options.Ssl)
            options.SslHost = url.IdnHost;
        var database = url.AbsolutePath.Trim('/');
        if (database.Length > 0)
        {
            if (!int.TryParse(database, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            options.DefaultDatabase = number;
        }
        if (url.UserInfo.Length == 0)
            return options;
        if (url.UserInfo.Split(':', 2) is not [var user, { Length: > 0 } password])
            return null;
        options.User = user.Length > 0 ? Uri.UnescapeDataString(user) : null;
        options.Password = Uri.UnescapeDataString(password);
        return options;
    }

    private static ConfigurationOptions? OfText(string text)
    {
        try
        {
            var options = ConfigurationOptions.Parse(text, ignoreUnknown: false);
            return options.EndPoints.Count > 0 && options.EndPoints.All(IsPlace) ? options : null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    // Without a port it is Redis's own.
    private static bool IsPlace(EndPoint place) =>
        place is not DnsEndPoint name || Uri.CheckHostName(name.Host) != UriHostNameType.Unknown;
}
