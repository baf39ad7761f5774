using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax.Grammar;
using NetArch.Dsl.Text;
using Sprache;

namespace NetArch.Dsl.Syntax;

/// <summary>Text to the tree as written. What cannot be read is reported, and costs its statement.</summary>
internal sealed class ArchParser
{
    /// <summary>1 MB: some thousand networks.</summary>
    public const int MaximumFileLength = 1 << 20;

    /// <summary>Names become parts of longer names.</summary>
    public const int MaximumNameLength = 64;

    private readonly ArchText file;
    private readonly DiagnosticCollector diagnostics;
    private readonly CancellationToken cancellation;

    private ArchParser(ArchText file, DiagnosticCollector diagnostics, CancellationToken cancellation)
    {
        this.file = file;
        this.diagnostics = diagnostics;
        this.cancellation = cancellation;
    }

    public static FileSyntax Parse(string path, string text, DiagnosticCollector diagnostics, CancellationToken cancellation) =>
        Read(path, text, diagnostics, cancellation).Syntax;

    /// <summary>The same with each statement's extent and braces, which only an editor needs.</summary>
    public static WrittenFile Read(string path, string text, DiagnosticCollector diagnostics, CancellationToken cancellation)
    {
        if (text.Length > MaximumFileLength)
        {
            diagnostics.Add(DiagnosticDefinitions.FileTooLarge.At(path, SourceSpan.None, text.Length, MaximumFileLength));
            return new WrittenFile(new ArchText(path, string.Empty), []);
        }

        var file = new ArchText(path, text);
        if (FindUntextual(text) is int offset)
        {
            string code = ((int)text[offset]).ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
            diagnostics.Add(DiagnosticDefinitions.NotText.At(path, file.Span(offset, offset + 1), code));
            return new WrittenFile(file, []);
        }

        var parser = new ArchParser(file, diagnostics, cancellation);
        return new WrittenFile(file, parser.Read(StatementSplitter.Split(file, diagnostics, cancellation)));
    }

    /// <summary>The first character that no text holds: a control character, or what stands for bytes that are not UTF-8.</summary>
    private static int? FindUntextual(string text)
    {
        for (int offset = 0; offset < text.Length; offset++)
        {
            char character = text[offset];
            if (character == '\uFFFD' || (character < ' ' && character is not ('\t' or '\n' or '\r' or '\f'))) return offset;
        }

        return null;
    }

    private WrittenStatement[] Read(IReadOnlyList<StatementText> statements) => statements.Select(Read).ToArray();

    private WrittenStatement Read(StatementText statement)
    {
        cancellation.ThrowIfCancellationRequested();
        WrittenBody[] bodies = statement.Bodies.OrderBy(body => body.Key).Select(body => new WrittenBody(body.Key, Read(body.Value))).ToArray();
        return new WrittenStatement(statement, Parse(statement, bodies), bodies);
    }

    private StatementSyntax Parse(StatementText statement, WrittenBody[] written)
    {
        if (statement.IsBroken) return Unreadable(statement);
        Dictionary<int, EquatableArray<StatementSyntax>> bodies = written.ToDictionary(
            body => body.Index, body => body.Statements.Select(inner => inner.Syntax).ToEquatableArray());
        var source = new StatementSource(statement, bodies);
        IResult<(Token? Label, StatementSyntax Statement)> result = StatementGrammar.Statement(new StatementInput(source, 0));
        if (!result.WasSuccessful)
        {
            if (!diagnostics.IsFull) diagnostics.Add(SyntaxErrors.Explain(statement, result.Remainder.Position, result.Expectations));
            return Unreadable(statement);
        }

        StatementSyntax parsed = Labelled(result.Value.Statement, result.Value.Label);
        if (!diagnostics.IsFull) CheckNames(parsed);
        return parsed;
    }

    private static UnreadableSyntax Unreadable(StatementText statement)
    {
        (int from, int to) = statement.WordRange(0);
        string? block = statement.Word(0) == Words.Block ? statement.Word(1) : null;
        int colon = to;
        while (colon < statement.Length && char.IsWhiteSpace(statement[colon])) colon++;
        bool isLabelled = from == 0 && colon > 0 && colon < statement.Length && statement[colon] == ':';
        return new UnreadableSyntax(statement.Span(from, to), block, isLabelled ? statement.Word(0) : null);
    }

    private StatementSyntax Labelled(StatementSyntax statement, Token? label)
    {
        if (label is null) return statement;
        if (statement is ElementSyntax element)
        {
            if (Words.IsReserved(label.Text)) Report(DiagnosticDefinitions.WordReserved, label.Span, label.Text, "layer");
            return element with { Trimmings = element.Trimmings with { Label = label } };
        }

        if (statement is UnknownSyntax unknown) return unknown with { Label = label.Text };
        Report(DiagnosticDefinitions.LabelMisplaced, label.Span, label.Text, Describe(statement));
        return statement;
    }

    private static string Describe(StatementSyntax statement) => statement switch
    {
        NamespaceSyntax => "a namespace",
        NetworkSyntax => "a network",
        BlockSyntax => "a block's definition",
        InputSyntax => "the input",
        ExpectSyntax => "expect",
        RepeatSyntax => "repeat",
        BranchSyntax => "a branch",
        _ => "a statement",
    };

    private void CheckNames(StatementSyntax statement)
    {
        IEnumerable<Token?> names = statement switch
        {
            NetworkSyntax network => [network.Name],
            BlockSyntax block => [block.Name, .. block.Parameters.Select(parameter => parameter.Name)],
            ElementSyntax element => [element.Trimmings.Label],
            _ => [],
        };
        foreach (Token? name in names)
        {
            if (name?.Text.Length > MaximumNameLength) Report(DiagnosticDefinitions.NameTooLong, name.Span, name.Text.Length, MaximumNameLength);
        }
    }

    private void Report(DiagnosticDefinition definition, SourceSpan span, params object[] arguments) =>
        diagnostics.Add(definition.At(file.Path, span, arguments));
}
