using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Emit.Surface;

/// <summary>The table people know from Keras: a row a layer, then the totals. Lines end in \n.</summary>
internal static class SummaryTable
{
    private static readonly string[] Heading = ["layer", "", "output", "parameters", "multiply-accumulates"];

    public static string Of(Network network)
    {
        var rows = new List<string[]> { Heading, new[] { "input", "", network.Input.ToString(), "", "" } };
        rows.AddRange(network.Layers.Leaves().Select(Row));
        LayerCounts counts = network.Counts;
        rows.Add(new[] { "total", "", network.Output.ToString(), Literals.Grouped(counts.Parameters), Literals.Grouped(counts.MultiplyAccumulates) });
        int[] widths = Enumerable.Range(0, Heading.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        IEnumerable<string> lines = rows.Select(row => Aligned(row, widths));
        return string.Join("\n", lines.Concat(new[] { "trainable " + Literals.Grouped(counts.Trainable) }).Concat(NotTrained(network)));
    }

    private static IEnumerable<string> NotTrained(Network network)
    {
        if (network.Counts.Running > 0) yield return "running statistics " + Literals.Grouped(network.Counts.Running);
        long frozen = network.Layers.Leaves().Where(layer => layer.Frozen).Sum(layer => layer.Counts.Trainable);
        if (frozen > 0) yield return "of the trainable, frozen in the text " + Literals.Grouped(frozen);
    }

    private static string[] Row(Layer layer)
    {
        LayerCounts counts = layer.Counts;
        return
        [
            layer.Name, LayerText.Of(layer), layer.Output.ToString(),
            counts.Parameters == 0 ? "" : Literals.Grouped(counts.Parameters),
            counts.MultiplyAccumulates == 0 ? "" : Literals.Grouped(counts.MultiplyAccumulates),
        ];
    }

    // Names to the left, numbers to the right.
    private static string Aligned(string[] row, int[] widths) => string.Join(
        "  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
}
