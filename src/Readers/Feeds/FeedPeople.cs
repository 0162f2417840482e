namespace FeedService.Readers;

/// <summary>Who wrote an entry. A mail address is nobody's name and is not passed on.</summary>
internal static class FeedPeople
{
    /// <summary>Those that the entry names in the first of the ways in which it names any.</summary>
    public static List<string> Of(Element item, FeedChannel channel)
    {
        string[][] ways = [["author"], ["dc:creator"], ["dc:author", "itunes:author"]];
        foreach (var way in ways)
        {
            if (Names(item, way) is { Count: > 0 } names)
                return names;
        }
        return item.First("source") is { } source && Names(source, "author") is { Count: > 0 } ofSource ? ofSource
            : channel.Authors;
    }

    /// <summary><c>mail (Name)</c>, <c>Name (mail)</c>, <c>Name &lt;mail&gt;</c>, or elements of it.</summary>
    public static string? NameOf(Element person)
    {
        if (person.First("name") is { } name)
            return PersonName.In(name.Text);
        if (person.Elements.Any(part => part.Local is "email" or "uri" or "url" or "homepage"))
            return PersonName.In(string.Concat(person.Children.OfType<string>()));
        return PersonName.In(person.Text);
    }

    private static List<string> Names(Element item, params string[] names) =>
        [.. item.All(names).Select(NameOf).OfType<string>().Distinct()];
}
