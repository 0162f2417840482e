using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>What a line of scraped text is.</summary>
public enum LineKind
{
    Paragraph, Brief, Caption, Credit, Byline, Date, Flag, Code, Dropped, Title, Lead, Heading, Badge, Item,
    Boilerplate, Copyright,
}

/// <summary>One line that is not blank, and what it was taken for.</summary>
/// <param name="Number">Its line in the file, from 1.</param>
public sealed partial record ScrapedLine(int Number, string Text, LineKind Kind, string Why)
{
    private const int LongParagraph = 140, ShortParagraph = 80;

    // Whoever is compared with a line of this length knows what it is about.
    private const int Enough = 20_000;

    /// <summary>
    /// For classifying: no-break spaces are spaces; soft hyphens, zero-width spaces and stray byte order marks are
    /// nothing.
    /// </summary>
    private static string Bare(string text) =>
        text.AsSpan().IndexOfAny("\u00A0\u00AD\u200B\u2060\uFEFF") < 0 ? text
            : text.Replace('\u00A0', ' ').Replace("\u00AD", "", StringComparison.Ordinal)
                .Replace("\u200B", "", StringComparison.Ordinal).Replace("\u2060", "", StringComparison.Ordinal)
                .Replace("\uFEFF", "", StringComparison.Ordinal).Trim();

    /// <summary>The lines of a text that are not blank, in which what was broken at a width is whole again.</summary>
    public static IEnumerable<(int Number, string Text)> Split(string text, int firstLine = 1)
    {
        var lines = text.Split(['\n', '\u2028', '\u2029', '\v', '\f', '\u0085'])
            .Select((line, i) => (Number: firstLine + i, Text: line));
        return HardWrapped.Join(lines.ToList()).Where(line => line.Text.Length > 0);
    }

