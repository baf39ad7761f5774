using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>What generated code and the steps of this assembly see of a running pass: its memory, its size, and where to enqueue kernels.</summary>
/// <remarks>Offsets are floats from the start of a tile's piece of the arena; a view begins in the first tile and goes to the arena's end,
/// and kernels find the other tiles <see cref="TileStride"/> floats apart.</remarks>
public sealed partial class GpuFrame
{
    private readonly GpuLayout layout;

    internal GpuFrame(GpuDevice device, AcceleratorStream stream, GpuLayout layout)
    {
        Device = device;
        Stream = stream;
        this.layout = layout;
        Traces = new ArrayView<float>[layout.TracedCounts.Count];
    }

    public GpuDevice Device { get; }

    public AcceleratorStream Stream { get; }

    /// <summary>Samples in the batch.</summary>
    public int Count { get; internal set; }

    /// <summary>Tiles of 32 samples, the last of which may be partly empty.</summary>
    public int Tiles => (Count + GpuLayout.Lanes - 1) / GpuLayout.Lanes;

    public int TileStride => layout.TileStride;

    public int GuardFloats => layout.GuardFloats;

    /// <summary>How exactly convolutions and fully connected layers multiply.</summary>
    public Precision Precision { get; internal init; }

    /// <summary>Whether layers that have kernels for tensor cores use them.</summary>
    public bool UsesTensorCores => Precision == Precision.Tf32;

    /// <summary>Whether dropout drops.</summary>
    public bool Dropout { get; internal set; }

    /// <summary>Whether batch normalisation moves its running statistics.</summary>
    public bool UpdatesStatistics { get; internal set; }

    /// <summary>Whether the batch has targets to judge outputs by.</summary>
    public bool HasTargets { get; internal set; }

    /// <summary>Whether somebody asked for outputs.</summary>
    public bool WantsOutputs { get; internal set; }

    /// <summary>Everything that changes from step to step, in ints.</summary>
    public ArrayView<int> Step { get; internal set; }

    /// <summary>The batch's samples, one after the other.</summary>
    public ArrayView<float> Samples { get; internal set; }

    /// <summary>Batch x outputs.</summary>
    public ArrayView<float> Outputs { get; internal set; }

    /// <summary>Batch x input values.</summary>
    public ArrayView<float> InputGradients { get; internal set; }

    /// <summary>The loss of each lane, <c>[tile * 32 + lane]</c>; the host adds them up.</summary>
    public ArrayView<float> Losses { get; internal set; }

    /// <summary>1 for each lane whose answer is right.</summary>
    public ArrayView<int> Correct { get; internal set; }

    internal ArrayView<float> Arena { get; set; }

    internal ArrayView<float> Parameters { get; set; }

    internal ArrayView<float> FoldedWeights { get; set; }

    internal ArrayView<float> Gradients { get; set; }

    internal long[] GradientOffsets { get; set; } = [];

    internal GradientSplit[] Splits { get; set; } = [];

    internal ArrayView<float>[] Traces { get; init; }

    /// <summary>A buffer, from its first float in the first tile to the arena's end.</summary>
    public ArrayView<float> At(int offset) => From(Arena, layout.GuardFloats + (long)offset);

    /// <summary>The same, beginning <see cref="GuardFloats"/> earlier.</summary>
    public ArrayView<float> Guarded(int offset) => From(Arena, offset);

    public ArrayView<float> Parameter(int index) => From(Parameters, layout.Parameters[index].Offset);

    /// <summary>What folding made of the weights, by its offset.</summary>
    public ArrayView<float> Folded(int offset) => From(FoldedWeights, offset);

    /// <summary>Target vectors, one after the other, in the order of the batch.</summary>
    public ArrayView<float> Targets
    {
        get
        {
            int start = StepLayout.Targets(Tiles, layout.Parameters.Count);
            return Step.SubView(start, Step.Length - start).Cast<float>();
        }
    }

    public GpuParameter PlaceOf(int parameter) => layout.Parameters[parameter];

    public GradientSplit SplitOf(int parameter) => Splits[parameter];

    /// <summary>The parts of a parameter's gradient, one after the other, each as long as the parameter is on the device.</summary>
    public ArrayView<float> Gradient(int parameter) => From(Gradients, GradientOffsets[parameter]);

    /// <summary>Batch x values of a traced layer.</summary>
    public ArrayView<float> TraceOf(int layer) => Traces[layer];

    private static ArrayView<float> From(ArrayView<float> view, long start) => view.SubView(start, view.Length - start);
}
