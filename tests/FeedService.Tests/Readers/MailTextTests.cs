using static FeedService.Tests.Readers.MailDesk;

namespace FeedService.Tests.Readers;

public sealed class MailTextTests
{
    [Fact]
    public void Flowed_lines_are_one_paragraph()
    {
        Assert.Equal("<p>One two three<br>\nfour</p>\n<p>From five</p>",
            Text("One \ntwo \nthree\nfour\n\n From five", "; format=flowed"));
    }

    [Fact]
    public void The_space_at_a_flowed_lines_end_goes_where_it_is_told_to()
    {
        Assert.Equal("<p>日本語</p>", Text("日本 \n語", "; format=flowed; delsp=yes"));
    }

    [Fact]
    public void Quotes_in_flowed_text_flow_too()
    {
        Assert.Equal("<blockquote>\n<p>One two</p>\n<blockquote>\n<p>three</p>\n</blockquote>\n</blockquote>\n<p>four</p>",
            Text("> One \n> two\n>> three\nfour", "; format=flowed"));
    }

    [Fact]
    public void A_signature_is_cut()
    {
        Assert.Equal("<p>Text</p>", Text("Text\n\n-- \nJane\nHarbour 1"));
    }

    [Fact]
    public void Lines_of_a_fixed_width_are_joined()
    {
        const string Wrapped = """
            The harbour of the city has been closed since the morning because the
            storm of the night has driven a freighter against the quay and nobody
            can say when it will be towed away again, says the harbour master who
            has been standing at the quay since five and drinks a lot of tea with
            his colleagues from the fire brigade and the police, all of whom were
            called out of their beds when the siren sounded over the sleeping old
            town and the lights went on in the houses along the river, one by one

            A second paragraph follows here, which has been wrapped as well as it
            can be, and it ends.
            """;

        var content = Text(Wrapped);

        Assert.StartsWith("<p>The harbour of the city has been closed since the morning because the storm", content);
        Assert.Equal(2, content.Split("<p>").Length - 1);
        Assert.DoesNotContain("<br>", content);
    }

    [Fact]
    public void What_is_quoted_stays_quoted()
    {
        Assert.Equal("<p>Jane wrote:</p>\n<blockquote>\n<p>One</p>\n<blockquote>\n<p>Two</p>\n</blockquote>\n"
            + "</blockquote>\n<p>Three</p>", Text("Jane wrote:\n> One\n> > Two\n\nThree"));
    }

    [Fact]
    public void Addresses_become_links_and_markup_stays_text()
    {
        Assert.Equal("<p>See (<a href=\"https://a.example/b?c=d&amp;e=f\">https://a.example/b?c=d&amp;e=f</a>), "
            + "1 &lt; 2 &amp; 3</p>", Text("See (https://a.example/b?c=d&e=f), 1 < 2 & 3"));
    }

    [Fact]
    public void Rules_drawn_with_characters_only_divide()
    {
        Assert.Equal("<p>One</p>\n<p>Two</p>", Text("One\n-----------\nTwo\n* * *"));
    }
}
