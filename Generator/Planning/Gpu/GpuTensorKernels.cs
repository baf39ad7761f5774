using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>A convolution, or its gradient by the input, on tensor cores: a warp has <paramref name="Blocks"/> * 8 target images by
/// <paramref name="ColumnTile"/> columns of a row, for all 32 samples of a tile.</summary>
/// <remarks>One <c>mma.m16n8k8</c> multiplies 16 samples x 8 sources by 8 sources x 8 targets, at one column and one tap.</remarks>
/// <param name="Kernel">Rows of the window are a loop, the taps of a row are written out.</param>
/// <param name="Phase">Backward the padding modulo the stride, of columns; 0 forward.</param>
/// <param name="Blocks">Targets by eights: 2 or 4.</param>
public sealed record GpuTensorConvolution(
    bool IsBackward, Extent Kernel, Extent Stride, Extent Dilation, int Phase, int Blocks, int ColumnTile) : GpuKernel
{
    /// <summary>Registers of a thread: sums, operands of a row, weights of a tap, and what addresses take. 255 is the most there are.</summary>
    public int Registers => 8 * Blocks * ColumnTile + 8 * Operands + 2 * Blocks + 48;

    public override string MethodName =>
        $"Convolve{(IsBackward ? "Backward" : "")}_tf32_{Window(Unrolling.Row, Kernel, Stride, Dilation)}{(Phase > 0 ? "_phase" + Number(Phase) : "")}_by{8 * Blocks}x{ColumnTile}";

    /// <summary>Instructions of tensor cores for eight sources and a kernel row.</summary>
    public override int BodySize => 2 * Blocks * Taps.Count;

    /// <summary>Target column, source column counted from <see cref="FirstOperand"/>, tap.</summary>
    public IReadOnlyList<ColumnTap> Taps => IsBackward ? Gradient.Taps : ForwardTaps.ToList();

    public int FirstOperand => IsBackward ? Gradient.FirstOperand : 0;

    public int Operands => Taps.Select(tap => tap.Operand).DefaultIfEmpty(-1).Max() + 1;

    private GpuDataGradient Gradient => new(Unrolling.Row, Kernel, Stride, Dilation, Phase, 8, ColumnTile);

    private IEnumerable<ColumnTap> ForwardTaps =>
        from tap in Enumerable.Range(0, Kernel.Width)
        from column in Enumerable.Range(0, ColumnTile)
        select new ColumnTap(column, column * Stride.Width + tap * Dilation.Width, tap);
}

/// <summary>The gradient by weights on tensor cores: a warp has 32 filters by <paramref name="ChannelBlocks"/> * 8 channels by the taps of a kernel row.</summary>
/// <remarks>One <c>mma.m16n8k8</c> multiplies 16 filters x 8 samples by 8 samples x 8 channels, at one position and one tap: samples are what
/// is summed over, so nothing is left to add up across lanes.</remarks>
public sealed record GpuTensorWeightGradient(int Taps, int Stride, int Dilation, int ChannelBlocks) : GpuKernel
{
    /// <summary>Sixteens of filters.</summary>
    public const int FilterBlocks = 2;

    /// <summary>Output columns between two loop branches.</summary>
    public const int ColumnBlock = 2;

    public override string MethodName =>
        $"ConvolveWeights_tf32_{Taps}{(Stride > 1 ? "_s" + Number(Stride) : "")}{(Dilation > 1 ? "_d" + Number(Dilation) : "")}_by{16 * FilterBlocks}x{8 * ChannelBlocks}";

    public override int BodySize => 4 * FilterBlocks * ChannelBlocks * Taps * ColumnBlock;

    public int Registers => 4 * FilterBlocks * ChannelBlocks * Taps + 16 * FilterBlocks + 8 * ChannelBlocks * Operands.Count + 48;

    /// <summary>Columns of the input that a block reads, counted from its first.</summary>
    public IReadOnlyList<int> Operands => Enumerable.Range(0, ColumnBlock)
        .SelectMany(column => Enumerable.Range(0, Taps), (column, tap) => column * Stride + tap * Dilation).Distinct().OrderBy(operand => operand).ToList();
}

/// <summary>Weights as tensor cores take them, made anew of the parameters or of what folding made of them at the start of a pass.</summary>
/// <param name="IsBackward">With filters and channels in each other's place.</param>
/// <param name="Offset">In the memory of packed weights, behind that of folded ones.</param>
public sealed record PackedWeights(Operand Weight, bool IsBackward, ConvolutionGeometry Geometry, int Offset)
{
    public int Floats => Geometry.Groups * Pairs * Depth * Geometry.Kernel.Count * 128;

    /// <summary>Targets by sixteens.</summary>
    private int Pairs => ((IsBackward ? Geometry.Channels : Geometry.Filters) + 15) / 16;

    /// <summary>Sources by eights.</summary>
    private int Depth => ((IsBackward ? Geometry.Filters : Geometry.Channels) + 7) / 8;
}
