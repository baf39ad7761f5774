using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Semantics;

/// <summary>Lines that can be folded into the first of them, counted from 0.</summary>
public sealed record FoldingRange(int StartLine, int EndLine, bool IsComment);

/// <summary>What of a file can be folded.</summary>
internal static class FindFoldings
{
    public static IReadOnlyList<FoldingRange> Of(WrittenFile file) =>
        Bodies(file).Concat(Comments(file.Content)).Where(range => range.EndLine > range.StartLine).OrderBy(range => range.StartLine).ToArray();

    private static IEnumerable<FoldingRange> Bodies(WrittenFile file)
    {
        foreach (WrittenStatement statement in file.All.Where(statement => statement.IsReadable))
        {
            foreach (WrittenBody body in statement.Bodies)
            {
                SourceSpan span = file.Text.Span(statement.Open(body), statement.Close(body));
                yield return new FoldingRange(span.StartLine, span.EndLine, false);
            }
        }
    }

    private static IEnumerable<FoldingRange> Comments(string content)
    {
        string[] lines = content.Replace("\r\n", "\n").Split('\n', '\r', '\u0085', '\u2028', '\u2029');
        for (int line = 0; line < lines.Length; line++)
        {
            int first = line;
            while (line < lines.Length && lines[line].TrimStart().StartsWith("#", StringComparison.Ordinal)) line++;
            if (line > first) yield return new FoldingRange(first, line - 1, true);
        }
    }
}
