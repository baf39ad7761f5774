using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Semantics;

/// <summary>What to say of a word.</summary>
internal static class DescribeSymbols
{
    public static Hover? At(ArchProject project, SemanticModel model, int offset)
    {
        Symbol? symbol = model.SymbolAt(offset);
        LayerInfo? layer = model.LayerAt(offset);
        var parts = new List<string>();
        if (symbol is not null && Describe(project, symbol) is { } text) parts.Add(text);
        bool isOfTheLayer = symbol is null or { Kind: SymbolKind.Layer or SymbolKind.Label or SymbolKind.Block or SymbolKind.Option or SymbolKind.Claim };
        if (layer is not null && isOfTheLayer) parts.Add(Describe(layer));
        return parts.Count == 0 ? null : new Hover(symbol?.Span ?? layer!.Span, string.Join("\n\n", parts));
    }

    private static string Describe(LayerInfo layer)
    {
        var lines = new List<string> { $"**{layer.Place}**" };
        string shapes = $"`{layer.Input?.ToString() ?? "?"} -> {layer.Output?.ToString() ?? "?"}`";
        if (!layer.HasOneOutput && layer.Times > 1) shapes += "; others differ";
        lines.Add(shapes);
        if (layer.Counts is { } counts)
        {
            if (counts.Parameters > 0) lines.Add(Parameters(counts));
            if (counts.MultiplyAccumulates > 0) lines.Add($"{Wording.Grouped(counts.MultiplyAccumulates)} multiply-accumulates");
        }

        return string.Join("  \n", lines);
    }

    private static string Parameters(LayerCounts counts)
    {
        var parts = new List<string>();
        if (counts.Weights > 0) parts.Add($"{Wording.Grouped(counts.Weights)} weights");
        if (counts.Biases > 0) parts.Add($"{Wording.Grouped(counts.Biases)} biases");
        if (counts.ScaleAndShift > 0) parts.Add($"{Wording.Grouped(counts.ScaleAndShift)} scales and shifts");
        if (counts.Running > 0) parts.Add($"{Wording.Grouped(counts.Running)} running values");
        string list = parts.Count == 1 ? parts[0] : $"{string.Join(" + ", parts)} = {Wording.Grouped(counts.Parameters)} parameters";
        return list;
    }

    private static string? Describe(ArchProject project, Symbol symbol) => symbol.Kind switch
    {
        SymbolKind.Network => Network(project, symbol),
        SymbolKind.Block => project.Blocks.Find(symbol.Name) is { } block ? Code($"block {WordHelp.Signature(block.Syntax)}") + Comment(project, block.Path, block.Syntax.Span.Start) : null,
        SymbolKind.Parameter => Code($"{symbol.Name}") + $"A parameter of block {symbol.Container}.",
        SymbolKind.Layer when LayerForm.Find(symbol.Name) is { } form => Code(WordHelp.Form(form)) + WordHelp.Of(symbol.Name),
        SymbolKind.Option => WordHelp.Of(symbol.Name),
        SymbolKind.Layer or SymbolKind.Claim => WordHelp.Of(symbol.Name),
        _ => null,
    };

    private static string? Network(ArchProject project, Symbol symbol)
    {
        CheckedNetwork? network = project.Find(symbol.Path)?.Checked.Networks.FirstOrDefault(network => network.NameSpan == symbol.Span);
        if (network is null) return null;
        LayerCounts counts = network.Network.Counts;
        return Code($"network {symbol.Name}: {network.Network.Input} -> {network.Network.Output}")
            + $"{Wording.Grouped(counts.Parameters)} parameters, {Wording.Grouped(counts.MultiplyAccumulates)} multiply-accumulates"
            + Comment(project, symbol.Path, symbol.Span.Start);
    }

    private static string Code(string text) => $"```netarch\n{text}\n```\n";

    /// <summary>The comment on the lines right above a definition.</summary>
    private static string Comment(ArchProject project, string path, int offset)
    {
        if (project.Find(path) is not { } file) return string.Empty;
        string[] above = file.Text.Substring(0, offset).Split('\n');
        string comment = string.Join(" ", above.Take(above.Length - 1).Reverse().TakeWhile(line => line.TrimStart().StartsWith("#", StringComparison.Ordinal))
            .Reverse().Select(line => line.Trim().TrimStart('#').Trim()));
        return comment.Length == 0 ? string.Empty : "\n" + comment;
    }
}
