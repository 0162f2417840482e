using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Links that serve one recipient: to unsubscribe, to change settings, to see the mail elsewhere.</summary>
internal static partial class ServiceLinks
{
    private const int LongestLabel = 60;

    /// <summary>A text that is too short to say where a link leads, such as "here".</summary>
    public const int ShortestLabel = 15;

    /// <summary>Whether a text speaks of leaving a mailing, in any of the main European languages.</summary>
    public static bool SpeaksOfLeaving(string text) => Leaving().IsMatch(text);

    public static bool IsShort(string label) => label.Length <= LongestLabel || Links.IsHttp(label);

    public static bool IsLabel(string text) => text.Length <= LongestLabel
        && (Leaving().IsMatch(text) || Elsewhere().IsMatch(text) || Settings().IsMatch(text));

    public static bool IsAddress(string url)
    {
        var path = url.IndexOf('/', Math.Min(url.Length, "https://".Length));
        return path > 0 && LeavingInAddress().IsMatch(Uri.UnescapeDataString(url[path..]));
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"unsubscri|\bopt[ -]?(ing )?out\b|(stop|no longer) (receiving|wish to receive)"
        + @"|abmeld|abzumeld|abbestell|abzubestell|austragen\b|\babo(nnement)? (kündigen|beenden)"
        + @"|d[ée]sabonn|d[ée]s-?inscri|ne (plus|souhaitez plus) recevoir"
        + @"|cancelar (a |la |tu |su |mi )?(suscripci|inscri|subscri|assinatura)"
        + @"|\b(dar(se|te|me)?|date|dése) de baja|anular (la |tu |su )?suscripci"
        + @"|disiscri|annulla(re)? (la (tua )?|l['’])?iscrizione|cancella(ti|rsi|re la (tua )?iscrizione)"
        + @"|descadastr|remover (a )?(inscri|subscri)"
        + @"|uitschrij|uit te schrij|afmeld|avmeld|meld(e)? (deg|dig) av|avregistrer|avprenumerer"
        + @"|avsluta prenumeration|peruuta? (uutiskirj|tilau)|lopeta tilaus"
        + @"|wypisz|wypisa|zrezygn|anuluj subskryp|anulowa\w+ subskryp|odhl[aá]s|leiratkoz|dezabon|odjav|odjava"
        + @"|отпис|відпис|απεγγραφ|διαγραφ[ήη] από"
        + @"|abonelikten|abonelikten|配信停止|購読解除|退订|退訂|取消订阅|수신 ?거부", Options)]
    private static partial Regex Leaving();

    [GeneratedRegex(@"unsub(scri|\b|_)|opt-?_?out\b|list-?manage\.com/(unsub|profile)|abmeld|abbestell"
        + @"|d[ée]sabonn|d[ée]s-?inscri|disiscri"
        + @"|uitschrijv|afmeld|avmeld|avregistrer|wypisz|odhlas|leiratkoz|dezabon|descadastr|cancelar-suscri"
        + @"|darse-de-baja", Options)]
    private static partial Regex LeavingInAddress();

    [GeneratedRegex(@"\b(view|read|open|see|display|show)\b.{0,40}\b(browser|online|web)\b"
        + @"|\b(in|on) (your|a|the) (web ?)?browser"
        + @"|\bweb ?version\b|\bonline[- ]?(version|ansicht)|\bim (web)?browser\b|\b(web|browser)-?ansicht"
        + @"|version en ligne|(votre|le) navigateur|(en|no) (el |tu |su |seu )?navegador"
        + @"|versi[oó]n (web|en l[ií]nea)|vers[ãa]o (web|online)"
        + @"|nel (tuo |suo )?browser|versione (web|online)|in (je|uw|de|din|jouw) (web)?browser|webbversion"
        + @"|webversie|(i|in) (din )?(webbläsare|nettleser)|selaimessa"
        + @"|w przeglądarce|v prohlížeči|в браузере|у браузері|στο πρόγραμμα περιήγησης|tarayıcı|ブラウザ|浏览器"
        + @"|瀏覽器", Options)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\b(manage|update|change|edit|adjust|set)\b.{0,30}\b(preferences?|subscriptions?|settings|profile|e-?mail address)\b"
        + @"|\b(e-?mail|subscription|newsletter|notification|communication) (preferences|settings)"
        + @"|\bpreference cent(er|re)"
        + @"|(newsletter|abo|profil|e-?mail|abonnement)-?einstellung|einstellungen (ändern|verwalten|anpassen)"
        + @"|(newsletter|abo(nnement)?s?|profil|daten) (verwalten|ändern)"
        + @"|\b(vos|mes|tes|les|des) préférences|g[ée]rer (vos|mes|votre|mon) abonnement"
        + @"|(tus|sus|mis|las) preferencias|(tue |sue |mie |le )preferenze|(suas|minhas|as) preferências"
        + @"|(je|uw|mijn) (e-mail)?voorkeuren|(dina|mina|dine) (inställningar|indstillinger|innstillinger)"
        + @"|preferencj|ustawienia (subskrypcji|powiadomień)|настройк[иа] (подписки|рассылки)", Options)]
    private static partial Regex Settings();
}
