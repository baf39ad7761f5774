using System.Collections.Generic;

namespace NetArch.Dsl.Text;

internal sealed partial class StatementSplitter
{
    private static readonly HashSet<string> Openers = [Words.Network, Words.Block, Words.Repeat, Words.Residual, Words.Concat, Words.Branch];

    /// <summary>A comment ends a statement because a line end follows it.</summary>
    private static bool EndsStatement(char character) => character is ';' or '}' or '#' || ArchText.IsLineBreak(character);

    private static bool AwaitsBody(StatementText statement)
    {
        if (statement.IsBroken || statement.IsTooLong) return false;
        string text = statement.ToString().TrimEnd();
        if (text.EndsWith(Words.Shortcut, StringComparison.Ordinal)) return true;
        int colon = text.IndexOf(':');
        return statement.Bodies.Count == 0 && (Openers.Contains(statement.Word(0)) || (colon > 0 && Openers.Contains(statement.Word(1))));
    }

    /// <summary>A shortcut on a line of its own is reported, and then taken as its residual's, so that this stays one mistake.</summary>
    private bool ContinueResidual(List<StatementText> statements)
    {
        string word = content[position] == 's' ? WordAt(position) : string.Empty;
        StatementText? last = statements.Count > 0 ? statements[statements.Count - 1] : null;
        if (word != Words.Shortcut || last is null || last.Bodies.Count != 1) return false;
        if (last.Word(0) != Words.Residual && last.Word(1) != Words.Residual) return false;
        diagnostics.Add(DiagnosticDefinitions.StatementMisplaced.At(
            file.Path, file.Span(position, position + word.Length), word, "on a line of its own", "it stands on the line of the '}' that ends the residual's body"));
        last.Append(' ', position);
        Scan(last);
        last.End = position;
        return true;
    }

    private bool SkipToStatement()
    {
        for (; position < content.Length; position++)
        {
            if (content[position] == '#') SkipComment();
            if (position < content.Length && content[position] != ';' && !char.IsWhiteSpace(content[position])) return true;
        }

        // A comment that ends the file leaves the loop one further.
        position = content.Length;
        return false;
    }

    private void SkipComment()
    {
        while (position < content.Length && !ArchText.IsLineBreak(content[position])) position++;
    }

    /// <summary>How many more braces open than close in the whole file.</summary>
    private int CountBraces()
    {
        int open = 0;
        for (int offset = 0; offset < content.Length; offset++)
        {
            if (content[offset] == '#')
            {
                while (offset < content.Length && !ArchText.IsLineBreak(content[offset])) offset++;
            }
            else
            {
                open += content[offset] switch { '{' => 1, '}' => -1, _ => 0 };
            }
        }

        return open;
    }

    private int SkipBlanks(int from)
    {
        while (from < content.Length && char.IsWhiteSpace(content[from]) && !ArchText.IsLineBreak(content[from])) from++;
        return from;
    }

    private string WordAt(int from)
    {
        int to = from;
        while (to < content.Length && ArchText.IsNamePart(content[to]) && to - from < StatementText.MaximumLength) to++;
        return content.Substring(from, to - from);
    }

    private bool IsDefinition()
    {
        if (content[position] is not ('n' or 'b')) return false;
        string word = WordAt(position);
        if (word != Words.Network && word != Words.Block) return false;
        int next = SkipBlanks(position + word.Length);
        return next > position + word.Length && next < content.Length && ArchText.IsNameStart(content[next]);
    }

    private bool ContinuesAfterBody()
    {
        int next = SkipBlanks(position);
        if (next >= content.Length) return false;
        bool arrow = content[next] == '-' && next + 1 < content.Length && content[next + 1] == '>';
        return arrow || (ArchText.IsNameStart(content[next]) && Words.ContinueAfterBody.Contains(WordAt(next)));
    }

    /// <summary>Past the <c>}</c> that closes the <c>{</c> here, however deep that is, or to the end.</summary>
    private void SkipBraces()
    {
        int depth = 0;
        for (; position < content.Length; position++)
        {
            if (content[position] == '#') SkipComment();
            if (position >= content.Length) return;
            if (content[position] == '{') depth++;
            if (content[position] != '}' || --depth > 0) continue;
            position++;
            return;
        }
    }

    private void ReportDepth(int at)
    {
        depthReported = true;
        diagnostics.Add(DiagnosticDefinitions.NestedTooDeep.At(file.Path, file.Span(at, at + 1), MaximumDepth));
    }

    private void ReportLength(StatementText statement)
    {
        if (!statement.IsTooLong || statement.IsBroken) return;
        statement.IsBroken = true;
        (int from, int to) = statement.WordRange(0);
        SourceSpan span = from < to ? statement.Span(from, to) : statement.Span(0, 1);
        diagnostics.Add(DiagnosticDefinitions.StatementTooLong.At(file.Path, span, StatementText.MaximumLength));
    }

    private void ReportStrayBrace()
    {
        if (impliedClosings > 0) impliedClosings--;
        else diagnostics.Add(DiagnosticDefinitions.BraceNotOpened.At(file.Path, file.Span(position, position + 1)));
        position++;
    }

    private void ReportOpenBraces(string before)
    {
        int open = openBraces.Peek();
        string missing = openBraces.Count == 1 ? "one '}' is" : FormattableString.Invariant($"{openBraces.Count} '}}' are");
        diagnostics.Add(DiagnosticDefinitions.BraceNotClosed.At(file.Path, file.Span(open, open + 1), before, missing));
    }
}
