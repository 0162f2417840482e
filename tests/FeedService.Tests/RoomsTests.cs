using System.Text.RegularExpressions;
using FeedService.Tests.Support;

namespace FeedService.Tests;

public sealed partial class RoomsTests
{
    private static readonly string[] Rooms =
        ["Articles", "Readers", "Store", "Topics", "Feeds", "Hub", "Import", "Web"];

    public static IEnumerable<TheoryDataRow<string>> EachRoom() =>
        Rooms.Select(room => new TheoryDataRow<string>(room));

    [Theory]
    [MemberData(nameof(EachRoom))]
    public void A_room_uses_only_the_rooms_before_it(string room)
    {
        var later = Rooms.SkipWhile(other => other != room).Skip(1).ToArray();

        var trespasses = FilesOf(room).SelectMany(file => RoomName().Matches(File.ReadAllText(file))
            .Where(match => later.Contains(match.Groups[1].Value))
            .Select(match => $"{Path.GetFileName(file)} uses {match.Value}"));

        Assert.Empty(trespasses);
    }

    [Theory]
    [MemberData(nameof(EachRoom))]
    public void A_room_is_handed_values_and_never_the_settings(string room)
    {
        var outside = FilesOf(room).Where(file => Outside().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);

        Assert.Empty(outside);
    }

    [Fact]
    public void Every_folder_of_the_source_is_a_room()
    {
        var folders = Directory.GetDirectories(Path.Combine(Shared.Repository, "src")).Select(Path.GetFileName)
            .Except(["bin", "obj", "Properties", "deploy"]);

        Assert.Empty(folders.Except(Rooms));
    }

    private static IEnumerable<string> FilesOf(string room)
    {
        var folder = Path.Combine(Shared.Repository, "src", room);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories) : [];
    }

    // With the root's name before it, or bare, as code within the root may name a room: Web.Delivery.
    [GeneratedRegex(@"(?:\bFeedService\.|(?<![\w.""/]))([A-Z]\w+)\b(?=\.[A-Z]|;)")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"\b(Settings settings|Program\.|Commands\.|IConfiguration)\b")]
    private static partial Regex Outside();
}
