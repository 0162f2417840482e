using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace FeedService.Benchmarks;

/// <summary>
/// Clients that poll every feed of a node, nineteen of twenty times with the validator they have, and see to it that no
/// answer is older than one that was complete before it was asked for.
/// </summary>
internal sealed partial class NodeLoad(Uri root, IReadOnlyList<string> addresses, int workers, double perSecond)
    : IDisposable
{
    private const int WholeEvery = 20;

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = workers,
        ConnectTimeout = TimeSpan.FromSeconds(1),
    })
    {
        BaseAddress = root,
        Timeout = TimeSpan.FromSeconds(15),
    };
    private readonly ConcurrentDictionary<string, Seen> seen = new();
    private readonly ConcurrentBag<double> latencies = [];
    private long asked, whole, spared, refused, failed, older, broken;

    /// <summary>What a client knows of a feed: how new it is, and its tag.</summary>
    private sealed record Seen(int Newest, string ETag);

    public async Task Run(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            for (var turn = 0; !cancellation.IsCancellationRequested; turn++)
            {
                var due = TimeSpan.FromSeconds((turn + worker / (double)workers) * workers / perSecond) - clock.Elapsed;
                if (due > TimeSpan.FromMilliseconds(1))
                    await Task.Delay(due, CancellationToken.None);
                // Who was held up for long does not make up for it.
                else if (due < TimeSpan.FromSeconds(-1))
                    turn += (int)(-due.TotalSeconds * perSecond / workers);
                await Poll(addresses[(turn * workers + worker) % addresses.Count], turn % WholeEvery == 0);
            }
        }, CancellationToken.None)));
    }

    public async Task Poll(string address, bool isWhole)
    {
        var known = seen.GetValueOrDefault(address);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (!isWhole && known is not null)
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(known.ETag));
        Interlocked.Increment(ref asked);
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.SendAsync(request);
            await Judge(address, known, answer);
            latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref refused);
            await Task.Delay(20);
        }
        catch (TaskCanceledException)
        {
            Interlocked.Increment(ref broken);
        }
    }

    private async Task Judge(string address, Seen? known, HttpResponseMessage answer)
    {
        if (answer.StatusCode == HttpStatusCode.NotModified)
        {
            // Of the newest that anybody had seen when it was asked.
            Interlocked.Increment(ref spared);
            return;
        }
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            Interlocked.Increment(ref failed);
            Console.WriteLine($"{(int)answer.StatusCode} {address} {await answer.Content.ReadAsStringAsync()}");
            return;
        }
        var newest = Newest().Match(await answer.Content.ReadAsStringAsync()) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan) : 0;
        Interlocked.Increment(ref whole);
        if (newest < (known?.Newest ?? 0))
        {
            Interlocked.Increment(ref older);
            Console.WriteLine($"{root} {address}: {newest} after {known!.Newest}");
        }
        var now = new Seen(newest, answer.Headers.ETag!.ToString());
        seen.AddOrUpdate(address, now, (_, other) => other.Newest > newest ? other : now);
    }

    public int NewestOf(string address) => seen.GetValueOrDefault(address)?.Newest ?? 0;

    /// <summary>Answers of 5xx and the like, older ones, and ones that never came.</summary>
    public long Faults => failed + older + broken;

    public override string ToString()
    {
        var sorted = latencies.Order().ToList();
        return $"{asked} asked, {whole} whole, {spared} spared, {refused} while the node was away, {failed} other statuses, "
            + $"{older} older ones, {broken} never; p50 {sorted[sorted.Count / 2]:0.00} ms, "
            + $"p99 {sorted[sorted.Count * 99 / 100]:0.0} ms, longest {sorted[^1]:0} ms";
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex(@"Publication (\d+)")]
    private static partial Regex Newest();
}
