using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Formatting;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Semantics.Completions;

/// <summary>Where a cursor stands, by braces, line ends and words alone: the text around it is usually half written.</summary>
internal sealed class CursorContext
{
    private readonly Stack<OpenStatement> open = new();
    private readonly ArchText file;
    private OpenStatement current;

    private CursorContext(ArchText file)
    {
        this.file = file;
        current = new OpenStatement(file, 0);
    }

    /// <summary>The statements whose braces are open, the innermost first.</summary>
    public IEnumerable<OpenStatement> Around => open;

    /// <summary>The statement up to the word at the cursor.</summary>
    public OpenStatement Statement => current;

    /// <summary>The word that is being written; empty at the cursor where there is none.</summary>
    public SourceSpan Partial { get; private set; } = SourceSpan.None;

    /// <summary>Null within a comment.</summary>
    public static CursorContext? At(ArchText file, int offset)
    {
        string content = file.Content;
        int start = offset, end = offset;
        while (start > 0 && ArchText.IsNamePart(content[start - 1])) start--;
        while (end < content.Length && ArchText.IsNamePart(content[end])) end++;
        var context = new CursorContext(file) { Partial = file.Span(start, end) };
        return context.Read(content, start) ? context : null;
    }

    private bool Read(string content, int end)
    {
        for (int offset = 0; offset < end;)
        {
            char character = content[offset];
            if (character == '#')
            {
                while (offset < end && !ArchText.IsLineBreak(content[offset])) offset++;
                if (offset >= end) return false;
            }
            else if (character == ';' || (ArchText.IsLineBreak(character) && !IsWithinParentheses(content)))
            {
                current = new OpenStatement(file, ++offset);
            }
            else if (character == '{')
            {
                current.OpensAt = offset;
                open.Push(current);
                current = new OpenStatement(file, ++offset);
            }
            else if (character == '}')
            {
                Close(offset++);
            }
            else if (char.IsWhiteSpace(character))
            {
                current.Append(content, offset, ++offset);
            }
            else
            {
                int length = System.Math.Min(LayoutToken.Length(content, offset, content.Length), end - offset);
                string word = content.Substring(offset, length);
                if (current.EndsWithBody && !ContinuesBody(word)) current = new OpenStatement(file, offset);
                current.Append(content, offset, offset + length);
                current.Words.Add(new LayoutToken(word, offset, true));
                offset += length;
            }
        }

        return true;
    }

    private void Close(int offset)
    {
        if (open.Count == 0)
        {
            current = new OpenStatement(file, offset + 1);
            return;
        }

        current = open.Pop();
        current.CloseBody(offset);
    }

    private static bool ContinuesBody(string word) => word[0] is '-' or '<' or '>' || Words.ContinueAfterBody.Contains(word) || !ArchText.IsNameStart(word[0]);

    /// <summary>An argument list may go over lines, if it ends before anything else does.</summary>
    private bool IsWithinParentheses(string content)
    {
        int depth = current.Words.Sum(word => word.Text switch { "(" => 1, ")" => -1, _ => 0 });
        if (depth <= 0) return false;
        int next = content.IndexOfAny([')', ';', '{', '}'], current.Words[current.Words.Count - 1].Start + 1);
        return next >= 0 && content[next] == ')';
    }
}

/// <summary>A statement as far as it is written.</summary>
internal sealed class OpenStatement(ArchText file, int start)
{
    /// <summary>With its bodies as <c>{}</c>, for the grammar.</summary>
    public StatementText Text { get; } = new(file, start);

    public List<LayoutToken> Words { get; } = [];

    public int OpensAt { get; set; }

    public bool EndsWithBody { get; private set; }

    /// <summary>The words without a label before them.</summary>
    public IEnumerable<string> Unlabelled => Words.Select(word => word.Text).Skip(Words.Count > 1 && Words[1].Text == ":" ? 2 : 0);

    public string FirstWord => Unlabelled.FirstOrDefault() ?? string.Empty;

    public void Append(string content, int from, int to)
    {
        if (Words.Count == 0 && char.IsWhiteSpace(content[from])) return;
        for (int offset = from; offset < to; offset++) Text.Append(content[offset], offset);
        EndsWithBody &= char.IsWhiteSpace(content[from]);
    }

    public void CloseBody(int offset)
    {
        Text.AppendBody([], OpensAt, offset);
        EndsWithBody = true;
    }
}
