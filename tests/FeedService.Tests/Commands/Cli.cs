using System.Diagnostics;
using FeedService.Tests.Support;

namespace FeedService.Tests.Commands;

/// <summary>The program as a process of its own, in a folder of the test's own.</summary>
internal static class Cli
{
    // Nothing that the tests were started with may reach it.
    private static readonly Dictionary<string, string?> Clean = new()
    {
        ["FEEDSERVICE_ADDRESS"] = null,
        ["FEEDSERVICE_FEEDS"] = null,
        ["FEEDSERVICE_DATABASE"] = null,
        ["FEEDSERVICE_CACHE_SIZE"] = null,
        ["FEEDSERVICE_OPERATOR_TOKEN"] = null,
        ["FEEDSERVICE_URLS"] = null,
        ["ASPNETCORE_URLS"] = null,
        ["ASPNETCORE_HTTP_PORTS"] = null,
        ["ASPNETCORE_ENVIRONMENT"] = null,
        ["DOTNET_ENVIRONMENT"] = null,
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
        ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = null,
        ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = null,
        ["NOTIFY_SOCKET"] = null,
        ["DOTNET_NOLOGO"] = "1",
        ["LC_ALL"] = "C.UTF-8",
    };

    public static string Dll => Path.Combine(AppContext.BaseDirectory, "FeedService.dll");

    public static Run.Result Invoke(TempFolder folder, params string[] arguments) => InvokeWith(folder, [], arguments);

    public static Run.Result InvokeWith(TempFolder folder, Dictionary<string, string?> variables,
        params string[] arguments) =>
        Run.With("dotnet", [Dll, .. arguments], folder: folder.Path, variables: Variables(variables));

    /// <summary>Starts the command <c>serve</c> or another that stays.</summary>
    public static Process Start(TempFolder folder, Dictionary<string, string?> variables, params string[] arguments) =>
        Run.Start("dotnet", [Dll, .. arguments], folder.Path, Variables(variables));

    /// <summary>Reads what the program says until it says something certain.</summary>
    public static async Task<string> Until(StreamReader output, string awaited)
    {
        var said = "";
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!said.Contains(awaited, StringComparison.Ordinal))
            said += await output.ReadLineAsync(timeout.Token) is { } line
                ? line + "\n"
                : throw new InvalidOperationException($"ended after saying: {said}");
        return said;
    }

    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Dictionary<string, string?> Variables(Dictionary<string, string?> more) =>
        Clean.Where(pair => !more.ContainsKey(pair.Key)).Concat(more).ToDictionary();
}
