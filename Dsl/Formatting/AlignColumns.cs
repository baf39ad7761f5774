using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NetArch.Dsl.Formatting;

/// <summary>Puts the claims, then the comments, of lines that follow each other into columns.</summary>
internal static class AlignColumns
{
    /// <summary>The column of the first claim is a multiple of this, so that it seldom moves.</summary>
    private const int Step = 8;

    public static void Align(IReadOnlyList<LayoutLine> lines)
    {
        foreach (List<LayoutLine> section in Split(lines, line => line.HasBlankBefore)) AlignClaims(section);
        foreach (List<LayoutLine> run in Split(lines, line => line.HasBlankBefore || line.Comment.Length == 0)) AlignComments(run);
    }

    private static void AlignClaims(IReadOnlyList<LayoutLine> section)
    {
        LayoutLine[] claimed = section.Where(line => line.Claims.Count > 0 && !line.IsVerbatim).ToArray();
        IReadOnlyList<int> columns = Columns(claimed);
        foreach (LayoutLine line in section)
        {
            var text = new StringBuilder(new string(' ', line.Indent)).Append(line.Head);
            int column = line.Shape is null ? 1 : 0;
            foreach (string claim in line.Claims)
            {
                if (line.IsVerbatim) text.Append(' ', 2);
                else text.Append(' ', columns[column++] - text.Length);
                text.Append(claim);
            }

            line.Text = text.ToString();
        }
    }

    /// <summary>The column of the shapes, then of each count.</summary>
    private static List<int> Columns(IReadOnlyList<LayoutLine> claimed)
    {
        if (claimed.Count == 0) return [];
        int first = (claimed.Max(line => line.HeadEnd) + 2 + Step - 1) / Step * Step;
        int shapes = claimed.Where(line => line.Counts.Any()).Select(line => line.Shape?.Length ?? 0).DefaultIfEmpty(0).Max();
        string[][] counts = claimed.Select(line => line.Counts.ToArray()).ToArray();
        var columns = new List<int> { first, shapes == 0 ? first : first + shapes + 3 };
        for (int index = 0; counts.Any(line => line.Length > index); index++)
        {
            int width = counts.Where(line => line.Length > index + 1).Select(line => line[index].Length).DefaultIfEmpty(0).Max();
            columns.Add(columns[columns.Count - 1] + width + 2);
        }

        return columns;
    }

    /// <summary>Lines whose comments stand below each other.</summary>
    private static void AlignComments(IReadOnlyList<LayoutLine> run)
    {
        LayoutLine[] commented = run.Where(line => line.Comment.Length > 0).ToArray();
        if (commented.Length == 0) return;
        int column = commented.Where(line => !line.IsVerbatim).Select(line => line.Text.Length).DefaultIfEmpty(0).Max() + 2;
        foreach (LayoutLine line in commented)
        {
            line.Text += new string(' ', line.IsVerbatim ? 2 : column - line.Text.Length) + line.Comment;
        }
    }

    /// <summary>Cuts before every line that begins a new part.</summary>
    private static IEnumerable<List<LayoutLine>> Split(IReadOnlyList<LayoutLine> lines, Func<LayoutLine, bool> begins)
    {
        var part = new List<LayoutLine>();
        foreach (LayoutLine line in lines)
        {
            if (begins(line) && part.Count > 0)
            {
                yield return part;
                part = [];
            }

            part.Add(line);
        }

        if (part.Count > 0) yield return part;
    }
}
