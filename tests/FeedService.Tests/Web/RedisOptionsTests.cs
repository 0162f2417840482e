using System.Net;
using FeedService.Web;
using StackExchange.Redis;

namespace FeedService.Tests.Web;

public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("cache", "cache:6379", false, null, null, 0)]
    [InlineData("127.0.0.1:6380", "127.0.0.1:6380", false, null, null, 0)]
    [InlineData("redis://cache", "cache:6379", false, null, null, 0)]
    [InlineData("redis://cache.example:6380/", "cache.example:6380", false, null, null, 0)]
    [InlineData("redis://[::1]:6380/3", "[::1]:6380", false, null, null, 3)]
    [InlineData("redis://feeds:p%40ss%3Aw@cache/2", "cache:6379", false, "feeds", "p@ss:w", 2)]
    [InlineData("redis://:secret@cache", "cache:6379", false, null, "secret", 0)]
    [InlineData("rediss://feeds:secret@cache.example", "cache.example:6379", true, "feeds", "secret", 0)]
    [InlineData("cache:6380,password=a:b@c/d,ssl=true,user=feeds,defaultDatabase=1", "cache:6380", true, "feeds", "a:b@c/d", 1)]
    public void It_is_named_as_other_programs_name_it(string text, string place, bool isSecret, string? user,
        string? password, int database)
    {
        var options = RedisOptions.Parse(text)!;

        Assert.Equal((place, isSecret, user, password, database), (Assert.Single(options.EndPoints) switch
        {
            DnsEndPoint { Port: 0 } name => name.Host + ":6379",
            DnsEndPoint name => $"{name.Host}:{name.Port}",
            var other => other.ToString()!,
        }, options.Ssl, options.User, options.Password, options.DefaultDatabase ?? 0));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData(",password=secret")]
    [InlineData("cache,colour=red")]
    [InlineData("cache,ssl=perhaps")]
    [InlineData("http://cache:6379")]
    [InlineData("redis://")]
    [InlineData("redis://cache:99999")]
    [InlineData("redis://cache/first")]
    [InlineData("redis://cache/1/2")]
    [InlineData("redis://cache?db=1")]
    [InlineData("redis://secret@cache")]
    public void What_names_none_is_known_at_once(string text)
    {
        Assert.Null(RedisOptions.Parse(text));
    }

    [Fact]
    public void Whatever_is_said_nobody_waits_for_one_that_is_away()
    {
        var options = RedisOptions.Parse("cache,abortConnect=true,connectTimeout=60000,asyncTimeout=60000")!;

        Assert.Equal((false, BacklogPolicy.FailFast, 2000, 1000), (options.AbortOnConnectFail, options.BacklogPolicy,
            options.ConnectTimeout, options.AsyncTimeout));
    }
}
