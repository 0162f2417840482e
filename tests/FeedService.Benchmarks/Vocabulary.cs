namespace FeedService.Benchmarks;

/// <summary>The words of one language, by what they do in a sentence.</summary>
internal sealed record Vocabulary
{
    public required string[] Nouns { get; init; }
    public required string[] Adjectives { get; init; }
    public required string[] Verbs { get; init; }
    public required string[] Adverbs { get; init; }
    public required string[] Articles { get; init; }
    public required string[] Openings { get; init; }
    public required string[] Between { get; init; }
    public required string[] Joints { get; init; }
    public required string[] Says { get; init; }
    public required string[] People { get; init; }
    public required string[] Endings { get; init; }

    public static readonly Vocabulary German = new()
    {
        Nouns = List("""
            Gemeinde, Brücke, Straße, Bahnhöfe, Übersicht, Prüfung, Haushalt, Vertrag, Frühjahr, Sommer, Ausschuss, Versammlung,
            Bürgermeisterin, Genehmigung, Wärmepumpe, Stromnetz, Schwimmbad, Bücherei, Kläranlage, Müllabfuhr, Grundstück,
            Zeitung, Ausstellung, Sternwarte, Gewächshaus, Streuobstwiese, Fahrplan, Nachtzug, Lokomotive, Weiche, Tunnel,
            Forschung, Messung, Tabelle, Rechnung, Mitglieder, Verwaltung, Gericht, Urteil, Klage, Landwirtschaft, Ernte,
            Hochwasser, Deich, Trockenheit, Küste, Fischerei, Werft, Gewerkschaft, Streik, Löhne, Mieten, Wohnungen, Baustelle,
            Denkmal, Kirche, Orgel, Chor, Konzert, Bühne, Roman, Übersetzung, Verlag, Wörterbuch, Lehrerin, Unterricht, Prüfling
            """),
        Adjectives = List("""
            neue, alte, große, kleine, öffentliche, schnelle, späte, frühe, günstige, schwierige, überraschende, jährliche,
            westliche, östliche, grüne, kühle, ländliche, städtische, geplante, verlorene, gemeinsame, mögliche, häufige
            """),
        Verbs = List("""
            eröffnet, prüft, verändert, braucht, findet, sucht, trägt, überholt, bestätigt, verspricht, verliert, gewinnt,
            beschreibt, zählt, versorgt, erreicht, begrüßt, ersetzt, verzögert, unterstützt, erklärt, kostet, bleibt, wächst
            """),
        Adverbs = List("""
            heute, gestern, langsam, plötzlich, offenbar, vermutlich, wieder, endlich, kaum, häufig, im Herbst, am Montag,
            seit Jahren, ohne Verspätung, unter Aufsicht, vor allem, in der Nacht, nach der Sitzung, mit Mühe
            """),
        Articles = List("die, der, das, eine, ein, diese, jede, keine, ihre, seine"),
        Openings = List("Zuletzt, Dort, Inzwischen, Außerdem, Bislang, Später, Zunächst, Künftig, Immerhin, Dabei"),
        Between = List(
            "für die, in der, mit der, nach der, über die, unter der, zwischen, gegen die, aus der, bei der"),
        Joints = List("weil, während, obwohl, und, doch, sodass, bevor, denn"),
        Says = List("sagte, erklärte, schrieb, meinte, ergänzte"),
        People = List(
            "die Sprecherin, der Bürgermeister, eine Gärtnerin, der Züchter, die Müllerin, der Vorsitzende, ein Anwohner"),
        Endings = ["s", "en", "e", ""],
    };

    public static readonly Vocabulary English = new()
    {
        Nouns = List("""
            council, bridge, street, station, survey, budget, contract, spring, summer, committee, assembly, mayor, permit,
            heat pump, power grid, swimming pool, library, sewage plant, orchard, newspaper, exhibition, observatory,
            greenhouse, timetable, night train, engine, tunnel, research, measurement, table, invoice, members, court,
            verdict, lawsuit, farming, harvest, flood, drought, coast, fishery, shipyard, union, strike, wages, rents, flats,
            building site, monument, church, organ, choir, concert, stage, novel, translation, publisher, dictionary, teacher,
            lesson, museum, ferry, lighthouse, workshop, café, façade
            """),
        Adjectives = List("""
            new, old, large, small, public, fast, late, early, cheap, difficult, surprising, yearly, western, eastern, green,
            cool, rural, urban, planned, lost, common, possible, frequent, narrow, quiet
            """),
        Verbs = List("""
            opens, checks, changes, needs, finds, seeks, carries, overtakes, confirms, promises, loses, wins, describes,
            counts, supplies, reaches, welcomes, replaces, delays, supports, explains, costs, remains, grows
            """),
        Adverbs = List("""
            today, yesterday, slowly, suddenly, apparently, probably, again, finally, hardly, often, in autumn, on Monday, for
            years, without delay, under supervision, above all, at night, after the meeting, with some effort
            """),
        Articles = List("the, a, this, every, no, her, his, their, one"),
        Openings = List("Lately, There, Meanwhile, Besides, So far, Later, At first, In future, After all, Still"),
        Between = List(
            "for the, in the, with the, after the, about the, under the, between, against the, from the, at the"),
        Joints = List("because, while, although, and, but, so that, before, since"),
        Says = List("said, explained, wrote, argued, added"),
        People = List(
            "the speaker, the chairman, a neighbour, the mayor’s office, a café owner, the gardener, a reader"),
        Endings = ["s", "’s", ""],
    };

    private static string[] List(string words) =>
        words.ReplaceLineEndings(" ")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
