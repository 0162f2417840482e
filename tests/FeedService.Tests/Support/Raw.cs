using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace FeedService.Tests.Support;

/// <summary>HTTP as bytes on a socket, for what a client library would tidy up.</summary>
public static class Raw
{
    /// <param name="Headers">Names in lower case; what stands on several lines, joined by commas.</param>
    /// <param name="Body">As it came, chunks and all.</param>
    public sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string? this[string name] => Headers.GetValueOrDefault(name);

        public string Text => Encoding.UTF8.GetString(Body);

        /// <summary>The status line and the header lines as they came.</summary>
        public string Head { get; init; } = "";

        /// <summary>The same without the line that changes by itself.</summary>
        public string Undated => string.Join("\r\n",
            Head.Split("\r\n").Where(line => !line.StartsWith("Date:", StringComparison.Ordinal)));

        /// <summary>The body without its Content-Encoding.</summary>
        public byte[] Decoded()
        {
            var body = new MemoryStream(Body);
            using Stream stream = this["content-encoding"] switch
            {
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "gzip" => new GZipStream(body, CompressionMode.Decompress),
                _ => body,
            };
            var decoded = new MemoryStream();
            stream.CopyTo(decoded);
            return decoded.ToArray();
        }
    }

    /// <summary>Sends a request line and headers, and reads until the server closes.</summary>
    public static async Task<Answer> Send(Uri root, string requestLine, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(root.Host, root.Port, TestContext.Current.CancellationToken);
        var hasHost = headers.Any(header => header.StartsWith("Host:", StringComparison.OrdinalIgnoreCase));
        var lines = new[] { requestLine + " HTTP/1.1", "Connection: close" }
            .Concat(hasHost ? [] : ["Host: " + root.Authority]).Concat(headers);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"),
            TestContext.Current.CancellationToken);
        var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, TestContext.Current.CancellationToken);
        return Parse(answer.ToArray());
    }

    /// <summary>An answer that ends where the bytes do.</summary>
    public static Answer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var head = Encoding.Latin1.GetString(bytes, 0, end);
        var lines = head.Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .GroupBy(pair => pair[0].ToLowerInvariant(), pair => pair.ElementAtOrDefault(1) ?? "")
            .ToDictionary(same => same.Key, same => string.Join(',', same));
        return new Answer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, bytes[(end + 4)..])
        {
            Head = head,
        };
    }
}
