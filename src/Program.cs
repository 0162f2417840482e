using FeedService;
using FeedService.Feeds;
using FeedService.Import;
using FeedService.Readers;
using FeedService.Store;
using FeedService.Topics;
using FeedService.Web;

return await Commands.Run(args);

/// <summary>The service, put together in the order in which an article flows through it.</summary>
public static partial class Program
{
    /// <summary>The whole service on these settings, not yet started.</summary>
    /// <param name="change">Puts something else in the place of a part, such as another clock.</param>
    public static WebApplication Build(Settings settings, Action<IServiceCollection>? change = null)
    {
        // The host watches its root for configuration, folder by folder, which must not be where the command was typed.
        var builder =
            WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. settings.Urls]).UseKestrelHttpsConfiguration()
            .ConfigureKestrel(Listening.Limit).UseSockets(Listening.Hasten);
        // Links come from the address, and nothing else here depends on what a proxy says of a request.
        builder.Configuration["FORWARDEDHEADERS_ENABLED"] = "false";
        builder.Logging.ClearProviders()
            .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "))
            // The host would tell with a stack trace what the command serve says in a line.
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical)
            // It makes an activity of each request when it may log.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        var services = builder.Services;
        Telemetry.Add(services, Environment.GetEnvironmentVariable);
        services.AddSystemd().Configure<HostOptions>(Serving.Stop);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ArticleReaders.All);
        services.AddSingleton(_ => ArticleStore.Open(settings.Database));
        services.AddSingleton<Catalog>().AddSingleton<Selections>();
        services.AddSingleton(new Addresses(settings.Address));
        services.AddSingleton<IFeedWriter, RssWriter>();
        services.AddSingleton<IFeedWriter, AtomWriter>();
        services.AddSingleton<IFeedWriter, JsonFeedWriter>();
        services.AddSingleton<FeedBuilder>().AddSingleton<FeedRenderer>();
        services.AddSingleton<ArticleNames>().AddSingleton<Doctor>();
        services.AddSingleton(new ImportSettings(settings.Feeds, new Uri(settings.Address).IdnHost,
            !settings.IsLoopback, $"{settings.Address} {Feed.Generation}"));
        services.AddSingleton<Importer>();
        services.AddSingleton<Watcher>().AddHostedService(provider => provider.GetRequiredService<Watcher>());
        services.AddHostedService<Following>();
        services.AddSingleton<WordIndexer>().AddSingleton<Search>().AddHostedService<Indexing>();
        services.AddSingleton(new DocumentLimits(settings.CacheBytes));
        services.AddSingleton<Documents>().AddHostedService<Compressor>();
        if (settings.Redis is { } redis)
        {
            services.AddStackExchangeRedisOutputCache(cache => cache.ConfigurationOptions = RedisOptions.Parse(redis));
            services.AddSingleton<SharedDocuments>()
                .AddHostedService(provider => provider.GetRequiredService<SharedDocuments>());
        }
        services.AddSingleton<PageRenderer>().AddSingleton<HttpDate>();
        services.AddSingleton<FeedEndpoints>().AddSingleton<PageEndpoints>().AddSingleton<MediaEndpoints>();
        services.AddSingleton(new Operator(settings.OperatorToken,
            settings.IsLoopback && !settings.HasLinksToNowhere));
        services.AddSingleton<StatusEndpoints>().AddSingleton<ExplainEndpoints>().AddSingleton<Export>();
        services.AddSingleton<Readiness>().AddSingleton<HealthEndpoints>();

        change?.Invoke(services);
        var app = builder.Build();
        Pipeline(app, app.Services.GetRequiredService<Addresses>().Path);
        return app;
    }

    /// <summary>What a request passes, in this order.</summary>
    private static void Pipeline(WebApplication app, string root)
    {
        app.UseMiddleware<Front>();
        app.UseMiddleware<Freshness>();
        app.UseMiddleware<OldAddresses>();
        app.UsePathBase(root);
        app.UseMiddleware<ExactMethods>();
        app.UseMiddleware<CanonicalAddress>();
        app.UseRouting();
        app.Services.GetRequiredService<FeedEndpoints>().Map(app);
        app.Services.GetRequiredService<PageEndpoints>().Map(app);
        app.Services.GetRequiredService<MediaEndpoints>().Map(app);
        app.Services.GetRequiredService<StatusEndpoints>().Map(app);
        app.Services.GetRequiredService<ExplainEndpoints>().Map(app);
        app.Services.GetRequiredService<HealthEndpoints>().Map(app);
    }
}
