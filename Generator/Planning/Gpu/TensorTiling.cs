using System;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>Which layers have kernels for tensor cores, and with which tiles. Where they have none, or the user wants 32-bit products, the
/// portable kernels run.</summary>
internal static class TensorTiling
{
    /// <summary>Of the 255 that a thread may have, those that leave ptxas room to move loads ahead.</summary>
    private const int MostRegisters = 224;

    /// <summary>Fewer sources or targets leave most of an instruction's multipliers idle.</summary>
    private const int FewestImages = 8;

    private const int WidestTile = 8;

    public static GpuTensorConvolution? Convolution(ConvolutionGeometry g) => Fits(g)
        ? Best(g.Filters, g.OutputWidth, 1, (blocks, columns) => new(false, g.Kernel, g.Stride, g.Dilation, 0, blocks, columns))
        : null;

    public static GpuTensorConvolution? DataGradient(ConvolutionGeometry g) => Fits(g)
        ? Best(g.Channels, g.Width, g.Stride.Width, (blocks, columns) => new(true, g.Kernel, g.Stride, g.Dilation, g.Padding.Width % g.Stride.Width, blocks, columns))
        : null;

    public static GpuTensorWeightGradient? WeightGradient(ConvolutionGeometry g) => !Fits(g)
        ? null
        : (from blocks in new[] { 4, 2, 1 }
           where 8 * blocks <= Math.Max(8, g.Channels)
           let kernel = new GpuTensorWeightGradient(g.Kernel.Width, g.Stride.Width, g.Dilation.Width, blocks)
           where kernel.Registers <= MostRegisters
           select kernel).FirstOrDefault();

    /// <summary>Images rather than vectors: a fully connected layer waits for its weights, not for its multipliers.</summary>
    private static bool Fits(ConvolutionGeometry g) =>
        g.OutputPositions > 1 && g.Channels >= FewestImages && g.Filters >= FewestImages && g.Kernel.Width <= GpuTarget.UnrolledRow;

    private static GpuTensorConvolution? Best(int targets, int width, int stride, Func<int, int, GpuTensorConvolution> tile) =>
        (from blocks in targets <= 16 ? new[] { 2 } : new[] { 4, 2 }
         from columns in Enumerable.Range(1, WidestTile)
         where columns % stride == 0
         let kernel = tile(blocks, columns)
         where kernel.Registers <= MostRegisters
         orderby Strips(width, columns) * Strips(targets, 8 * blocks) * Instructions(kernel), columns
         select kernel).FirstOrDefault();

    /// <summary>Of one kernel row and eight sources; an instruction of tensor cores takes as long as two loads.</summary>
    private static int Instructions(GpuTensorConvolution kernel) =>
        2 * kernel.BodySize + 4 * kernel.Operands + kernel.Blocks / 2 * kernel.Kernel.Width + 16;

    private static int Strips(int size, int tile) => (size + tile - 1) / tile;
}
