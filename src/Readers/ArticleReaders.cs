using System.Text.RegularExpressions;
using FeedService.Articles;

namespace FeedService.Readers;

/// <summary>Which reader understands which file, and which files are never articles.</summary>
public sealed partial class ArticleReaders(IEnumerable<IArticleReader> readers)
{
    /// <summary>Grows when a reader gets better, so that unchanged files are read again.</summary>
    public const int Generation = 2;

    /// <summary>Every reader there is; of those for one kind of file the special ones first.</summary>
    public static readonly ArticleReaders All = new(
    [
        new PlainTextReader(), new MarkdownReader(), new BookmarksReader(), new HtmlReader(), new CsvReader(),
        new WordPressReader(), new FeedReader(), new MailReader(),
        new GhostReader(), new JsonFeedReader(), new NinjsReader(), new ReadLaterReader(), new JsonReader(),
    ]);

    private readonly ILookup<string, IArticleReader> byExtension =
        readers.SelectMany(reader => reader.Extensions, (reader, extension) => (reader, extension))
            .ToLookup(pair => pair.extension, pair => pair.reader);

    public IEnumerable<string> Extensions => byExtension.Select(readers => readers.Key);

    /// <summary>Whether a file of this name may hold articles.</summary>
    public bool Takes(string path) => Archive.Is(path) || byExtension.Contains(ExtensionOf(path));

    /// <summary>
    /// The articles in a file, and what is wrong in it. Throws nothing, whatever is in the file.
    /// </summary>
    public IEnumerable<Reading> Read(Source source) => Guarded(source, () => Archive.Is(source.Path)
        ? Archive.Files(source).SelectMany(file => Guarded(file, () => ReadEntry(file)))
        : ReadFile(source));

    /// <summary>Who reads a file, and what is made of each line or field in it, for people.</summary>
    public (string Reader, IEnumerable<string> Lines) Inspect(Source source)
    {
        if (Archive.Is(source.Path))
            return (nameof(Archive), Archive.Files(source).Select(file => file.Entry));
        var (reader, peeked) = ReaderOf(source);
        return reader is null ? ("nobody", []) : (reader.GetType().Name, reader.Inspect(peeked));
    }

    /// <summary>Why a file is never an article, whatever is in it; null when it may be one.</summary>
    public static string? NeverArticle(string path) =>
        NeverName().IsMatch(Path.GetFileName(path)) ? "files of this name are never articles" : null;

    /// <summary>Files that nobody means: hidden ones, and what editors and copiers leave while they work.</summary>
    public static bool IsPassing(string name) => PassingName().IsMatch(name);

    private IEnumerable<Reading> ReadFile(Source source)
    {
        var (reader, peeked) = ReaderOf(source);
        return reader?.Read(peeked)
            ?? [Reading.Unreadable(source, null, $"what is in it is no {ExtensionOf(source.Name)} that can be read")];
    }

    private IEnumerable<Reading> ReadEntry(Source file)
    {
        if (file.Entry.Split('/').Any(part => part is not ("." or "..") && IsPassing(part) || part is "__MACOSX")
            || MediaTypes.OfFile(file.Entry) is not null)
            return [];
        var never = NeverArticle(file.Entry)
            ?? (Archive.Is(file.Entry) ? "an archive in an archive is not read" : null)
            ?? (Takes(file.Entry) ? null : NoReader(file.Entry));
        return never is null ? ReadFile(file) : [Reading.Withheld(file, never)];
    }

    /// <summary>That nobody reads such files.</summary>
    public static string NoReader(string path) =>
        $"no reader for {(Path.GetExtension(path) is { Length: > 0 } extension ? extension : "this kind of")} files";

    /// <summary>Who reads a file: by its name, and where several could, by how it begins.</summary>
    private (IArticleReader? Reader, Source Source) ReaderOf(Source source)
    {
        source = Archive.Unpacked(source);
        var able = byExtension[ExtensionOf(source.Name)].ToList();
        if (able.Count <= 1)
            return (able.FirstOrDefault(), source);
        var stream = source.Open();
        var beginning = Decoding.Decode(Unpacking.Beginning(stream)).Text;
        return (able.Find(reader => reader.Recognises(beginning)), source with { Open = () => stream });
    }

    // An iterator cannot yield from within try and catch.
    private static IEnumerable<Reading> Guarded(Source source, Func<IEnumerable<Reading>> read)
    {
        IEnumerator<Reading>? readings = null;
        try
        {
            var isOver = false;
            while (!isOver && Next(source, ref readings, read, out isOver) is { } reading)
                yield return reading;
        }
        finally
        {
            readings?.Dispose();
        }
    }

    private static Reading? Next(Source source, ref IEnumerator<Reading>? readings, Func<IEnumerable<Reading>> read,
        out bool isOver)
    {
        isOver = true;
        try
        {
            readings ??= read().GetEnumerator();
            isOver = !readings.MoveNext();
            return isOver ? null : readings.Current;
        }
        catch (UnreadableException error)
        {
            return Reading.Unreadable(source, error.Line, error.Message, error.Hint);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return Reading.Unreadable(source, null, $"is damaged or cannot be read: {error.Message}");
        }
        catch (Exception error)
        {
            return Reading.Unreadable(source, null, $"could not be understood: {error.Message}",
                "this is a fault of the reader; the other files are not affected");
        }
    }

    private static string ExtensionOf(string name) => Path.GetExtension(
        name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name).ToLowerInvariant();

    [GeneratedRegex(@"^(_index|README|LICEN[SC]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT)(\..*)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex NeverName();

    [GeneratedRegex(@"^\.|~$|^#.*#$|\.(swp|swx|tmp|temp|part|partial|crdownload|bak|orig)$|^~\$",
        RegexOptions.IgnoreCase)]
    private static partial Regex PassingName();
}
