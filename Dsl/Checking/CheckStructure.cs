using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Checking;

/// <summary>What can be said of a definition without expanding it: statements in their places, names that exist, arguments that bind, options once.</summary>
internal sealed partial class CheckStructure(string path, BlockLibrary blocks, DiagnosticCollector diagnostics)
{
    private HashSet<string> parameters = [];
    private string parametersText = string.Empty;

    /// <summary>Where a statement stands.</summary>
    private enum Place
    {
        Network,
        Block,

        /// <summary>In the braces of a repeat, a residual, a shortcut or a branch.</summary>
        Inside,

        /// <summary>In the braces of a concat, where branches stand.</summary>
        Concat,
    }

    public void OfNetwork(NetworkSyntax network)
    {
        parameters = [];
        parametersText = "a network has no parameters, only a block has";
        CheckNetworkName(network.Name);
        CheckInput(network);
        if (!network.Body.Any(statement => statement is not (InputSyntax or ExpectSyntax)))
        {
            Report(DiagnosticDefinitions.NetworkEmpty, network.Name.Span, network.Name.Text);
        }

        Visit(network.Body, Place.Network, new LabelSet(), repeated: false);
    }

    public void OfBlock(BlockSyntax block)
    {
        parameters = [];
        foreach (ParameterSyntax parameter in block.Parameters)
        {
            parametersText = DescribeParameters(block.Name.Text, parameters);
            if (parameter.Default is not null) CheckExpression(parameter.Default);
            if (!parameters.Add(parameter.Name.Text)) Report(DiagnosticDefinitions.ParameterNameTaken, parameter.Name.Span, block.Name.Text, parameter.Name.Text);
        }

        parametersText = DescribeParameters(block.Name.Text, parameters);
        Visit(block.Body, Place.Block, new LabelSet(), repeated: false);
    }

    private static string DescribeParameters(string block, HashSet<string> names) => names.Count == 0
        ? $"block {block} has none before this"
        : $"block {block} has {Wording.List(names.Take(12).ToArray(), "and")}";

    private void Visit(EquatableArray<StatementSyntax> statements, Place place, LabelSet labels, bool repeated)
    {
        foreach (StatementSyntax statement in statements)
        {
            if (diagnostics.IsFull) return;
            CheckPlace(statement, place);
            switch (statement)
            {
                case InputSyntax input:
                    CheckOperand(input.Shape);
                    break;
                case ExpectSyntax expect:
                    CheckClaims(expect.Claims);
                    break;
                case RepeatSyntax repeat:
                    CheckExpression(repeat.Count);
                    Visit(repeat.Body, Place.Inside, labels, repeated: true);
                    break;
                case BranchSyntax branch:
                    Visit(branch.Body, Place.Inside, labels, repeated);
                    break;
                case UnknownSyntax unknown:
                    ReportUnknown(unknown.Word);
                    break;
                case ElementSyntax element:
                    VisitElement(element, labels, repeated);
                    break;
            }
        }
    }

    private void VisitElement(ElementSyntax element, LabelSet labels, bool repeated)
    {
        if (element.Trimmings.Label is { } label) CheckLabel(label, labels, repeated);
        CheckClaims(element.Trimmings.Claims);
        foreach (MemoryClaimSyntax claim in element.Trimmings.Claims.OfType<MemoryClaimSyntax>())
        {
            Report(DiagnosticDefinitions.ClaimMisplaced, claim.Word.Span, claim.Word.Text);
        }

        switch (element)
        {
            case LayerSyntax layer:
                CheckLayer(layer);
                break;
            case UseSyntax use:
                CheckUse(use);
                break;
            case ResidualSyntax residual:
                Visit(residual.Body, Place.Inside, labels, repeated);
                if (residual.Shortcut is not null) Visit(residual.Shortcut.Body, Place.Inside, labels.Shortcut, repeated);
                break;
            case ConcatSyntax concat:
                if (concat.Body.Count == 0) Report(DiagnosticDefinitions.ConcatEmpty, concat.Keyword.Span);
                Visit(concat.Body, Place.Concat, labels, repeated);
                break;
        }
    }

    private void CheckUse(UseSyntax use)
    {
        foreach (ArgumentSyntax argument in use.Arguments) CheckExpression(argument.Value);
        string name = use.Keyword.Text;
        if (blocks.Find(name) is { } block)
        {
            BindArguments.Bind(use, block, (remedies, definition, span, arguments) => Report(remedies, definition, span, arguments));
        }
        else if (!blocks.IsUnreadable(name))
        {
            string? suggestion = Wording.Suggest(name, blocks.Names.Take(SuggestedAmong).Concat(LayerForm.All.Select(form => form.Keyword)));
            Report(ChangeTo(use.Keyword.Span, suggestion), DiagnosticDefinitions.BlockUnknown, use.Keyword.Span, name, suggestion is null ? $"; write it as: block {name}(...) {{ ... }}" : $"; did you mean {suggestion}?");
        }
    }

    private void CheckLayer(LayerSyntax layer)
    {
        foreach (OperandSyntax operand in layer.Operands) CheckOperand(operand);
        var seen = new HashSet<string>();
        foreach (OptionSyntax option in layer.Options)
        {
            if (option.Value is not null) CheckOperand(option.Value);
            if (!seen.Add(option.Name.Text)) Report(DiagnosticDefinitions.OptionRepeated, option.Name.Span, option.Name.Text, layer.Keyword.Text);
        }

        OptionSyntax? excluded = layer.Options.FirstOrDefault(option => option.Name.Text == "ceil");
        if (seen.Contains("floor") && excluded is not null) Report(DiagnosticDefinitions.OptionsExclude, excluded.Name.Span, "floor", "ceil");
        if (layer.Operands.OfType<WordOperand>().FirstOrDefault() is not { } word || layer.Options.Count == 0) return;
        Report(DiagnosticDefinitions.OptionsExclude, layer.Options[0].Name.Span, word.Word, layer.Options[0].Name.Text);
    }
}
