using System.Text.RegularExpressions;

namespace FeedService.Readers;

/// <summary>Lines by whose words a site shows, in whatever language, that they are its own.</summary>
public static partial class Labels
{
    /// <summary>
    /// An advertisement's label, an address or a file's name, or a pointer to another article, on its own or with that
    /// article's title: <c>Lesen Sie auch: …</c>
    /// </summary>
    public static bool IsOfSite(string line) =>
        Advertisement().IsMatch(line) || Address().IsMatch(line) || Pointer().IsMatch(line);

    /// <summary>Says whose the text above is, which therefore ends there.</summary>
    public static bool IsCopyright(string line) => Copyright().IsMatch(line);

    [GeneratedRegex(
        @"^\W*(Advertisements?|Advertisement - scroll to continue|Anzeigen?|Werbung|Publicidad|(Passer la )?publicité|"
        + @"Pubblicità|Publicidade|Annonsørinnhold|Annonse|Annons|Annonce|Advertentie|Reklama?|Реклама|広告)\W*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Advertisement();

    [GeneratedRegex(
        @"^\W*(Read more|Read also|Also read|See also|Related|Les(en Sie|t|t ihr) auch|Lies auch|Siehe auch|"
        + @"Mehr (zum Thema|dazu)|[ÀA] lire aussi|(À )?voir aussi|Lire aussi|Lee también|Leer más|Lea también|"
        + @"Leia (também|mais)|Leggi anche|Lees ook|Les også|Læs også|Läs (också|även|mer)|"
        + @"Czytaj (też|także|również)|Zobacz (też|także)|Читайте также|関連記事)\b(\W|$)|"
        + @"^(>>|→|▶|►|➤)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Pointer();

    [GeneratedRegex(@"^https?://\S+$|^[\w.%-]+\.(jpe?g|png|gif|webp|avif|svg|mp4)$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    // The last of these is the number that dpa gives each of its messages.
    [GeneratedRegex(
        @"^©\s*Copyright\b|^Copyright\s*(©|\(c\))|\ball rights reserved\b|\bAlle Rechte vorbehalten\b|"
        + @"\btous droits réservés\b|\btodos los derechos reservados\b|\btutti i diritti riservati\b|"
        + @"^©.{0,40}\bdpa:\d{6}-\d",
        RegexOptions.IgnoreCase)]
    private static partial Regex Copyright();
}
