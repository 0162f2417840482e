using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.Channels;
using FeedService.Articles;
using FeedService.Readers;
using FeedService.Topics;

namespace FeedService.Import;

/// <summary>One article of a file, or why there is none, and the topics it belongs to.</summary>
internal readonly record struct ReadArticle(Reading Reading, IReadOnlyList<Topic> Topics);

/// <summary>
/// A file that is read on another thread while its first articles are being saved on this one. It is never further
/// ahead than a few articles, so a file may be larger than memory.
/// </summary>
internal sealed class FileRead
{
    private const int FewArticles = 8;
    private const int SmallFile = 1_000_000;

    private static readonly TimeSpan LongestForOne = TimeSpan.FromSeconds(10);

    private readonly Channel<ReadArticle> read = Channel.CreateBounded<ReadArticle>(
        new BoundedChannelOptions(FewArticles) { SingleReader = true, SingleWriter = true });

    // Cancelled when nobody wants more of it.
    private readonly CancellationTokenSource given;

    // When the article that is being read was begun; 0 before the first.
    private long since;
    private Stream? stream;
    private long position;

    private FileRead(ArticleFile file, CancellationToken cancellation) =>
        (File, given) = (file, CancellationTokenSource.CreateLinkedTokenSource(cancellation));

    public ArticleFile File { get; }

    /// <summary>Of the file's and its sidecar's bytes; null when they cannot be had.</summary>
    public string? Hash { get; private set; }

    /// <summary>Whether it was read to its end, be that the end of what can be read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>How many bytes of a large file have been read.</summary>
    public long Position
    {
        get
        {
            try
            {
                return stream is FileStream file ? file.Position : 0;
            }
            catch (Exception error) when (error is ObjectDisposedException or NotSupportedException)
            {
                // The reading thread is done with it.
                return position;
            }
        }
    }

    /// <param name="source">The file with these bytes and this sidecar, as a reader gets to see it.</param>
    public static FileRead Start(ArticleFile file, Func<Func<Stream>, byte[]?, Source> source, ArticleReaders readers,
        TopicMatcher matcher, CancellationToken cancellation)
    {
        var reading = new FileRead(file, cancellation);
        var token = reading.given.Token;
        Task.Run(() => reading.Read(source, readers, matcher, token), CancellationToken.None);
        return reading;
    }

    /// <summary>Its articles in order, each as soon as it is there; one that takes too long is the last.</summary>
    public IEnumerable<ReadArticle> Articles()
    {
        try
        {
            while (true)
            {
                while (read.Reader.TryRead(out var article))
                    yield return article;
                var more = read.Reader.WaitToReadAsync().AsTask();
                while (!more.Wait(TimeSpan.FromSeconds(1)) && !IsStuck())
                { }
                if (!more.IsCompleted)
                    yield return TooSlow();
                if (!more.IsCompleted || !more.Result)
                    yield break;
            }
        }
        finally
        {
            given.Cancel();
            given.Dispose();
        }
    }

    // The machine may have been busy or asleep, so it is worth another try.
    private ReadArticle TooSlow()
    {
        IsComplete = true;
        return Failed($"one article took longer than {LongestForOne.TotalSeconds} seconds to read",
            "look for something absurd in it, such as thousands of nested tags; it is tried again in an hour",
            DateTimeOffset.UtcNow + TimeSpan.FromHours(1));
    }

    // A large file may hold much that is no article between two that are.
    private bool IsStuck()
    {
        if (Position != position)
            Volatile.Write(ref since, Stopwatch.GetTimestamp());
        position = Position;
        return Volatile.Read(ref since) is > 0 and var begun && Stopwatch.GetElapsedTime(begun) > LongestForOne;
    }

    private async Task Read(Func<Func<Stream>, byte[]?, Source> source, ArticleReaders readers, TopicMatcher matcher,
        CancellationToken cancellation)
    {
        try
        {
            Volatile.Write(ref since, Stopwatch.GetTimestamp());
            var sidecar = File.SidecarPath is { } path ? OwnFiles.ReadAllBytes(path) : null;
            foreach (var reading in readers.Read(source(Open(sidecar), sidecar)))
            {
                var topics = reading.Article is { } article ? matcher.Match(article) : [];
                await read.Writer.WriteAsync(new ReadArticle(reading, topics), cancellation);
                Volatile.Write(ref since, Stopwatch.GetTimestamp());
            }
            IsComplete = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await read.Writer.WriteAsync(Failed($"cannot be read: {error.Message}", null), cancellation);
            IsComplete = true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await read.Writer.WriteAsync(Failed($"could not be matched with the topics: {error.Message}",
                "this is a fault of the program; the other files are not affected"), cancellation);
            IsComplete = true;
        }
        finally
        {
            stream?.Dispose();
            read.Writer.TryComplete();
        }
    }

    // A small file is read once. A large one is read twice, for its hash comes before its articles.
    private Func<Stream> Open(byte[]? sidecar)
    {
        if (File.Length <= SmallFile)
        {
            var bytes = OwnFiles.ReadAllBytes(File.FullPath);
            Hash = HashOf(hash => hash.AppendData(bytes), sidecar);
            return () => new MemoryStream(bytes, writable: false);
        }
        using (var whole = System.IO.File.OpenRead(File.FullPath))
            Hash = HashOf(hash => Append(hash, whole), sidecar);
        Volatile.Write(ref since, Stopwatch.GetTimestamp());
        return () => stream = System.IO.File.OpenRead(File.FullPath);
    }

    private ReadArticle Failed(string message, string? hint, DateTimeOffset? due = null) => new(
        new Reading(null, "", due, [new Problem(File.Path, null, message, hint)]), []);

    private static void Append(IncrementalHash hash, Stream bytes)
    {
        var buffer = new byte[81920];
        for (int read; (read = bytes.Read(buffer)) > 0;)
            hash.AppendData(buffer, 0, read);
    }

    private static string HashOf(Action<IncrementalHash> append, byte[]? sidecar)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        append(hash);
        hash.AppendData([0]);
        hash.AppendData(sidecar ?? []);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
