using FeedService.Articles;

namespace FeedService.Tests.Readers;

public sealed class WithheldTests
{
    [Theory]
    [InlineData("draft: true # set to false")]
    [InlineData("draft: 1")]
    [InlineData("draft: yes")]
    [InlineData("Draft: 'True'")]
    [InlineData("published: false")]
    [InlineData("published: no")]
    [InlineData("publish: false")]
    [InlineData("status: draft")]
    [InlineData("status: Private")]
    public void A_draft_in_any_spelling_does_not_appear(string yaml)
    {
        var reading = Desk.Read("a.md", $"---\ntitle: x\n{yaml}\n---\nBody");

        var problem = Assert.Single(reading.Problems);
        Assert.Equal((null, null, "a draft", Severity.Note),
            (reading.Article, reading.Due, problem.Message, problem.Severity));
    }

    [Theory]
    [InlineData("state: draft", "a draft")]
    [InlineData("status: Archived", "its status is archived")]
    [InlineData("post_status: trash", "its status is trash")]
    [InlineData("deleted: true", "deleted")]
    [InlineData("deleted_at: 2024-01-01", "deleted")]
    [InlineData("content: {rendered: x, protected: true}", "behind a password")]
    public void What_was_taken_back_does_not_appear(string yaml, string message)
    {
        var reading = Desk.Read("a.md", $"---\ntitle: x\n{yaml}\n---\nBody");

        Assert.Equal((null, message), (reading.Article, Assert.Single(reading.Problems).Message));
    }

    [Theory]
    [InlineData("page")]
    [InlineData("attachment")]
    public void What_WordPress_answers_besides_posts_is_no_article(string type)
    {
        var readings = Desk.ReadAll("a.json", System.Text.Encoding.UTF8.GetBytes($$$"""
            [{"link": "https://example.org/a", "type": "{{{type}}}", "content": {"rendered": "<p>x</p>"}},
             {"link": "https://example.org/b", "type": "page", "content": "x"}]
            """));

        Assert.Equal("https://example.org/b", readings[0].Article!.Url);
        Assert.Equal($"no article: its type is {type}", Assert.Single(readings[1].Problems).Message);
    }

    [Fact]
    public void An_update_that_lies_ahead_is_left_out_until_then_with_a_warning()
    {
        var reading = Desk.Read("a.md", "---\ntitle: x\nupdated: 9999-12-30\n---\nBody");

        Assert.Equal((null, new DateTimeOffset(9999, 12, 30, 0, 0, 0, TimeSpan.Zero)),
            (reading.Article!.Updated, reading.Due));
        Assert.Equal(["its update, 9999-12-30T00:00:00Z, lies ahead and is left out until then"],
            reading.Problems.Select(problem => problem.Message));
    }

    [Fact]
    public void A_mail_that_was_saved_as_text_is_as_private_as_a_mail()
    {
        var reading = Desk.Read("a.txt", "From: a@b.example\nSubject: Ice\nMIME-Version: 1.0\n\nThe harbour is still.");

        Assert.Null(reading.Article);
        Assert.StartsWith("mail may be private", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+++\ndraft = true\n+++\nBody")]
    [InlineData("{\n\"draft\": true\n}\nBody")]
    [InlineData("Title: x\nStatus: draft\n\nBody")]
    public void A_draft_in_any_front_matter_does_not_appear(string text)
    {
        var reading = Desk.Read("a.md", text);

        Assert.Equal("a draft", Assert.Single(reading.Problems).Message);
    }

    [Theory]
    [InlineData("_drafts/a.md")]
    [InlineData("blog/_drafts/2024/a.txt")]
    public void What_lies_in_a_drafts_folder_does_not_appear(string path)
    {
        var reading = Desk.Read(path, "Title\n\nBody");

        Assert.Equal("a draft", Assert.Single(reading.Problems).Message);
    }

    [Theory]
    [InlineData("draft: false")]
    [InlineData("draft:")]
    [InlineData("draft: 0")]
    [InlineData("published: true")]
    [InlineData("published: 2024-01-01")]
    [InlineData("status: publish")]
    [InlineData("state: Bavaria")]
    [InlineData("deleted: false")]
    [InlineData("deleted_at: 0000-00-00")]
    public void What_is_no_draft_appears(string yaml)
    {
        var reading = Desk.Read("my_drafts/a.md", $"---\n{yaml}\n---\nBody");

        Assert.Equal("<p>Body</p>", reading.Article!.Content);
    }

    [Fact]
    public void A_sidecar_can_publish_a_draft()
    {
        var reading = Desk.Read("a.md", "---\ndraft: true\n---\nBody", sidecar: "draft: false");

        Assert.Equal("<p>Body</p>", reading.Article!.Content);
    }

    [Theory]
    [InlineData("date: 2024-06-20T14:00:00Z")]
    [InlineData("publishDate: 2024-06-20T16:00:00+02:00\ndate: 2024-01-01")]
    public void A_future_article_waits_for_its_date(string yaml)
    {
        var reading = Desk.Read("a.md", $"---\n{yaml}\n---\nBody");

        Assert.Equal((null, new DateTimeOffset(2024, 6, 20, 14, 0, 0, TimeSpan.Zero)), (reading.Article, reading.Due));
        Assert.Equal("not before 2024-06-20T14:00:00Z", Assert.Single(reading.Problems).Message);
    }

    [Theory]
    [InlineData("expiryDate")]
    [InlineData("expirydate")]
    [InlineData("expires")]
    public void An_expired_article_is_gone(string name)
    {
        var reading = Desk.Read("a.md", $"---\n{name}: 2024-06-20T12:00:00Z\n---\nBody");

        Assert.Equal((null, null), (reading.Article, reading.Due));
        Assert.Equal("expired 2024-06-20T12:00:00Z", Assert.Single(reading.Problems).Message);
    }

    [Fact]
    public void An_article_that_will_expire_is_looked_at_again_then()
    {
        var reading = Desk.Read("a.md", "---\nexpiryDate: 2024-06-21\n---\nBody");

        Assert.Equal(("<p>Body</p>", new DateTimeOffset(2024, 6, 21, 0, 0, 0, TimeSpan.Zero)),
            (reading.Article!.Content, reading.Due));
    }
}
