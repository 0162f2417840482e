using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using FeedService.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FeedService.Tests.Commands;

public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly TempFolder folder = new TempFolder().Article("1.md", "title: One");
    private readonly Collector collector = new();
    private readonly string url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Cli.FreePort()}");

    public async ValueTask InitializeAsync() => await collector.Start();

    public async ValueTask DisposeAsync()
    {
        await collector.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Metrics_and_traces_go_where_the_environment_says()
    {
        using var process = Cli.Start(folder, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=proof",
        }, "--feeds", "feeds", "--urls", url);
        await Cli.Until(process.StandardOutput, "all.atom");

        await Raw.Send(new Uri(url), "GET /feeds/all.rss");
        await Raw.Send(new Uri(url), "GET /feeds/all.rss");

        await collector.Until("/v1/metrics", "service.name", "feedservice", "service.instance.id", "proof",
            "feedservice.documents.made", "http.server.request.duration", "kestrel.active_connections",
            "dotnet.gc.collections");
        await collector.Until("/v1/traces", "feedservice", "proof", "/feeds/all.rss");
        process.Kill();
    }

    [Fact]
    public async Task The_service_answers_on_while_nobody_takes_them()
    {
        using var process = Cli.Start(folder, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        }, "--feeds", "feeds", "--urls", url);
        await Cli.Until(process.StandardOutput, "all.atom");
        await Task.Delay(500, TestContext.Current.CancellationToken);

        var feed = await Raw.Send(new Uri(url), "GET /feeds/all.rss");
        Run.Program("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal((200, 0), (feed.Status, process.ExitCode));
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://a:4317", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://a:4317", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4317 OTEL_TRACES_EXPORTER=none", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4317 OTEL_SDK_DISABLED=true", false, false)]
    public void Nothing_is_there_that_nobody_asked_for(string environment, bool traces, bool metrics)
    {
        var services = new ServiceCollection();
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        Telemetry.Add(services, variables.GetValueOrDefault);
        using var provider = services.AddLogging().BuildServiceProvider();

        Assert.Equal((traces, metrics),
            (provider.GetService<TracerProvider>() is not null, provider.GetService<MeterProvider>() is not null));
        if (!traces && !metrics)
            Assert.DoesNotContain(services, service => service.ServiceType.FullName!.StartsWith("OpenTelemetry",
                StringComparison.Ordinal));
    }

    /// <summary>Takes what is sent by OTLP over HTTP, in which names are plain text.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, string> taken = new();
        private readonly WebApplication app;

        public Collector()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            app = builder.Build();
            app.Run(Take);
        }

        public string Url => app.Urls.First();

        public Task Start() => app.StartAsync();

        public Task Until(string path, params string[] names) => TestService.Eventually(
            () => Task.FromResult(names.All(name =>
                taken.GetValueOrDefault(path, "").Contains(name, StringComparison.Ordinal))), TimeSpan.FromSeconds(20));

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task Take(HttpContext context)
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            taken.AddOrUpdate(context.Request.Path, _ => Encoding.Latin1.GetString(body.ToArray()),
                (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        }
    }
}
