using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using FeedService.Import;
using Microsoft.AspNetCore.OutputCaching;
using StackExchange.Redis;

namespace FeedService.Web;

/// <summary>
/// Documents that any node has rendered, in a store which all of them reach. One that is away or slow costs a tenth of a
/// second once and is then asked nothing until it answers again; requests are served without it meanwhile.
/// </summary>
public sealed class SharedDocuments(IOutputCacheStore store, ImportSettings import, ILogger<SharedDocuments> log)
    : BackgroundService
{
    private const long MostWaiting = 16_000_000;

    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly string prefix = Prefix(import.Presentation);
    private readonly SemaphoreSlim gone = new(0);
    private int answers;
    private int refusals;
    private long waiting;

    /// <summary>How long a request waits for what may have been rendered elsewhere.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the store answered when it was last asked something.</summary>
    public bool Answers => Volatile.Read(ref answers) == 1;

    /// <summary>The document that an answer stands for, if a node has rendered just that.</summary>
    public async Task<Document?> FindAsync(string name, Answer answer)
    {
        if (!Answers)
            return null;
        var bytes = await Ask(Patience, () => store.GetAsync(prefix + name, CancellationToken.None).AsTask());
        return bytes is not null && Document.FromBytes(bytes) is { } document && IsOf(answer, document) ? document : null;
    }

    /// <summary>Hands a document on to the other nodes, some time soon if all is well.</summary>
    public void Keep(string name, Answer answer, Document document)
    {
        if (!Answers || !IsOf(answer, document))
            return;
        // It may be compressed better meanwhile.
        var size = document.Size;
        if (Interlocked.Add(ref waiting, size) > MostWaiting)
            Interlocked.Add(ref waiting, -size);
        else
            _ = KeepAsync(prefix + name, document, size);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var isTold = false; ; isTold = true)
        {
            await Await(isTold, stoppingToken);
            await gone.WaitAsync(stoppingToken);
        }
    }

    // An address has one document here, and a node that lags behind may put its older one in the place of a newer one.
    // The date tells versions of this store from those of one that was there before it, or was brought back.
    private static bool IsOf(Answer answer, Document document) =>
        (document.Version, document.LastModified) == (answer.Version, answer.LastModified);

    private async Task KeepAsync(string key, Document document, int size)
    {
        await Ask(LongPatience, async () =>
        {
            await store.SetAsync(key, document.ToBytes(), [], Lifetime, CancellationToken.None);
            return true;
        });
        Interlocked.Add(ref waiting, -size);
    }

    private async Task<T?> Ask<T>(TimeSpan patience, Func<Task<T>> question)
    {
        try
        {
            return await Within(patience, question, CancellationToken.None);
        }
        catch (RedisServerException error)
        {
            // It is there, and will not: something else lies under the key, or its memory is full.
            if (Interlocked.Increment(ref refusals) == 1)
                log.LogWarning("Redis refuses, which is told only once: {Reason}", error.Message);
        }
        catch (Exception error)
        {
            if (Interlocked.Exchange(ref answers, 0) == 1)
            {
                Tell(error);
                gone.Release();
            }
        }
        return default;
    }

    /// <summary>Asks now and then until there is an answer in time; the first may take its connecting.</summary>
    private async Task Await(bool isTold, CancellationToken cancellation)
    {
        Task<byte[]?> Question() => store.GetAsync(prefix, CancellationToken.None).AsTask();
        while (true)
        {
            try
            {
                await Within(LongPatience, Question, cancellation);
                await Within(Patience, Question, cancellation);
                Volatile.Write(ref answers, 1);
                log.LogInformation("Redis answers: nodes share what they render");
                return;
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested)
            {
                if (!isTold)
                    Tell(error);
                isTold = true;
            }
            await Task.Delay(BetweenTries, cancellation);
        }
    }

    private void Tell(Exception error) =>
        log.LogWarning("Redis does not answer, and until it does each node renders for itself: {Reason}", error.Message);

    /// <summary>
    /// The answer to a question that is asked elsewhere and for so long. What goes on afterwards does so on a thread of
    /// the pool: an answer may come on the thread that all sockets share.
    /// </summary>
    private static async Task<T> Within<T>(TimeSpan patience, Func<Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(question, cancellation).WaitAsync(patience, cancellation);
        }
        finally
        {
            await Task.Yield();
        }
    }

    // What all renderings depend on: another build of the program may render otherwise.
    private static string Prefix(string presentation)
    {
        var build = typeof(Document).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{presentation} {build?.InformationalVersion}"));
        return string.Create(CultureInfo.InvariantCulture, $"feedservice:{Convert.ToHexStringLower(hash, 0, 8)}:");
    }
}
