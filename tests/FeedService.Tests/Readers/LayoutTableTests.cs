using static FeedService.Tests.Readers.MailDesk;

namespace FeedService.Tests.Readers;

public sealed class LayoutTableTests
{
    [Fact]
    public void A_table_for_layout_becomes_what_is_in_its_cells()
    {
        var content = Html("""
            <table width="100%" role="presentation"><tr><td align="center">
              <table width="600"><tr><td>Der Bote</td><td></td></tr>
                <tr><td><h1>Ships</h1>They came. <b>All</b> of them.<p>Then they left.</p></td></tr></table>
            </td></tr></table>
            """);

        Assert.Equal("<p>Der Bote</p><h1>Ships</h1><p>They came. <b>All</b> of them.</p><p>Then they left.</p>",
            content.Replace("\n", "").Replace("  ", ""));
    }

    [Fact]
    public void Columns_of_teasers_are_layout()
    {
        var content = Html("<table><tr><td><img src='https://a.example/1.jpg' alt='Ship'></td><td>One</td></tr>"
            + "<tr><td><img src='https://a.example/2.jpg' alt='Boat'></td><td>Two</td></tr></table>");

        Assert.Equal("<p><img src=\"https://a.example/1.jpg\" alt=\"Ship\"></p><p>One</p>"
            + "<p><img src=\"https://a.example/2.jpg\" alt=\"Boat\"></p><p>Two</p>", content);
    }

    [Theory]
    [InlineData("<table><thead><tr><th>Ship</th><th>Tons</th></tr></thead>"
        + "<tbody><tr><td>Anna</td><td></td></tr></tbody></table>")]
    [InlineData("<table><tbody><tr><th>Anna</th><td>700</td></tr><tr><th>Berta</th><td>900</td></tr></tbody></table>")]
    [InlineData("<table><tbody><tr><td>Ship</td><td>Tons</td></tr><tr><td>Anna</td><td>700</td></tr></tbody></table>")]
    public void A_table_of_data_stays(string table)
    {
        Assert.Equal(table, Html($"<table><tr><td>{table}</td></tr></table>"));
    }
}
