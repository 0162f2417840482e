using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>
/// An article found in the text of a whole page: which lines are headline, lead, body, captions, and which belong to
/// the site around it. Heuristics without word lists of any one site; a folder's profile helps where they fail.
/// </summary>
public sealed class ScrapedText
{
    private const int FewestRecurring = 3, LongestRun = 2;
    private const string InRun = "one of several short lines in a row";

    private readonly List<ScrapedLine> lines;
    private readonly Profile profile;
    private readonly HashSet<string> recurring;
    private TextCore core = TextCore.None;
    private int title = -1;

    private ScrapedText(List<ScrapedLine> lines, Profile profile)
    {
        this.lines = lines;
        this.profile = profile;
        recurring = Recurring();
    }

    /// <summary>Every line that is not blank, in the order of the file.</summary>
    public IReadOnlyList<ScrapedLine> Lines => lines;

    public string? Title => title < 0 ? null : Headline(lines[title].Text);
    public int? TitleLine => title < 0 ? null : lines[title].Number;
    public Confidence TitleConfidence { get; private set; }
    public string? Lead => First(LineKind.Lead);
    public Access Access { get; private set; }
    public IEnumerable<string> Badges => lines.Where(line => line.Is(LineKind.Badge)).Select(line => line.Text);
    public IEnumerable<string> Authors =>
        lines.Where(line => line.Is(LineKind.Byline)).SelectMany(line => line.Names()).Distinct();

    /// <summary>The headline, captions, lead and everything between the first and the last paragraph.</summary>
    public IEnumerable<ScrapedLine> Body => !core.Exists
        ? lines.Where(line => line.Is(LineKind.Lead, LineKind.Paragraph, LineKind.Heading, LineKind.Item))
        : lines.Take(core.End + 1)
            .Where((line, i) => i >= core.Start || line.Is(LineKind.Caption, LineKind.Credit, LineKind.Lead));

    public IReadOnlyList<string> Agencies
    {
        get
        {
            var paragraphs = lines.Where(line => line.Is(LineKind.Lead, LineKind.Paragraph))
                .Select(line => line.Text).ToList();
            return [.. paragraphs.TakeLast(3).SelectMany(Articles.Agencies.AtEnd)
                .Concat(paragraphs.Take(2).SelectMany(Articles.Agencies.InDateline))
                .Concat(Authors.Select(Articles.Agencies.Find).OfType<string>()).Distinct()];
        }
    }

    /// <param name="firstLine">The line of the file in which the text begins.</param>
    public static ScrapedText Read(string text, Profile profile, int firstLine = 1)
    {
        var page = new ScrapedText(Classified(text, profile, firstLine), profile);
        page.DropRepeated();
        page.ReadFlags();
        page.MarkSpeech();
        Captions.Mark(page.lines);
        page.core = TextCore.Of(page.lines, page.recurring);
        page.FindTitle();
        if (page.core.Exists)
            Captions.DropAlternatives(page.lines, page.core);
        page.MarkLead();
        page.MarkBody();
        return page;
    }

    private static List<ScrapedLine> Classified(string text, Profile profile, int firstLine) =>
        Headlines.Joined([.. ScrapedLine.Split(text, firstLine).Select(line =>
            profile.Drop.Any(drop => drop.IsMatch(line.Text))
                ? new ScrapedLine(line.Number, line.Text, LineKind.Dropped, "the profile drops it")
                : ScrapedLine.Of(line.Number, line.Text))]);

    // Credits, bylines, dates and flags tell something however often they do. A page of which more than half is
    // repeated is an article that lies in its folder several times.
    private void DropRepeated()
    {
        var repeated = Enumerable.Range(0, lines.Count).Where(i => profile.Repeated.Contains(lines[i].Text)
            && lines[i].Is(LineKind.Brief, LineKind.Paragraph, LineKind.Heading, LineKind.Item)).ToList();
        if (repeated.Sum(i => lines[i].Weight) * 2 > lines.Sum(line => line.Weight))
            return;
        foreach (var i in repeated)
            Mark(i, LineKind.Dropped, "repeated in other files of its folder");
    }

