using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Formatting;

/// <summary>Statements to lines.</summary>
internal sealed class StatementLayout(WrittenFile file)
{
    /// <summary>What is written on one line stays there up to this many columns.</summary>
    public const int MaximumWidth = 120;

    private const int Indentation = 4;

    private List<LayoutLine> lines = [];

    /// <summary>The lines of the whole file.</summary>
    public List<LayoutLine> File()
    {
        WriteBody(file.Statements, 0, file.Content.Length, 0);
        return lines;
    }

    /// <summary>A statement exactly as it is written.</summary>
    public static string Verbatim(WrittenFile file, WrittenStatement statement) =>
        file.Content.Substring(statement.Start, statement.End - statement.Start).TrimEnd();

    private void WriteBody(IReadOnlyList<WrittenStatement> statements, int from, int to, int indent)
    {
        HashSet<WrittenStatement> hung = HungLayers.Of(statements);
        int first = lines.Count, position = from;
        foreach (WrittenStatement statement in statements)
        {
            int begun = lines.Count;
            bool isBlank = WriteGap(position, statement.Start, indent, first);
            int own = lines.Count;
            WriteStatement(statement, indent + (hung.Contains(statement) ? Indentation : 0));
            lines[own].HasBlankBefore = isBlank && own > first;
            if (indent == 0) PartDefinitions(first, begun, own);
            position = statement.End;
        }

        WriteGap(position, to, indent, first);
    }

    /// <summary>An empty line between two statements of the file where one of them has several lines; before the comments of the second.</summary>
    private void PartDefinitions(int first, int begun, int own)
    {
        if (begun == first) return;
        bool isLong = lines.Count - own > 1 || lines[own].IsVerbatim || lines[begun - 1].Head[0] == '}' || lines[begun - 1].IsVerbatim;
        bool isParted = lines.Skip(begun).Take(own - begun + 1).Any(line => line.HasBlankBefore);
        if (isLong && !isParted) lines[begun].HasBlankBefore = true;
    }

    /// <summary>Comments, and whether an empty line stands before what follows. <paramref name="first"/> is the first line of the body.</summary>
    private bool WriteGap(int from, int to, int indent, int first)
    {
        Gap gap = Gap.Read(file.Content, from, to);
        if (gap.Trailing.Length > 0) lines[lines.Count - 1].Comment = gap.Trailing;
        foreach (GapComment comment in gap.Comments)
        {
            lines.Add(new LayoutLine(indent, comment.Text) { HasBlankBefore = comment.HasBlankBefore && lines.Count > first });
        }

        return gap.EndsBlank;
    }

    private void WriteStatement(WrittenStatement statement, int indent)
    {
        if (!statement.IsReadable)
        {
            string written = Verbatim(file, statement);
            lines.Add(new LayoutLine(indent, written) { IsVerbatim = written.Any(ArchText.IsLineBreak) });
            return;
        }

        IReadOnlyList<Segment> segments = Segments.Of(file, statement);
        bool isLong = GrowsTooLong(segments);
        string current = string.Empty;
        List<string> pieces = [];
        bool isVerbatim = false;
        for (int index = 0; index < segments.Count; index++)
        {
            (pieces, bool kept) = Pieces(segments[index], statement.Syntax, indent, isLong);
            isVerbatim |= kept;
            current = Join(current, pieces[0]);
            if (index == statement.Bodies.Count) break;
            WrittenBody body = statement.Bodies[index];
            if (Inline(statement, body) is string inline && (indent + current.Length + inline.Length < MaximumWidth || body.Statements.Count == 0))
            {
                current = Join(current, inline);
                continue;
            }

            lines.Add(new LayoutLine(indent, Join(current, "{")) { IsVerbatim = isVerbatim });
            WriteBody(body.Statements, statement.Open(body) + 1, statement.Close(body), indent + Indentation);
            current = "}";
            isVerbatim = false;
        }

        IReadOnlyList<string> claims = pieces.Skip(1).ToArray();
        if (statement.Syntax is ExpectSyntax)
        {
            current = Join(current, string.Join("  ", claims));
            claims = [];
        }

        lines.Add(new LayoutLine(indent, current) { Claims = claims, IsVerbatim = isVerbatim });
    }

    /// <summary>Whether blanks between all tokens could make the statement longer than any may be: then it has the blanks it has.</summary>
    private static bool GrowsTooLong(IReadOnlyList<Segment> segments) =>
        segments.Sum(segment => 4 + segment.Tokens.Sum(token => token.Text.Length + 1)) > StatementText.MaximumLength;

    /// <summary>A segment's words and claims. Arguments over several lines are joined, unless a comment or their length forbids it: then they stay.</summary>
    private static (List<string> Pieces, bool IsKept) Pieces(Segment segment, StatementSyntax statement, int indent, bool isLong)
    {
        if (isLong) return ([segment.Raw.Trim()], segment.HasLineBreak);
        List<string> pieces = TokenSpacing.Pieces(segment.Tokens, statement);
        if (!segment.HasLineBreak) return (pieces, false);
        if (!segment.HasComment && indent + pieces[0].Length <= MaximumWidth) return (pieces, false);
        return ([segment.Raw.Trim()], true);
    }

    /// <summary>A body on one line; null where it was not written so, or is too long for one.</summary>
    private string? Inline(WrittenStatement statement, WrittenBody body)
    {
        int open = statement.Open(body), close = statement.Close(body);
        for (int offset = open; offset < close; offset++)
        {
            if (ArchText.IsLineBreak(file.Content[offset]) || file.Content[offset] == '#') return null;
        }

        string text = string.Empty;
        foreach (WrittenStatement inner in body.Statements)
        {
            if (OnOneLine(inner) is not string next || text.Length > MaximumWidth) return null;
            if (text.Length > 0) text += text[text.Length - 1] == '}' && BeginsPlainly(next) ? " " : "; ";
            text += next;
        }

        return text.Length == 0 ? "{ }" : "{ " + text + " }";
    }

    private string? OnOneLine(WrittenStatement statement)
    {
        if (!statement.IsReadable) return Verbatim(file, statement);
        IReadOnlyList<Segment> segments = Segments.Of(file, statement);
        string text = string.Empty;
        for (int index = 0; index < segments.Count; index++)
        {
            text = Join(text, string.Join(" ", TokenSpacing.Pieces(segments[index].Tokens, statement.Syntax)));
            if (index == statement.Bodies.Count) break;
            if (Inline(statement, statement.Bodies[index]) is not string body) return null;
            text = Join(text, body);
        }

        return text;
    }

    /// <summary>Does not begin with what would carry on the statement before, behind its <c>}</c>.</summary>
    private static bool BeginsPlainly(string statement)
    {
        int length = statement.TakeWhile(ArchText.IsNamePart).Count();
        return length > 0 && !Words.ContinueAfterBody.Contains(statement.Substring(0, length));
    }

    private static string Join(string text, string more) =>
        text.Length == 0 ? more : more.Length == 0 ? text : text + " " + more;
}
