using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FeedService.Tests.Support;

/// <summary>
/// A connection on which every byte is the test's own. Answers are read by their framing (RFC 9112 §6.3), so a wrong
/// one shows in the answer that follows. Whatever takes longer than half a minute fails.
/// </summary>
public sealed class Connection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient client = new() { NoDelay = true };
    private readonly byte[] buffer = new byte[65536];
    private byte[] ahead = [];

    private Connection()
    {
    }

    public static async Task<Connection> Open(Uri root)
    {
        var connection = new Connection();
        await connection.client.ConnectAsync(root.Host, root.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Sends all of it on a connection of its own, and reads every answer until the server closes.</summary>
    public static async Task<IReadOnlyList<Raw.Answer>> Exchange(Uri root, string text)
    {
        using var connection = await Open(root);
        await connection.Send(text);
        return await connection.ReadAll();
    }

    /// <summary>Each character is one byte.</summary>
    public async Task Send(string text)
    {
        try
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server has answered what it did not want to hear to its end, and reading will tell.
        }
    }

    /// <summary>The next answer, which the server must give; its body without chunks.</summary>
    public async Task<Raw.Answer> Read(string method = "GET")
    {
        var answer = await ReadNext(method);
        Assert.True(answer is not null, "the connection was closed instead of an answer");
        return answer;
    }

    /// <summary>Every answer to a GET until the server closes.</summary>
    public async Task<IReadOnlyList<Raw.Answer>> ReadAll()
    {
        var answers = new List<Raw.Answer>();
        while (await ReadNext("GET") is { } answer)
            answers.Add(answer);
        return answers;
    }

    public void Dispose() => client.Dispose();

    private async Task<Raw.Answer?> ReadNext(string method)
    {
        if (!await Fill(() => ahead.AsSpan().IndexOf("\r\n\r\n"u8) >= 0))
        {
            Assert.Empty(ahead);
            return null;
        }
        var answer = Raw.Parse(Take(ahead.AsSpan().IndexOf("\r\n\r\n"u8) + 4));
        if (method == "HEAD" || answer.Status is 204 or 304)
            return answer;
        if (answer["transfer-encoding"] is { } coding)
        {
            Assert.Equal(("chunked", null), (coding, answer["content-length"]));
            return answer with { Body = await Chunks() };
        }
        if (answer["content-length"] is { } length)
            return answer with { Body = await Exactly(int.Parse(length, CultureInfo.InvariantCulture)) };
        await Fill(() => false);
        return answer with { Body = Take(ahead.Length) };
    }

    private async Task<byte[]> Chunks()
    {
        var body = new List<byte>();
        while (true)
        {
            Assert.True(await Fill(() => ahead.AsSpan().IndexOf("\r\n"u8) >= 0), "a chunk is cut off");
            var line = Take(ahead.AsSpan().IndexOf("\r\n"u8) + 2);
            var size = int.Parse(Encoding.ASCII.GetString(line).TrimEnd(), NumberStyles.HexNumber,
                CultureInfo.InvariantCulture);
            body.AddRange(await Exactly(size));
            Assert.Equal("\r\n", Encoding.ASCII.GetString(await Exactly(2)));
            if (size == 0)
                return [.. body];
        }
    }

    private async Task<byte[]> Exactly(int count)
    {
        Assert.True(await Fill(() => ahead.Length >= count), "a body is cut off");
        return Take(count);
    }

    private byte[] Take(int count)
    {
        var taken = ahead[..count];
        ahead = ahead[count..];
        return taken;
    }

    // Reads until there is enough; false if the server closes before. One that resets has closed too.
    private async Task<bool> Fill(Func<bool> isEnough)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!isEnough())
        {
            int count;
            try
            {
                count = await client.GetStream().ReadAsync(buffer, patience.Token);
            }
            catch (IOException)
            {
                return false;
            }
            if (count == 0)
                return false;
            ahead = [.. ahead, .. buffer.AsSpan(0, count)];
        }
        return true;
    }
}