    private void ReadFlags()
    {
        var paid = new List<bool>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (Flag.Of(lines, i) is not { } flag)
                continue;
            for (var at = i; at < i + flag.Lines; at++)
                Mark(at, LineKind.Flag, "a flag that the site left in");
            if (flag.IsAboutMoney && flag.Value is { } value)
                paid.Add(value);
            i += flag.Lines - 1;
        }
        Access = lines.Any(line => line.Text == profile.PaidWhen) || paid.Contains(true) ? Access.Paid
            : paid.Count > 0 ? Access.Free : Access.Unknown;
    }

    // Where dialogue begins with a dash, a line of it looks like a list's only entry.
    private void MarkSpeech()
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var isAlone = !(i > 0 && lines[i - 1].Is(LineKind.Item))
                && !(i + 1 < lines.Count && lines[i + 1].Is(LineKind.Item));
            if (isAlone && lines[i].Is(LineKind.Item) && lines[i].Text[0] is '-' or '–')
                lines[i] = ScrapedLine.Of(lines[i].Number, lines[i].Text, isInList: false);
        }
    }

    // Labels between paragraphs, such as those over advertisements; a speaker's name ends with a colon.
    private HashSet<string> Recurring() =>
        lines.Where(line => line.Is(LineKind.Brief) && !line.EndsSentence && line.Text[^1] != ':')
            .CountBy(line => line.Text).Where(line => line.Value >= FewestRecurring).Select(line => line.Key)
            .ToHashSet();

    private void FindTitle()
    {
        var told = profile.TitlePattern is { } pattern ? lines.FindIndex(line => pattern.IsMatch(line.Text))
            : profile.Title == "first" ? lines.FindIndex(IsCandidate)
            : profile.Title == "after-badge" ? AfterBadge()
            : -1;
        (title, TitleConfidence) = told >= 0 ? (told, Confidence.High)
            : profile.TitlePattern is null && profile.Title != "first" ? Headlines.Best(lines, core)
            : (-1, Confidence.Low);
        if (title >= 0)
            Mark(title, LineKind.Title, "the best headline above the text");
        MarkBadges();
    }

    private bool IsCandidate(ScrapedLine line) => line.Is(LineKind.Brief, LineKind.Heading, LineKind.Paragraph);

    private int AfterBadge()
    {
        var badge = lines.FindIndex(line => profile.Badges.Contains(line.Text));
        return badge < 0
            ? -1
            : lines.FindIndex(badge + 1, line => IsCandidate(line) && !profile.Badges.Contains(line.Text));
    }

    private void MarkBadges()
    {
        for (var i = title - 1; i >= 0 && lines[i].Is(LineKind.Brief, LineKind.Dropped); i--)
        {
            var isPlaced = i == 0 ? title == 1 : lines[i - 1].Is(LineKind.Credit);
            var isBadge = profile.Badges.Contains(lines[i].Text)
                || Headlines.IsBadge(lines[i].Text) && (isPlaced || Headlines.IsKnownBadge(lines[i].Text));
            if (isBadge)
                Mark(i, LineKind.Badge, "a label over the headline");
        }
    }

    /// <summary>
    /// The deck, else the first paragraph below the title; without a run of paragraphs the text is all there is.
    /// </summary>
    private void MarkLead()
    {
        if (!core.Exists)
        {
            for (var i = title + 1; i < lines.Count; i++)
            {
                if (lines[i].Is(LineKind.Brief))
                    Mark(i, LineKind.Paragraph, "a short text: every line counts");
            }
            return;
        }
        if (Headlines.IsDeck(lines, title + 1, core))
        {
            Mark(title + 1, LineKind.Lead, "the sentence below the headline that explains it");
            return;
        }
        var lead = lines.FindIndex(Math.Max(core.Start, title + 1), line => line.Is(LineKind.Paragraph));
        if (lead >= 0 && title >= 0 && lead < core.End)
            Mark(lead, LineKind.Lead, "the first paragraph below the headline");
    }

    private void MarkBody()
    {
        for (var i = 0; i < lines.Count && core.Exists; i++)
        {
            if (lines[i].Is(LineKind.Brief) && recurring.Contains(lines[i].Text))
                Mark(i, LineKind.Boilerplate, "stands in the page again and again");
        }
        for (var i = 0; i < lines.Count && core.Exists; i++)
        {
            var isInside = core.Surrounds(i);
            if (lines[i].Is(LineKind.Brief))
            {
                var (kind, why) = !isInside ? (LineKind.Boilerplate, "outside the text")
                    : IsInRun(i) && !lines[i].IsShortSentence
                        ? (LineKind.Boilerplate, InRun)
                    : lines[i].Text[^1] is '.' or ',' or ';'
                        || lines[i].EndsSentence && lines[i].Text[^1] is not ('?' or '!')
                        ? (LineKind.Paragraph, "a short sentence between paragraphs")
                        : (LineKind.Heading, "short, between paragraphs");
                Mark(i, kind, why);
            }
            else if (!isInside && i != core.Start && i != core.End
                && lines[i].Is(LineKind.Paragraph, LineKind.Item, LineKind.Heading))
                Mark(i, LineKind.Boilerplate, "outside the text");
        }
    }

    // Counted no further than is asked for, as a run may be as long as the page.
    private bool IsInRun(int at)
    {
        bool IsBrief(int i) => i >= 0 && i < lines.Count && (lines[i].Is(LineKind.Brief) || lines[i].Why == InRun);
        int first = at, last = at;
        while (at - first < LongestRun && IsBrief(first - 1))
            first--;
        while (last - at < LongestRun && IsBrief(last + 1))
            last++;
        return last - first + 1 > LongestRun;
    }

    private string Headline(string text) =>
        profile.TitlePattern?.Match(text).Groups["title"] is { Length: > 0 } group
            ? group.Value
            : text.TrimStart('#').Trim();

    private string? First(LineKind kind) => lines.Find(line => line.Is(kind))?.Text;

    private void Mark(int at, LineKind kind, string why) => lines[at] = lines[at].As(kind, why);
}
