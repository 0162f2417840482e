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
    public static WebApplication Build(Settings settings, TimeProvider? time = null)
    {
        // The host watches its root for configuration, folder by folder, which must not be where the command was typed.
        var builder =
            WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. settings.Urls]).UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders()
            .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "))
            // The host would tell with a stack trace what the command serve says in a line.
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);

        var services = builder.Services;
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IArticleReader, PlainTextReader>();
        services.AddSingleton<IArticleReader, MarkdownReader>();
        services.AddSingleton<ArticleReaders>();
        services.AddSingleton(_ => ArticleStore.Open(settings.Database));
        services.AddSingleton<Catalog>();
        services.AddSingleton(new Addresses(settings.Address));
        services.AddSingleton<IFeedWriter, RssWriter>();
        services.AddSingleton<IFeedWriter, AtomWriter>();
        services.AddSingleton<IFeedWriter, JsonFeedWriter>();
        services.AddSingleton<FeedBuilder>();
        services.AddSingleton<FeedRenderer>();
        services.AddSingleton(new ImportSettings(settings.Feeds, new Uri(settings.Address).IdnHost,
            !settings.IsLoopback, $"{settings.Address} {Feed.Generation}"));
        services.AddSingleton<Importer>();
        services.AddSingleton<Watcher>().AddHostedService(provider => provider.GetRequiredService<Watcher>());
        services.AddSingleton<FeedEndpoints>().AddSingleton<PageEndpoints>().AddSingleton<MediaEndpoints>();
        services.AddSingleton<VersionPolicy>();
        services.AddOutputCache(cache => cache.UseCaseSensitivePaths = true);
        services.AddOptions<Microsoft.AspNetCore.OutputCaching.OutputCacheOptions>()
            .Configure<VersionPolicy>((cache, policy) => cache.AddPolicy(VersionPolicy.Name, policy));

        var app = builder.Build();
        app.UsePathBase(new Uri(settings.Address).AbsolutePath.TrimEnd('/'));
        app.UseMiddleware<FreshDate>();
        app.UseMiddleware<ExactMethods>();
        app.UseMiddleware<CanonicalAddress>();
        app.UseRouting();
        app.UseMiddleware<ConditionalRequests>();
        app.UseOutputCache();
        app.Services.GetRequiredService<FeedEndpoints>().Map(app);
        app.Services.GetRequiredService<PageEndpoints>().Map(app);
        app.Services.GetRequiredService<MediaEndpoints>().Map(app);
        app.MapHealth();
        return app;
    }
}
