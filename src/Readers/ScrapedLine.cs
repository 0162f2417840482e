using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>What a line of scraped text is.</summary>
public enum LineKind
{
    Paragraph, Brief, Caption, Credit, Byline, Date, Flag, Code, Dropped, Title, Lead, Heading, Badge, Item,
    Boilerplate,
}

/// <summary>One line that is not blank, and what it was taken for.</summary>
/// <param name="Number">Its line in the file, from 1.</param>
public sealed partial record ScrapedLine(int Number, string Text, LineKind Kind, string Why)
{
    private const int LongParagraph = 140, ShortParagraph = 80;

    /// <summary>For classifying: no-break spaces are spaces, soft hyphens and zero-width spaces are nothing.</summary>
    private static string Bare(string text) =>
        text.Replace('\u00A0', ' ').Replace("\u00AD", "", StringComparison.Ordinal)
            .Replace("\u200B", "", StringComparison.Ordinal).Trim();

    /// <summary>Its length in characters, of which one of Chinese, Japanese or Korean counts three.</summary>
    public int Weight =>
        Text.Length + 2 * Text.Count(c => c is >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3');

    public bool EndsSentence => SentenceEnd().IsMatch(Bare(Text));

    /// <summary>As in an interview or a story with dialogue: too short for a paragraph by itself.</summary>
    public bool IsShortSentence => Kind == LineKind.Brief && Weight >= 40 && EndsSentence;

    public bool Is(params ReadOnlySpan<LineKind> kinds) => kinds.Contains(Kind);

    public static ScrapedLine Of(int number, string text, bool isInList = true)
    {
        var line = new ScrapedLine(number, text, LineKind.Brief, "neither a paragraph nor anything with a mark");
        var bare = Bare(text);
        if (IsCode(bare))
            return line with { Kind = LineKind.Code, Why = "looks like code" };
        if (CreditStart().IsMatch(bare) && bare.Length <= 160)
            return line with { Kind = LineKind.Credit, Why = "names who made a picture" };
        if (InlineCredit().IsMatch(bare) && bare.Length <= 400)
            return line with { Kind = LineKind.Caption, Why = "ends with a credit" };
        if (BylineStart().IsMatch(bare) && bare.Length <= 100 && !bare.EndsWith('.'))
            return line with { Kind = LineKind.Byline, Why = "names who wrote it" };
        if (DateOnly().IsMatch(bare) && bare.Any(char.IsDigit) && bare.Length <= 60)
            return line with { Kind = LineKind.Date, Why = "a date and nothing else" };
        if (bare is ['#', ..] && bare.TrimStart('#') is [' ', ..])
            return line with { Kind = LineKind.Heading, Why = "begins with #" };
        if (isInList && bare is ['•' or '-' or '*' or '–' or '·', ' ', ..] && bare.Length > 4)
            return line with { Kind = LineKind.Item, Why = "begins with a bullet" };

        var isParagraph = line.Weight >= LongParagraph && InnerSentenceEnd().IsMatch(bare)
            || line.Weight >= ShortParagraph && line.EndsSentence;
        return isParagraph ? line with { Kind = LineKind.Paragraph, Why = "long, with a sentence end" } : line;
    }

    /// <summary>The names in a byline: <c>Von A und B</c>.</summary>
    public IEnumerable<string> Names() => NameSeparator().Split(BylineStart().Replace(Bare(Text), ""))
        .Select(name => name.Trim()).Where(name => name.Length is > 2 and < 60 && char.IsLetter(name[0]));

    /// <summary>The credit without its sign: <c>© dpa/…</c> is dpa/….</summary>
    public string CreditText() => CreditStart().Replace(Bare(Text), "").Trim(' ', ':', ')', '(');

    /// <summary>Words of four letters or more, in lower case, for comparing lines.</summary>
    public IEnumerable<string> Words() =>
        Word().Matches(Text).Select(match => match.Value.ToLower(CultureInfo.InvariantCulture));

    private static bool IsCode(string line) =>
        line is ['{', ..] or ['}', ..] || line.EndsWith("};", StringComparison.Ordinal)
            || line.EndsWith(");", StringComparison.Ordinal)
        || line.EndsWith('{') || CodeWord().IsMatch(line);

    [GeneratedRegex(@"[.!?…。！？।][“”""»’')\]]*$")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[.!?…。！？।][“”""»’')\]]*(\s|$|(?<=[。！？]))")]
    private static partial Regex InnerSentenceEnd();

    [GeneratedRegex(
        @"^(©|\(c\)\s|Fotos?\s*:|Photos?\s*:|Photo(graph)? by\s|Image( source| credit)?\s*:|"
        + @"Image source\b|Images? by\s|Bild(er|quelle)?\s*:|Picture( credit)?\s*:|Cr[ée]dit(s|os)?( photo)?\s*:|"
        + @"Credits?\s*:|Foto( di| de)\s|Photograph\s*:|Getty Images$|写真\s*[:：]|ФОТО\s*:|Фото\s*:)\s*",
        RegexOptions.IgnoreCase)]
    private static partial Regex CreditStart();

    [GeneratedRegex(@"[\s(](?:©|(?:Foto|Photo|Bild|Credit|Fotografía|Fotograf|Picture)\s*:)\s*\p{L}[^.!?]{1,50}\)?$")]
    private static partial Regex InlineCredit();

    [GeneratedRegex(@"^(Von|By|Par|Por|Di|Av|Af|Door|Text|Autor|Author)(:\s*|\s+)(?=\p{Lu})")]
    private static partial Regex BylineStart();

    [GeneratedRegex(
        @"^(?:(?:Stand|Published|Updated|Aktualisiert|Veröffentlicht|Erstellt|Publié|"
        + @"Publicado|Last updated|on|am|um|le|at|et|à|vom|den|Uhr|Mis à jour)\b[:,]?|"
        + @"\p{L}{3,9}\.?(?=,?\s)|\d{1,4}(?:st|nd|rd|th)?|[.,:/|•·\-–—\s()]|"
        + @"[AP]M\b|[ap]\.?m\.?|[A-Z]{3,4}\b|年|月|日|時|分)+$",
        RegexOptions.IgnoreCase)]
    private static partial Regex DateOnly();

    [GeneratedRegex(
        @"\b(function\s*\(|console\.|document\.|window\.|var \w+\s*=|=>\s*\{|googletag|addEventListener)|"
        + @"^[.#@]?[\w-]+\s*\{|^</?[a-z]+")]
    private static partial Regex CodeWord();

    [GeneratedRegex(@"\s*(?:,|;|/|\||&|\bund\b|\band\b|\bet\b|\by\b)\s*")]
    private static partial Regex NameSeparator();

    [GeneratedRegex(@"[\p{L}\p{N}]{4,}|[\u3040-\u9FFF]{2}")]
    private static partial Regex Word();
}
