using System.Globalization;
using FeedService.Tests.Support;

namespace FeedService.Tests.Web;

/// <summary>
/// Addresses that no honest client asks for, and clients that hold on: never an error of the service's own, and others
/// are served as before.
/// </summary>
public sealed class HostileTests(Served served) : IClassFixture<Served>
{
    private const string Feed = "/feeds/all.rss";

    private Uri Root => served.Service.Root;

    [Theory]
    [InlineData("/feeds/../feeds/all.rss", 200)]
    [InlineData("/./feeds/./all.rss", 200)]
    [InlineData("/../../feeds/all.rss", 200)]
    [InlineData("/feeds/%2e%2e/feeds/all.rss", 200)]
    [InlineData("/feeds/%2E%2e/%2e%2E/feeds/all.rss", 200)]
    [InlineData("/feeds/all%2erss", 200)]
    [InlineData("/feeds/all.rss?", 200)]
    [InlineData("/feeds/all.rss?;/../..%00", 200)]
    [InlineData("/../../../etc/passwd", 404)]
    [InlineData("/feeds/..%2f..%2fetc%2fpasswd.rss", 404)]
    [InlineData("/feeds/%2e%2e%2fall.rss", 404)]
    [InlineData("/%2e%2e%2ffeeds/all.rss", 404)]
    [InlineData("/feeds/%252e%252e/all.rss", 404)]
    [InlineData("/feeds/%252e%252e%252fall.rss", 404)]
    [InlineData("/feeds/%2561ll.rss", 404)]
    [InlineData("/feeds%2fall.rss", 404)]
    [InlineData("//feeds/all.rss", 404)]
    [InlineData("/feeds//all.rss", 404)]
    [InlineData("///", 404)]
    [InlineData("/feeds\\all.rss", 404)]
    [InlineData("/feeds/..\\all.rss", 404)]
    [InlineData("/feeds/%5c..%5call.rss", 404)]
    [InlineData("/feeds/all.rss;jsessionid=1", 404)]
    [InlineData("/feeds;x=1/all.rss", 404)]
    [InlineData("/feeds/all.rss%20", 404)]
    [InlineData("/feeds/%20all.rss", 404)]
    [InlineData("/feeds/all.rss%3fx", 404)]
    [InlineData("/feeds/all.rss%23x", 404)]
    [InlineData("/feeds/%01.rss", 404)]
    [InlineData("/feeds/%0d%0aset-cookie:a.rss", 404)]
    [InlineData("/feeds/ALL.rss%0d%0aSet-Cookie:%20a=b", 404)]
    [InlineData("/feeds/%7f.rss", 404)]
    [InlineData("/%", 404)]
    [InlineData("/feeds/%.rss", 404)]
    [InlineData("/feeds/%zz.rss", 404)]
    [InlineData("/feeds/%u0061ll.rss", 404)]
    [InlineData("/feeds/%c0%ae%c0%ae/all.rss", 404)]
    [InlineData("/feeds/%c0%afall.rss", 404)]
    [InlineData("/feeds/%e0%80%afall.rss", 404)]
    [InlineData("/feeds/%f0%80%80%afall.rss", 404)]
    [InlineData("/feeds/%c1%a1ll.rss", 404)]
    [InlineData("/feeds/%ff%fe.rss", 404)]
    [InlineData("/feeds/%c3.rss", 404)]
    [InlineData("/feeds/%ed%a0%80.rss", 404)]
    [InlineData("/feeds/%f4%90%80%80.rss", 404)]
    [InlineData("/feeds/%ef%bf%bf.rss", 404)]
    [InlineData("/feeds/%00all.rss", 400)]
    [InlineData("/feeds/all.rss%00", 400)]
    [InlineData("/media/a.png%00.txt", 400)]
    [InlineData("/feeds/\0all.rss", 400)]
    [InlineData("/feeds/s\u00c3\u00a9a.rss", 400)]
    [InlineData("/feeds/all.rss?\u00ff", 400)]
    [InlineData("\\feeds\\all.rss", 400)]
    public async Task A_path_is_what_its_segments_are(string path, int status)
    {
        var answer = await served.Get(path);

        Assert.Equal(status, answer.Status);
        await StillServes();
    }

