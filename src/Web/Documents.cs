using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using FeedService.Store;
using FeedService.Topics;

namespace FeedService.Web;

/// <summary>What the documents at hand may take.</summary>
/// <param name="Bytes">Of memory, roughly; those not asked for the longest go first.</param>
public sealed record DocumentLimits(long Bytes);

/// <summary>
/// The current document of each address that is asked for. Each is made once per version, however many ask at once and
/// independently of all of them: a client that leaves cancels nothing. The last good one goes out when a new one cannot
/// be made.
/// </summary>
#pragma warning disable CA1001 // A semaphore has nothing to dispose of unless it is waited for by its handle.
public sealed class Documents
#pragma warning restore CA1001
{
    private const int MadeUpShare = 4;

    // A store that is slow for a while must not have a thousand of them on its hands, nor all threads wait for it.
    private static readonly int MostRenderings = Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly ConcurrentDictionary<string, Attempt> attempts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Attempt>.AlternateLookup<ReadOnlySpan<char>> byAddress;
    private readonly Channel<KeyValuePair<string, Attempt>> askedAgain =
        Channel.CreateUnbounded<KeyValuePair<string, Attempt>>();
    private readonly SemaphoreSlim renderings = new(MostRenderings);
    private readonly Lock trimming = new();
    private readonly SharedDocuments? shared;
    private readonly DocumentLimits limits;
    private readonly ILogger<Documents> log;
    private readonly Counter<long> made;
    private readonly Counter<long> found;
    private readonly Counter<long> faults;

    /// <param name="shared">What other nodes have rendered; null where there are none.</param>
    public Documents(DocumentLimits limits, IMeterFactory meters, ILogger<Documents> log, SharedDocuments? shared = null)
    {
        (this.limits, this.log, this.shared) = (limits, log, shared);
        byAddress = attempts.GetAlternateLookup<ReadOnlySpan<char>>();
        var meter = meters.Create("FeedService");
        made = meter.CreateCounter<long>("feedservice.documents.made", description: "Documents rendered");
        found = meter.CreateCounter<long>("feedservice.documents.shared", description: "Documents from other nodes");
        faults = meter.CreateCounter<long>("feedservice.documents.faults", description: "Renderings that failed");
    }

    /// <summary>The current document of an address if it is at hand; costs two look-ups.</summary>
    public Document? Find(ReadOnlySpan<char> address)
    {
        if (!byAddress.TryGetValue(address, out var attempt) || attempt.Document is not { } document
            || !attempt.IsCurrent)
            return null;
        if (attempt.Ask() && document.IsPolled && !attempt.IsMadeUp)
            askedAgain.Writer.TryWrite(new(address.ToString(), attempt));
        return document;
    }

    /// <summary>The current document of an address, made now if it has to be; null when it cannot be made.</summary>
    /// <param name="answer">One that has a version.</param>
    public async Task<Document?> GetAsync(string address, Answer answer)
    {
        var attempt = attempts.AddOrUpdate(address,
            _ => new Attempt(answer, null, () => Get(address, answer), Trim),
            (_, known) => known.Version >= answer.Version && !known.IsToBeRepeated ? known
                : new Attempt(answer, known, () => Get(address, answer), Trim));
        attempt.Confirm(answer);
        try
        {
            return await attempt.Result.Value;
        }
        catch (NotYetException) when (attempt.LastGood is null)
        {
            throw;
        }
        catch (Exception)
        {
            // Make has told why.
            return attempt.LastGood?.AsSubstitute();
        }
    }

    /// <summary>Compresses well what is asked for more than once, until it is cancelled.</summary>
    public async Task CompressAsync(CancellationToken cancellation)
    {
        await foreach (var (address, attempt) in askedAgain.Reader.ReadAllAsync(cancellation))
        {
            if (attempts.TryGetValue(address, out var current) && current == attempt)
                attempt.Document?.CompressWell();
        }
    }

    /// <summary>A document that another node has made, or one made now.</summary>
    private async Task<Document> Get(string address, Answer answer)
    {
        if (shared is null || answer.IsMadeUp)
            return await Make(address, answer);
        if (await shared.FindAsync(address, answer) is { } known)
        {
            found.Add(1);
            return known;
        }
        var document = await Make(address, answer);
        shared.Keep(address, answer, document);
        return document;
    }

    private async Task<Document> Make(string address, Answer answer)
    {
        for (var isRepeated = false; ; isRepeated = true)
        {
            try
            {
                var document = await Render(answer);
                made.Add(1);
                return document;
            }
            catch (Exception error) when (error is not NotYetException)
            {
                faults.Add(1);
                log.LogError(error, "{Address} could not be made{Then}", address,
                    isRepeated ? "; the last good one goes out, if there is one" : "; once more");
                if (isRepeated)
                    throw;
            }
        }
    }

    private async Task<Document> Render(Answer answer)
    {
        await renderings.WaitAsync();
        try
        {
            return (await answer.Make!()).Compressed();
        }
        finally
        {
            renderings.Release();
        }
    }

    private void Trim()
    {
        lock (trimming)
        {
            var kept = attempts.Where(attempt => attempt.Value.IsDone).ToList();
            // Whoever makes up addresses drives out no topic.
            Trim(kept.FindAll(attempt => attempt.Value.IsMadeUp), limits.Bytes / MadeUpShare);
            Trim(kept, limits.Bytes);
        }

        void Trim(List<KeyValuePair<string, Attempt>> kept, long most)
        {
            var excess = kept.Sum(attempt => (long)attempt.Value.Size) - most;
            if (excess <= 0)
                return;
            // Some room at once, so as not to sort for each that comes.
            excess += most / 4;
            foreach (var attempt in kept.OrderBy(attempt => attempt.Value.LastAsked))
            {
                if (excess <= 0)
                    return;
                attempts.TryRemove(attempt);
                excess -= attempt.Value.Size;
            }
        }
    }

    /// <summary>The making of a document, under way or done.</summary>
    private sealed class Attempt
    {
        private readonly Func<TopicState> clock;
        private readonly long version;
        private long reading;
        private volatile Document? document;
        private volatile Document? lastGood;
        private volatile Attempt? before;
        private int isAskedAgain;
        private long failedAt;

        public Attempt(Answer answer, Attempt? before, Func<Task<Document>> make, Action done)
        {
            (clock, reading, version) = (answer.Clock!, answer.Reading, answer.Version!.Value);
            IsMadeUp = answer.IsMadeUp;
            // What is still under way may end well after all.
            if (before is { IsDone: false })
                this.before = before;
            else
                lastGood = before?.document ?? before?.LastGood;
            Result = new(() => Task.Run(async () =>
            {
                try
                {
                    return await Run(make);
                }
                finally
                {
                    done();
                }
            }));
        }

        public bool IsMadeUp { get; }

        /// <summary>Whether nothing has moved since it was found to be current.</summary>
        public bool IsCurrent => clock().Version <= Volatile.Read(ref reading);

        // What was rendered may be newer than what was asked for.
        public long Version => document?.Version ?? version;

        public Document? Document => document;

        /// <summary>What there was before, until there is something newer.</summary>
        public Document? LastGood => lastGood ?? before?.document ?? before?.LastGood;

        public Lazy<Task<Document>> Result { get; }

        /// <summary>It has the version that an answer asks for.</summary>
        public void Confirm(Answer answer)
        {
            if (answer.Version <= Version && answer.Reading > Volatile.Read(ref reading))
                Volatile.Write(ref reading, answer.Reading);
        }

        public bool IsDone => document is not null || Result is { IsValueCreated: true, Value.IsFaulted: true };

        /// <summary>Failed a while ago: five seconds where there is something to send meanwhile, else one.</summary>
        public bool IsToBeRepeated => Result is { IsValueCreated: true, Value.IsFaulted: true }
            && Environment.TickCount64 - failedAt > (LastGood is null ? 1000 : 5000);

        public int Size => (document ?? lastGood)?.Size ?? 1000;

        /// <summary>Milliseconds of the system's tick count.</summary>
        public long LastAsked { get; private set; } = Environment.TickCount64;

        /// <summary>Notes that it was asked for; true the first time.</summary>
        public bool Ask()
        {
            LastAsked = Environment.TickCount64;
            return isAskedAgain == 0 && Interlocked.Exchange(ref isAskedAgain, 1) == 0;
        }

        private async Task<Document> Run(Func<Task<Document>> make)
        {
            try
            {
                document = await make();
                Volatile.Write(ref reading, Math.Max(reading, document.Reading));
                (lastGood, before) = (null, null);
                return document;
            }
            catch (Exception)
            {
                failedAt = Environment.TickCount64;
                throw;
            }
        }
    }
}
