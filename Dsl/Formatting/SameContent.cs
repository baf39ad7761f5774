using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Formatting;

/// <summary>
/// Whether a new layout says what the old one said: the same statements within each other, of the same words, and the same
/// comments. A formatter runs whenever a file is saved, so it must not be trusted alone.
/// </summary>
internal static class SameContent
{
    public static bool Holds(WrittenFile before, string formatted, CancellationToken cancellation)
    {
        WrittenFile after = ArchParser.Read(before.Text.Path, formatted, new DiagnosticCollector(), cancellation);
        return Comments(before.Content).SequenceEqual(Comments(formatted)) && AreSame(before, before.Statements, after, after.Statements);
    }

    private static bool AreSame(
        WrittenFile before, IReadOnlyList<WrittenStatement> first, WrittenFile after, IReadOnlyList<WrittenStatement> second) =>
        first.Count == second.Count && first.Zip(second, (a, b) => IsSame(before, a, after, b)).All(same => same);

    private static bool IsSame(WrittenFile before, WrittenStatement a, WrittenFile after, WrittenStatement b)
    {
        if (a.Syntax.GetType() != b.Syntax.GetType()) return false;
        if (!a.IsReadable) return StatementLayout.Verbatim(before, a) == StatementLayout.Verbatim(after, b);
        return a.Bodies.Count == b.Bodies.Count
            && Segments.Of(before, a).Zip(Segments.Of(after, b), (x, y) => x.Words.SequenceEqual(y.Words)).All(same => same)
            && a.Bodies.Zip(b.Bodies, (x, y) => AreSame(before, x.Statements, after, y.Statements)).All(same => same);
    }

    private static List<string> Comments(string content)
    {
        var comments = new List<string>();
        for (int offset = 0; offset < content.Length; offset++)
        {
            if (content[offset] != '#') continue;
            int start = offset;
            while (offset < content.Length && !ArchText.IsLineBreak(content[offset])) offset++;
            comments.Add(content.Substring(start, offset - start).TrimEnd());
        }

        return comments;
    }
}
