using System.Text;

namespace FeedService.Readers;

/// <summary>
/// A table in text (RFC 4180), row by row; what separates its cells is known from the first row. Excel writes
/// semicolons where the comma is the decimal sign.
/// </summary>
internal sealed class CsvText(TextReader text)
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private const int MostCells = 10_000;

    private readonly char[] buffer = new char[32768];
    private readonly StringBuilder cell = new();
    private int at, end, length, line = 1;
    private char separator = ',';

    /// <summary>The cells of each row that is not empty, and the line in which it begins.</summary>
    /// <exception cref="UnreadableException">A cell in quotes never ends.</exception>
    public IEnumerable<(int Line, IReadOnlyList<string> Cells)> Rows()
    {
        if (Peek() == '\uFEFF')
            Take();
        separator = Separators.MaxBy(candidate => FirstLine().Count(candidate));
        while (Peek() >= 0)
        {
            var first = line;
            var cells = Row();
            if (cells.Count > 1 || cells[0].Length > 0)
                yield return (first, cells);
        }
    }

    private ReadOnlySpan<char> FirstLine()
    {
        var rest = buffer.AsSpan(at, end - at);
        var length = rest.IndexOf('\n');
        return length < 0 ? rest : rest[..length];
    }

    private List<string> Row()
    {
        var (first, cells) = (line, new List<string>());
        length = 0;
        while (true)
        {
            cell.Clear();
            if (Peek() == '"')
                Quoted(first);
            while (Peek() is var c && c >= 0 && c != separator && c is not ('\n' or '\r'))
                Append(Take(), first);
            if (cells.Count == MostCells)
                throw new UnreadableException(first, $"a row of more than {MostCells} cells");
            cells.Add(cell.ToString());
            if (Peek() < 0)
                return cells;
            if (Take() is var last && last == separator)
                continue;
            if (last == '\r' && Peek() == '\n')
                Take();
            return cells;
        }
    }

    private void Quoted(int first)
    {
        Take();
        while (Peek() >= 0)
        {
            var c = Take();
            if (c == '"' && Peek() != '"')
                return;
            if (c == '"')
                Take();
            Append(c, first);
        }
        throw new UnreadableException(first, "a cell in quotes that begins here never ends");
    }

    private void Append(char c, int first)
    {
        if (++length > Source.LargestWhole)
            throw new UnreadableException(first, $"a row larger than {Source.LargestWhole / 1_000_000} MB",
                "a quote that is never closed?");
        cell.Append(c);
    }

    private int Peek()
    {
        if (at == end)
            (at, end) = (0, text.Read(buffer));
        return end > 0 ? buffer[at] : -1;
    }

    private char Take()
    {
        line += buffer[at] == '\n' ? 1 : 0;
        return buffer[at++];
    }
}
