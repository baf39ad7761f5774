using System.Text;
using NetArch.Dsl;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer.Documents;

/// <summary>How a client counts characters within a line.</summary>
internal enum PositionEncoding
{
    Utf16,
    Utf8,
    Utf32,
}

/// <summary>Between offsets in a text and a client's lines and characters.</summary>
/// <remarks>The protocol knows fewer line ends than C# does, so that positions always go by way of offsets.
/// Positions outside of the text mean its nearest place, as the protocol demands.</remarks>
internal sealed class LineIndex
{
    private readonly string text;
    private readonly PositionEncoding encoding;
    private readonly List<int> starts = [0];

    public LineIndex(string text, PositionEncoding encoding)
    {
        this.text = text;
        this.encoding = encoding;
        for (int offset = 0; offset < text.Length; offset++)
        {
            bool isEnd = text[offset] == '\n' || (text[offset] == '\r' && !(offset + 1 < text.Length && text[offset + 1] == '\n'));
            if (isEnd) starts.Add(offset + 1);
        }
    }

    public int OffsetOf(Position position)
    {
        if (position.Line < 0) return 0;
        if (position.Line >= starts.Count) return text.Length;
        ReadOnlySpan<char> line = Line(position.Line);
        int units = Math.Max(0, position.Character);
        if (encoding == PositionEncoding.Utf16) return starts[position.Line] + Math.Min(units, line.Length);

        int offset = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            units -= Units(rune);
            if (units < 0) break;
            offset += rune.Utf16SequenceLength;
        }

        return starts[position.Line] + offset;
    }

    public Position PositionOf(int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        int index = starts.BinarySearch(offset), line = index >= 0 ? index : ~index - 1;
        ReadOnlySpan<char> before = text.AsSpan(starts[line], offset - starts[line]);
        if (encoding == PositionEncoding.Utf16) return new Position(line, before.Length);

        int units = 0;
        foreach (Rune rune in before.EnumerateRunes()) units += Units(rune);
        return new Position(line, units);
    }

    public Protocol.Range RangeOf(int start, int end) => new(PositionOf(start), PositionOf(end));

    public Protocol.Range RangeOf(SourceSpan span) => RangeOf(span.Start, span.End);

    private int Units(Rune rune) => encoding == PositionEncoding.Utf8 ? rune.Utf8SequenceLength : 1;

    private ReadOnlySpan<char> Line(int line)
    {
        int end = line + 1 < starts.Count ? starts[line + 1] : text.Length;
        return text.AsSpan(starts[line], end - starts[line]).TrimEnd("\r\n");
    }
}
