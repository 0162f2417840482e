using System.Text;
using FeedService.Articles;
using FeedService.Readers;

namespace FeedService.Tests.Readers;

public sealed class ProfileTests
{
    private const string Paragraph =
        "A long paragraph about the harbour of the city, where ships arrive every morning. "
        + "It has a second sentence, so that nobody takes it for a headline or a label.";

    [Fact]
    public void A_folder_tells_source_language_and_zone_of_its_articles()
    {
        var (profile, problems) = Desk.Profiled(
            "source: { name: Der Bote, url: https://bote.example }\nlanguage: de_AT\ntimezone: Europe/Berlin\n");

        var article = Desk.Markdown("---\ndate: 2024-06-19 08:00\n---\nText", profile: profile);

        Assert.Empty(problems);
        Assert.Equal((new Publisher("Der Bote", "https://bote.example/"), "de-AT",
            new DateTimeOffset(2024, 6, 19, 6, 0, 0, TimeSpan.Zero)),
            (article.Publisher, article.Language, article.Published));
    }

    [Fact]
    public void An_article_wins_over_its_folder()
    {
        var (profile, _) = Desk.Profiled("source: Der Bote\nlanguage: de\n");

        var article = Desk.Markdown("---\nsource: Anzeiger\nlanguage: fr\n---\nText", profile: profile);

        Assert.Equal((new Publisher("Anzeiger", null), "fr"), (article.Publisher, article.Language));
    }

    [Fact]
    public void A_publisher_is_not_its_articles_author()
    {
        var (profile, _) = Desk.Profiled("source: Der Bote");

        var article = Desk.Markdown("---\nauthors: [Der Bote, Jane Austen]\n---\nText", profile: profile);

        Assert.Equal(["Jane Austen"], article.Authors);
    }

    [Fact]
    public void A_folder_below_adds_to_what_the_one_above_says()
    {
        var problems = new List<Problem>();
        var above = Profile.Default.With("_profile.yaml",
            "language: de\nsource: Der Bote\ndrop: [a]\nbadges: [x]\ntitle: first", problems);

        var below = above.With("b/_profile.yaml", "language: en\ndrop: [b]\nbadges: [y]", problems);

        Assert.Empty(problems);
        Assert.Equal(("en", "Der Bote", 2, "x|y", "first"),
            (below.Language, below.Publisher!.Name, below.Drop.Count, string.Join('|', below.Badges), below.Title));
    }

    [Fact]
    public void Lines_of_the_site_are_dropped_whole_or_by_a_pattern()
    {
        var (profile, _) = Desk.Profiled("drop:\n- Read more, now\n- /^Share (on|via) .+/\n- a.c\n");

        var content =
            Plain($"The harbour of the city wakes early\n{Paragraph}\nRead more, now\nShare via post\nabc\n{Paragraph}",
                profile).Content;

        Assert.Equal($"<p>{Paragraph}</p>\n<h2>abc</h2>\n<p>{Paragraph}</p>", content);
    }

    [Theory]
    [InlineData("title: first", "Ships and more")]
    [InlineData("title: after-badge\nbadges: [Exclusive report]", "Quiet days")]
    [InlineData("title: '/^Harbour: (?<title>.+)$/'", "The harbour of the city wakes early")]
    [InlineData("title: auto", "Harbour: The harbour of the city wakes early")]
    public void A_title_is_found_as_the_folder_says(string yaml, string title)
    {
        var (profile, problems) = Desk.Profiled(yaml);

        var article =
            Plain("Ships and more\nHarbour: The harbour of the city wakes early\nExclusive report\nQuiet days\n"
                + $"{Paragraph}\n{Paragraph}.", profile);

        Assert.Empty(problems);
        Assert.Equal(title, article.Title);
    }

    [Theory]
    [InlineData("isPaid: true", Access.Paid)]
    [InlineData("Only for subscribers", Access.Paid)]
    [InlineData("Something else", Access.Unknown)]
    public void A_line_can_say_that_an_article_costs_money(string line, Access access)
    {
        var (profile, _) = Desk.Profiled($"paid-when: \"{line}\"");

        var article =
            Plain($"The harbour of the city wakes early\n{Paragraph}\n{Paragraph}.\nisPaid: true\nOnly for subscribers",
                profile);

        Assert.Equal(access == Access.Unknown ? Access.Paid : access, article.Access);
    }

    [Theory]
    [InlineData("language: de\nlanguge: de", 2, "\"languge\" is no key of a profile")]
    [InlineData("language: de\nlanguage: en", 2, "\"language\" is there twice")]
    [InlineData("\nlanguage: German", 2, "\"German\" is no language tag")]
    [InlineData("language: de\ntimezone: Berlin", 2, "\"Berlin\" is no time zone")]
    [InlineData("title: last", 1, "\"last\" is no way to find a title")]
    [InlineData("source:\n  name: A\n  url: nowhere", 2, "its url is no absolute web address")]
    [InlineData("source: { url: 'https://a.example' }", 1, "a source has a name")]
    [InlineData("drop:\n- a\n- /(/", 3, null)]
    [InlineData("language: [de", 2, null)]
    [InlineData("- a", 1, "this is not a list of keys and values")]
    public void A_mistake_is_told_with_its_file_and_line(string yaml, int line, string? message)
    {
        var (_, problems) = Desk.Profiled(yaml);

        var problem = Assert.Single(problems);
        Assert.Equal(("news/_profile.yaml", line, Severity.Error), (problem.Path, problem.Line, problem.Severity));
        Assert.Equal(message ?? problem.Message, problem.Message);
    }

    [Fact]
    public void What_is_right_in_a_profile_counts_in_spite_of_a_mistake()
    {
        var (profile, problems) = Desk.Profiled("language: de\ntimezone: Nowhere\ndrop: [/(/, ok]");

        Assert.Equal(2, problems.Count);
        Assert.Equal(("de", "UTC", 1), (profile.Language, profile.Zone.Id, profile.Drop.Count));
    }

    private static Article Plain(string text, Profile profile) =>
        Desk.Read("a.txt", Encoding.UTF8.GetBytes(text), profile).Article!;
}
