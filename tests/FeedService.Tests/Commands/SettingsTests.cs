using FeedService.Tests.Support;

namespace FeedService.Tests.Commands;

public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder folder = new TempFolder().Article("1.md", "title: One\nslug: one");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        var result = Cli.Invoke(folder, "--urls", "ftp://x", "--address", "foo", "--feeds", "nowhere",
            "--database", "redis://x");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal(["urls", "address", "feeds", "database"],
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]));
        Assert.Contains(Path.Combine(folder.Path, "nowhere"), result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("database", "feeds", "database: feeds is a folder.")]
    [InlineData("database", "feeds/articles/1.md/x.db", "database: feeds/articles/1.md/x.db cannot be made, for ")]
    [InlineData("urls", "http://localhost:99999", "urls: \"http://localhost:99999\" is nothing to listen on.")]
    [InlineData("address", "https://example.org/?a", "address: ")]
    [InlineData("address", "https://user:secret@example.org", "address: ")]
    [InlineData("address", "mailto:a@example.org", "address: ")]
    [InlineData("cache-size", "many", "cache-size: \"many\" is no number of megabytes.")]
    [InlineData("cache-size", "0", "cache-size: \"0\" is no number of megabytes.")]
    [InlineData("cache-size", "-1", "cache-size: \"-1\" is no number of megabytes.")]
    [InlineData("cache-size", "99999999999", "cache-size: \"99999999999\" is no number of megabytes.")]
    public void A_wrong_setting_is_one_mistake(string name, string value, string mistake)
    {
        var (settings, mistakes) = Of(("feeds", "feeds"), (name, value));

        Assert.Null(settings);
        Assert.StartsWith(mistake, Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        folder.Write("appsettings.json",
            """{ "address": "https://file.example", "feeds": "feeds", "database": "store.db" }""");
        var environment = new Dictionary<string, string?> { ["FEEDSERVICE_ADDRESS"] = "https://environment.example" };

        var byFile = Cli.Invoke(folder, "print", "all.json");
        var byEnvironment = Cli.InvokeWith(folder, environment, "print", "all.json");
        var byLine = Cli.InvokeWith(folder, environment, "print", "all.json", "--address", "https://line.example");

        Assert.Contains("\"https://file.example/articles/one\"", byFile.Output, StringComparison.Ordinal);
        Assert.Contains("\"https://environment.example/articles/one\"", byEnvironment.Output, StringComparison.Ordinal);
        Assert.Contains("\"https://line.example/articles/one\"", byLine.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "store.db")));
    }

    [Theory]
    [InlineData("http://news.localhost:8080", false)]
    [InlineData("http://[::1]:8080", false)]
    [InlineData("http://+:8080", true)]
    public void A_name_of_this_machine_leads_nowhere_else_and_need_not(string urls, bool isToNowhere)
    {
        var (settings, _) = Of(("feeds", "feeds"), ("urls", urls));

        Assert.Equal(isToNowhere, settings!.HasLinksToNowhere);
    }

    [Fact]
    public void The_cache_size_is_in_megabytes()
    {
        var (given, _) = Of(("feeds", "feeds"), ("cache-size", "64"));
        var (unset, _) = Of(("feeds", "feeds"));

        Assert.Equal((64_000_000, 256_000_000), (given!.CacheBytes, unset!.CacheBytes));
    }

    [Fact]
    public void A_wrong_Redis_stops_the_start_and_its_password_is_not_repeated()
    {
        var (settings, mistakes) = Of(("feeds", "feeds"), ("redis", "redis://:geheim@cache/first"));

        Assert.Null(settings);
        Assert.StartsWith("redis: this names no Redis.", Assert.Single(mistakes), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", mistakes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_operators_token_is_what_is_given()
    {
        var (given, _) = Of(("feeds", "feeds"), ("operator-token", "geheim"));
        var (unset, _) = Of(("feeds", "feeds"));

        Assert.Equal(("geheim", null), (given!.OperatorToken, unset!.OperatorToken));
    }

    [Fact]
    public void An_empty_variable_is_as_good_as_none()
    {
        var result = Cli.InvokeWith(folder, new() { ["FEEDSERVICE_ADDRESS"] = " ", ["FEEDSERVICE_FEEDS"] = "feeds" },
            "print", "all.json");

        Assert.Contains("\"http://localhost:8080/articles/one\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_settings_file_is_named_and_not_traced()
    {
        folder.Write("appsettings.json", "{");

        var result = Cli.Invoke(folder, "check");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(Path.Combine(folder.Path, "appsettings.json"), result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTPS://News.Example.ORG:443/a/", "https://news.example.org/a")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("http://127.0.0.1:9000/", "http://127.0.0.1:9000")]
    public void An_address_is_written_as_URLs_are(string address, string url)
    {
        var (settings, _) = Of(("address", address));

        Assert.Equal(url, settings!.Address);
    }

    [Theory]
    [InlineData("http://*:8081", "http://localhost:8081")]
    [InlineData("http://0.0.0.0:8081;http://localhost:1", "http://localhost:8081")]
    [InlineData("http://[::]:8081", "http://localhost:8081")]
    public void Without_an_address_links_begin_with_where_it_listens(string urls, string root)
    {
        var (settings, _) = Of(("urls", urls));

        Assert.Equal(root, settings!.Address);
    }

    [Theory]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://news.localhost", true)]
    [InlineData("https://example.org", false)]
    [InlineData("http://192.168.1.2", false)]
    public void Only_this_machine_reaches_a_loopback_address(string address, bool isLoopback)
    {
        var (settings, _) = Of(("address", address));

        Assert.Equal(isLoopback, settings!.IsLoopback);
    }

    [Fact]
    public void Relative_paths_count_from_where_the_command_was_typed()
    {
        var (settings, _) = Of(("feeds", "feeds"), ("database", "../store.db"));

        Assert.Equal(Path.Combine(folder.Path, "feeds"), settings!.Feeds);
        Assert.Equal(Path.GetFullPath(Path.Combine(folder.Path, "..", "store.db")), settings.Database);
    }

    [Fact]
    public void A_container_says_with_its_own_variable_where_to_listen()
    {
        var result = Cli.InvokeWith(folder, new() { ["ASPNETCORE_HTTP_PORTS"] = "9090" }, "print", "all.json",
            "--feeds", "feeds");

        Assert.Contains("\"http://localhost:9090/articles/one\"", result.Output, StringComparison.Ordinal);
    }

    private (Settings? Settings, IReadOnlyList<string> Mistakes) Of(params (string Name, string Value)[] given) =>
        Settings.From(name => given.FirstOrDefault(one => one.Name == name).Value, folder.Path);
}
