using System.Collections.Generic;

namespace NetArch.Dsl.Text;

/// <summary>A file's text with its lines: the one place where offsets become lines and columns.</summary>
/// <remarks>Line breaks are those that Roslyn knows, so that an editor and a build show the same line.</remarks>
internal sealed class ArchText
{
    private readonly List<int> lineStarts = [0];

    public ArchText(string path, string content)
    {
        Path = path;
        Content = content;
        for (int offset = 0; offset < content.Length; offset++)
        {
            bool carriesOn = content[offset] == '\r' && offset + 1 < content.Length && content[offset + 1] == '\n';
            if (IsLineBreak(content[offset]) && !carriesOn) lineStarts.Add(offset + 1);
        }
    }

    public string Path { get; }

    public string Content { get; }

    public static bool IsLineBreak(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    public static bool IsNameStart(char character) => character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '_';

    public static bool IsNamePart(char character) => IsNameStart(character) || character is >= '0' and <= '9';

    /// <summary>The span from one offset up to, not including, another.</summary>
    public SourceSpan Span(int start, int end)
    {
        (int startLine, int startColumn) = Position(start);
        (int endLine, int endColumn) = Position(end);
        return new SourceSpan(start, end - start, startLine, startColumn, endLine, endColumn);
    }

    /// <summary>The offset of a line and column; one beyond a line's or the text's end is its end.</summary>
    public int OffsetOf(int line, int column)
    {
        if (line < 0) return 0;
        if (line >= lineStarts.Count) return Content.Length;
        int start = lineStarts[line], end = line + 1 < lineStarts.Count ? lineStarts[line + 1] : Content.Length;
        while (end > start && IsLineBreak(Content[end - 1])) end--;
        return Math.Min(start + Math.Max(column, 0), end);
    }

    private (int Line, int Column) Position(int offset)
    {
        int index = lineStarts.BinarySearch(offset);
        int line = index >= 0 ? index : ~index - 1;
        return (line, offset - lineStarts[line]);
    }
}
