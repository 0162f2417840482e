using System.Text;
using FeedService.Readers;

namespace FeedService.Benchmarks;

/// <summary>How well the readers understand real collections whose right reading is known.</summary>
internal static class Scoring
{
    public static Task<int> Run(string corpus)
    {
        NewsTexts.Score(Path.Combine(corpus, "text-seedlike-news"));
        SeedVariants.Score(Path.Combine(corpus, "text-seed-variants"));
        PageScores.Score(corpus);
        return Task.FromResult(0);
    }

    /// <summary>A file as an import would hand it to its reader.</summary>
    public static Source Source(string path, Profile? profile = null) => new(Path.GetFileName(path),
        () => File.OpenRead(path), null, profile ?? Profile.Default, _ => null, DateTimeOffset.UtcNow);

    /// <summary>The letters and digits of a title in lower case, which is all that titles are compared by.</summary>
    public static string Bare(string text) => string.Concat(text.Normalize(NormalizationForm.FormC)
        .Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
