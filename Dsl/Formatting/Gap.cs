using System.Collections.Generic;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Formatting;

/// <summary>What stands between two statements: comments and empty lines.</summary>
/// <param name="Trailing">The comment on the line that ends before the gap; empty where there is none.</param>
/// <param name="Comments">Those on lines of their own.</param>
/// <param name="EndsBlank">An empty line stands before what follows the gap.</param>
internal sealed record Gap(string Trailing, IReadOnlyList<GapComment> Comments, bool EndsBlank)
{
    public static Gap Read(string content, int from, int to)
    {
        string trailing = string.Empty;
        var comments = new List<GapComment>();
        int lines = 0;
        for (int offset = from; offset < to; offset++)
        {
            if (content[offset] == '#')
            {
                int start = offset;
                while (offset < to && !ArchText.IsLineBreak(content[offset])) offset++;
                string text = content.Substring(start, offset - start).TrimEnd();
                if (lines == 0 && from > 0 && comments.Count == 0 && trailing.Length == 0) trailing = text;
                else comments.Add(new GapComment(text, lines > 1));
                lines = 0;
            }

            if (offset < to && ArchText.IsLineBreak(content[offset]) && !IsFirstOfTwo(content, offset)) lines++;
        }

        return new Gap(trailing, comments, lines > 1);
    }

    private static bool IsFirstOfTwo(string content, int offset) =>
        content[offset] == '\r' && offset + 1 < content.Length && content[offset + 1] == '\n';
}

/// <param name="HasBlankBefore">An empty line stands before it.</param>
internal readonly record struct GapComment(string Text, bool HasBlankBefore);
