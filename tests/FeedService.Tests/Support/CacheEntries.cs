using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace FeedService.Tests.Support;

public static class CacheEntries
{
    /// <summary>How many answers the output cache holds. Nothing public tells.</summary>
    public static int Entries(this TestService service)
    {
        var store = service.Services.GetRequiredService<IOutputCacheStore>();
        var cache = store.GetType()
            .GetField("_cache", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(store)!;
        return ((IEnumerable)cache.GetType().GetProperty("Keys")!.GetValue(cache)!).Cast<object>().Count();
    }
}
