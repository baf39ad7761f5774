using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>A parameter tensor on the device: <c>[group][row / 4][column][row % 4]</c>, see the runtime's <c>GpuParameter</c>.</summary>
/// <param name="Rows">Filters of a group, or outputs; 1 for a vector.</param>
/// <param name="GradientRows">Image rows that its gradient is summed over; 0 where it comes in one piece, as a batch norm's does.</param>
/// <param name="GradientWarps">Warps that compute one part of its gradient.</param>
/// <param name="TensorWarps">The same on tensor cores; 0 where they do not.</param>
public sealed record GpuParameterPlan(
    string Name, int Offset, int Groups, int Rows, int Columns, bool IsTrained, int GradientRows, int GradientWarps, int TensorWarps)
{
    /// <summary>Of a matrix with one row, which is padded to four all the same.</summary>
    public bool IsSingleRow { get; init; }
}

/// <summary>Gives every parameter tensor its place on the device.</summary>
internal static class PlanGpuParameters
{
    /// <summary>Floats that a place is a multiple of: 128 bytes.</summary>
    private const int Alignment = GpuTarget.Lanes;

    /// <summary>The tensors as the rules that make steps know them: padded to four rows, so that whoever makes room for a copy makes enough.</summary>
    public static (EquatableArray<ParameterPlan> Plans, int Floats) Place(IEnumerable<Layer> layers)
    {
        (EquatableArray<ParameterPlan> drafts, _, _) = new PlanParameters(new GpuKernelChoice()).Apply(layers);
        Dictionary<string, int> groups = layers.OfType<Convolution>().ToDictionary(layer => layer.Name + ".weight", layer => layer.Groups);
        long offset = 0;
        var placed = new List<ParameterPlan>();
        foreach (ParameterPlan draft in drafts)
        {
            int count = groups.TryGetValue(draft.Name, out int found) ? found : 1;
            int rows = draft.Rows == 1 && count == 1 && draft.Shape.Count == 1 ? 1 : count * ((draft.Rows / count + 3) / 4 * 4);
            ParameterPlan plan = draft with { Rows = rows, Stride = draft.Columns, Offset = checked((int)offset) };
            placed.Add(plan);
            offset = checked(offset + (plan.Floats + Alignment - 1) / Alignment * Alignment);
        }

        return (placed.ToEquatableArray(), checked((int)offset));
    }

    /// <param name="training">Whose steps tell how gradients are computed.</param>
    public static EquatableArray<GpuParameterPlan> Describe(EquatableArray<ParameterPlan> plans, IEnumerable<Layer> layers, Schedule training)
    {
        Dictionary<string, int> groups = layers.OfType<Convolution>().ToDictionary(layer => layer.Name + ".weight", layer => layer.Groups);
        var weights = training.Steps.OfType<GpuWeightGradientStep>().ToDictionary(step => step.Weight);
        var biases = training.Steps.OfType<GpuWeightGradientStep>().Where(step => step.Bias is not null).ToDictionary(step => step.Bias!.Value);
        return plans.Select((plan, index) =>
        {
            bool isVector = plan.Shape.Count == 1;
            int count = groups.TryGetValue(plan.Name, out int found) ? found : 1;
            (int rows, int warps) = weights.TryGetValue(index, out GpuWeightGradientStep? step) ? (step.Geometry.OutputHeight, Warps(step))
                : biases.TryGetValue(index, out step) ? (step.Geometry.OutputHeight, step.Geometry.AllFilters)
                : (0, 1);
            return new GpuParameterPlan(plan.Name, plan.Offset, count, isVector ? 1 : plan.Shape[0] / count, plan.Columns, plan.Trained, rows, warps,
                weights.TryGetValue(index, out step) ? TensorWarps(step) : 0) { IsSingleRow = !isVector && plan.Shape[0] == 1 };
        }).ToEquatableArray();
    }

    private static int Warps(GpuWeightGradientStep step)
    {
        ConvolutionGeometry g = step.Geometry;
        return g.Groups * Strips(Strips(g.Filters, 4) * 4, step.Kernel.FilterTile) * Strips(g.Channels, step.Kernel.ChannelTile)
            * g.Kernel.Height * (g.Kernel.Width / step.Kernel.Taps);
    }

    private static int TensorWarps(GpuWeightGradientStep step)
    {
        ConvolutionGeometry g = step.Geometry;
        return step.Tensor is not { } kernel
            ? 0
            : g.Groups * Strips(g.Filters, 16 * GpuTensorWeightGradient.FilterBlocks) * Strips(g.Channels, 8 * kernel.ChannelBlocks) * g.Kernel.Height;
    }

    private static int Strips(int size, int tile) => (size + tile - 1) / tile;
}
