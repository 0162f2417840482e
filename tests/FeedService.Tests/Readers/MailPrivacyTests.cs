using static FeedService.Tests.Readers.MailDesk;

namespace FeedService.Tests.Readers;

public sealed class MailPrivacyTests
{
    [Theory]
    [InlineData("<img src='https://a.example/p.gif' width='1' height='1' alt='x'>")]
    [InlineData("<img src='https://a.example/p.gif' style='width:1px; height:1px'>")]
    [InlineData("<img src='https://a.example/p.gif' width=0>")]
    [InlineData("<img src='https://a.example/p.png' style='display: none'>")]
    [InlineData("<img src='https://a.example/open?u=8c1f3b2a9e'>")]
    [InlineData("<img src='https://a.example/o/8c1f3b2a9e7d4c6f' alt=''>")]
    [InlineData("<img src='https://a.example/open.gif?u=8c1f3b2a9e'>")]
    public void Beacons_are_removed(string image)
    {
        Assert.Equal("<p>Text</p>", Html($"<p>Text</p>{image}"));
    }

    [Theory]
    [InlineData("<img src=\"https://a.example/photo.jpg\" alt=\"\">")]
    [InlineData("<img src=\"https://a.example/8c1f3b2a9e7d4c6f/photo.png?w=600x400\" alt=\"\">")]
    [InlineData("<img src=\"https://a.example/img?id=8c1f3b2a9e\" alt=\"The harbour\">")]
    [InlineData("<img src=\"https://a.example/img?id=8c1f3b2a9e\" width=\"600\" alt=\"\">")]
    [InlineData("<img src=\"https://a.example/img?id=8c1f3b2a9e\" width=\"100%\" height=\"200\" alt=\"\">")]
    public void Pictures_stay(string image)
    {
        Assert.Contains("https://a.example/", Html($"<p>Text</p>{image}"));
    }

    [Theory]
    [InlineData("Unsubscribe")]
    [InlineData("Click here to opt out")]
    [InlineData("Newsletter abbestellen")]
    [InlineData("Hier können Sie sich abmelden")]
    [InlineData("Se désabonner")]
    [InlineData("Me désinscrire")]
    [InlineData("Cancelar suscripción")]
    [InlineData("Darse de baja")]
    [InlineData("Disiscriviti")]
    [InlineData("Annulla l’iscrizione")]
    [InlineData("Cancelar a subscrição")]
    [InlineData("Uitschrijven")]
    [InlineData("Afmeld nyhedsbrevet")]
    [InlineData("Avregistrera dig")]
    [InlineData("Wypisz się")]
    [InlineData("Odhlásit odběr")]
    [InlineData("Leiratkozás")]
    [InlineData("Отписаться от рассылки")]
    [InlineData("View this email in your browser")]
    [InlineData("Im Browser ansehen")]
    [InlineData("Voir la version en ligne")]
    [InlineData("Ver en el navegador")]
    [InlineData("Visualizza nel browser")]
    [InlineData("Manage your preferences")]
    [InlineData("Einstellungen ändern")]
    [InlineData("Gérer mes préférences")]
    public void Links_that_serve_the_recipient_are_removed(string label)
    {
        var content = Html($"<p>Text</p><p>Der Bote | <a href='https://a.example/x/8c1f'>{label}</a></p>");

        Assert.Equal("<p>Text</p><p>Der Bote</p>", content);
    }

    [Theory]
    [InlineData("https://a.example/unsubscribe?t=8c1f")]
    [InlineData("https://a.example/u/8c1f?action=opt-out")]
    [InlineData("https://a.example/newsletter/abmelden/8c1f")]
    public void So_are_those_whose_address_says_so(string url)
    {
        Assert.Equal("<p>Text</p>", Html($"<p>Text</p><p><a href='{url}'>here</a></p>"));
    }

    [Fact]
    public void The_address_that_the_mail_itself_gives_for_leaving_is_removed()
    {
        var content = Html("<p>Text</p><p><a href='https://a.example/go?to=1&amp;u=8c1f'>That is it for today</a></p>",
            "List-Unsubscribe: <mailto:leave@a.example>,\n <https://a.example/go?to=1&u=8c1f>\n");

        Assert.Equal("<p>Text</p>", content);
    }

    [Fact]
    public void A_notice_whose_link_only_says_here_goes_as_a_whole()
    {
        var content = Html("<p>Text</p><p>To unsubscribe, click <a href='https://a.example/x/8c1f'>here</a>.</p>");

        Assert.Equal("<p>Text</p>", content);
    }

    [Fact]
    public void In_plain_text_the_notice_is_a_line()
    {
        var content = Text("Text about https://a.example/news.\n\nDer Bote, Hafen 1\nAbmelden: https://a.example/x/8c1f");

        Assert.Equal("<p>Text about <a href=\"https://a.example/news\">https://a.example/news</a>.</p>\n"
            + "<p>Der Bote, Hafen 1</p>", content);
    }

