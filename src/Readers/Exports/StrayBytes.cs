using System.Text;

namespace FeedService.Readers;

/// <summary>Bytes in a UTF-8 text that are none: windows-1252 takes any of them.</summary>
public sealed class StrayBytes : DecoderFallback
{
    /// <summary>How many there were until now.</summary>
    public int Count { get; private set; }

    // One for each byte.
    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Characters(this);

    private sealed class Characters(StrayBytes strays) : DecoderFallbackBuffer
    {
        private string text = "";
        private int at;

        public override int Remaining => text.Length - at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (text, at) = (CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytesUnknown), 0);
            strays.Count += bytesUnknown.Length;
            return true;
        }

        public override char GetNextChar() => at < text.Length ? text[at++] : '\0';

        public override bool MovePrevious() => at > 0 && at-- > 0;

        public override void Reset() => (text, at) = ("", 0);
    }
}
