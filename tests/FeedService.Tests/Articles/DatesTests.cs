using FeedService.Articles;

namespace FeedService.Tests.Articles;

public sealed class DatesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2024-06-19T08:00:00+02:00", "2024-06-19T06:00:00Z")]
    [InlineData("2024-06-19T08:00:00Z", "2024-06-19T08:00:00Z")]
    [InlineData("2024-06-19t08:00:00z", "2024-06-19T08:00:00Z")]
    [InlineData("2024-06-19 08:00", "2024-06-19T08:00:00Z")]
    [InlineData("2024-06-19T08:00:00.25+00:00", "2024-06-19T08:00:00.250Z")]
    [InlineData("2024-06-19T08:00:00.1234567Z", "2024-06-19T08:00:00.123Z")]
    [InlineData("2024-06-19T08:00:60Z", "2024-06-19T08:00:59Z")]
    [InlineData("2024-06-19", "2024-06-19T00:00:00Z")]
    [InlineData("2024-6-9", "2024-06-09T00:00:00Z")]
    [InlineData("2024/06/19", "2024-06-19T00:00:00Z")]
    [InlineData("20240619", "2024-06-19T00:00:00Z")]
    [InlineData("  2024-06-19\n", "2024-06-19T00:00:00Z")]
    [InlineData("2015-12-08 10:00:00 -5", "2015-12-08T15:00:00Z")]
    [InlineData("2014-01-01 9:00:00 -0400", "2014-01-01T13:00:00Z")]
    [InlineData("2023-11-02T8:00:00+02:00", "2023-11-02T06:00:00Z")]
    [InlineData("2024-06-19 08:00:00 −02:00", "2024-06-19T10:00:00Z")]
    [InlineData("2024-06-19 08:00:00 EST", "2024-06-19T13:00:00Z")]
    [InlineData("2024-06-19 08:00:00 CEST", "2024-06-19T06:00:00Z")]
    [InlineData("2024-06-19 08:00 MESZ", "2024-06-19T06:00:00Z")]
    [InlineData("2024-06-19 08:00 IST", "2024-06-19T02:30:00Z")]
    [InlineData("2024-06-19 at 8:05 PM", "2024-06-19T20:05:00Z")]
    [InlineData("2024-06-19 12:05 a.m.", "2024-06-19T00:05:00Z")]
    public void A_date_that_begins_with_its_year_is_read(string text, string instant)
    {
        var date = Dates.Parse(text, TimeZoneInfo.Utc);

        Assert.Equal(instant, Dates.Rfc3339(date!.Value));
    }

    [Theory]
    [InlineData("19.06.2024", "2024-06-19T00:00:00Z")]
    [InlineData("19. 6. 2024", "2024-06-19T00:00:00Z")]
    [InlineData("19. Juni 2024", "2024-06-19T00:00:00Z")]
    [InlineData("19. Juni 2024, 08:15 Uhr", "2024-06-19T08:15:00Z")]
    [InlineData("Mittwoch, 19. Juni 2024 um 8.15 Uhr", "2024-06-19T08:15:00Z")]
    [InlineData("3. März 2024", "2024-03-03T00:00:00Z")]
    [InlineData("June 19, 2024", "2024-06-19T00:00:00Z")]
    [InlineData("Jun. 19th, 2024 8:00 pm EDT", "2024-06-20T00:00:00Z")]
    [InlineData("19 Jun 2024", "2024-06-19T00:00:00Z")]
    [InlineData("2 de enero de 2024", "2024-01-02T00:00:00Z")]
    [InlineData("1er juin 2024", "2024-06-01T00:00:00Z")]
    [InlineData("14 juillet 2024", "2024-07-14T00:00:00Z")]
    [InlineData("25 dicembre 2024", "2024-12-25T00:00:00Z")]
    [InlineData("5 mei 2024", "2024-05-05T00:00:00Z")]
    public void A_date_with_its_day_or_month_in_front_is_read(string text, string instant)
    {
        var date = Dates.Parse(text, TimeZoneInfo.Utc);

        Assert.Equal(instant, Dates.Rfc3339(date!.Value));
    }

    [Theory]
    [InlineData("Wed, 19 Jun 2024 08:00:00 +0200", "2024-06-19T06:00:00Z")]
    [InlineData("Wed, 19 Jun 2024 08:00:00 GMT", "2024-06-19T08:00:00Z")]
    [InlineData("Wed, 19 Jun 2024 08:00:00 -0700 (PDT)", "2024-06-19T15:00:00Z")]
    [InlineData("19 Jun 2024 08:00 EST", "2024-06-19T13:00:00Z")]
    [InlineData("Fri Apr 28 19:20:36 CEST 2023", "2023-04-28T17:20:36Z")]
    [InlineData("Fri Apr 28 19:20:36 2023", "2023-04-28T19:20:36Z")]
    [InlineData("Wed Jun 19 2024 08:00:00 GMT+0200 (Central European Summer Time)", "2024-06-19T06:00:00Z")]
    [InlineData("1718784000", "2024-06-19T08:00:00Z")]
    [InlineData("1718784000123", "2024-06-19T08:00:00.123Z")]
    public void A_date_as_programs_write_it_is_read(string text, string instant)
    {
        var date = Dates.Parse(text, TimeZoneInfo.Utc);

        Assert.Equal(instant, Dates.Rfc3339(date!.Value));
    }

    [Theory]
    [InlineData("Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21Z")]
    [InlineData("19 Jun 24 08:00 EDT", "2024-06-19T12:00:00Z")]
    [InlineData("Sat, 01 Jan 94 00:00:00 +0100", "1993-12-31T23:00:00Z")]
    [InlineData("Thu, 5 Apr 2012 10:00:00 NZST", "2012-04-04T22:00:00Z")]
    [InlineData("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z")]
    [InlineData("2003-12", "2003-12-01T00:00:00Z")]
    [InlineData("2003-12-31T10:14Z", "2003-12-31T10:14:00Z")]
    [InlineData("2004-07-08 23:56:58.0", "2004-07-08T23:56:58Z")]
    [InlineData("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z")]
    [InlineData("7 Ιουνίου 2004", "2004-06-07T00:00:00Z")]
    [InlineData("19 июня 2024", "2024-06-19T00:00:00Z")]
    [InlineData("2004년 05월 28일 01:31:15", "2004-05-28T01:31:15Z")]
    [InlineData("2004-05-25 오후 11:23:17", "2004-05-25T23:23:17Z")]
    [InlineData("2024年6月19日", "2024-06-19T00:00:00Z")]
    public void A_date_as_feeds_write_it_is_read(string text, string instant)
    {
        var date = Dates.Parse(text, TimeZoneInfo.Utc);

        Assert.Equal(instant, Dates.Rfc3339(date!.Value));
    }

    [Theory]
    [InlineData("06/19/2024", "2024-06-19T00:00:00Z")]
    [InlineData("19/06/2024", "2024-06-19T00:00:00Z")]
    [InlineData("6/19/2024 8:00 PM", "2024-06-19T20:00:00Z")]
    public void Slashes_are_read_where_a_number_above_12_tells_the_day(string text, string instant)
    {
        var date = Dates.Parse(text, TimeZoneInfo.Utc);

        Assert.Equal(instant, Dates.Rfc3339(date!.Value));
    }

    [Theory]
    [InlineData("06/07/2024")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2024-02-30")]
    [InlineData("2024-13-01")]
    [InlineData("2024-06-19 25:00")]
    [InlineData("2024-06-19 08:00 XYZ")]
    [InlineData("2024-06-19 08:00 +15:00")]
    [InlineData("0001-01-01T00:00:00+02:00")]
    [InlineData("9999-12-31T23:59:59-02:00")]
    [InlineData("32. Juni 2024")]
    [InlineData("19. Foo 2024")]
    [InlineData("am Mittwoch")]
    [InlineData("yesterday")]
    [InlineData("2024")]
    [InlineData("19.06.24")]
    [InlineData("19 Jun 24")]
    [InlineData("04-01-02 10:00")]
    [InlineData("2003-13")]
    [InlineData("2003-335")]
    [InlineData("12345678901234")]
    [InlineData("-1718784000")]
    [InlineData("")]
    public void What_has_no_one_meaning_is_no_date(string text)
    {
        var date = Dates.Parse(text, TimeZoneInfo.Utc);

        Assert.Null(date);
    }

    [Theory]
    [InlineData("2024-06-19", "2024-06-18T22:00:00Z")]
    [InlineData("2024-01-19 08:00", "2024-01-19T07:00:00Z")]
    [InlineData("19.06.2024, 08:00 Uhr", "2024-06-19T06:00:00Z")]
    [InlineData("2024-06-19 08:00 UTC", "2024-06-19T08:00:00Z")]
    [InlineData("2024-03-31 02:30", "2024-03-31T01:30:00Z")]
    public void A_date_without_an_offset_is_in_the_zone_of_its_folder(string text, string instant)
    {
        var date = Dates.Parse(text, Berlin);

        Assert.Equal(instant, Dates.Rfc3339(date!.Value));
    }

    [Theory]
    [InlineData("2024-06-19-x.md", "2024-06-19")]
    [InlineData("2024/06/19/x.md", "2024-06-19")]
    [InlineData("posts/2024/06/19/x.md", "2024-06-19")]
    [InlineData("20240619_x.md", "2024-06-19")]
    [InlineData("2024_06_19 x.md", "2024-06-19")]
    [InlineData("2024.06.19.md", "2024-06-19")]
    [InlineData("wrap-2024-06-19.md", "2024-06-19")]
    [InlineData("news/2010/10/2010-10-22-tell-stories.md", "2010-10-22")]
    [InlineData("2020-01-01-archive/2024-06-19-x.md", "2024-06-19")]
    public void A_path_tells_a_day(string path, string day)
    {
        var date = Dates.FromPath(path, TimeZoneInfo.Utc);

        Assert.Equal(day + "T00:00:00Z", Dates.Rfc3339(date!.Value));
    }

    [Theory]
    [InlineData("1234567890123.md")]
    [InlineData("000_183a5ee429cb5891.txt")]
    [InlineData("2024-06-31.md")]
    [InlineData("2024-6-19.md")]
    [InlineData("2024-06.md")]
    [InlineData("2024-0619.md")]
    [InlineData("1824-06-19.md")]
    [InlineData("202406191.md")]
    [InlineData("x.md")]
    public void A_path_with_other_numbers_tells_none(string path)
    {
        var date = Dates.FromPath(path, TimeZoneInfo.Utc);

        Assert.Null(date);
    }

    [Fact]
    public void The_day_in_a_path_begins_where_its_folder_is()
    {
        var date = Dates.FromPath("2024-06-19-x.md", Berlin);

        Assert.Equal("2024-06-18T22:00:00Z", Dates.Rfc3339(date!.Value));
    }

    [Fact]
    public void A_date_is_written_in_UTC_for_every_format()
    {
        var date = new DateTimeOffset(2024, 6, 9, 8, 0, 0, TimeSpan.FromHours(2));

        var written = (Dates.Rfc3339(date), Dates.Rfc3339(date.AddMilliseconds(7)), Dates.Rfc822(date));

        Assert.Equal(("2024-06-09T06:00:00Z", "2024-06-09T06:00:00.007Z", "Sun, 09 Jun 2024 06:00:00 GMT"), written);
    }
}