    [Fact]
    public void An_article_may_speak_of_unsubscribing()
    {
        const string Article = "<p>A law lets people unsubscribe with a click, "
            + "<a href=\"https://a.example/law\">says the ministry of trade</a>.</p>";

        Assert.Equal(Article, Html(Article));
    }

    [Fact]
    public void A_long_link_loses_its_address_only()
    {
        var content = Html("<p><a href='https://a.example/unsub/8c1f'>A headline that is longer than any button in a mail "
            + "would ever be</a></p>");

        Assert.Equal("<p>A headline that is longer than any button in a mail would ever be</p>", content);
    }

    public static TheoryData<string> Carriers { get; } = new()
    {
        "https://a.example/x?m=jane@reader.example",
        "https://a.example/x?m=Jane%40reader.example",
        "https://a.example/x?m=jane%2540reader.example",
        "https://a.example/x?m=" + Convert.ToBase64String("jane@reader.example"u8),
        "https://a.example/x/r1-" + Convert.ToBase64String("{\"to\":\"jane@reader.example\"}"u8).TrimEnd('='),
        "https://a.example/x?m=" + Convert.ToBase64String("a:jane@reader.example"u8).Replace("=", "%3D"),
        "https://a.example/x?m=" + Convert.ToBase64String("ab:jane@reader.example"u8),
    };

    [Theory]
    [MemberData(nameof(Carriers))]
    public void A_link_that_carries_the_recipients_address_becomes_text(string url)
    {
        Assert.Equal("<p>Read the report</p>", Html($"<p><a href='{url}'>Read the report</a></p>"));
    }

    [Fact]
    public void A_picture_that_carries_it_becomes_its_alternative_text()
    {
        Assert.Equal("<p>Ship</p>",
            Html("<p><img src='https://a.example/a.png?m=jane@reader.example' alt='Ship' width=600></p>"));
    }

    [Theory]
    [InlineData("To: Jane <JANE@reader.example>")]
    [InlineData("Delivered-To: jane@reader.example")]
    [InlineData("X-Original-To: jane@reader.example")]
    [InlineData("Envelope-To: jane@reader.example")]
    [InlineData("Cc: a@b.example, jane@reader.example")]
    public void What_names_the_recipients_address_is_dropped(string header)
    {
        var content = Mail($"From: a@b.example\nSubject: a\n{header}\nContent-Type: text/html\n\n"
            + "<p>Text</p><div>This mail went to jane@reader.example because you wanted it.</div>").Content;

        Assert.Equal("<p>Text</p>", content);
    }

    [Fact]
    public void No_mail_address_gets_into_an_article()
    {
        var content = Text("On Monday Jane Doe <jane.doe@b.example> wrote:\n> Write to ed@b.example, or call\n"
            + "\nFollow @bote@social.example");

        Assert.Equal("<p>On Monday Jane Doe wrote:</p>\n<blockquote>\n<p>Write to …, or call</p>\n</blockquote>\n"
            + "<p>Follow @bote@social.example</p>", content);
    }

    [Fact]
    public void Nor_into_its_title_or_a_link()
    {
        var article = Mail("From: a@b.example\nSubject: Re: jane@b.example is away\nContent-Type: text/html\n\n"
            + "<p>Write to <a href='mailto:ed@b.example'>the desk</a></p>");

        Assert.Equal(("Re: … is away", "<p>Write to the desk</p>"), (article.Title, article.Content));
    }

    [Theory]
    [InlineData("<div style='display:none;max-height:0'>Inside this issue</div>")]
    [InlineData("<span style='font-size:1px;color:#fff'>Inside this issue</span>")]
    [InlineData("<div hidden>Inside this issue</div>")]
    [InlineData("<div style='MSO-HIDE: ALL'>Inside this issue</div>")]
    [InlineData("<title>Inside this issue</title>")]
    public void What_an_inbox_shows_beside_the_subject_is_dropped(string preheader)
    {
        Assert.Equal("<p>Text</p>", Html(preheader + "<p>Text</p>"));
    }

    [Theory]
    [InlineData("<img src='https://a.example/x.gif' width=3 height=2>")]
    [InlineData("<img src='https://a.example/o/ab12cd34' alt=''>")]
    public void A_small_or_nameless_picture_is_a_beacon(string picture)
    {
        Assert.Equal("<p>Text</p>", Html(picture + "<p>Text</p>"));
    }

    [Theory]
    [InlineData("<bounce-7-jane=reader.example@bote.example>")]
    [InlineData("<jane@reader.example@bote.example>")]
    public void A_message_id_that_names_the_recipient_is_no_id(string id)
    {
        var article = Mail($"From: a@b.example\nTo: jane@reader.example\nSubject: x\nMessage-ID: {id}\n\nText");

        Assert.DoesNotContain("jane", article.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_of_nothing_around_blocks_only_closes_gaps()
    {
        Assert.Contains("Text", Html("<div style='font-size:0px'><div style='font-size:16px'>Text</div></div>"));
    }
}
