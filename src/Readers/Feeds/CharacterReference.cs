using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace FeedService.Readers;

/// <summary>References to characters, of XML and of HTML, which feeds use without declaring them.</summary>
internal static class CharacterReference
{
    /// <summary>With <c>&amp;</c> and <c>;</c>.</summary>
    public const int Longest = 12;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

    /// <summary>Whether it could be an entity that somebody declared.</summary>
    public static bool IsName(string reference) => reference.AsSpan(1..^1).IndexOfAnyExcept(NameCharacters) < 0;

    /// <summary>The character that it means; null when it means none.</summary>
    /// <param name="reference">From <c>&amp;</c> to <c>;</c>, with something between.</param>
    public static string? Meaning(string reference)
    {
        if (reference[1] != '#')
        {
            var named = WebUtility.HtmlDecode(reference);
            return named == reference ? null : named;
        }
        var isHex = reference[2] is 'x' or 'X';
        var digits = reference[(isHex ? 3 : 2)..^1];
        if (!int.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier
            : NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return null;
        // Those from 128 are meant as windows-1252, as browsers take them (HTML §13.2.5.80).
        if (code is >= 0x80 and < 0xA0)
            return XmlDecoding.Windows1252.GetString([(byte)code]);
        return Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD";
    }

    /// <summary>A value with its references as the characters they mean.</summary>
    public static string Decode(string value)
    {
        var decoded = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var length = value[i] != '&' ? -1
                : value.AsSpan(i, Math.Min(Longest, value.Length - i)).IndexOf(';');
            if (length > 1 && Meaning(value.Substring(i, length + 1)) is { } characters)
            {
                decoded.Append(characters);
                i += length;
            }
            else
            {
                decoded.Append(value[i]);
            }
        }
        return decoded.ToString();
    }
}
