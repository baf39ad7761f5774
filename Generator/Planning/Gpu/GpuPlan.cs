using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>Everything decided about a network on a GPU: kernels in order, and memory. The same rules made it as the CPU's plan; what
/// differs is that each step works on the whole batch, and which kernels the layers with weights have.</summary>
/// <param name="Parameters">As the steps know them, by index.</param>
/// <param name="Places">The same, as they lie on the device.</param>
/// <param name="Packed">Weights as tensor cores take them, for all schedules.</param>
public sealed record GpuPlan(
    Network Network,
    EquatableArray<Layer> Layers,
    EquatableArray<ParameterPlan> Parameters,
    EquatableArray<GpuParameterPlan> Places,
    Schedule Inference,
    Schedule Training,
    Schedule InputGradients,
    Schedule Tracing,
    Schedule Folding,
    EquatableArray<FoldedPlan> Folded,
    EquatableArray<PackedWeights> Packed,
    int ParameterFloats)
{
    public IEnumerable<Schedule> Schedules => new[] { Inference, Training, InputGradients, Tracing, Folding };

    /// <summary>The distinct kernels, in the order of their first call.</summary>
    public EquatableArray<Kernel> Kernels => Schedules
        .SelectMany(schedule => schedule.Steps).SelectMany(step => step.Kernels).OfType<GpuKernel>().Distinct<Kernel>().ToEquatableArray();

    /// <summary>Memory for what folding makes of the weights, and for the zeros of layers without biases.</summary>
    public int FoldedFloats => Folded.Select(folded => folded.Offset + folded.Floats).DefaultIfEmpty(0).Max();

    /// <summary>Memory for weights as tensor cores take them, behind the folded ones.</summary>
    public int PackedFloats => Packed.Select(packed => packed.Offset + packed.Floats).DefaultIfEmpty(0).Max();

    /// <summary>What a schedule's steps take of the packed weights.</summary>
    public IEnumerable<PackedWeights> PackedFor(Schedule schedule)
    {
        var used = new HashSet<(Operand, bool)>(schedule.Steps.Select(UseOf).Where(use => use is not null).Select(use => use!.Value));
        return Packed.Where(packed => used.Contains((packed.Weight, packed.IsBackward)));
    }

    private static (Operand, bool)? UseOf(Step step) => step switch
    {
        GpuConvolveStep { Tensor: not null } s => (s.Weight, false),
        GpuDataGradientStep { Tensor: not null } s => (s.Weight, true),
        _ => null,
    };

    /// <summary>Floats of a tile's piece of memory.</summary>
    public int TileStride => Schedules.Max(schedule => checked(schedule.ArenaFloats * GpuTarget.FloatsPerPlannedFloat));

    /// <summary>How far a kernel's addresses may lie outside of what it reads: a row's tile beyond both of its ends, and the weights of
    /// a tile of channels beyond the last.</summary>
    public int GuardFloats
    {
        get
        {
            IEnumerable<ConvolutionGeometry> geometries = Schedules.SelectMany(schedule => schedule.Steps).Select(GeometryOf).Where(g => g is not null)!;
            int columns = geometries.Select(g => g.Padding.Width + (g.Kernel.Width + 8) * g.Dilation.Width + 16 * g.Stride.Width).DefaultIfEmpty(0).Max();
            int weights = geometries.Select(g => 8 * 4 * g.Kernel.Count).DefaultIfEmpty(0).Max();
            return (System.Math.Max(columns * GpuTarget.Lanes, weights) + GpuTarget.Lanes - 1) / GpuTarget.Lanes * GpuTarget.Lanes;
        }
    }

    private static ConvolutionGeometry? GeometryOf(Step step) => step switch
    {
        GpuConvolveStep s => s.Geometry,
        GpuDataGradientStep s => s.Geometry,
        GpuWeightGradientStep s => s.Geometry,
        _ => null,
    };
}
