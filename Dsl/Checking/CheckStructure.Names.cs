using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Checking;

internal sealed partial class CheckStructure
{
    /// <summary>Names looked at for one that was perhaps meant.</summary>
    private const int SuggestedAmong = 200;

    private void CheckNetworkName(Token name)
    {
        if (ReservedMembers.Find(name.Text) is { } member) Report(DiagnosticDefinitions.NetworkIsMember, name.Span, name.Text, member);
    }

    private void CheckInput(NetworkSyntax network)
    {
        StatementSyntax? first = network.Body.FirstOrDefault();
        InputSyntax[] inputs = network.Body.OfType<InputSyntax>().ToArray();
        if (inputs.Length == 0 && first is not UnreadableSyntax)
        {
            Report(DiagnosticDefinitions.InputMissing, network.Name.Span, network.Name.Text);
            return;
        }

        foreach (InputSyntax input in inputs.Where(input => !ReferenceEquals(input, first)))
        {
            string mend = ReferenceEquals(input, inputs[0]) ? "move this one up" : "remove this one";
            if (first is not UnreadableSyntax || !ReferenceEquals(input, inputs[0])) Report(DiagnosticDefinitions.InputRepeated, input.Span, mend);
        }
    }

    private void CheckLabel(Token label, LabelSet labels, bool repeated)
    {
        if (repeated)
        {
            Report(DiagnosticDefinitions.LabelInRepeat, label.Span, label.Text);
            return;
        }

        if (ReservedMembers.Find(label.Text) is { } member) Report(DiagnosticDefinitions.LabelIsMember, label.Span, label.Text, member);
        if (labels.Take(label) is not { } earlier) return;
        string taker = FormattableString.Invariant($"the label '{earlier.Text}' in line {earlier.Span.StartLine + 1}");
        Report(DiagnosticDefinitions.LabelTaken, label.Span, label.Text, taker, "choose another label");
    }

    private void CheckPlace(StatementSyntax statement, Place place)
    {
        (string Word, string Where, string Mend)? misplaced = (statement, place) switch
        {
            (NetworkSyntax, _) => (Words.Network, "inside a network or block", "networks stand at the top of a file"),
            (BlockSyntax, _) => (Words.Block, "inside a network or block", "blocks stand at the top of a file"),
            (NamespaceSyntax, _) => (Words.Namespace, "inside a network or block", "it stands at the beginning of a file"),
            (InputSyntax, not Place.Network) => (Words.Input, "here", "it is the first statement of a network"),
            (ExpectSyntax, not Place.Network) => (Words.Expect, "here", "it stands in a network; after a layer or a block's use, a claim stands without it"),
            (BranchSyntax, not Place.Concat) => (Words.Branch, "outside concat", "write concat { branch { ... } branch { ... } }"),
            (ElementSyntax element, Place.Concat) => (element.Keyword.Text, "in a concat by itself", "put it into a branch: branch { ... }"),
            (RepeatSyntax, Place.Concat) => (Words.Repeat, "in a concat by itself", "put it into a branch: branch { ... }"),
            _ => null,
        };
        if (misplaced is { } found) Report(DiagnosticDefinitions.StatementMisplaced, statement.Span, found.Word, found.Where, found.Mend);
    }

    private void CheckClaims(EquatableArray<ClaimSyntax> claims)
    {
        foreach (ClaimSyntax claim in claims)
        {
            if (claim is ShapeClaimSyntax { Shape: { } shape }) CheckOperand(shape);
            if (claim is CountClaimSyntax { Amount.Expression: { } count }) CheckExpression(count);
            if (claim is not MemoryClaimSyntax memory) continue;
            if (memory.Amount?.Expression is { } bytes) CheckExpression(bytes);
            CheckExpression(memory.Batch);
        }
    }

    private void CheckOperand(OperandSyntax operand)
    {
        if (operand is WholeOperand whole) CheckExpression(whole.Expression);
        if (operand is not DimensionOperand dimension) return;
        foreach (ExpressionSyntax factor in dimension.Factors) CheckExpression(factor);
    }

    private void CheckExpression(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case NameExpression name when !parameters.Contains(name.Name):
                string? suggestion = Wording.Suggest(name.Name, parameters.Take(SuggestedAmong));
                Report(ChangeTo(name.Token.Span, suggestion), DiagnosticDefinitions.ParameterUnknown, name.Token.Span, name.Name, suggestion is null ? parametersText : $"did you mean {suggestion}?");
                break;
            case NegationExpression negation:
                CheckExpression(negation.Operand);
                break;
            case ChainExpression chain:
                CheckExpression(chain.First);
                foreach (LinkSyntax link in chain.Links) CheckExpression(link.Operand);
                break;
        }
    }

    /// <summary>A word that begins a statement and is no layer: perhaps a block without its parentheses, perhaps a slip.</summary>
    public void ReportUnknown(Token word)
    {
        if (blocks.Find(word.Text) is { } block)
        {
            bool needsNone = block.Syntax.Parameters.All(parameter => parameter.Default is not null);
            Report(ChangeTo(word.Span, needsNone ? word.Text + "()" : null), DiagnosticDefinitions.BlockUseWithoutArguments, word.Span, word.Text, block.Usage);
            return;
        }

        if (blocks.IsUnreadable(word.Text)) return;
        if (Words.IsReserved(word.Text))
        {
            Report(DiagnosticDefinitions.StatementMisplaced, word.Span, word.Text, "at the beginning of a statement", ContinuationMend(word.Text));
            return;
        }

        IEnumerable<string> known = LayerForm.All.Select(form => form.Keyword).Concat(Words.Statements).Concat(blocks.Names.Take(SuggestedAmong));
        string? suggestion = Wording.Suggest(word.Text, known);
        string hint = suggestion is not null ? $"; did you mean {suggestion}?" : "; a block is used with parentheses, as in Basic(16)";
        Report(ChangeTo(word.Span, suggestion), DiagnosticDefinitions.LayerUnknown, word.Span, word.Text, hint);
    }

    private static string ContinuationMend(string word)
    {
        if (word is Words.Shortcut) return "it stands on the line of the '}' that ends a residual's body";
        return Words.Counts.Contains(word) || Words.Memory.Contains(word)
            ? "a claim stands on the line of its layer, or after expect"
            : "it stands on the line of its layer";
    }

    /// <summary>A word in place of another; nothing where none is known.</summary>
    private static EquatableArray<Remedy> ChangeTo(SourceSpan span, string? word) =>
        word is null ? EquatableArray<Remedy>.Empty : new([new Remedy($"Change to '{word}'", span, word)]);

    private void Report(DiagnosticDefinition definition, SourceSpan span, params object[] arguments) =>
        Report(EquatableArray<Remedy>.Empty, definition, span, arguments);

    private void Report(EquatableArray<Remedy> remedies, DiagnosticDefinition definition, SourceSpan span, params object[] arguments)
    {
        if (!diagnostics.IsFull) diagnostics.Add(definition.At(path, span, arguments) with { Remedies = remedies });
    }

    /// <summary>The labels of a network or block. Those of its shortcuts have names of their own.</summary>
    private sealed class LabelSet
    {
        private readonly Dictionary<string, Token> labels = new(StringComparer.OrdinalIgnoreCase);
        private LabelSet? shortcut;

        public LabelSet Shortcut => shortcut ??= new LabelSet();

        /// <summary>Takes a label; the result is the one that has its name already.</summary>
        public Token? Take(Token label)
        {
            if (labels.TryGetValue(label.Text, out Token? earlier)) return earlier;
            labels.Add(label.Text, label);
            return null;
        }
    }
}
