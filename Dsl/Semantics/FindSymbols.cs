using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Semantics;

/// <summary>Every word of a file that stands for something, by the tree. What cannot be read has none but a block's name.</summary>
internal sealed class FindSymbols
{
    private readonly string path;
    private readonly BlockLibrary blocks;
    private readonly List<Symbol> found = [];

    /// <summary>The definition that is walked through.</summary>
    private string? container;

    private FindSymbols(string path, BlockLibrary blocks)
    {
        this.path = path;
        this.blocks = blocks;
    }

    /// <summary>In the order of the text.</summary>
    public static IReadOnlyList<Symbol> In(WrittenFile file, BlockLibrary blocks)
    {
        var walk = new FindSymbols(file.Text.Path, blocks);
        foreach (WrittenStatement statement in file.Statements) walk.Visit(statement.Syntax);
        return walk.found.OrderBy(symbol => symbol.Span.Start).ToArray();
    }

    private void Visit(StatementSyntax statement)
    {
        switch (statement)
        {
            case NetworkSyntax network:
                container = network.Name.Text;
                Add(SymbolKind.Network, network.Name, isDefinition: true);
                break;
            case BlockSyntax block:
                container = block.Name.Text;
                Add(SymbolKind.Block, block.Name, isDefinition: true);
                foreach (ParameterSyntax parameter in block.Parameters) Visit(parameter);
                break;
            case InputSyntax input:
                Visit(input.Shape);
                break;
            case ExpectSyntax expect:
                foreach (ClaimSyntax claim in expect.Claims) Visit(claim);
                break;
            case RepeatSyntax repeat:
                Visit(repeat.Count);
                break;
            case UnknownSyntax unknown when blocks.Find(unknown.Word.Text) is not null:
                Add(SymbolKind.Block, unknown.Word);
                break;
            case ElementSyntax element:
                Visit(element);
                break;
        }

        foreach (StatementSyntax inner in statement.Children()) Visit(inner);
    }

    private void Visit(ParameterSyntax parameter)
    {
        Add(SymbolKind.Parameter, parameter.Name, container, isDefinition: true);
        if (parameter.Default is not null) Visit(parameter.Default);
    }

    private void Visit(ElementSyntax element)
    {
        if (element.Trimmings.Label is { } label) Add(SymbolKind.Label, label, container, isDefinition: true);
        switch (element)
        {
            case LayerSyntax layer:
                Add(SymbolKind.Layer, layer.Keyword);
                foreach (OperandSyntax operand in layer.Operands) Visit(operand);
                foreach (OptionSyntax option in layer.Options)
                {
                    Add(SymbolKind.Option, option.Name, layer.Keyword.Text);
                    if (option.Value is not null) Visit(option.Value);
                }

                break;
            case UseSyntax use:
                Add(SymbolKind.Block, use.Keyword);
                foreach (ArgumentSyntax argument in use.Arguments)
                {
                    if (argument.Name is not null) Add(SymbolKind.Parameter, argument.Name, use.Keyword.Text);
                    Visit(argument.Value);
                }

                break;
            default:
                Add(SymbolKind.Layer, element.Keyword);
                break;
        }

        foreach (ClaimSyntax claim in element.Trimmings.Claims) Visit(claim);
    }

    private void Visit(ClaimSyntax claim)
    {
        switch (claim)
        {
            case ShapeClaimSyntax { Shape: { } shape }:
                Visit(shape);
                break;
            case CountClaimSyntax count:
                Add(SymbolKind.Claim, count.Word);
                if (count.Amount?.Expression is { } number) Visit(number);
                break;
            case MemoryClaimSyntax memory:
                Add(SymbolKind.Claim, memory.Word);
                if (memory.Amount?.Expression is { } bytes) Visit(bytes);
                Visit(memory.Batch);
                break;
        }
    }

    private void Visit(OperandSyntax operand)
    {
        if (operand is WholeOperand whole) Visit(whole.Expression);
        if (operand is not DimensionOperand dimension) return;
        foreach (ExpressionSyntax factor in dimension.Factors) Visit(factor);
    }

    private void Visit(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case NameExpression name:
                Add(SymbolKind.Parameter, name.Token, container);
                break;
            case NegationExpression negation:
                Visit(negation.Operand);
                break;
            case ChainExpression chain:
                Visit(chain.First);
                foreach (LinkSyntax link in chain.Links) Visit(link.Operand);
                break;
        }
    }

    private void Add(SymbolKind kind, Token token, string? owner = null, bool isDefinition = false) =>
        found.Add(new Symbol(kind, token.Text, owner, path, token.Span, isDefinition));
}
