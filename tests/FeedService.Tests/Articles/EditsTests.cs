using CsCheck;
using FeedService.Articles;

namespace FeedService.Tests.Articles;

public sealed class EditsTests
{
    [Theory]
    [InlineData("the moon", "the moon", 0)]
    [InlineData("teh moon", "the moon", 2)]
    [InlineData("die die Sonne", "die Sonne", null)]
    [InlineData("The mon, the sun", "The moon the sun", 2)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("", "abcd", null)]
    [InlineData("abcd", "efgh", null)]
    public void It_counts_the_characters_that_changed(string before, string after, int? distance)
    {
        Assert.Equal(distance, Edits.Distance(before, after, 3));
    }

    [Fact]
    public void It_is_the_distance_that_the_whole_table_gives()
    {
        var text = Gen.Char["abc"].Array[0, 12].Select(letters => new string(letters));

        Gen.Select(text, text, Gen.Int[0, 5]).Sample((before, after, most) =>
        {
            var distance = Edits.Distance(before, after, most);

            var expected = Table(before, after);
            Assert.Equal(expected <= most ? expected : null, distance);
        }, iter: 5000);
    }

    private static int Table(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }
        }
        return table[a.Length, b.Length];
    }
}
