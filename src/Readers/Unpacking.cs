namespace FeedService.Readers;

/// <summary>How much a packed file, with all that is in it, may become.</summary>
internal sealed class Allowance(Stream packed)
{
    // Text shrinks to a tenth, at best to a hundredth; what grows more than this when unpacked is a bomb.
    private const int MostGrowth = 200;
    private const long AlwaysAllowed = 100_000_000;

    private readonly long all = Math.Max(AlwaysAllowed, packed.CanSeek ? packed.Length * MostGrowth : 0);
    private long used;

    /// <exception cref="UnreadableException">It is used up.</exception>
    public void Use(int bytes)
    {
        used += bytes;
        if (used > all)
            throw new UnreadableException(null, $"unpacks to more than {MostGrowth} times its size, as only bombs do");
    }
}

/// <summary>What comes out of a packed file, as long as it may; shows its beginning without losing it.</summary>
internal sealed class Unpacking(Stream unpacked, Allowance allowance) : Stream
{
    private const int LongestBeginning = 8192;

    private byte[] beginning = [];
    private int given;

    /// <summary>The first few thousand bytes of a stream, which are read again afterwards.</summary>
    public static byte[] Beginning(Stream stream)
    {
        if (stream is Unpacking unpacking)
            return unpacking.Peek(LongestBeginning);
        var bytes = new byte[LongestBeginning];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return bytes[..read];
    }

    private byte[] Peek(int count)
    {
        if (beginning.Length > 0)
            return beginning;
        beginning = new byte[count];
        Array.Resize(ref beginning, unpacked.ReadAtLeast(beginning, count, throwOnEndOfStream: false));
        allowance.Use(beginning.Length);
        return beginning;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (given < beginning.Length)
        {
            var again = beginning.AsSpan(given, Math.Min(buffer.Length, beginning.Length - given));
            again.CopyTo(buffer);
            given += again.Length;
            return again.Length;
        }
        var read = unpacked.Read(buffer);
        allowance.Use(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacked.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
