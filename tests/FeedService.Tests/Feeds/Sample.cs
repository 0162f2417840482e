using FeedService.Feeds;

namespace FeedService.Tests.Feeds;

/// <summary>A feed made by hand that uses every field there is.</summary>
internal static class Sample
{
    public static readonly IReadOnlyList<IFeedWriter> Writers =
        [new RssWriter(), new AtomWriter(), new JsonFeedWriter()];

    public static Feed Feed { get; } = new()
    {
        Id = "tag:example.org,2024:press:kreml",
        Slug = "kreml",
        Title = "Kreml & Umgebung",
        Description = "Alles über den \"Kreml\"",
        Language = "de",
        HomeUrl = "https://example.org/topics/kreml",
        Self = format => $"https://example.org/feeds/kreml.{format.Extension}",
        Updated = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        TimeToLive = TimeSpan.FromMinutes(15),
        Author = "Redaktion",
        Logo = "https://example.org/logo.png",
        Rights = "© die Verlage",
        Entries = [Full, Bare],
    };

    public static Entry Full => new()
    {
        Id = "tag:example.org,2024:press:welt/a%20b.txt",
        Url = "https://paper.example.org/artikel?id=1&seite=2",
        Title = "Fish & Chips: 1 < 2 😀 „jetzt“",
        Summary = "Two lines:\n1 < 2 & 3 > 2",
        Content = "<p lang=\"en\">Fish &amp; chips 😀 ]]&gt;</p>\n"
            + "<p><img src=\"https://example.org/media/a.png\" alt=\"\"></p>",
        Published = new(2026, 3, 4, 4, 6, 7, TimeSpan.FromHours(-1)),
        Updated = new(2026, 3, 4, 6, 6, 7, 80, TimeSpan.FromHours(1)),
        Language = "en",
        Authors = ["Emilie Ä", "Eugene O'Neill"],
        Categories = ["R&D", "Kreml & Umgebung"],
        Image = new("https://example.org/media/lead.jpg", "A plate & a \"fork\"", "dpa/NASA"),
        Enclosures =
        [
            new("https://example.org/media/a.mp3", "audio/mpeg", 123_456),
            new("https://example.org/media/b.ogg", "audio/ogg", 0),
            new("https://example.org/media/c.opus", "audio/ogg", 7),
        ],
        Publisher = new("Der Anzeiger", "https://paper.example.org/"),
        Agencies = ["Reuters", "AFP"],
    };

    public static Entry Bare => new()
    {
        Id = "https://example.org/%C3%A4",
        Url = "https://xn--bcher-kva.example/%C3%A4",
        Title = "Undated",
        Summary = "A summary alone",
        Updated = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