    [Theory]
    [InlineData("/feeds/%ef%bd%81%ef%bd%8c%ef%bd%8c.rss", 404, null)]
    [InlineData("/feeds/%ef%bc%a1ll.rss", 308, "/feeds/%EF%BD%81ll.rss")]
    [InlineData("/feeds/all%ef%bc%8erss", 404, null)]
    [InlineData("/feeds%ef%bc%8fall.rss", 404, null)]
    [InlineData("/feeds/%d0%b0ll.rss", 404, null)]
    [InlineData("/feeds/all%e2%80%8b.rss", 404, null)]
    [InlineData("/feeds/%e2%80%aeall.rss", 404, null)]
    [InlineData("/top%c4%b1cs/sea", 404, null)]
    [InlineData("/TOP%c4%b0CS/sea", 404, null)]
    [InlineData("/TOPICS/sea", 308, "/topics/sea")]
    [InlineData("/feeds/%e2%84%aa.rss", 308, "/feeds/k.rss")]
    [InlineData("/feeds/gro%cc%88%c3%9fe.rss", 308, "/feeds/gr%C3%B6%C3%9Fe.rss")]
    [InlineData("/feeds/GR%c3%96%e1%ba%9eE.rss", 308, "/feeds/gr%C3%B6%C3%9Fe.rss")]
    [InlineData("/feeds/gr%c3%b6sse.rss", 404, null)]
    [InlineData("/feeds/ALL.rss?%0d%0aSet-Cookie:a=b", 308, "/feeds/all.rss?%0d%0aSet-Cookie:a=b")]
    [InlineData("/feeds/ALL.rss?url=//evil.example", 308, "/feeds/all.rss?url=//evil.example")]
    [InlineData("//evil.example/..//FEEDS/all.rss", 404, null)]
    [InlineData("/FEEDS//evil.example", 308, "/feeds//evil.example")]
    public async Task What_only_looks_like_an_address_is_none(string path, int status, string? canonical)
    {
        var answer = await served.Get(path);

        Assert.Equal((status, canonical is null ? null : TestService.Address + canonical),
            (answer.Status, answer["location"]));
        Assert.Null(answer["set-cookie"]);
        await StillServes();
    }

    [Theory]
    [InlineData("/feeds/%EF%BF%BE.rss")]
    [InlineData("/topics/%ef%bf%be")]
    [InlineData("/articles/a%ef%bf%beb")]
    [InlineData("http://a/feeds/%00.rss")]
    [InlineData("http://a/media/a%00.png")]
    public async Task A_character_that_is_none_is_in_no_address(string target)
    {
        var answer = await served.Get(target, "Host: a");

        Assert.Contains(answer.Status, new[] { 400, 404 });
        await StillServes();
    }

    [Theory]
    [InlineData("/feeds/J%CC%8C.rss", "/feeds/%C7%B0.rss")]
    [InlineData("/feeds/H%CC%B1.rss", "/feeds/%E1%BA%96.rss")]
    public async Task One_redirect_is_enough(string path, string canonical)
    {
        var answer = await served.Get(path);

        Assert.Equal((308, TestService.Address + canonical), (answer.Status, answer["location"]));
    }

    [Theory]
    [InlineData(4000, 404)]
    [InlineData(4096, 414)]
    [InlineData(100_000, 414)]
    public async Task A_long_path_is_refused_before_it_is_read(int length, int status)
    {
        foreach (var path in new[] { "/", "/feeds/", "/articles/", "/media/", "/?", "/feeds/all.rss?" })
        {
            var answers = await Connection.Exchange(Root,
                $"GET {path.PadRight(length, 'a')} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            var expected = status == 404 && path.Contains('?', StringComparison.Ordinal) ? 200 : status;
            Assert.Equal([(path, expected)], answers.Select(answer => (path, answer.Status)));
        }
        await StillServes();
    }

    [Fact]
    public async Task Clients_that_never_finish_their_headers_are_shown_out_while_others_are_served()
    {
        string[] beginnings = ["G", $"GET {Feed} HTTP/1.1\r\n", $"GET {Feed} HTTP/1.1\r\nHost: a\r\nX-Slow: "];
        var start = Environment.TickCount64;
        using var stop = new CancellationTokenSource();

        var slow = beginnings.SelectMany(beginning => new[] { false, true }.Select(isTrickling => Task.Run(async () =>
        {
            using var connection = await Connection.Open(Root);
            await connection.Send(beginning);
            var reading = connection.ReadAll();
            while (!reading.IsCompleted && Environment.TickCount64 - start < 25_000)
            {
                await Task.WhenAny(reading, Task.Delay(500, stop.Token));
                if (isTrickling)
                    await connection.Send("x");
            }
            return (Status: (await reading).SingleOrDefault()?.Status, Took: Environment.TickCount64 - start);
        }, stop.Token))).ToList();
        while (slow.Any(one => !one.IsCompleted))
        {
            await StillServes();
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        foreach (var one in slow)
        {
            var (status, took) = await one;
            Assert.Contains(status, new int?[] { null, 400, 408 });
            Assert.InRange(took, 0, 20_000);
        }
    }

    private async Task StillServes()
    {
        var answer = await served.Get(Feed);

        Assert.Equal((200, answer["content-length"]),
            (answer.Status, answer.Body.Length.ToString(CultureInfo.InvariantCulture)));
    }
}
