using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedService.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace FeedService.Tests.Commands;

/// <summary>What stands in <c>src/deploy</c> and in the project about containers, held against the program.</summary>
public sealed partial class DeploymentTests : IDisposable
{
    private static readonly string Deploy = Path.Combine(Shared.Repository, "src", "deploy");

    private readonly TempFolder folder = new TempFolder().Article("1.md", "title: One");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_setting_in_the_files_is_one()
    {
        var help = Cli.Invoke(folder, "--help").Output;

        var settings = Directory.GetFiles(Deploy)
            .Append(Path.Combine(Shared.Repository, "src", "FeedService.csproj"))
            .SelectMany(file => Variable().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().ToList();

        Assert.Contains("DATABASE", settings);
        Assert.All(settings, name => Assert.Contains(
            $" --{name.ToLowerInvariant().Replace('_', '-')} ", help, StringComparison.Ordinal));
    }

    [Fact]
    public void The_composition_is_two_nodes_with_what_they_share_behind_a_proxy()
    {
        var services = (YamlMappingNode)Composition()["services"];

        Assert.Equal(["node1", "node2", "proxy", "database", "cache"], services.Children.Keys.Select(Text));
        Assert.Same(services["node1"], services["node2"]);
        Assert.All(services.Children.Values, service =>
        {
            Assert.Equal("unless-stopped", Text(service["restart"]));
            Assert.NotEmpty(((YamlSequenceNode)service["healthcheck"]["test"]).Children);
        });
        // Published to others is the proxy alone.
        Assert.Equal(["proxy"], services.Children.Where(service =>
            ((YamlMappingNode)service.Value).Children.ContainsKey("ports")).Select(service => Text(service.Key)));
        Assert.EndsWith(":/feeds:ro", Text(services["node1"]["volumes"][0]), StringComparison.Ordinal);
        Assert.Contains("${POSTGRES_PASSWORD:?", Text(services["database"]["environment"]["POSTGRES_PASSWORD"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_composition_says_of_the_database_and_the_cache_are_good_settings()
    {
        var environment = (YamlMappingNode)Composition()["services"]["node1"]["environment"];
        var filled = environment.ToDictionary(pair => Text(pair.Key), pair => (string?)Interpolation()
            .Replace(Text(pair.Value), match => match.Groups[1].Value == "ADDRESS" ? "https://a.example" : "secret1"));
        filled["FEEDSERVICE_FEEDS"] = Path.Combine(folder.Path, "feeds");

        var result = Cli.InvokeWith(folder, filled, "backup", "x");

        // It comes as far as to see which database is meant.
        Assert.EndsWith("--dbname='postgres://feedservice@database/feedservice'\n", result.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_check_of_the_composition_tells_a_node_that_is_ready_from_none()
    {
        var port = Cli.FreePort();
        var check = ((YamlSequenceNode)Composition()["services"]["node1"]["healthcheck"]["test"]).Select(Text)
            .Select(word => word.Replace("/8080", $"/{Invariant(port)}", StringComparison.Ordinal)).ToList();
        Assert.Equal("CMD", check[0]);

        var before = Run.With(check[1], check.Skip(2));
        using var process = Cli.Start(folder, [], "--feeds", "feeds", "--urls", $"http://127.0.0.1:{Invariant(port)}");
        await Cli.Until(process.StandardOutput, "all.atom");
        var ready = Run.With(check[1], check.Skip(2));
        var elsewhere = Run.With(check[1],
            check.Skip(2).Select(word => word.Replace("healthz/ready", "none", StringComparison.Ordinal)));
        process.Kill();

        Assert.Equal((1, 0, 1), (before.ExitCode, ready.ExitCode, elsewhere.ExitCode));
    }

    [Fact]
    public void The_container_has_its_settings_from_the_project()
    {
        var result = Run.Program("dotnet", "msbuild", Path.Combine(Shared.Repository, "src", "FeedService.csproj"),
            "-getProperty:ContainerRepository,ContainerUser",
            "-getItem:ContainerPort,ContainerEnvironmentVariable");

        using var json = JsonDocument.Parse(result.Output);
        var items = json.RootElement.GetProperty("Items");
        Assert.Equal(["feedservice", "app"],
            json.RootElement.GetProperty("Properties").EnumerateObject().Select(property => $"{property.Value}"));
        Assert.Equal(["8080"],
            items.GetProperty("ContainerPort").EnumerateArray().Select(port => $"{port.GetProperty("Identity")}"));
        Assert.Equal(
            ["ASPNETCORE_HTTP_PORTS=8080", "FEEDSERVICE_FEEDS=/feeds", "FEEDSERVICE_DATABASE=/home/app/feedservice.db"],
            items.GetProperty("ContainerEnvironmentVariable").EnumerateArray()
                .Select(item => $"{item.GetProperty("Identity")}={item.GetProperty("Value")}"));
    }

    [Fact]
    public void The_unit_is_sound()
    {
        var analyze = Shared.Program("systemd-analyze");
        var unit = File.ReadAllText(Path.Combine(Deploy, "feedservice.service"))
            .Replace("/usr/bin/dotnet", Shared.Program("dotnet"), StringComparison.Ordinal);

        var result = Run.Program(analyze, "verify", folder.Write("feedservice.service", unit));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Systemd_is_told_when_it_listens_and_when_it_stops()
    {
        var (port, path) = (Cli.FreePort(), Path.Combine(folder.Path, "notify"));
        using var told = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        told.Bind(new UnixDomainSocketEndPoint(path));
        // Whose parent is systemd was started by it.
        var systemd = Path.Combine(folder.Path, "systemd");
        File.Copy("/bin/sh", systemd);
        using var process = Run.Start(systemd,
            ["-c", "dotnet \"$0\" \"$@\" & echo $!; wait $!; exit $?", Cli.Dll, "--feeds", "feeds", "--urls",
                $"http://127.0.0.1:{Invariant(port)}"],
            folder.Path, new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = path });
        var started = await Cli.Until(process.StandardOutput, "\n");

        var ready = await Receive(told);
        var live = await Raw.Send(new Uri($"http://127.0.0.1:{Invariant(port)}"), "GET /healthz/live");
        Run.Program("kill", "-TERM", started.TrimEnd());
        var stopping = await Receive(told);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(("READY=1", 200, "STOPPING=1", 0), (ready, live.Status, stopping, process.ExitCode));
    }

    private static async Task<string> Receive(Socket socket)
    {
        var buffer = new byte[200];
        var count = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }

    private static YamlMappingNode Composition()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(Deploy, "compose.yaml"));
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("FEEDSERVICE_([A-Z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{([A-Z_]+)(:[?-][^}]*)?\}")]
    private static partial Regex Interpolation();
}
