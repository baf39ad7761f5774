using System.Collections.Generic;

namespace NetArch.Dsl.Text;

/// <summary>Finds where statements begin and end, before any of them is parsed: a mistake in one costs that one.</summary>
/// <remarks>
/// One pass over the text, its depth capped. It knows braces, parentheses, comments, line ends and the few words that
/// continue a statement after a <c>}</c>, and nothing else of the language.
/// </remarks>
internal sealed partial class StatementSplitter
{
    /// <summary>Braces and parentheses within each other.</summary>
    public const int MaximumDepth = 64;

    private readonly ArchText file;
    private readonly string content;
    private readonly DiagnosticCollector diagnostics;
    private readonly CancellationToken cancellation;
    private readonly Stack<int> openBraces = new();
    private readonly bool isBalanced;
    private int position;

    // Where the file lacks a '}', a definition met inside braces closes them; as many '}' as that saved are then expected and not reported.
    private bool unwinding;
    private int impliedClosings;
    private bool depthReported;

    // Braces around this place that open nothing, and were reported: those within them are not.
    private int bareBraces;

    private StatementSplitter(ArchText file, DiagnosticCollector diagnostics, CancellationToken cancellation)
    {
        this.file = file;
        this.diagnostics = diagnostics;
        this.cancellation = cancellation;
        content = file.Content;
        isBalanced = CountBraces() == 0;
        position = content.Length > 0 && content[0] == '\uFEFF' ? 1 : 0;
    }

    public static IReadOnlyList<StatementText> Split(ArchText file, DiagnosticCollector diagnostics, CancellationToken cancellation)
    {
        var splitter = new StatementSplitter(file, diagnostics, cancellation);
        return splitter.ReadStatements();
    }

    private List<StatementText> ReadStatements()
    {
        var statements = new List<StatementText>();
        while (SkipToStatement())
        {
            cancellation.ThrowIfCancellationRequested();
            if (openBraces.Count == 0) unwinding = false;
            if (content[position] == '}')
            {
                if (openBraces.Count > 0) return statements;
                ReportStrayBrace();
            }
            else if (openBraces.Count > 0 && !isBalanced && IsDefinition())
            {
                ReportOpenBraces($"'{WordAt(position)} {WordAt(SkipBlanks(position + WordAt(position).Length))}' begins");
                impliedClosings += openBraces.Count;
                unwinding = true;
                return statements;
            }
            else
            {
                ReadStatement(statements);
                if (unwinding && openBraces.Count > 0) return statements;
            }
        }

        return statements;
    }

    private void ReadStatement(List<StatementText> statements)
    {
        if (content[position] != '{')
        {
            if (ContinueResidual(statements)) return;
            var statement = new StatementText(file, position);
            statements.Add(statement);
            Scan(statement);
            statement.End = position;
            ReportLength(statement);
            return;
        }

        if (bareBraces == 0) diagnostics.Add(DiagnosticDefinitions.BraceOnOwnLine.At(file.Path, file.Span(position, position + 1)));
        StatementText? opened = statements.Count > 0 && AwaitsBody(statements[statements.Count - 1]) ? statements[statements.Count - 1] : null;
        if (opened is null) statements.Add(opened = new StatementText(file, position) { IsBroken = true });
        bareBraces++;
        Scan(opened);
        opened.End = position;
        bareBraces--;
    }

    /// <summary>Reads to the statement's end: a line end, <c>;</c>, <c>}</c>, or a body that nothing continues.</summary>
    private void Scan(StatementText statement)
    {
        while (position < content.Length)
        {
            char character = content[position];
            if (EndsStatement(character)) return;
            if (character == '(')
            {
                ScanParentheses(statement);
            }
            else if (character == '{')
            {
                ReadBody(statement);
                if (unwinding || !ContinuesAfterBody()) return;
            }
            else
            {
                statement.Append(character, position++);
            }
        }
    }

    private void ReadBody(StatementText statement)
    {
        int open = position;
        if (openBraces.Count >= MaximumDepth)
        {
            ReportDepth(open);
            SkipBraces();
            statement.IsBroken = true;
            return;
        }

        openBraces.Push(open);
        position++;
        List<StatementText> body = ReadStatements();
        if (position >= content.Length && !unwinding && !depthReported)
        {
            ReportOpenBraces("the end of the file");
            depthReported = true;
        }

        openBraces.Pop();
        bool closes = !unwinding && position < content.Length;
        statement.AppendBody(body, open, closes ? position : open);
        if (closes) position++;
    }

    /// <summary>Reads from <c>(</c> through its <c>)</c>, across lines. One that is not closed is taken to end with its line.</summary>
    private void ScanParentheses(StatementText statement)
    {
        int start = position, depth = 0, lineEnd = -1;
        for (; position < content.Length; position++)
        {
            char character = content[position];
            if (character is ';' or '{' or '}') break;
            if (character == '#') SkipComment();
            if (position >= content.Length) break;
            character = content[position];
            if (ArchText.IsLineBreak(character) && lineEnd < 0) lineEnd = position;
            if (character == '(' && ++depth + openBraces.Count > MaximumDepth)
            {
                ReportDepth(position);
                SkipComment();
                statement.IsBroken = true;
                return;
            }

            statement.Append(character, position);
            if (character == ')' && --depth == 0)
            {
                position++;
                return;
            }
        }

        diagnostics.Add(DiagnosticDefinitions.ParenthesisNotClosed.At(file.Path, file.Span(start, start + 1)));
        statement.IsBroken = true;
        bool isHeader = position < content.Length && content[position] == '{' && statement.Word(0) == Words.Block;
        if (lineEnd >= 0 && !isHeader) position = lineEnd;
    }
}
