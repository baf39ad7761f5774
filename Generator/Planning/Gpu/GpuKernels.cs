using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>How much of a kernel's window is written out in the source; ILGPU itself unrolls nothing.</summary>
public enum Unrolling
{
    /// <summary>Every tap.</summary>
    Window,

    /// <summary>The taps of a row; rows are a loop.</summary>
    Row,

    /// <summary>None: the window's size is told at run time.</summary>
    Nothing,
}

/// <summary>One distinct kernel for the GPU. Sizes of images, channels and filters are told at run time, so that few kernels serve many layers.</summary>
public abstract record GpuKernel : Kernel
{
    /// <summary>Of the emitted method: <c>Convolve_3x3_by8x4</c>.</summary>
    protected static string Window(Unrolling unrolling, Extent kernel, Extent stride, Extent dilation) =>
        unrolling == Unrolling.Nothing ? "any"
        : kernel + (stride.Count > 1 ? "_s" + stride : "") + (dilation.Count > 1 ? "_d" + dilation : "");
}

/// <summary>y = f(bias + w * x + addend): a thread has <paramref name="FilterTile"/> filters by <paramref name="ColumnTile"/> columns of a row,
/// of one sample. A fully connected layer is a convolution of 1x1 images.</summary>
/// <param name="FilterTile">4 or 8: one or two 128-bit loads of weights for each tap.</param>
public sealed record GpuConvolution(Unrolling Unrolling, Extent Kernel, Extent Stride, Extent Dilation, int FilterTile, int ColumnTile) : GpuKernel
{
    public override string MethodName => $"Convolve_{Window(Unrolling, Kernel, Stride, Dilation)}_by{FilterTile}x{ColumnTile}";

    public override int BodySize => FilterTile * ColumnTile * Unrolling switch
    {
        Unrolling.Window => Kernel.Count,
        Unrolling.Row => Kernel.Width,
        _ => 1,
    };

    /// <summary>Columns of the source that the columns of a tile read.</summary>
    public int Operands => (ColumnTile - 1) * Stride.Width + (Kernel.Width - 1) * Dilation.Width + 1;
}

/// <summary>dx = (w^T * dz + addend) f'(x): a thread has <paramref name="ChannelTile"/> channels by <paramref name="ColumnTile"/> columns, and
/// takes four filters at a time, whose weights lie side by side.</summary>
/// <param name="Phase">The padding modulo the stride, of columns: with it a tile's taps are known at build time.</param>
/// <param name="ColumnTile">A multiple of the stride.</param>
public sealed record GpuDataGradient(
    Unrolling Unrolling, Extent Kernel, Extent Stride, Extent Dilation, int Phase, int ChannelTile, int ColumnTile) : GpuKernel
{
    public override string MethodName =>
        $"ConvolveBackward_{Window(Unrolling, Kernel, Stride, Dilation)}{(Phase > 0 ? "_phase" + Number(Phase) : "")}_by{ChannelTile}x{ColumnTile}";

    public override int BodySize => ChannelTile * 4 * (Unrolling == Unrolling.Nothing ? ColumnTile : Taps.Count * (Unrolling == Unrolling.Window ? Kernel.Height : 1));

    /// <summary>Of one kernel row: which column of the tile, which column of dz (counted from <see cref="FirstOperand"/>), which tap.</summary>
    public IReadOnlyList<ColumnTap> Taps => AllTaps().Select(tap => tap with { Operand = tap.Operand - FirstOperand }).ToList();

    /// <summary>The first column of dz that a tile reads, counted from its first column / stride + padding / stride.</summary>
    public int FirstOperand => AllTaps().Select(tap => tap.Operand).DefaultIfEmpty(0).Min();

    /// <summary>Columns of dz that a tile reads.</summary>
    public int Operands => AllTaps().Select(tap => tap.Operand).DefaultIfEmpty(-1).Max() - FirstOperand + 1;

    private IEnumerable<ColumnTap> AllTaps() =>
        from tap in Enumerable.Range(0, Kernel.Width)
        from column in Enumerable.Range(0, ColumnTile)
        let distance = column + Phase - tap * Dilation.Width
        where Modulo(distance, Stride.Width) == 0
        select new ColumnTap(column, (distance - Modulo(distance, Stride.Width)) / Stride.Width, tap);

    private static int Modulo(int value, int divisor) => (value % divisor + divisor) % divisor;
}

/// <summary>dw = the sum over samples and positions of dz x: a warp has <paramref name="FilterTile"/> filters by <paramref name="ChannelTile"/>
/// channels by the taps of one kernel row; its lanes are samples, added up at the end.</summary>
/// <param name="Taps">Taps of a kernel row; 1 where each tap has warps of its own.</param>
/// <param name="FilterTile">2, 4 or 8.</param>
/// <param name="ColumnBlock">Output columns between two loop branches.</param>
public sealed record GpuWeightGradient(int Taps, int Stride, int Dilation, int FilterTile, int ChannelTile, int ColumnBlock) : GpuKernel
{
    public override string MethodName =>
        $"ConvolveWeights_{Taps}{(Stride > 1 ? "_s" + Number(Stride) : "")}{(Dilation > 1 ? "_d" + Number(Dilation) : "")}_by{FilterTile}x{ChannelTile}x{ColumnBlock}";

    public override int BodySize => Sums * ColumnBlock;

    public int Sums => FilterTile * ChannelTile * Taps;

    /// <summary>Columns of the input that a block reads.</summary>
    public int Operands => (ColumnBlock - 1) * Stride + (Taps - 1) * Dilation + 1;
}
