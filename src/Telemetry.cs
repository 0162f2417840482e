using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FeedService;

/// <summary>
/// Traces and metrics by OTLP, where OpenTelemetry's own environment variables say whereto; else nothing is measured.
/// </summary>
public static class Telemetry
{
    private const string Name = "feedservice";

    public static void Add(IServiceCollection services, Func<string, string?> variable)
    {
        var (traces, metrics) = (IsWanted("TRACES", variable), IsWanted("METRICS", variable));
        if (!traces && !metrics)
            return;
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService(Name, serviceVersion: typeof(Telemetry).Assembly.GetName().Version!.ToString(3))
            // What the operator says of the service counts.
            .AddEnvironmentVariableDetector());
        if (traces)
            telemetry.WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource("Npgsql")
                .AddOtlpExporter());
        if (metrics)
            telemetry.WithMetrics(meters => meters.AddRuntimeInstrumentation()
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddMeter("Npgsql", "FeedService")
                .AddOtlpExporter());
    }

    // https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
    private static bool IsWanted(string signal, Func<string, string?> variable)
    {
        var endpoint = variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") ?? variable("OTEL_EXPORTER_OTLP_ENDPOINT");
        return !string.IsNullOrWhiteSpace(endpoint) && variable($"OTEL_{signal}_EXPORTER") != "none"
            && !string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
    }
}
