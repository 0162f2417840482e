using System.Globalization;
using System.Text;

namespace FeedService.Topics;

/// <summary>
/// Text as terms are compared with it: lower case, no marks, ß as ss. What a reader takes for the same word is the
/// same string; the scripts of India and of East and Southeast Asia
/// stay as they are, for there marks make another word.
/// </summary>
public static class Folding
{
    private const int LastFolded = 0x1FFF;

    // Ligatures, Arabic letters by their place in a word, full-width and half-width forms.
    private const char FirstForm = '\uFB00';

    private static readonly string?[] Folded = new string?[LastFolded + 1];

    /// <exception cref="PlatformNotSupportedException">Unicode normalisation
    /// is switched off, so that nothing would fold.</exception>
    static Folding()
    {
        if ("é".Normalize(NormalizationForm.FormKD).Length != 2)
            throw new PlatformNotSupportedException(
                "Unicode normalisation is off: set InvariantGlobalization to false.");
    }

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAscii(c))
                folded.Append(char.ToLowerInvariant(c));
            else if (c <= LastFolded)
                folded.Append(Folded[c] ??= FoldOne(c));
            else if (c >= FirstForm)
                i = FoldForms(text, i, folded);
            else if (c is >= '\u2000' and <= '\u200A' or '\u202F' or '\u205F' or '\u3000')
                folded.Append(' ');
            else if (c is not ('\u200B' or '\u200C' or '\u200D' or '\u2060'))
                folded.Append(c);
        }
        return folded.ToString();
    }

    // A run at a time, for a half-width kana and the mark behind it are one letter. Returns its last index.
    private static int FoldForms(string text, int start, StringBuilder folded)
    {
        var end = start + 1;
        while (end < text.Length && text[end] >= FirstForm)
            end++;
        var forms = text[start..end];
        foreach (var c in forms.IsNormalized(NormalizationForm.FormKC)
            ? forms
            : forms.Normalize(NormalizationForm.FormKC))
        {
            if (c <= LastFolded && !char.IsAscii(c))
                folded.Append(Folded[c] ??= FoldOne(c));
            else if (c is not (>= '\uFE00' and <= '\uFE0F' or '\uFEFF'))
                folded.Append(char.ToLowerInvariant(c));
        }
        return end - 1;
    }

    /// <summary>Whether a script is written without spaces, so that a term in it is looked for anywhere.</summary>
    public static bool IsWithoutSpaces(string text) => text.Any(IsWithoutSpaces);

    public static bool IsWithoutSpaces(char c) =>
        c is >= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F' or >= '\u1780' and <= '\u17FF'
        or >= '\u2E80' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF'
        or >= '\uD840' and <= '\uD88D';

    /// <summary>The words of folded text: letters and digits; everything else, hyphens too, stands between.</summary>
    public static List<(int Start, int Length)> Words(string folded)
    {
        var words = new List<(int, int)>(folded.Length / 6);
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var isWord = i < folded.Length && (char.IsLetterOrDigit(folded[i]) || char.IsSurrogate(folded[i])
                || char.GetUnicodeCategory(folded[i]) is UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.NonSpacingMark);
            if (isWord && start < 0)
                start = i;
            if (isWord || start < 0)
                continue;
            words.Add((start, i - start));
            start = -1;
        }
        return words;
    }

    private static string FoldOne(char c)
    {
        switch (c)
        {
            case 'ß' or 'ẞ': return "ss";
            case 'æ' or 'Æ': return "ae";
            case 'œ' or 'Œ': return "oe";
            case 'ø' or 'Ø': return "o";
            case 'ł' or 'Ł': return "l";
            case 'đ' or 'Đ' or 'ð' or 'Ð': return "d";
            case 'þ' or 'Þ': return "th";
            case 'ı' or 'İ': return "i";
            case 'ŋ' or 'Ŋ': return "n";
            case 'ς': return "σ";
            // The soft hyphen, and the stroke that lengthens Arabic words.
            case '\u00AD' or '\u0640': return "";
        }
        var isMarkALetter = c is >= '\u0900' and <= '\u109F' or >= '\u1780' and <= '\u17FF';
        if (isMarkALetter)
            return c.ToString();
        var letters = c.ToString().Normalize(NormalizationForm.FormKD)
            .Where(part => char.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark);
        // What is left of a letter without its mark may be one of the above: the o of ǿ.
        return string.Concat(letters.Select(part =>
            part == c || part > LastFolded ? part.ToString().ToLowerInvariant() : FoldOne(part)));
    }
}
