using CsCheck;
using FeedService.Topics;

namespace FeedService.Tests.Topics;

public sealed class ExpressionTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    // Sums of products, as an address has them: at most 8 names.
    private static readonly Gen<string> AnyText = Gen
        .Select(Gen.Int[0, 4].Select(i => i == 4 ? "all" : Names[i]), Gen.Bool)
        .Select((name, isNegated) => isNegated ? "!" + name : name)
        .Array[1, 4].Select(names => string.Join('+', names)).Array[1, 2].Select(parts => string.Join(',', parts));

    [Theory]
    [InlineData("russland+nordkorea", "nordkorea+russland")]
    [InlineData("sport,kultur", "kultur,sport")]
    [InlineData("russland+!sport", "russland+!sport")]
    [InlineData("!sport+russland", "russland+!sport")]
    [InlineData("a+a", "a")]
    [InlineData("a,a", "a")]
    [InlineData("a,a+b", "a")]
    [InlineData("all+a", "a")]
    [InlineData("all,a", "all")]
    [InlineData("!a", "all+!a")]
    [InlineData("a+!a,b", "b")]
    [InlineData("c,b+a,a+!b", "a+!b,a+b,c")]
    public void An_expression_has_one_spelling(string text, string canonical) =>
        Assert.Equal(canonical, Parse(text)!.Text);

    [Theory]
    [InlineData("a+!a", "Nothing can be in a topic and not in it.")]
    [InlineData("!all", "Nothing can be in a topic and not in it.")]
    [InlineData("a+", "\"\" is no name")]
    [InlineData(",a", "\"\" is no name")]
    [InlineData("a+!!b", "\"!b\" is no name")]
    [InlineData("a,b,c,d,e,f,g,h,i", "At most 8 can be combined.")]
    public void What_makes_no_sense_is_said(string text, string reason) =>
        Assert.Equal((null, reason), Expression.Parse(text, Named, "all"));

    [Fact]
    public void Where_there_is_no_everything_something_must_be_asked_for() =>
        Assert.Equal("What is left out has to be left out of something: write a+!b.",
            Expression.Parse("a,!b", Named, null).Reason);

    [Fact]
    public void The_canonical_spelling_means_the_same()
    {
        AnyText.Sample(text =>
        {
            var expression = Parse(text);
            foreach (var there in Subsets())
                Assert.Equal(Holds(text, there), expression is not null && Holds(expression.Text, there));
        });
    }

    [Fact]
    public void The_canonical_spelling_is_its_own_and_that_of_every_order()
    {
        AnyText.Sample(text =>
        {
            if (Parse(text) is not { } expression)
                return;
            var reversed = string.Join(',',
                text.Split(',').Reverse().Select(part => string.Join('+', part.Split('+').Reverse())));
            Assert.Equal((expression.Text, expression.Text), (Parse(expression.Text)!.Text, Parse(reversed)!.Text));
        });
    }

    [Fact]
    public void What_is_nowhere_takes_its_alternatives_along()
    {
        var expression = Parse("a+b,c+!b")!;

        Assert.Equal("c", expression.Reduced(name => name == "b")!.Text);
        Assert.Null(expression.Reduced(name => name is "a" or "c"));
    }

    private static Expression? Parse(string text) => Expression.Parse(text, Named, "all").Expression;

    private static (string?, string?) Named(string name) =>
        name.Length > 0 && char.IsLetter(name[0]) ? (name, null) : (null, $"\"{name}\" is no name");

    private static IEnumerable<HashSet<string>> Subsets() => Enumerable.Range(0, 1 << Names.Length)
        .Select(bits => Names.Where((_, i) => (bits >> i & 1) == 1).Append("all").ToHashSet());

    // By the letter, and by no rule of the program's.
    private static bool Holds(string text, HashSet<string> there) => text.Split(',')
        .Any(part => part.Split('+').All(name => there.Contains(name.TrimStart('!')) != name.StartsWith('!')));
}
