using System.Text;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

/// <summary>Reads single files as an import would, on the 20th of June 2024.</summary>
internal static class Desk
{
    public static readonly ArticleReaders Readers = ArticleReaders.All;

    public static readonly DateTimeOffset Now = new(2024, 6, 20, 12, 0, 0, TimeSpan.Zero);

    public static Reading Read(string path, byte[] bytes, Profile? profile = null, string? sidecar = null,
        params string[] media)
    {
        return ReadAll(path, bytes, profile, sidecar, media)[0];
    }

    /// <summary>What a file of several articles gives.</summary>
    public static IReadOnlyList<Reading> ReadAll(string path, byte[] bytes, Profile? profile = null,
        string? sidecar = null, params string[] media) =>
    [
        .. Readers.Read(new Source(path, () => new MemoryStream(bytes),
            sidecar is null ? null : Encoding.UTF8.GetBytes(sidecar), profile ?? Profile.Default,
            file => media.Contains(file) ? 1234 : null, Now)),
    ];

    public static Reading Read(string path, string text, Profile? profile = null, string? sidecar = null,
        params string[] media) =>
        Read(path, Encoding.UTF8.GetBytes(text), profile, sidecar, media);

    /// <summary>The article that Markdown gives.</summary>
    public static Article Markdown(string text, string path = "a.md", Profile? profile = null, params string[] media) =>
        Read(path, text, profile, null, media).Article!;

    /// <summary>The article that a saved page gives, whose text is put below its head where it has none.</summary>
    public static Article Page(string head, string body = Prose, string? sidecar = null) =>
        Read("page.html", $"<!doctype html><html><head>{head}</head><body>{body}</body></html>", null, sidecar)
            .Article!;

    /// <summary>As much text as makes a page an article.</summary>
    public const string Prose = """
        <article><p>The harbour lay still that morning, and the boats that should have left at dawn were tied up in two
        rows along the quay, as they had been all week.</p><p>Nobody could say when the ice would break, though many
        were asked, and those who answered had been wrong before, which they did not deny.</p></article>
        """;

    public static (Profile Profile, List<Problem> Problems) Profiled(string yaml)
    {
        var problems = new List<Problem>();
        return (Profile.Default.With("news/_profile.yaml", yaml, problems), problems);
    }
}
