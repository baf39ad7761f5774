using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Formatting;

/// <summary>The pieces of a statement around its bodies.</summary>
internal static class Segments
{
    /// <summary>One more than the statement has bodies.</summary>
    public static IReadOnlyList<Segment> Of(WrittenFile file, WrittenStatement statement)
    {
        var segments = new List<Segment>();
        int from = statement.Start;
        foreach (WrittenBody body in statement.Bodies)
        {
            segments.Add(Segment.Read(file.Content, from, statement.Open(body)));
            from = statement.Close(body) + 1;
        }

        segments.Add(Segment.Read(file.Content, from, statement.End));
        return segments;
    }
}

/// <summary>A part of a statement, in its tokens.</summary>
/// <param name="Raw">As written.</param>
/// <param name="HasComment">Inside parentheses; it keeps them as they are.</param>
internal sealed record Segment(IReadOnlyList<LayoutToken> Tokens, string Raw, bool HasComment, bool HasLineBreak)
{
    public IEnumerable<string> Words => Tokens.Select(token => token.Text);

    public static Segment Read(string content, int from, int to)
    {
        string raw = content.Substring(from, to - from);
        var tokens = new List<LayoutToken>();
        bool hasComment = false, hasLineBreak = false, isApart = true;
        for (int offset = from; offset < to;)
        {
            char character = content[offset];
            if (character == '#')
            {
                while (offset < to && !ArchText.IsLineBreak(content[offset])) offset++;
                hasComment = isApart = true;
            }
            else if (char.IsWhiteSpace(character))
            {
                hasLineBreak |= ArchText.IsLineBreak(character);
                isApart = true;
                offset++;
            }
            else
            {
                int length = LayoutToken.Length(content, offset, to);
                tokens.Add(new LayoutToken(content.Substring(offset, length), offset, isApart));
                isApart = false;
                offset += length;
            }
        }

        return new Segment(tokens, raw, hasComment, hasLineBreak);
    }
}

/// <summary>A word, a number (a dimension without parentheses is one) or a sign.</summary>
/// <param name="IsApart">Blanks stand before it.</param>
internal readonly record struct LayoutToken(string Text, int Start, bool IsApart)
{
    public bool IsWord => ArchText.IsNameStart(Text[0]);

    public bool IsNumber => char.IsDigit(Text[0]);

    public static int Length(string content, int start, int end)
    {
        char first = content[start];
        int offset = start + 1;
        if (IsPart(first))
        {
            while (offset < end && (IsPart(content[offset]) || (content[offset] == '.' && char.IsDigit(first)) || IsExponentSign(content, start, offset, end))) offset++;
            return offset - start;
        }

        bool isPair = offset < end && (first, content[offset]) is ('-', '>') or ('<', '=') or ('>', '=');
        return isPair ? 2 : 1;
    }

    private static bool IsPart(char character) => ArchText.IsNamePart(character) || char.IsLetterOrDigit(character);

    /// <summary>The sign within <c>1e-4</c>.</summary>
    private static bool IsExponentSign(string content, int start, int offset, int end)
    {
        if (content[offset] is not ('-' or '+') || content[offset - 1] is not ('e' or 'E') || offset + 1 >= end || !char.IsDigit(content[offset + 1])) return false;
        for (int index = start; index < offset - 1; index++) if (!char.IsDigit(content[index]) && content[index] is not ('.' or '_')) return false;
        return offset - 1 > start;
    }
}
