using System.Collections;
using System.Diagnostics.Metrics;
using System.Reflection;
using FeedService.Import;
using FeedService.Web;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FeedService.Tests.Support;

/// <summary>Documents that are found again below those at hand, without a Redis or with the patience of a test.</summary>
public static class Sharing
{
    /// <summary>OutputCaching's own store in memory takes the place of Redis.</summary>
    public static IServiceCollection ShareInMemory(this IServiceCollection services) =>
        services.AddOutputCache().SharePatiently();

    /// <summary>However busy the machine is, what is there is found.</summary>
    public static IServiceCollection SharePatiently(this IServiceCollection services) => services
        .AddSingleton(provider => new SharedDocuments(provider.GetRequiredService<IOutputCacheStore>(),
            provider.GetRequiredService<ImportSettings>(), provider.GetRequiredService<ILogger<SharedDocuments>>())
        { Patience = TimeSpan.FromSeconds(10) })
        .AddHostedService(provider => provider.GetRequiredService<SharedDocuments>());

    /// <summary>Waits until documents are shared.</summary>
    public static Task WhenShared(this TestService service) => TestService.Eventually(
        () => Task.FromResult(service.Services.GetRequiredService<SharedDocuments>().Answers), TimeSpan.FromSeconds(20));

    /// <summary>How many documents the store in memory holds. Nothing public tells.</summary>
    public static int Entries(this TestService service)
    {
        var store = service.Services.GetRequiredService<IOutputCacheStore>();
        var cache = store.GetType()
            .GetField("_cache", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(store)!;
        return ((IEnumerable)cache.GetType().GetProperty("Keys")!.GetValue(cache)!).Cast<object>().Count();
    }

    /// <summary>Counts from now on what a service counts itself, such as <c>feedservice.documents.made</c>.</summary>
    public static Func<long> Counting(this TestService service, string name)
    {
        var (count, meters) = (0L, service.Services.GetRequiredService<IMeterFactory>());
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name && instrument.Meter.Scope == meters)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, by, _, _) => Interlocked.Add(ref count, by));
        _ = service.Services.GetRequiredService<Documents>();
        listener.Start();
        return () => Interlocked.Read(ref count);
    }
}