    /// <summary>Its length in characters, of which one of Chinese, Japanese or Korean counts three.</summary>
    public int Weight =>
        Text.Length + 2 * Text.Count(c => c is >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3');

    public bool EndsSentence => SentenceEnd().IsMatch(Bare(Text));

    private bool IsQuestion => Text[^1] is '?' && !InnerSentenceEnd().IsMatch(Bare(Text)[..^1]);

    /// <summary>As in an interview or a story with dialogue: too short for a paragraph by itself.</summary>
    public bool IsShortSentence => Kind == LineKind.Brief && Weight >= 40 && EndsSentence;

    /// <summary>The same line, taken for something.</summary>
    public ScrapedLine As(LineKind kind, string why) => this with { Kind = kind, Why = why };

    public bool Is(params ReadOnlySpan<LineKind> kinds) => kinds.Contains(Kind);

    public static ScrapedLine Of(int number, string text, bool isInList = true)
    {
        var line = new ScrapedLine(number, text, LineKind.Brief, "neither a paragraph nor anything with a mark");
        var bare = Bare(text);
        if (IsCode(bare))
            return line with { Kind = LineKind.Code, Why = "looks like code" };
        if (!bare.Any(char.IsLetterOrDigit))
            return line with { Kind = LineKind.Dropped, Why = "has no words" };
        if (bare.Length <= 300 && Labels.IsCopyright(bare))
            return line with { Kind = LineKind.Copyright, Why = "says whose the text is" };
        if (bare.Length <= 160 && Labels.IsOfSite(bare))
            return line with { Kind = LineKind.Dropped, Why = "a label or address of the site" };
        if (bare.Length <= 160 && CreditStart().IsMatch(bare))
            return line with { Kind = LineKind.Credit, Why = "names who made a picture" };
        if (bare.Length <= 400 && InlineCredit().IsMatch(bare))
            return line with { Kind = LineKind.Caption, Why = "ends with a credit" };
        if (bare.Length <= 100 && BylineStart().IsMatch(bare) && !bare.EndsWith('.'))
            return line with { Kind = LineKind.Byline, Why = "names who wrote it" };
        if (bare.Length <= 60 && bare.Any(char.IsDigit) && DateOnly().IsMatch(bare))
            return line with { Kind = LineKind.Date, Why = "a date and nothing else" };
        if (bare is ['#', ..] && bare.TrimStart('#') is [' ', ..])
            return line with { Kind = LineKind.Heading, Why = "begins with #" };
        if (isInList && bare is ['•' or '-' or '*' or '–' or '·', ' ', ..] && bare.Length > 4)
            return line with { Kind = LineKind.Item, Why = "begins with a bullet" };

        var isParagraph = line.Weight >= LongParagraph && InnerSentenceEnd().IsMatch(bare)
            || line.Weight >= ShortParagraph && line.EndsSentence && !line.IsQuestion;
        return isParagraph ? line with { Kind = LineKind.Paragraph, Why = "long, with a sentence end" } : line;
    }

    /// <summary>The names in a byline: <c>Von A und B</c>.</summary>
    public IEnumerable<string> Names() => NameSeparator().Split(BylineStart().Replace(Bare(Text), ""))
        .Select(name => name.Trim()).Where(name => name.Length is > 2 and < 60 && char.IsLetter(name[0]));

    /// <summary>The credit without its sign: <c>© dpa/…</c> is dpa/….</summary>
    public string CreditText() => CreditStart().Replace(Bare(Text), "").Trim(' ', ':', ')', '(');

    /// <summary>
    /// The beginnings of words of four letters or more, in lower case, for comparing lines: inflected words have the
    /// same. Of Chinese and Japanese, each two characters.
    /// </summary>
    public IEnumerable<string> Words() => Word().Matches(Text.Length <= Enough ? Text : Text[..Enough]).Select(match =>
        match.Value.ToLower(CultureInfo.InvariantCulture) + match.Groups[1].Value);

    private static bool IsCode(string line) =>
        line is ['{', ..] or ['}', ..] || line.EndsWith("};", StringComparison.Ordinal)
            || line.EndsWith(");", StringComparison.Ordinal)
        || line.EndsWith('{') || CodeWord().IsMatch(line);

    [GeneratedRegex(@"[.!?…。！？।][“”""»’')\]]*$")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[.!?…。！？।][“”""»’')\]]*(\s|$|(?<=[。！？]))")]
    private static partial Regex InnerSentenceEnd();

    [GeneratedRegex(
        @"^\(?(©|\(c\)\s|Fotos?\s*:|Photos?\s*:|Photo(graph)? by\s|Image( source| credit)?\s*:|"
        + @"Image source\b|Images? by\s|Bild(er|quelle)?\s*:|Picture( credit)?\s*:|Cr[ée]dit(s|os)?( photo)?\s*:|"
        + @"Credits?\s*:|Foto( di| de)\s|Photograph\s*:|Getty Images$|写真\s*[:：]|ФОТО\s*:|Фото\s*:)\s*",
        RegexOptions.IgnoreCase)]
    private static partial Regex CreditStart();

    // Where the caption's element ends, the credit's may follow without a space.
    [GeneratedRegex(
        @"[\s(](?:©|(?:Foto|Photo|Bild|Credit|Fotografía|Fotograf|Picture)\s*:)\s*\p{L}[^.!?]{1,50}\)?$|"
        + @"[\p{Ll}\d.)](?:©|(?:Foto|Photo|Bild|Credit|Picture)\s*:)\s*\p{L}[^!?]{1,160}$|"
        + @"\s\p{Lu}{2,8} Photo/\p{L}[^!?]{1,50}$")]
    private static partial Regex InlineCredit();

    [GeneratedRegex(@"^(Von|By|Par|Por|Di|Av|Af|Door|Text|Autor|Author)(:\s*|\s+)(?=\p{Lu})")]
    private static partial Regex BylineStart();

    [GeneratedRegex(
        @"^(?>(?:(?:Stand|Published|Updated|Aktualisiert|Veröffentlicht|Erstellt|Publié|"
        + @"Publicado|Last updated|on|am|um|le|at|et|à|vom|den|Uhr|Mis à jour)\b[:,]?|"
        + @"\p{L}{3,9}\.?(?=,?\s)|\d{1,4}(?:st|nd|rd|th)?|[.,:/|•·\-–—\s()]|"
        + @"[AP]M\b|[ap]\.?m\.?|[A-Z]{3,4}\b|年|月|日|時|分)+)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex DateOnly();

    [GeneratedRegex(
        @"\b(function\s*\(|(console|document|window)\.\w|var \w+\s*=|=>\s*\{|googletag|addEventListener)|"
        + @"^[.#@]?[\w-]+\s*\{|^</?[a-z]+")]
    private static partial Regex CodeWord();

    [GeneratedRegex(@"\s*(?:,|;|/|\||&|\bund\b|\band\b|\bet\b|\by\b)\s*")]
    private static partial Regex NameSeparator();

    [GeneratedRegex(@"[\u3040-\u9FFF](?=([\u3040-\u9FFF]))|(?<![\p{L}\p{N}])[\p{L}\p{N}-[\u3040-\u9FFF]]{4,6}")]
    private static partial Regex Word();
}
